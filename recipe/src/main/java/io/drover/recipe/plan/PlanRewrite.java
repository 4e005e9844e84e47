package io.drover.recipe.plan;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A change of a plan that keeps its rows. The result has at least the columns of {@code roots}; nodes that several
 * others read stay shared.
 */
public interface PlanRewrite {

    /** @param required ids of the columns that the reader of the root wants */
    Plan apply(Plan root, java.util.Set<String> required);

    /** Rebuilds a graph bottom-up, each node once. */
    abstract class BottomUp implements PlanRewrite {

        @Override
        public final Plan apply(Plan root, java.util.Set<String> required) {
            Map<Plan, Integer> readers = new IdentityHashMap<>();
            List<Plan> nodes = PlanTree.bottomUp(root);
            nodes.forEach(node -> PlanTree.inputs(node).forEach(input -> readers.merge(input, 1, Integer::sum)));
            Map<Plan, Plan> rewritten = new IdentityHashMap<>();
            Map<Plan, Boolean> shared = new IdentityHashMap<>();
            for (Plan node : nodes) {
                List<Plan> inputs = PlanTree.inputs(node).stream().map(rewritten::get).toList();
                Plan rebuilt = inputs.isEmpty() ? node : PlanTree.withInputs(node, inputs);
                Plan result = rewrite(rebuilt, input -> shared.getOrDefault(input, false));
                rewritten.put(node, result);
                if (readers.getOrDefault(node, 0) > 1) {
                    shared.put(result, true);
                }
            }
            return rewritten.get(root);
        }

        /**
         * @param plan with its inputs already rewritten
         * @param shared whether an input has other readers, so that pulling its work into {@code plan} would do it twice
         */
        abstract Plan rewrite(Plan plan, java.util.function.Predicate<Plan> shared);
    }
}
