package io.drover.recipe.function;

/**
 * A declared parameter of a function.
 *
 * @param kind how it is read, and what documentation says of it
 * @param defaultText as documentation writes the default; null for a required parameter, empty for an optional one
 *     without default
 * @param repeated the last parameter may occur any number of times
 */
public record FunctionParameter(String name, Kind kind, String defaultText, boolean repeated) {

    public enum Kind {
        TEXT("String"),
        INTEGER("Integer"),
        DECIMAL("Decimal"),
        NUMBER("Integer or Decimal"),
        BOOLEAN("Boolean"),
        DATETIME("Datetime"),
        ARRAY("Array"),
        OBJECT("Object"),
        ANY("any"),
        LIST("bracketed list"),
        PATTERN("pattern or String"),
        UNIT("date unit"),
        KEYWORD("keyword"),
        TYPE("type"),
        FORMAT("format");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }

        /** Whether the values of a column are what it takes. */
        public boolean isValue() {
            return switch (this) {
                case TEXT, INTEGER, DECIMAL, NUMBER, BOOLEAN, DATETIME, ARRAY, OBJECT, ANY, LIST -> true;
                case PATTERN, UNIT, KEYWORD, TYPE, FORMAT -> false;
            };
        }

        /** Whether no value can be mismatched for it. */
        boolean takesAnyText() {
            return this == TEXT || this == ANY || this == LIST;
        }
    }

    public boolean required() {
        return defaultText == null;
    }
}
