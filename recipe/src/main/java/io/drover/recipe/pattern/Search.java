package io.drover.recipe.pattern;

/** A compiled pattern on one of the engines. Thread-safe. */
interface Search {

    int groupCount();

    /**
     * Prepares a search of a value.
     *
     * @param begin where the text to search begins, in UTF-16 units; only there the pattern's start matches if it's 0
     * @param end where it ends; only there the pattern's end matches if it's the value's end
     */
    Cursor open(String value, int begin, int end);

    interface Cursor {
        /**
         * The bounds of the groups of the first match at or after a place, or null.
         *
         * @throws OverBudgetException if the matcher took too many steps on this value
         */
        int[] find(int from);
    }

    /** Carries no trace: it is thrown for values, as often as they come. */
    final class OverBudgetException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OverBudgetException() {
            super("over the step budget", null, false, false);
        }
    }

    /** A pattern's text for a part of a value, at whose edges the value neither starts nor ends. */
    static String forPart(String regex, boolean atStart, boolean atEnd) {
        String text = atStart ? regex : regex.replace(RegexText.START, RegexText.NOTHING);
        return atEnd ? text : text.replace(RegexText.END, RegexText.NOTHING);
    }

    static int[] shift(int[] bounds, int by) {
        for (int i = 0; i < bounds.length && by > 0; i++) {
            bounds[i] += bounds[i] < 0 ? 0 : by;
        }
        return bounds;
    }
}
