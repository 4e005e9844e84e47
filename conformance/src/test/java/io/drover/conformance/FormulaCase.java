package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * A formula over a small table.
 *
 * @param label for messages
 * @param mode how its aggregates are computed
 * @param columns with ids that no other case of the same batch has
 * @param rows values of the columns, as their storage says
 */
record FormulaCase(String label, Mode mode, Expr expr, List<Column> columns, List<List<Object>> rows) {

    enum Mode {
        /** No function over rows. */
        SCALAR,
        /** Every row has the value of the one partition, or its own place in it. */
        WINDOW,
        /** All rows are one group and give one value. */
        GROUP
    }

    /** Unique in a plan, whatever the columns are. */
    private String id(String name) {
        return columns.isEmpty() ? name : name + "_" + columns.get(0).id();
    }

    /** The rows, numbered from 0 in a last column. */
    Plan.Values table(PlanColumn row) {
        List<PlanColumn> all = new ArrayList<>(columns.stream().map(Column::planColumn).toList());
        all.add(row);
        List<List<Object>> numbered = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            List<Object> values = new ArrayList<>(rows.get(i));
            values.add((long) i);
            numbered.add(values);
        }
        return new Plan.Values(all, numbered);
    }

    /** Columns {@code number} (given), {@code row} and {@code value}. */
    Plan plan(long number, PlanColumn numberColumn, PlanColumn rowColumn, PlanColumn valueColumn) {
        PlanColumn row = new PlanColumn(id("row"), ValueType.INTEGER);
        Plan.Values table = table(row);
        List<NamedExpr> lifted = new ArrayList<>();
        Expr outer = ExprTree.map(expr, node -> lift(node, lifted));
        List<OrderKey> order = List.of(OrderKey.ascending(row));
        Plan input = switch (mode) {
            case SCALAR -> table;
            case WINDOW -> new Plan.Window(table, List.of(), order, 0, lifted);
            case GROUP -> new Plan.Aggregate(table, List.of(), lifted, order);
        };
        Expr place = mode == Mode.GROUP ? new Expr.Literal(0L, ValueType.INTEGER) : row.expr();
        return new Plan.Project(input, List.of(
                new NamedExpr(numberColumn.id(), new Expr.Literal(number, ValueType.INTEGER)),
                new NamedExpr(rowColumn.id(), place),
                new NamedExpr(valueColumn.id(), outer)));
    }

    private Expr lift(Expr node, List<NamedExpr> lifted) {
        if (node instanceof Expr.Aggregate || node instanceof Expr.Window) {
            NamedExpr named = new NamedExpr(id("lifted" + lifted.size()), node);
            lifted.add(named);
            return named.column().expr();
        }
        return node;
    }
}
