package io.drover.recipe.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Moves a filter below a project whose expressions it doesn't read: fewer rows are computed, and a filter on source
 * columns reaches the scan. Not into a node with other readers, whose rows it would take away.
 */
public final class PushFilters extends PlanRewrite.BottomUp {

    @Override
    Plan rewrite(Plan plan, Predicate<Plan> shared) {
        if (plan instanceof Plan.Filter filter && filter.input() instanceof Plan.Project project
                && !shared.test(project)) {
            Map<String, Expr> definitions = new HashMap<>();
            project.expressions().forEach(expression -> definitions.put(expression.id(), expression.expr()));
            Set<String> read = ExprTree.columns(filter.condition());
            if (read.stream().allMatch(id -> ExprTree.isTrivial(definitions.get(id)))) {
                Expr condition = ExprTree.replaceColumns(filter.condition(), definitions);
                Plan below = rewrite(new Plan.Filter(project.input(), condition), shared);
                return new Plan.Project(below, project.expressions());
            }
        }
        return plan;
    }
}
