package io.drover.spark.plan;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import java.util.List;

/** Finds orders that need no sort: partitions hold a source's records in order, and some nodes leave them so. */
public final class SourceOrder {

    private SourceOrder() {}

    /** Whether the rows come in that order anyway: one scan's records, filtered and computed, in the scan's order. */
    public static boolean isKept(Plan plan, List<OrderKey> order) {
        if (order.isEmpty()) {
            return true;
        }
        if (order.get(0).descending()) {
            return false;
        }
        // The scan's row order is unique, so further keys decide nothing.
        String id = order.get(0).column().id();
        Plan at = plan;
        while (true) {
            if (at instanceof Plan.Scan scan) {
                String wanted = id;
                return scan.fields().stream().anyMatch(field -> field.column().id().equals(wanted)
                        && field.kind() == Plan.Scan.Field.Kind.ROW_ORDER);
            } else if (at instanceof Plan.Filter filter) {
                at = filter.input();
            } else if (at instanceof Plan.Project project) {
                String from = source(project.expressions(), id);
                if (from == null) {
                    return false;
                }
                id = from;
                at = project.input();
            } else {
                return false;
            }
        }
    }

    private static String source(List<NamedExpr> expressions, String id) {
        for (NamedExpr expression : expressions) {
            if (expression.id().equals(id)) {
                return expression.expr() instanceof Expr.Column column ? column.id() : null;
            }
        }
        return null;
    }
}
