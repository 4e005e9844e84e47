package io.drover.recipe.sql;

import io.drover.recipe.function.Dialect;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.UnicodeText;
import java.util.List;

/** DuckDB's SQL: text literals know no escapes but the doubled quote. */
final class DuckDbSyntax extends SqlSyntax {
    static final DuckDbSyntax INSTANCE = new DuckDbSyntax();

    private DuckDbSyntax() {}

    @Override
    public Dialect dialect() {
        return Dialect.DUCKDB;
    }

    @Override
    public String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    @Override
    public String type(Storage storage) {
        return switch (storage) {
            case TEXT -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case DECIMAL -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case DATETIME -> "TIMESTAMP";
            case LIST -> "VARCHAR[]";
        };
    }

    @Override
    public String text(String value) {
        String literal = quoted(UnicodeText.wellFormed(value));
        // SQL text can't hold a null character, a value can.
        return value.indexOf('\0') < 0 ? literal : "(" + literal.replace("\0", "' || chr(0) || '") + ")";
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    @Override
    String integer(long value) {
        return "CAST(" + value + " AS BIGINT)";
    }

    @Override
    String decimal(double value) {
        // From text: a bare 0.1 would be a DECIMAL first.
        return "CAST('" + digits(value) + "' AS DOUBLE)";
    }

    @Override
    String timestamp(String wallClock) {
        return "CAST('" + wallClock + "' AS TIMESTAMP)";
    }

    @Override
    String list(List<String> elements) {
        return "CAST([" + String.join(", ", elements) + "] AS VARCHAR[])";
    }

    @Override
    public String toEpochMillis(String timestamp) {
        return "epoch_ms(" + timestamp + ")";
    }

    @Override
    public String fromEpochMillis(String millis) {
        return "make_timestamp_ms(" + millis + ")";
    }
}
