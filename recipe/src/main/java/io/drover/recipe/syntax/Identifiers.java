package io.drover.recipe.syntax;

/** Which names are written without braces (language reference, "Column references"). */
public final class Identifiers {
    private Identifiers() {}

    static boolean isStart(int codePoint) {
        return codePoint == '_' || codePoint >= 0 && Character.isLetter(codePoint);
    }

    static boolean isPart(int codePoint) {
        return codePoint == '_' || codePoint >= 0 && (Character.isLetterOrDigit(codePoint) || isMark(codePoint));
    }

    /** Letters of decomposed text carry their accents as marks. */
    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /** Whether a name has the form of an identifier. */
    static boolean isIdentifier(String name) {
        if (name.isEmpty() || !isStart(name.codePointAt(0))) {
            return false;
        }
        return name.codePoints().allMatch(Identifiers::isPart);
    }

    /** Whether a column of this name is written in braces. */
    public static boolean needsBraces(String name) {
        return !isIdentifier(name) || name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false");
    }
}
