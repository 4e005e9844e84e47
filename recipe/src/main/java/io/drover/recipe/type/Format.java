package io.drover.recipe.type;

/** What a column remembers about the text form of its computed values. */
public sealed interface Format {

    Format NONE = new None();

    /** Canonical text (docs/language.md, Formulas). */
    record None() implements Format {}

    /**
     * A Datetime column's format.
     *
     * @param pattern e.g. {@code dd*mm*yyyy} in annotation letters or {@code dd/MM/yyyy} in Java letters
     * @param letters which of the two mini-languages (docs/language.md, Dates and times) the pattern is written in
     */
    record Datetime(String pattern, Letters letters) implements Format {}

    /** ROUND's decimals: text is printed with exactly that many. */
    record Decimals(int digits) implements Format {}

    enum Letters { ANNOTATION, JAVA }

    static Datetime annotation(String pattern) {
        return new Datetime(pattern, Letters.ANNOTATION);
    }

    static Datetime java(String pattern) {
        return new Datetime(pattern, Letters.JAVA);
    }
}
