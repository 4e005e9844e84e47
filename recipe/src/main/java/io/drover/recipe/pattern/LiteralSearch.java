package io.drover.recipe.pattern;

/** The exact text. */
final class LiteralSearch implements Search {
    private final String text;

    LiteralSearch(String text) {
        this.text = text;
    }

    @Override
    public int groupCount() {
        return 0;
    }

    @Override
    public Cursor open(String value, int begin, int end) {
        return from -> {
            int found = value.indexOf(text, from);
            return found < 0 || found + text.length() > end ? null : new int[] {found, found + text.length()};
        };
    }
}
