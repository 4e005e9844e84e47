package io.drover.recipe.syntax;

import io.drover.recipe.message.Span;
import java.util.Arrays;

/** A recipe's text by code point, without its byte order mark, with the places of its lines. */
final class SourceText {
    /** What {@link #at} gives beyond the end. */
    static final int END = -1;

    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int FIRST_LINE_LIMIT = 200;

    private final int[] codePoints;
    private final int[] lineStarts;

    SourceText(String text) {
        int[] all = text.codePoints().toArray();
        this.codePoints = all.length > 0 && all[0] == BYTE_ORDER_MARK ? Arrays.copyOfRange(all, 1, all.length) : all;
        this.lineStarts = lineStarts(codePoints);
    }

    private static int[] lineStarts(int[] codePoints) {
        int[] starts = new int[16];
        int count = 1;
        for (int i = 0; i < codePoints.length; i++) {
            boolean ends = codePoints[i] == '\n'
                    || codePoints[i] == '\r' && !(i + 1 < codePoints.length && codePoints[i + 1] == '\n');
            if (ends) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    int length() {
        return codePoints.length;
    }

    int at(int index) {
        return index >= 0 && index < codePoints.length ? codePoints[index] : END;
    }

    boolean has(int index, String expected) {
        return expected.length() <= length() - index && text(index, index + expected.length()).equals(expected);
    }

    String text(int start, int end) {
        return new String(codePoints, start, end - start);
    }

    Span span(int start, int end) {
        int line = line(start);
        int endLine = line(end);
        return new Span(line + 1, start - lineStarts[line] + 1, endLine + 1, end - lineStarts[endLine] + 1);
    }

    private int line(int index) {
        int found = Arrays.binarySearch(lineStarts, index);
        return found >= 0 ? found : -found - 2;
    }

    /** The rest of the line from {@code start}, without blanks at its end; long lines are cut. */
    String firstLine(int start) {
        int end = endOfLine(start);
        boolean cut = end - start > FIRST_LINE_LIMIT;
        return text(start, cut ? start + FIRST_LINE_LIMIT : end).strip() + (cut ? "…" : "");
    }

    boolean hasLineBreak(int from, int to) {
        for (int i = from; i < to; i++) {
            if (isLineBreak(codePoints[i])) {
                return true;
            }
        }
        return false;
    }

    int endOfLine(int from) {
        int end = from;
        while (end < length() && !isLineBreak(codePoints[end])) {
            end++;
        }
        return end;
    }

    /** The next index that isn't a blank; line breaks count as blanks. */
    int skipBlanks(int from) {
        int index = from;
        while (index < length() && (isBlank(codePoints[index]) || isLineBreak(codePoints[index]))) {
            index++;
        }
        return index;
    }

    /** The next index that isn't a blank, on the same line. */
    int skipBlanksInLine(int from) {
        int index = from;
        while (index < length() && isBlank(codePoints[index])) {
            index++;
        }
        return index;
    }

    /** The end of the identifier at {@code start}; {@code start} itself if there is none. */
    int endOfIdentifier(int start) {
        if (!Identifiers.isStart(at(start))) {
            return start;
        }
        int end = start + 1;
        while (Identifiers.isPart(at(end))) {
            end++;
        }
        return end;
    }

    static boolean isLineBreak(int codePoint) {
        return codePoint == '\n' || codePoint == '\r';
    }

    /** Any white space but line breaks: text pasted from documents holds no-break spaces. */
    static boolean isBlank(int codePoint) {
        return !isLineBreak(codePoint)
                && (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)
                        || codePoint == BYTE_ORDER_MARK);
    }
}
