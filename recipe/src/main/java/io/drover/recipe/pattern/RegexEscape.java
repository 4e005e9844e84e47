package io.drover.recipe.pattern;

/**
 * What follows a backslash and stands for characters, inside a class or outside.
 *
 * @param set the characters; null for a property
 * @param property a class by Unicode property as written; null otherwise
 * @param single the one character, or -1 for a class
 * @param end where the text goes on
 */
record RegexEscape(CodePointSet set, String property, int single, int end) {

    interface Failure {
        InvalidPatternException invalid(String message, int offset, String suggestion);
    }

    /** @param at the character after the backslash */
    static RegexEscape parse(String source, int at, Failure failure) {
        if (at >= source.length()) {
            throw failure.invalid("there is nothing after the last \\", at - 1, "write \\\\ for the character itself");
        }
        int c = source.codePointAt(at);
        int end = at + Character.charCount(c);
        return switch (c) {
            case 'd' -> set(CodePointSet.DIGITS, end);
            case 'D' -> set(CodePointSet.DIGITS.complement(), end);
            case 'w' -> set(CodePointSet.WORD, end);
            case 'W' -> set(CodePointSet.WORD.complement(), end);
            case 's' -> set(CodePointSet.SPACE, end);
            case 'S' -> set(CodePointSet.SPACE.complement(), end);
            case 'n' -> single('\n', end);
            case 't' -> single('\t', end);
            case 'r' -> single('\r', end);
            case 'f' -> single('\f', end);
            case 'v' -> single(0x0B, end);
            case 'a' -> single(0x07, end);
            case 'e' -> single(0x1B, end);
            case 'x' -> hexadecimal(source, end, failure);
            case 'u' -> unicode(source, end, failure);
            case 'c' -> control(source, end, failure);
            case '0' -> octal(source, end);
            case 'p', 'P' -> property(source, at, failure);
            default -> {
                if (c < 128 && Character.isLetterOrDigit(c)) {
                    throw failure.invalid("\\" + Character.toString(c) + " is not known", at - 1,
                            c == 'Z' ? "write $ for the end of the value" : "write " + Character.toString(c) + " for the character itself");
                }
                yield single(c, end);
            }
        };
    }

    private static RegexEscape set(CodePointSet set, int end) {
        return new RegexEscape(set, null, -1, end);
    }

    private static RegexEscape single(int codePoint, int end) {
        return new RegexEscape(CodePointSet.of(codePoint), null, codePoint, end);
    }

    private static RegexEscape hexadecimal(String source, int at, Failure failure) {
        if (at < source.length() && source.charAt(at) == '{') {
            int close = source.indexOf('}', at);
            int value = close < 0 ? -1 : hex(source, at + 1, close);
            if (value < 0 || value > Character.MAX_CODE_POINT) {
                throw failure.invalid("\\x{…} holds no character's number", at - 2, "write it as in \\x{1F600}");
            }
            return single(value, close + 1);
        }
        int value = hex(source, at, at + 2);
        if (value < 0) {
            throw failure.invalid("two hexadecimal digits must follow \\x", at - 2, "write it as in \\x41");
        }
        return single(value, at + 2);
    }

    private static RegexEscape unicode(String source, int at, Failure failure) {
        int value = hex(source, at, at + 4);
        if (value < 0) {
            throw failure.invalid("four hexadecimal digits must follow \\u", at - 2, "write it as in \\u0041");
        }
        if (Character.isHighSurrogate((char) value) && source.startsWith("\\u", at + 4)) {
            int low = hex(source, at + 6, at + 10);
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                return single(Character.toCodePoint((char) value, (char) low), at + 10);
            }
        }
        return single(value, at + 4);
    }

    private static RegexEscape control(String source, int at, Failure failure) {
        if (at >= source.length() || source.charAt(at) < '@' || Character.toUpperCase(source.charAt(at)) > '_') {
            throw failure.invalid("a letter must follow \\c", at - 2, "write it as in \\cA");
        }
        return single(Character.toUpperCase(source.charAt(at)) ^ 0x40, at + 1);
    }

    private static RegexEscape octal(String source, int at) {
        int end = at;
        int value = 0;
        while (end < source.length() && end < at + 2 && source.charAt(end) >= '0' && source.charAt(end) <= '7') {
            value = value * 8 + source.charAt(end++) - '0';
        }
        return single(value, end);
    }

    private static RegexEscape property(String source, int at, Failure failure) {
        int end = at + 2;
        if (at + 1 < source.length() && source.charAt(at + 1) == '{') {
            end = source.indexOf('}', at) + 1;
        }
        if (end <= 0 || end > source.length()) {
            throw failure.invalid("a property must follow \\" + source.charAt(at), at - 1, "write it as in \\p{L}");
        }
        return new RegexEscape(null, "\\" + source.substring(at, end), -1, end);
    }

    /** The number of the digits, or -1. */
    private static int hex(String source, int start, int end) {
        if (end > source.length() || end <= start || end - start > 6) {
            return -1;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            int digit = source.charAt(i) < 128 ? Character.digit(source.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    void writeTo(RegexText text, boolean fold) {
        if (property != null) {
            text.property(property);
        } else if (single >= 0) {
            text.literal(single, fold);
        } else {
            text.set(set);
        }
    }
}
