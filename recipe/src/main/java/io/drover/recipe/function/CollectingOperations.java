package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.DATETIME;
import static io.drover.recipe.type.Storage.DECIMAL;
import static io.drover.recipe.type.Storage.INTEGER;
import static io.drover.recipe.type.Storage.TEXT;

import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Reading;
import io.drover.recipe.type.Storage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operations of {@link CollectingFunctions}: they keep values as they are. */
final class CollectingOperations {

    /** The first value that isn't missing. */
    static final PerStorage<AggregateOperation> ANY = PerStorage.of(storage ->
            AggregateOperation.of("any_" + AggregateOperations.name(storage), storage, CollectingOperations::first, storage)
                    .byOrder()
                    .duckdb((arguments, over, order) -> "first(" + arguments.get(0)
                            + (order.isEmpty() ? "" : " ORDER BY " + order) + ") FILTER (WHERE " + arguments.get(0)
                            + " IS NOT NULL" + (storage == TEXT ? " AND " + arguments.get(0) + " <> ''" : "") + ")"
                            + over));

    /** Arguments: a JSON element, null for none; how many to keep. */
    static final AggregateOperation LIST = AggregateOperation.of("list", TEXT, CollectingOperations::list, TEXT, INTEGER)
            .byOrder()
            .duckdb((arguments, over, order) -> {
                // The limit is the same in all rows, null in none of them.
                String elements = "list(" + arguments.get(0) + (order.isEmpty() ? "" : " ORDER BY " + order)
                        + ") FILTER (WHERE " + arguments.get(0) + " IS NOT NULL)" + over;
                String limit = "greatest(max(" + arguments.get(1) + ")" + over + ", 0)";
                return "'[' || coalesce(array_to_string(list_slice(" + elements + ", 1, " + limit + "), ','), '') || ']'";
            });

    /** Arguments: what equal values have in common, null for none; a JSON element; how many to keep. */
    static final AggregateOperation UNIQUE = AggregateOperation.of(
            "unique", TEXT, CollectingOperations::unique, TEXT, TEXT, INTEGER).byOrder();

    static final AggregateOperation MODE_INTEGER = mode(INTEGER, (a, b) -> ((Long) a).compareTo((Long) b));
    static final AggregateOperation MODE_DECIMAL = mode(DECIMAL, (a, b) -> ((Double) a).compareTo((Double) b));
    static final AggregateOperation MODE_DATETIME = mode(DATETIME, (a, b) -> ((Long) a).compareTo((Long) b));

    /** Texts that read as numbers are the lowest, by value; the others as they sort. */
    static final AggregateOperation MODE_TEXT = mode(TEXT, CollectingOperations::compareTexts);

    private CollectingOperations() {}

    private static Object first(List<Object[]> rows) {
        for (Object[] row : rows) {
            if (row[0] != null && !row[0].equals("")) {
                return row[0];
            }
        }
        return null;
    }

    private static Object list(List<Object[]> rows) {
        List<String> elements = new ArrayList<>();
        for (Object[] row : rows) {
            if (row[0] != null && elements.size() < limit(row[1])) {
                elements.add((String) row[0]);
            }
        }
        return JsonText.ofElements(elements);
    }

    private static Object unique(List<Object[]> rows) {
        Map<Object, String> elements = new LinkedHashMap<>();
        for (Object[] row : rows) {
            if (row[0] != null && row[1] != null && elements.size() < limit(row[2])) {
                elements.putIfAbsent(row[0], (String) row[1]);
            }
        }
        return JsonText.ofElements(List.copyOf(elements.values()));
    }

    private static long limit(Object limit) {
        return limit == null ? 0 : (Long) limit;
    }

    /** Goes to executors with the kernel. */
    private interface ValueOrder extends Comparator<Object>, Serializable {}

    private static AggregateOperation mode(Storage storage, ValueOrder order) {
        return AggregateOperation.of("mode_" + AggregateOperations.name(storage), storage, rows -> mode(rows, order),
                storage);
    }

    private static Object mode(List<Object[]> rows, Comparator<Object> order) {
        Map<Object, Integer> counts = new HashMap<>();
        for (Object[] row : rows) {
            if (row[0] != null && !row[0].equals("")) {
                counts.merge(row[0], 1, Integer::sum);
            }
        }
        Comparator<Map.Entry<Object, Integer>> frequent = Map.Entry.comparingByValue();
        return counts.entrySet().stream()
                .max(frequent.thenComparing(Map.Entry.comparingByKey(order.reversed())))
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    /** Numbers first, by value; equal numbers of another spelling by their text. */
    static int compareTexts(Object a, Object b) {
        Double x = Reading.decimal((String) a);
        Double y = Reading.decimal((String) b);
        int numbers = x == null || y == null
                ? Boolean.compare(x == null, y == null)
                : x.compareTo(y);
        return numbers != 0 ? numbers : LatinCollation.compareTotally((String) a, (String) b);
    }
}
