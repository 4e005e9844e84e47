package io.drover.recipe.plan;

/**
 * One key of an order. Text compares by code point, numbers and datetimes by value, false before true. Null is the
 * highest value: last when ascending, first when descending, so that descending is the exact reverse.
 */
public record OrderKey(Expr.Column column, boolean descending) {
    public static OrderKey ascending(PlanColumn column) {
        return new OrderKey(column.expr(), false);
    }

    public OrderKey reversed() {
        return new OrderKey(column, !descending);
    }
}
