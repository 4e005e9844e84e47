package io.drover.recipe.sql;

import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.type.Storage;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The lexical side of one SQL dialect: names, literals, types, orders. Nothing else may put a name or a value into SQL
 * text, so this is where hostile text ends.
 */
public abstract sealed class SqlSyntax permits DuckDbSyntax, SparkSyntax {
    private static final DateTimeFormatter WALL_CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final long YEAR_ONE = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_TEN_THOUSAND = Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli();

    public static SqlSyntax of(Dialect dialect) {
        return switch (dialect) {
            case SPARK -> SparkSyntax.INSTANCE;
            case DUCKDB -> DuckDbSyntax.INSTANCE;
        };
    }

    public abstract Dialect dialect();

    /** A quoted identifier. */
    public abstract String name(String identifier);

    /** The SQL type that holds a storage. */
    public abstract String type(Storage storage);

    /** A text literal; null characters and all. A lone surrogate, which has no UTF-8 form, becomes U+FFFD. */
    public abstract String text(String value);

    /** A BIGINT expression of epoch milliseconds from a timestamp expression: how a kernel sees a Datetime. */
    public abstract String toEpochMillis(String timestamp);

    /** The reverse of {@link #toEpochMillis}. */
    public abstract String fromEpochMillis(String millis);

    abstract String integer(long value);

    abstract String decimal(double value);

    abstract String timestamp(String wallClock);

    abstract String list(List<String> elements);

    /**
     * A literal of exactly the storage's SQL type.
     *
     * @param value as {@link Storage} says; null gives a typed null
     */
    public final String literal(Object value, Storage storage) {
        if (value == null) {
            return "CAST(NULL AS " + type(storage) + ")";
        }
        return switch (storage) {
            case TEXT -> text((String) value);
            case INTEGER -> integer((Long) value);
            case DECIMAL -> decimal((Double) value);
            case BOOLEAN -> (Boolean) value ? "true" : "false";
            case DATETIME -> datetime((Long) value);
            case LIST -> list(((List<?>) value).stream()
                    .map(element -> literal(element, Storage.TEXT))
                    .toList());
        };
    }

    private String datetime(long millis) {
        if (millis < YEAR_ONE || millis >= YEAR_TEN_THOUSAND) {
            return fromEpochMillis(integer(millis));
        }
        LocalDateTime wallClock = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        return timestamp(WALL_CLOCK.format(wallClock));
    }

    /** An ORDER BY list without the words; null is the highest value. Empty for no keys. */
    public final String order(List<OrderKey> keys) {
        return keys.stream()
                .map(key -> name(key.column().id()) + (key.descending() ? " DESC NULLS FIRST" : " ASC NULLS LAST"))
                .collect(Collectors.joining(", "));
    }

    /** Finite doubles in a form that every parser reads back exactly. */
    static String digits(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("a Decimal is finite, but this is " + value);
        }
        return Double.toString(value == 0 ? 0 : value);
    }
}
