package io.drover.recipe.message;

/**
 * A place in a recipe's text. Lines and columns are 1-based, columns count code points; the end is exclusive.
 */
public record Span(int line, int column, int endLine, int endColumn) {

    /** For steps that have no text (imported JSON). */
    public static final Span NONE = new Span(0, 0, 0, 0);

    public Span to(Span end) {
        return new Span(line, column, end.endLine, end.endColumn);
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
