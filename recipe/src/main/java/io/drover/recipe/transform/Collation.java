package io.drover.recipe.transform;

import java.text.Normalizer;

/**
 * Texts whose code point order is an order of values (docs/language.md, Order of rows): a sort on them needs nothing that engines
 * disagree about.
 */
final class Collation {

    private static final char NUMBER = '0';
    private static final char TEXT = '1';
    private static final char MISMATCHED = '2';
    private static final char EMPTY = '3';
    private static final char LEVEL_END = '\u0001';
    private static final char LETTER_END = '\u0002';

    private Collation() {}

    /** Numbers first by value (equal ones tie), then the rest by {@link #key}, then the empty text. */
    static String textKey(String text) {
        if (text.isEmpty()) {
            return String.valueOf(EMPTY);
        }
        Double number = number(text);
        return number == null ? TEXT + key(text) : NUMBER + ordered(number);
    }

    static String mismatchedKey(String text) {
        return text.isEmpty() ? String.valueOf(EMPTY) : MISMATCHED + key(text);
    }

    static String numberKey(double number) {
        return NUMBER + ordered(number);
    }

    static String numberKey(long number) {
        return NUMBER + String.format("%016x", number ^ Long.MIN_VALUE);
    }

    private static Double number(String text) {
        String stripped = text.strip();
        if (!stripped.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
            return null;
        }
        double value = Double.parseDouble(stripped);
        return Double.isInfinite(value) ? null : Double.valueOf(value + 0.0);
    }

    private static String ordered(double number) {
        long bits = Double.doubleToLongBits(number == 0 ? 0.0 : number);
        return String.format("%016x", bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }

    /**
     * Four levels, each only looked at when those before are equal: the letters without accents and case, by the class
     * rank white space, other, digit, letter; accents, unaccented first; case, lower first; the text itself.
     */
    static String key(String text) {
        StringBuilder letters = new StringBuilder();
        StringBuilder accents = new StringBuilder();
        StringBuilder cases = new StringBuilder();
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        boolean first = true;
        for (int i = 0; i < decomposed.length(); ) {
            int point = decomposed.codePointAt(i);
            i += Character.charCount(point);
            if (isMark(point)) {
                accents.appendCodePoint(point);
                continue;
            }
            if (!first) {
                accents.append(LETTER_END);
            }
            first = false;
            if (Character.isLetter(point)) {
                letters.append('3').appendCodePoint(Character.toUpperCase(point));
            } else {
                letters.append(Character.isWhitespace(point) ? '0' : Character.isDigit(point) ? '2' : '1')
                        .appendCodePoint(point);
            }
            cases.append(Character.isUpperCase(point) || Character.isTitleCase(point) ? '2' : '1');
        }
        return letters.append(LEVEL_END).append(trimmed(accents, LETTER_END)).append(LEVEL_END)
                .append(trimmed(cases, '1')).append(LEVEL_END).append(text).toString();
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** What is lowest at the end of a level can be left out: the end is lower still. */
    private static String trimmed(StringBuilder level, char lowest) {
        int length = level.length();
        while (length > 0 && level.charAt(length - 1) == lowest) {
            length--;
        }
        return level.substring(0, length);
    }
}
