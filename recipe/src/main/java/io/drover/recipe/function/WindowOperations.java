package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.INTEGER;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The operations of {@link WindowFunctions} that look at places in the order. */
final class WindowOperations {

    /** The value a constant number of rows earlier; later, if the number is negative. */
    static final PerStorage<WindowOperation> SHIFT = PerStorage.of(storage ->
            WindowOperation.of("shift_" + AggregateOperations.name(storage), storage, (rows, frame) -> shift(rows),
                            storage, INTEGER)
                    .spark((arguments, window) -> shift("CAST(" + arguments.get(1) + " AS INT)", arguments, window))
                    .duckdb((arguments, window) -> shift(arguments.get(1), arguments, window)));

    /** A missing value filled from the nearest one that isn't, looking back first. */
    static final PerStorage<WindowOperation> FILL = PerStorage.of(storage ->
            WindowOperation.of("fill_" + AggregateOperations.name(storage), storage, WindowOperations::fill, storage)
                    .withFrame()
                    .spark((arguments, window) -> fill(storage, arguments.get(0), window, ", true)"))
                    .duckdb((arguments, window) -> fill(storage, arguments.get(0), window, " IGNORE NULLS)")));

    static final WindowOperation RANK = WindowOperation.of("rank", INTEGER, (rows, frame) -> ranks(rows, false))
            .byRank()
            .spark((arguments, window) -> rank("rank()", window))
            .duckdb((arguments, window) -> rank("rank()", window));

    static final WindowOperation DENSE_RANK = WindowOperation.of("dense_rank", INTEGER,
                    (rows, frame) -> ranks(rows, true))
            .byRank()
            .spark((arguments, window) -> rank("dense_rank()", window))
            .duckdb((arguments, window) -> rank("dense_rank()", window));

    /** The rank of a value among all, ascending, null last. */
    static final PerStorage<WindowOperation> RANK_OF = rankOf("rank", false);

    static final PerStorage<WindowOperation> DENSE_RANK_OF = rankOf("dense_rank", true);

    /**
     * Session numbers. Arguments: the time, the length, its unit in milliseconds, and in months; one of these is null.
     */
    static final WindowOperation SESSION = WindowOperation.of(
            "session", INTEGER, (rows, frame) -> sessions(rows), Storage.DATETIME, INTEGER, INTEGER, INTEGER);

    private WindowOperations() {}

    private static Object[] shift(List<Object[]> rows) {
        Object[] shifted = new Object[rows.size()];
        for (int i = 0; i < shifted.length; i++) {
            long from = i - (Long) rows.get(i)[1];
            shifted[i] = from < 0 || from >= shifted.length ? null : rows.get((int) from)[0];
        }
        return shifted;
    }

    private static String shift(String offset, List<String> arguments, WindowOperation.Parts window) {
        return "lag(" + arguments.get(0) + ", " + offset + ") " + window.ordered();
    }

    private static boolean isMissing(Object value) {
        return value == null || value.equals("");
    }

    private static Object[] fill(List<Object[]> rows, Expr.Frame frame) {
        int size = rows.size();
        int[] before = new int[size];
        int[] after = new int[size];
        for (int i = 0, last = -1; i < size; i++) {
            last = isMissing(rows.get(i)[0]) ? last : i;
            before[i] = last;
        }
        for (int i = size - 1, next = size; i >= 0; i--) {
            next = isMissing(rows.get(i)[0]) ? next : i;
            after[i] = next;
        }
        Object[] filled = new Object[size];
        for (int i = 0; i < size; i++) {
            boolean back = before[i] >= 0 && (frame.before() < 0 || i - before[i] <= frame.before());
            boolean forward = after[i] < size && (frame.after() < 0 || after[i] - i <= frame.after());
            filled[i] = rows.get(back ? before[i] : forward ? after[i] : i)[0];
        }
        return filled;
    }

