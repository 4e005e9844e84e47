package io.drover.recipe.reference;

import io.drover.recipe.plan.Expr;
import java.util.Map;

/** The value of a scalar expression for one row: the kernels, applied. */
public final class ScalarEvaluator {

    private ScalarEvaluator() {}

    /**
     * @param row values by plan column id, as {@link io.drover.recipe.type.Storage} says
     * @throws IllegalArgumentException if the expression reads a column that the row doesn't have, or has an aggregate or
     *     window function in it
     */
    public static Object evaluate(Expr expr, Map<String, Object> row) {
        if (expr instanceof Expr.Literal literal) {
            return literal.value();
        }
        if (expr instanceof Expr.Column column) {
            if (!row.containsKey(column.id())) {
                throw new IllegalArgumentException("no column " + column.id() + " in the row; there are " + row.keySet());
            }
            return row.get(column.id());
        }
        if (expr instanceof Expr.Call call) {
            Object[] arguments = new Object[call.arguments().size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = evaluate(call.arguments().get(i), row);
            }
            return call.operation().evaluate(arguments);
        }
        throw new IllegalArgumentException("an aggregate or window function can't be computed from one row: " + expr);
    }
}
