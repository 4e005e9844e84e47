package io.drover.spark.plan;

import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.sql.SqlSyntax;
import io.drover.spark.function.KernelValues;
import io.drover.spark.function.RowsOfColumns;
import io.drover.spark.function.ScalaSeq;
import io.drover.spark.function.StorageTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.functions;

/**
 * What the projections of an {@link Plan.Expand} pick from: each column and each expression once, however many of the
 * projections have it, and the constants.
 */
final class ExpandedColumns {

    private static final SqlSyntax SYNTAX = SqlSyntax.of(Dialect.SPARK);

    private final Plan.Expand plan;
    private final Map<Expr, NamedExpr> columns = new LinkedHashMap<>();
    private final Map<Expr, Integer> places = new LinkedHashMap<>();
    private final List<Object> constants = new ArrayList<>();
    private boolean computed;

    private ExpandedColumns(Plan.Expand plan) {
        this.plan = plan;
    }

    static ExpandedColumns of(Plan.Expand plan) {
        ExpandedColumns expanded = new ExpandedColumns(plan);
        plan.projections().forEach(projection -> projection.forEach(each -> expanded.column(each.expr())));
        expanded.columns.keySet().forEach(expr -> expanded.places.put(expr, expanded.places.size()));
        return expanded;
    }

    private void column(Expr expr) {
        if (expr instanceof Expr.Column column) {
            columns.putIfAbsent(expr, new NamedExpr(column.id(), column));
        } else if (!(expr instanceof Expr.Literal) && !columns.containsKey(expr)) {
            // An id that the plan can't have.
            columns.put(expr, new NamedExpr("value " + columns.size(), expr));
            computed = true;
        }
    }

    /** Whether some of the columns aren't the input's. */
    boolean isComputed() {
        return computed;
    }

    /** All that the rows are picked from but for constants. */
    List<NamedExpr> columns() {
        return List.copyOf(columns.values());
    }

    /** The rows, over a frame that has {@link #columns}. */
    RowsOfColumns rows() {
        int[][] rows = plan.projections().stream()
                .map(projection -> projection.stream().mapToInt(each -> place(each.expr())).toArray())
                .toArray(int[][]::new);
        List<Expression> attributes =
                columns.values().stream().map(column -> functions.col(SYNTAX.name(column.id())).expr()).toList();
        return new RowsOfColumns(StorageTypes.schema(plan.columns()),
                new RowsOfColumns.Layout(rows, constants.toArray()), ScalaSeq.of(attributes));
    }

    private int place(Expr expr) {
        Integer known = places.get(expr);
        if (known != null) {
            return known;
        }
        Expr.Literal literal = (Expr.Literal) expr;
        places.put(expr, columns.size() + constants.size());
        constants.add(KernelValues.toSpark(literal.value(), literal.type().storage()));
        return places.get(expr);
    }
}
