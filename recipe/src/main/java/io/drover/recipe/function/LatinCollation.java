package io.drover.recipe.function;

import io.drover.recipe.type.CodePointOrder;
import io.drover.recipe.type.Whitespace;
import java.text.Normalizer;

/**
 * The order of texts for STRINGLESSTHAN and its kin: white space, other symbols, digits, letters;
 * letters first without accents and case, a prefix before what it begins, then accents, then lower before upper case.
 */
final class LatinCollation {

    private static final int LETTER = 3;

    private LatinCollation() {}

    static int compare(String a, String b) {
        int[] left = a.codePoints().toArray();
        int[] right = b.codePoints().toArray();
        int length = Math.min(left.length, right.length);
        for (int i = 0; i < length; i++) {
            int order = compareBase(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        if (left.length != right.length) {
            return Integer.compare(left.length, right.length);
        }
        for (int i = 0; i < length; i++) {
            int order = CodePointOrder.compare(accents(left[i]), accents(right[i]));
            if (order != 0) {
                return order;
            }
        }
        for (int i = 0; i < length; i++) {
            int order = Boolean.compare(isUpper(left[i]), isUpper(right[i]));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The same with different texts never equal. */
    static int compareTotally(String a, String b) {
        int order = compare(a, b);
        return order != 0 ? order : CodePointOrder.compare(a, b);
    }

    private static int compareBase(int a, int b) {
        int rank = Integer.compare(rank(a), rank(b));
        if (rank != 0) {
            return rank;
        }
        return rank(a) == LETTER ? Integer.compare(base(a), base(b)) : Integer.compare(a, b);
    }

    private static int rank(int point) {
        if (Whitespace.is(point)) {
            return 0;
        }
        return Character.isLetter(point) ? LETTER : Character.isDigit(point) ? 2 : 1;
    }

    /** The letter in lower case without its accents. */
    private static int base(int letter) {
        return letter < 0x80
                ? Character.toLowerCase(letter)
                : Character.toLowerCase(decomposed(letter).codePointAt(0));
    }

    private static String accents(int point) {
        if (point < 0x80) {
            return "";
        }
        String decomposed = decomposed(point);
        return decomposed.substring(Character.charCount(decomposed.codePointAt(0)));
    }

    private static boolean isUpper(int point) {
        return Character.isUpperCase(point) || Character.isTitleCase(point);
    }

    private static String decomposed(int point) {
        return Normalizer.normalize(Character.toString(point), Normalizer.Form.NFD);
    }
}
