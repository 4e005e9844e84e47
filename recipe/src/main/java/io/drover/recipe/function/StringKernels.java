package io.drover.recipe.function;

import io.drover.recipe.type.Whitespace;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the functions of {@link StringFunctions} compute, where it takes more than a line. */
final class StringKernels {

    /** REPEAT gives null rather than longer text. */
    private static final long LONGEST_REPEAT = 1_000_000;

    /** The letters of REMOVESYMBOLS beyond ASCII: Latin-1 letters, Latin Extended-A and -B. */
    private static final int FIRST_ACCENTED = 0xC0;
    private static final int LAST_ACCENTED = 0x24F;

    private StringKernels() {}

    /** Words are cut at white space only. */
    static String proper(String text) {
        StringBuilder result = new StringBuilder(text.length());
        boolean first = true;
        for (int i = 0; i < text.length();) {
            int point = text.codePointAt(i);
            result.appendCodePoint(first ? Character.toUpperCase(point) : Character.toLowerCase(point));
            first = Whitespace.is(point);
            i += Character.charCount(point);
        }
        return result.toString();
    }

    static String removeWhitespace(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!Whitespace.is(text.charAt(i))) {
                result.append(text.charAt(i));
            }
        }
        return result.toString();
    }

    /** Keeps ASCII letters and digits, accented Latin letters and white space. */
    static String removeSymbols(String text) {
        StringBuilder result = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean latin = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
                    || c >= FIRST_ACCENTED && c <= LAST_ACCENTED && c != '\u00D7' && c != '\u00F7';
            if (latin || Whitespace.is(c)) {
                result.append(c);
            }
        }
        return result.toString();
    }

    static String trimQuotes(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isQuote(text.charAt(start))) {
            start++;
        }
        while (end > start && isQuote(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    static String repeat(String text, long times) {
        if (times <= 0 || text.isEmpty()) {
            return "";
        }
        return times > LONGEST_REPEAT / CodePoints.length(text) ? null : text.repeat((int) times);
    }

    /** The padding repeats from its start on either side and is cut to fit. */
    static String pad(String text, long length, String padding, boolean left) {
        long present = CodePoints.length(text);
        if (length <= present || padding.isEmpty()) {
            return text;
        }
        if (length > LONGEST_REPEAT) {
            return null;
        }
        long missing = length - present;
        long times = missing / CodePoints.length(padding) + 1;
        String filled = CodePoints.left(padding.repeat((int) times), missing);
        return left ? filled + text : text + filled;
    }

    static String character(long point) {
        boolean exists = point >= 1 && point <= Character.MAX_CODE_POINT
                && !(point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
        return exists ? Character.toString((int) point) : null;
    }

    static Long firstCodePoint(String text) {
        return text.isEmpty() ? null : (Long) (long) text.codePointAt(0);
    }

    /** Texts with a delimiter between each two; a null text counts as empty, a null delimiter makes it null. */
    static String merge(Object[] delimiterAndTexts) {
        String delimiter = (String) delimiterAndTexts[0];
        if (delimiter == null) {
            return null;
        }
        StringBuilder merged = new StringBuilder();
        for (int i = 1; i < delimiterAndTexts.length; i++) {
            if (i > 1) {
                merged.append(delimiter);
            }
            if (delimiterAndTexts[i] != null) {
                merged.append((String) delimiterAndTexts[i]);
            }
        }
        return merged.toString();
    }

    static String encodeBase64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Null for what isn't Base64 with its padding, or isn't UTF-8 behind it. */
    static String decodeBase64(String text) {
        if (text.length() % 4 != 0) {
            return null;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException notBase64OfText) {
            return null;
        }
    }
}
