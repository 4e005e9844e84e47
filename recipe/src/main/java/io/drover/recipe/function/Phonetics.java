package io.drover.recipe.function;

import org.apache.commons.codec.language.DoubleMetaphone;

/** How names sound. */
final class Phonetics {

    /** The library's default of four letters is for indexes of names; whole texts are compared here. */
    private static final int CODE_LENGTH = 100;

    private static final DoubleMetaphone METAPHONE = new DoubleMetaphone();

    static {
        METAPHONE.setMaxCodeLen(CODE_LENGTH);
    }

    private Phonetics() {}

    /** Empty for a text without any sound. */
    static String code(String text, boolean secondary) {
        String code = METAPHONE.doubleMetaphone(text, secondary);
        return code == null ? "" : code;
    }

    static boolean alike(String a, String b, String threshold) {
        boolean strong = same(a, false, b, false);
        return switch (threshold) {
            case "strong" -> strong;
            case "weak" -> strong || same(a, false, b, true) || same(a, true, b, false) || same(a, true, b, true);
            default -> strong || same(a, false, b, true) || same(a, true, b, false);
        };
    }

    private static boolean same(String a, boolean secondaryOfA, String b, boolean secondaryOfB) {
        String code = code(a, secondaryOfA);
        return !code.isEmpty() && code.equals(code(b, secondaryOfB));
    }
}
