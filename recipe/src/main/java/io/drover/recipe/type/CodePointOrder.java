package io.drover.recipe.type;

/**
 * The order of texts by their code points, which is that of their UTF-8 bytes and so both engines'. Not
 * {@code String.compareTo}, which puts characters beyond U+FFFF before U+E000.
 */
public final class CodePointOrder {

    private CodePointOrder() {}

    public static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                boolean beyondA = Character.isSurrogate(a);
                boolean beyondB = Character.isSurrogate(b);
                return beyondA == beyondB ? Character.compare(a, b) : beyondA ? 1 : -1;
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