    private static String fill(Storage storage, String value, WindowOperation.Parts window, String skipNulls) {
        String present = storage == Storage.TEXT ? "nullif(" + value + ", '')" : value;
        String back = window.over("ROWS BETWEEN " + bound(window.rows().before(), "PRECEDING") + " AND CURRENT ROW");
        StringBuilder sql = new StringBuilder("coalesce(").append(present)
                .append(", last_value(").append(present).append(skipNulls).append(' ').append(back);
        if (window.rows().after() != 0) {
            sql.append(", first_value(").append(present).append(skipNulls).append(' ').append(window.over(
                    "ROWS BETWEEN CURRENT ROW AND " + bound(window.rows().after(), "FOLLOWING")));
        }
        return sql.append(", ").append(value).append(')').toString();
    }

    private static String bound(long rows, String side) {
        return rows < 0 ? "UNBOUNDED " + side : rows == 0 ? "CURRENT ROW" : rows + " " + side;
    }

    /** Rows hold the named order keys' values only; equal ones are neighbours. */
    private static Object[] ranks(List<Object[]> rows, boolean dense) {
        Object[] ranks = new Object[rows.size()];
        long rank = 0;
        for (int i = 0; i < ranks.length; i++) {
            if (i == 0 || !Arrays.equals(rows.get(i), rows.get(i - 1))) {
                rank = dense ? rank + 1 : i + 1;
            }
            ranks[i] = rank;
        }
        return ranks;
    }

    private static String rank(String function, WindowOperation.Parts window) {
        // Without named keys all rows are peers.
        String order = window.keys().isEmpty() ? "ORDER BY 1 + 0" : window.keys();
        return "CAST(" + function + " OVER (" + window.partition() + " " + order + ") AS BIGINT)";
    }

    private static PerStorage<WindowOperation> rankOf(String function, boolean dense) {
        return PerStorage.of(storage -> {
            WindowOperation operation = WindowOperation.of(function + "_of_" + AggregateOperations.name(storage), INTEGER,
                    (rows, frame) -> ranksOf(rows, order(storage), dense), storage);
            if (storage == Storage.TEXT) {
                return operation;
            }
            WindowOperation.Template template = (arguments, window) -> "CAST(" + function + "() OVER ("
                    + window.partition() + " ORDER BY " + arguments.get(0) + " ASC NULLS LAST) AS BIGINT)";
            return operation.spark(template).duckdb(template);
        });
    }

    private interface Order extends Comparator<Object>, java.io.Serializable {}

    private static Comparator<Object> order(Storage storage) {
        Order texts = CollectingOperations::compareTexts;
        Order others = (a, b) -> AggregateOperations.comparable(a).compareTo(b);
        return Comparator.nullsLast(storage == Storage.TEXT ? texts : others);
    }

    private static Object[] ranksOf(List<Object[]> rows, Comparator<Object> order, boolean dense) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            places.add(i);
        }
        Comparator<Integer> byValue = Comparator.comparing(i -> rows.get(i)[0], order);
        places.sort(byValue);
        Object[] ranks = new Object[rows.size()];
        long rank = 0;
        for (int p = 0; p < ranks.length; p++) {
            if (p == 0 || byValue.compare(places.get(p - 1), places.get(p)) != 0) {
                rank = dense ? rank + 1 : p + 1;
            }
            ranks[places.get(p)] = rank;
        }
        return ranks;
    }

    private static Object[] sessions(List<Object[]> rows) {
        Object[] sessions = new Object[rows.size()];
        Long previous = null;
        long session = 1;
        for (int i = 0; i < sessions.length; i++) {
            Object[] row = rows.get(i);
            if (row[0] == null || row[1] == null) {
                continue;
            }
            long time = (Long) row[0];
            if (previous != null && isGap(previous, time, row)) {
                session++;
            }
            sessions[i] = session;
            previous = time;
        }
        return sessions;
    }

    /** Whether more than the length lies between: milliseconds either way, months forward in the calendar. */
    private static boolean isGap(long previous, long time, Object[] row) {
        long length = (Long) row[1];
        if (row[2] != null) {
            return Math.abs((double) time - previous) > (double) length * (Long) row[2];
        }
        Long end = DateOperations.addMonths(previous, Math.max(-14_400, Math.min(14_400, length)) * (Long) row[3]);
        return end == null ? length < 0 : end < time;
    }
}
