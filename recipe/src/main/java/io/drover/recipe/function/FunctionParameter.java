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
    }

    public boolean required() {
        return defaultText == null;
    }
}
