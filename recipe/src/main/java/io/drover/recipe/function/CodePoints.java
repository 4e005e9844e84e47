package io.drover.recipe.function;

import java.util.Locale;

/** Text measured and cut in Unicode code points, as both engines do. */
final class CodePoints {

    private CodePoints() {}

    static long length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The first {@code count} characters; none below 1. */
    static String left(String text, long count) {
        return text.substring(0, unit(text, count));
    }

    static String right(String text, long count) {
        return count <= 0 ? "" : text.substring(unit(text, Math.max(0, length(text) - count)));
    }

    /** Characters {@code start … end-1}, both clipped to the text. */
    static String substring(String text, long start, long end) {
        int from = unit(text, start);
        int to = unit(text, end);
        return to <= from ? "" : text.substring(from, to);
    }

    /** The UTF-16 offset of a character position, clipped to the text. */
    static int unit(String text, long position) {
        if (position <= 0) {
            return 0;
        }
        if (position >= text.length()) {
            return position >= length(text) ? text.length() : text.offsetByCodePoints(0, (int) position);
        }
        int unit = 0;
        for (long p = 0; p < position && unit < text.length(); p++) {
            unit += Character.isHighSurrogate(text.charAt(unit)) && unit + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(unit + 1)) ? 2 : 1;
        }
        return unit;
    }

    /** The character position of a UTF-16 offset. */
    static long position(String text, int unit) {
        return text.codePointCount(0, unit);
    }

    /** Each character mapped to one character, so positions stay: {@code ß} has no upper-case form. */
    static String upper(String text) {
        return map(text, true);
    }

    static String lower(String text) {
        return map(text, false);
    }

    private static String map(String text, boolean up) {
        int ascii = 0;
        while (ascii < text.length() && text.charAt(ascii) < 0x80) {
            ascii++;
        }
        if (ascii == text.length()) {
            // Within ASCII the library's mapping is one to one, and it is quick.
            return up ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
        }
        StringBuilder mapped = new StringBuilder(text.length());
        for (int i = 0; i < text.length();) {
            int point = text.codePointAt(i);
            mapped.appendCodePoint(up ? Character.toUpperCase(point) : Character.toLowerCase(point));
            i += Character.charCount(point);
        }
        return mapped.toString();
    }
}
