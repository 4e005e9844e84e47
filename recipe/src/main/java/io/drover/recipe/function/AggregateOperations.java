package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.BOOLEAN;
import static io.drover.recipe.type.Storage.DATETIME;
import static io.drover.recipe.type.Storage.DECIMAL;
import static io.drover.recipe.type.Storage.INTEGER;

import io.drover.recipe.type.Storage;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Counts, sums, means and extremes: the operations of {@link AggregateFunctions}. All skip nulls. */
final class AggregateOperations {

    static final AggregateOperation COUNT_ROWS = AggregateOperation.of("count_rows", INTEGER, rows -> (long) rows.size())
            .windowable()
            .spark(AggregateOperation.Template.of("count(1){over}"))
            .duckdb(AggregateOperation.Template.of("count(*){over}"));

    static final AggregateOperation COUNT_TRUE = AggregateOperation.of("count_true", INTEGER,
                    rows -> rows.stream().filter(row -> Boolean.TRUE.equals(row[0])).count(), BOOLEAN)
            .windowable()
            .spark(AggregateOperation.Template.of("count(CASE WHEN {0} THEN 1 END){over}"))
            .duckdb(AggregateOperation.Template.of("count(CASE WHEN {0} THEN 1 END){over}"));

    /** Values that aren't null. */
    static final PerStorage<AggregateOperation> COUNT_VALUES = PerStorage.of(storage ->
            AggregateOperation.of("count_values_" + name(storage), INTEGER,
                            rows -> rows.stream().filter(row -> row[0] != null).count(), storage)
                    .windowable()
                    .spark(AggregateOperation.Template.of("count({0}){over}"))
                    .duckdb(AggregateOperation.Template.of("count({0}){over}")));

    static final PerStorage<AggregateOperation> COUNT_DISTINCT = PerStorage.of(storage ->
            // Not windowable: Spark has no DISTINCT in windows.
            AggregateOperation.of("count_distinct_" + name(storage), INTEGER, AggregateOperations::distinct, storage)
                    .spark(AggregateOperation.Template.of("count(DISTINCT {0}){over}"))
                    .duckdb(AggregateOperation.Template.of("count(DISTINCT {0}){over}")));

    /** 0 of no values, null outside 64 bits. */
    static final AggregateOperation SUM_INTEGER = AggregateOperation.of("sum_integer", INTEGER,
                    rows -> long64(Sums.integers(rows, 0)), INTEGER)
            .windowable()
            .spark((arguments, over, order) -> Sums.sparkBigint(arguments.get(0), over))
            .duckdb((arguments, over, order) -> Sums.duckDbBigint(arguments.get(0), over));

    /** 0 of no values, null beyond the range. */
    static final AggregateOperation SUM_DECIMAL = AggregateOperation.of("sum_decimal", DECIMAL,
                    rows -> Sums.finite(Sums.decimals(rows, 0)), DECIMAL)
            .windowable()
            .calling(Sums.EXACT_SUM)
            .spark((arguments, over, order) -> {
                String sum = Sums.sparkDecimals(arguments.get(0), over);
                return "CASE WHEN count(" + arguments.get(0) + ")" + over + " = 0 THEN 0D WHEN abs(" + sum
                        + ") < double('Infinity') THEN " + sum + " END";
            })
            .duckdb((arguments, over, order) -> "CASE WHEN count(" + arguments.get(0) + ")" + over
                    + " = 0 THEN 0::DOUBLE ELSE " + Sums.duckDbDecimals(arguments.get(0), over) + " END");

    /** The exact sum, rounded, through the number of values. */
    static final AggregateOperation AVERAGE_INTEGER = AggregateOperation.of("average_integer", DECIMAL, rows -> {
                long count = count(rows);
                return count == 0 ? null : Sums.finite(Sums.integers(rows, 0).doubleValue() / count);
            }, INTEGER)
            .windowable()
            .calling(Sums.EXACT_SUM)
            .spark((arguments, over, order) -> "(" + Sums.sparkDouble(arguments.get(0), over) + ") / count("
                    + arguments.get(0) + ")" + over)
            .duckdb((arguments, over, order) -> "(" + Sums.duckDbDouble(arguments.get(0), over) + ") / count("
                    + arguments.get(0) + ")" + over);

    static final AggregateOperation AVERAGE_DECIMAL = AggregateOperation.of("average_decimal", DECIMAL, rows -> {
                long count = count(rows);
                return count == 0 ? null : Sums.finite(Sums.decimals(rows, 0) / count);
            }, DECIMAL)
            .windowable()
            .calling(Sums.EXACT_SUM)
            .spark((arguments, over, order) -> {
                String sum = Sums.sparkDecimals(arguments.get(0), over);
                return "CASE WHEN abs(" + sum + ") < double('Infinity') THEN " + sum + " / count(" + arguments.get(0)
                        + ")" + over + " END";
            })
            .duckdb((arguments, over, order) -> Sums.duckDbDecimals(arguments.get(0), over) + " / count("
                    + arguments.get(0) + ")" + over);

    static final AggregateOperation MIN_INTEGER = extreme("min", INTEGER);
    static final AggregateOperation MAX_INTEGER = extreme("max", INTEGER);
    static final AggregateOperation MIN_DECIMAL = extreme("min", DECIMAL);
    static final AggregateOperation MAX_DECIMAL = extreme("max", DECIMAL);
    static final AggregateOperation MIN_DATETIME = extreme("min", DATETIME);
    static final AggregateOperation MAX_DATETIME = extreme("max", DATETIME);

    private AggregateOperations() {}

    static String name(Storage storage) {
        return storage.name().toLowerCase(java.util.Locale.ROOT);
    }

    static long count(List<Object[]> rows) {
        return rows.stream().filter(row -> row[0] != null).count();
    }

    /** Null outside 64 bits. */
    static Long long64(BigInteger value) {
        return value.bitLength() > 63 ? null : (Long) value.longValue();
    }

    private static Object distinct(List<Object[]> rows) {
        Set<Object> values = new HashSet<>();
        rows.forEach(row -> values.add(row[0]));
        values.remove(null);
        return (long) values.size();
    }

    private static AggregateOperation extreme(String function, Storage storage) {
        Comparator<Comparable<Object>> order =
                function.equals("max") ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return AggregateOperation.of(function + "_" + name(storage), storage, rows -> rows.stream()
                        .map(row -> AggregateOperations.comparable(row[0]))
                        .filter(Objects::nonNull)
                        .max(order)
                        .orElse(null), storage)
                .windowable()
                .spark(AggregateOperation.Template.of(function + "({0}){over}"))
                .duckdb(AggregateOperation.Template.of(function + "({0}){over}"));
    }

    @SuppressWarnings("unchecked")
    static Comparable<Object> comparable(Object value) {
        return (Comparable<Object>) value;
    }
}
