package io.drover.photon.plan;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * Whether rows come in an order anyway: DuckDB keeps the order of a scan through projections and filters, so source order
 * costs no sort there, and no row numbers either.
 */
public final class SourceOrder {
    private SourceOrder() {}

    public static boolean holds(Plan plan, List<OrderKey> order) {
        return !order.isEmpty() && !order.get(0).descending() && isRowOrder(plan, order.get(0).column().id());
    }

    private static boolean isRowOrder(Plan plan, String id) {
        if (plan instanceof Plan.Scan scan) {
            return scan.fields().stream().anyMatch(field ->
                    field.kind() == Plan.Scan.Field.Kind.ROW_ORDER && field.column().id().equals(id));
        }
        if (plan instanceof Plan.Filter filter) {
            return isRowOrder(filter.input(), id);
        }
        if (plan instanceof Plan.Project project) {
            Optional<Expr> source = project.expressions().stream()
                    .filter(expression -> expression.id().equals(id)).map(NamedExpr::expr).findFirst();
            return source.isPresent() && source.get() instanceof Expr.Column column
                    && isRowOrder(project.input(), column.id());
        }
        return false;
    }
}
