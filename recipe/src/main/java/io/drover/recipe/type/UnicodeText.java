package io.drover.recipe.type;

/** Text that UTF-8 can hold. */
public final class UnicodeText {

    private static final int REPLACEMENT = 0xFFFD;

    private UnicodeText() {}

    /** The text with U+FFFD for every half of a surrogate pair that stands alone, which has no UTF-8 form. */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaceLoneSurrogates(text);
            }
        }
        return text;
    }

    private static String replaceLoneSurrogates(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().forEach(point -> result.appendCodePoint(
                point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? REPLACEMENT : point));
        return result.toString();
    }
}
