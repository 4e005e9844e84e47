package io.drover.recipe.transform;

import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.OrderKey;
import java.util.List;

/**
 * An order of rows for window functions.
 *
 * @param keys total: those that the step names, then the table's own
 * @param named how many of them the step names: rows with equal values of these are peers in a ranking
 */
record RowOrder(List<OrderKey> keys, int named) {
    static RowOrder of(Table table) {
        return new RowOrder(table.order(), 0);
    }
}
