package io.drover.recipe.type;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * Reading text as a value (docs/language.md, Types): blanks around are ignored, what doesn't fit is null, nothing is thrown.
 */
public final class Reading {

    private static final double EXACT_LIMIT = 1L << 53;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
        1e21, 1e22
    };

    private Reading() {}

    /** A 64-bit integer, or a decimal text with zero fraction ({@code 3.0}); else null. */
    public static Long integer(String text) {
        if (text == null) {
            return null;
        }
        Number number = number(Whitespace.trim(text), true);
        return number instanceof Long whole ? whole : null;
    }

    /** A 64-bit integer written with digits alone; else null. */
    public static Long plainInteger(String text) {
        if (text == null) {
            return null;
        }
        String trimmed = Whitespace.trim(text);
        return isDigits(trimmed) ? parseLong(trimmed) : null;
    }

    /** A finite double, -0 as 0; else null. */
    public static Double decimal(String text) {
        if (text == null) {
            return null;
        }
        Number number = number(Whitespace.trim(text), false);
        return number instanceof Double value ? value : null;
    }

    /** The Bool words in any case; else null. */
    public static Boolean bool(String text) {
        return text == null ? null : boolWord(Whitespace.trim(text));
    }

    /** Truth of a text in a condition: the Bool words, else a number ≠ 0; else null. */
    public static Boolean condition(String text) {
        if (text == null) {
            return null;
        }
        String trimmed = Whitespace.trim(text);
        Boolean word = boolWord(trimmed);
        if (word != null) {
            return word;
        }
        Number number = number(trimmed, false);
        return number == null ? null : number.doubleValue() != 0;
    }

    /** Whether the whole text has the form of an Integer: a sign and digits. */
    static boolean isDigits(String text) {
        int i = sign(text);
        if (i == text.length()) {
            return false;
        }
        for (; i < text.length(); i++) {
            if (!digit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the whole text has the form of a Decimal. */
    static boolean isDecimal(String text) {
        return mantissaEnd(text) >= 0;
    }

    private static Boolean boolWord(String text) {
        if (text.isEmpty() || text.length() > 5) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "t", "yes", "y", "on", "1" -> Boolean.TRUE;
            case "false", "f", "no", "n", "off", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    private static Number number(String text, boolean whole) {
        int end = mantissaEnd(text);
        if (end < 0) {
            return null;
        }
        if (whole) {
            if (isDigits(text)) {
                return parseLong(text);
            }
            return wholeValue(text, end);
        }
        double value = parseDouble(text, end);
        return Double.isInfinite(value) ? null : (Double) (value == 0 ? 0.0 : value);
    }

    private static Long wholeValue(String text, int mantissaEnd) {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            return null;
        }
        if (value == 0) {
            for (int i = 0; i < mantissaEnd; i++) {
                char c = text.charAt(i);
                if (digit(c) && c != '0') {
                    return null;
                }
            }
            return 0L;
        }
        BigDecimal exact = new BigDecimal(text.charAt(0) == '+' ? text.substring(1) : text).stripTrailingZeros();
        if (exact.scale() > 0 || exact.precision() - exact.scale() > 19) {
            return null;
        }
        java.math.BigInteger integer = exact.toBigInteger();
        return integer.bitLength() > 63 ? null : (Long) integer.longValue();
    }

    /** Where the mantissa of a decimal text ends (its exponent or its end); -1 if the text is none. */
    private static int mantissaEnd(String text) {
        int length = text.length();
        int i = sign(text);
        int digits = 0;
        while (i < length && digit(text.charAt(i))) {
            i++;
            digits++;
        }
        if (i < length && text.charAt(i) == '.') {
            i++;
            while (i < length && digit(text.charAt(i))) {
                i++;
                digits++;
            }
        }
        if (digits == 0) {
            return -1;
        }
        if (i == length) {
            return i;
        }
        char e = text.charAt(i);
        if (e != 'e' && e != 'E') {
            return -1;
        }
        int exponent = i + 1;
        if (exponent < length && (text.charAt(exponent) == '+' || text.charAt(exponent) == '-')) {
            exponent++;
        }
        if (exponent == length) {
            return -1;
        }
        for (; exponent < length; exponent++) {
            if (!digit(text.charAt(exponent))) {
                return -1;
            }
        }
        return i;
    }

    /** Short texts without exponent by one exact division, which is rounded correctly; others by the library. */
    private static double parseDouble(String text, int mantissaEnd) {
        if (mantissaEnd != text.length() || text.length() > 17) {
            return Double.parseDouble(text);
        }
        long mantissa = 0;
        int decimals = 0;
        boolean fraction = false;
        for (int i = sign(text); i < mantissaEnd; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                fraction = true;
            } else {
                mantissa = mantissa * 10 + (c - '0');
                decimals += fraction ? 1 : 0;
            }
        }
        if (mantissa >= EXACT_LIMIT) {
            return Double.parseDouble(text);
        }
        double value = mantissa / POWERS[decimals];
        return text.charAt(0) == '-' ? -value : value;
    }

    private static Long parseLong(String text) {
        boolean negative = text.charAt(0) == '-';
        int i = sign(text);
        while (i < text.length() - 1 && text.charAt(i) == '0') {
            i++;
        }
        if (text.length() - i > 19) {
            return null;
        }
        long value = 0;
        for (; i < text.length(); i++) {
            int d = text.charAt(i) - '0';
            if (value < (Long.MIN_VALUE + d) / 10) {
                return null;
            }
            value = value * 10 - d;
        }
        if (negative) {
            return value;
        }
        return value == Long.MIN_VALUE ? null : (Long) (-value);
    }

    private static int sign(String text) {
        return !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
