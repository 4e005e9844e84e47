package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.plan.Expr;
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
}
