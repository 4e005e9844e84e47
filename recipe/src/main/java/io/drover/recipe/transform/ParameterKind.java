package io.drover.recipe.transform;

/** How the value of a transform's parameter is written, and as what {@link StepArguments} gives it. */
public enum ParameterKind {
    COLUMN("column"),
    /** A list; ranges {@code a~c}, {@code *}; repeats after the first ignored. */
    COLUMNS("columns"),
    /** Columns, or a type as {@link #TYPE}: texts in quotes. */
    COLUMNS_OR_TYPE("columns or a type"),
    EXPRESSION("formula"),
    EXPRESSIONS("formulas"),
    CONDITION("condition"),
    /** A string (exact text), a pattern or a regex. */
    PATTERN("pattern"),
    PATTERNS("patterns"),
    TEXT("text"),
    /** Text in which {@code $1} and {@code \$} mean something, or, as literal text, a formula. */
    REPLACEMENT("replacement"),
    TEXTS("texts"),
    /** As written: texts in quotes, or the bare name of a dataset. */
    TEXTS_OR_DATASET("texts or a dataset"),
    /** One character. */
    CHARACTER("character"),
    INTEGER("whole number"),
    INTEGERS("whole numbers"),
    NUMBER("number"),
    NUMBERS("numbers"),
    BOOLEAN("true or false"),
    KEYWORD("keyword"),
    NEW_NAME("new column name"),
    NEW_NAMES("new column names"),
    /** Columns and {@code $sourcerownumber}, each with {@code -} in front for descending; no ranges. */
    ORDER("sort keys"),
    DATASET("dataset"),
    DATASETS("datasets"),
    /** {@code [a,'x'],[b,'y']}. */
    PAIRS("pairs"),
    /** {@code out = dataset.column, …}. */
    JOIN_COLUMNS("joined columns"),
    /** {@code {'as': 'Out', 'sources': a,b}, …}. */
    UNION_MAPPING("union mapping"),
    TYPE("type");

    private final String title;

    ParameterKind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
