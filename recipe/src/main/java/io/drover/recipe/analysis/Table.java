package io.drover.recipe.analysis;

import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The table between two steps.
 *
 * @param plan gives the columns' ids and the hidden ones
 * @param columns the visible columns in order; names unique, ids may repeat (a copy costs nothing)
 * @param order the current row order over columns of the plan; total where the language defines a total order
 * @param sourceRowNumber the hidden column of {@code $sourcerownumber}, empty where it is lost
 * @param filePath the hidden column of {@code $filepath}, empty where it is lost
 */
public record Table(
        Plan plan,
        List<Column> columns,
        List<OrderKey> order,
        Optional<PlanColumn> sourceRowNumber,
        Optional<PlanColumn> filePath) {

    public Table {
        columns = List.copyOf(columns);
        order = distinct(order);
    }

    /** A key behind another one of the same column never decides anything. */
    private static List<OrderKey> distinct(List<OrderKey> order) {
        Set<String> ids = new HashSet<>();
        return order.stream().filter(key -> ids.add(key.column().id())).toList();
    }

    public Table withPlan(Plan newPlan) {
        return new Table(newPlan, columns, order, sourceRowNumber, filePath);
    }

    public Table withColumns(List<Column> newColumns) {
        return new Table(plan, newColumns, order, sourceRowNumber, filePath);
    }

    public Table withOrder(List<OrderKey> newOrder) {
        return new Table(plan, columns, newOrder, sourceRowNumber, filePath);
    }

    /** Without source row number and file path (docs/language.md, Where a row came from). */
    public Table withoutLineage() {
        return new Table(plan, columns, order, Optional.empty(), Optional.empty());
    }
}
