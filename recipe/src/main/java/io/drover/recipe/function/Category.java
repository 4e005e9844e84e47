package io.drover.recipe.function;

/** The families of functions, in the order of the reference pages. */
public enum Category {
    AGGREGATE("Aggregate"),
    WINDOW("Window"),
    LOGICAL("Logical, conditional and comparison"),
    MATH("Math"),
    TRIGONOMETRY("Trigonometry"),
    DATE("Date and time"),
    STRING("String"),
    NESTED("Nested"),
    TYPE("Type"),
    OTHER("Other");

    private final String title;

    Category(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
