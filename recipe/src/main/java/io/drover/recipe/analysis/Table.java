package io.drover.recipe.analysis;

import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The table between two steps.
 *
 * @param plan gives the columns' ids and the hidden ones
 * @param columns the visible columns in order; names unique, ids may repeat (a copy costs nothing)
 * @param order the current row order over columns of the plan; total where the language defines a total order
 * @param sourceRowNumber the hidden column of {@code $sourcerownumber}, empty where it is lost
 * @param filePath the hidden column of {@code $filepath}, empty where it is lost
 * @param unseen the names of columns that it may have besides, as what would make them is broken: to use one is no problem
 */
public record Table(
        Plan plan,
        List<Column> columns,
        List<OrderKey> order,
        Optional<PlanColumn> sourceRowNumber,
        Optional<PlanColumn> filePath,
        Predicate<String> unseen) {

    private static final Predicate<String> NONE = name -> false;

    /** A table that isn't known: it may have any column. */
    public static final Table UNKNOWN =
            new Table(new Plan.Values(List.of(), List.of()), List.of(), List.of(), Optional.empty(), Optional.empty(),
                    name -> true);

    public Table {
        columns = List.copyOf(columns);
        order = distinct(order);
    }

    /** With all its columns known. */
    public Table(Plan plan, List<Column> columns, List<OrderKey> order, Optional<PlanColumn> sourceRowNumber,
            Optional<PlanColumn> filePath) {
        this(plan, columns, order, sourceRowNumber, filePath, NONE);
    }

    /** A key behind another one of the same column never decides anything. */
    private static List<OrderKey> distinct(List<OrderKey> order) {
        Set<String> ids = new HashSet<>();
        return order.stream().filter(key -> ids.add(key.column().id())).toList();
    }

    public Table withPlan(Plan newPlan) {
        return new Table(newPlan, columns, order, sourceRowNumber, filePath, unseen);
    }

    public Table withColumns(List<Column> newColumns) {
        return new Table(plan, newColumns, order, sourceRowNumber, filePath, unseen);
    }

    public Table withOrder(List<OrderKey> newOrder) {
        return new Table(plan, columns, newOrder, sourceRowNumber, filePath, unseen);
    }

    /** Without source row number and file path (docs/language.md, Where a row came from). */
    public Table withoutLineage() {
        return new Table(plan, columns, order, Optional.empty(), Optional.empty(), unseen);
    }

    Table withUnseen(Predicate<String> names) {
        return new Table(plan, columns, order, sourceRowNumber, filePath, names);
    }

    /** Whether a column of that name may be there though it isn't seen. */
    public boolean mayHave(String name) {
        return unseen.test(name);
    }
}
