package io.drover.recipe.sql;

import io.drover.recipe.function.Dialect;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.UnicodeText;
import java.util.List;

/** Spark's SQL: text literals have backslash escapes, and {@code ${…}} is substituted anywhere in SQL text. */
final class SparkSyntax extends SqlSyntax {
    static final SparkSyntax INSTANCE = new SparkSyntax();

    private SparkSyntax() {}

    @Override
    public Dialect dialect() {
        return Dialect.SPARK;
    }

    @Override
    public String name(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    @Override
    public String type(Storage storage) {
        return switch (storage) {
            case TEXT -> "STRING";
            case INTEGER -> "BIGINT";
            case DECIMAL -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case DATETIME -> "TIMESTAMP_NTZ";
            case LIST -> "ARRAY<STRING>";
        };
    }

    @Override
    public String text(String value) {
        String text = UnicodeText.wellFormed(value);
        StringBuilder literal = new StringBuilder(text.length() + 2).append('\'');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\'', '\\' -> literal.append('\\').append(c);
                // Keeps variable substitution, which runs over the SQL text before it is parsed, away from values.
                case '$' -> literal.append("\\u0024");
                default -> {
                    if (c < ' ' || c == 0x7F) {
                        literal.append(String.format("\\u%04x", (int) c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('\'').toString();
    }

    @Override
    String integer(long value) {
        return value < 0 ? "(" + value + "L)" : value + "L";
    }

    @Override
    String decimal(double value) {
        String literal = digits(value) + "D";
        return value < 0 ? "(" + literal + ")" : literal;
    }

    @Override
    String timestamp(String wallClock) {
        return "TIMESTAMP_NTZ'" + wallClock + "'";
    }

    @Override
    String list(List<String> elements) {
        return "CAST(array(" + String.join(", ", elements) + ") AS ARRAY<STRING>)";
    }

    @Override
    public String toEpochMillis(String timestamp) {
        return "unix_millis(CAST(" + timestamp + " AS TIMESTAMP_LTZ))";
    }

    @Override
    public String fromEpochMillis(String millis) {
        return "CAST(timestamp_millis(" + millis + ") AS TIMESTAMP_NTZ)";
    }
}
