package io.drover.recipe.reference;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.CodePointOrder;
import io.drover.recipe.type.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Rows in memory with the places of their columns. */
record Relation(List<PlanColumn> columns, List<Object[]> rows, Map<String, Integer> places) {

    Relation(List<PlanColumn> columns, List<Object[]> rows) {
        this(columns, rows, places(columns));
    }

    private static Map<String, Integer> places(List<PlanColumn> columns) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (places.put(columns.get(i).id(), i) != null) {
                throw new IllegalArgumentException("column " + columns.get(i).id() + " occurs twice in a plan node");
            }
        }
        return places;
    }

    Relation filter(Predicate<Object[]> condition) {
        return new Relation(columns, rows.stream().filter(condition).toList(), places);
    }

    Relation first(long count) {
        return new Relation(columns, rows.stream().limit(count).toList(), places);
    }

    /** A stable sort; without keys the rows as they are. */
    Relation sorted(List<OrderKey> order) {
        if (order.isEmpty()) {
            return this;
        }
        Comparator<Object[]> comparator = null;
        for (OrderKey key : order) {
            Comparator<Object[]> next = Comparator.comparing(
                    row -> value(key.column(), row), values(key.column().type().storage(), key.descending()));
            comparator = comparator == null ? next : comparator.thenComparing(next);
        }
        List<Object[]> sorted = new ArrayList<>(rows);
        sorted.sort(comparator);
        return new Relation(columns, sorted, places);
    }

    private static Comparator<Object> values(Storage storage, boolean descending) {
        Comparator<Object> ascending = Comparator.nullsLast(switch (storage) {
            case TEXT -> (a, b) -> CodePointOrder.compare((String) a, (String) b);
            case INTEGER, DATETIME -> (a, b) -> ((Long) a).compareTo((Long) b);
            case DECIMAL -> (a, b) -> ((Double) a).compareTo((Double) b);
            case BOOLEAN -> (a, b) -> ((Boolean) a).compareTo((Boolean) b);
            case LIST -> throw new IllegalArgumentException("a list has no order");
        });
        return descending ? ascending.reversed() : ascending;
    }

    Object[] values(List<NamedExpr> expressions, Object[] row) {
        Object[] values = new Object[expressions.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(expressions.get(i).expr(), row);
        }
        return values;
    }

    Object value(Expr expr, Object[] row) {
        if (expr instanceof Expr.Column column) {
            Integer place = places.get(column.id());
            if (place == null) {
                throw new IllegalArgumentException(
                        "no column " + column.id() + " in the input; there are " + places.keySet());
            }
            return row[place];
        }
        if (expr instanceof Expr.Literal literal) {
            return literal.value();
        }
        if (expr instanceof Expr.Call call) {
            Object[] arguments = new Object[call.arguments().size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = value(call.arguments().get(i), row);
            }
            return call.operation().evaluate(arguments);
        }
        throw new IllegalArgumentException("an aggregate or window function outside its plan node: " + expr);
    }
}
