package io.drover.recipe.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Makes one project of two neighbouring ones, so that an engine evaluates a run of steps in one pass over the row. Not
 * where an expression would then be evaluated twice: that would undo {@link HoistReads}.
 */
public final class MergeProjects extends PlanRewrite.BottomUp {

    @Override
    Plan rewrite(Plan plan, Predicate<Plan> shared) {
        if (plan instanceof Plan.Project upper && upper.input() instanceof Plan.Project lower && !shared.test(lower)
                && !repeatsWork(upper, lower)) {
            Map<String, Expr> definitions = new HashMap<>();
            lower.expressions().forEach(expression -> definitions.put(expression.id(), expression.expr()));
            List<NamedExpr> merged = upper.expressions().stream()
                    .map(expression -> new NamedExpr(
                            expression.id(), ExprTree.replaceColumns(expression.expr(), definitions)))
                    .toList();
            return new Plan.Project(lower.input(), merged);
        }
        return plan;
    }

    private static boolean repeatsWork(Plan.Project upper, Plan.Project lower) {
        Map<String, Integer> uses = new HashMap<>();
        upper.expressions().forEach(expression -> ExprTree.forEach(expression.expr(), node -> {
            if (node instanceof Expr.Column column) {
                uses.merge(column.id(), 1, Integer::sum);
            }
        }));
        return lower.expressions().stream()
                .anyMatch(expression -> !ExprTree.isTrivial(expression.expr())
                        && uses.getOrDefault(expression.id(), 0) > 1);
    }
}
