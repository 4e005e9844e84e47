package io.drover.recipe.plan;

import io.drover.recipe.transform.FuseStructure;
import java.util.List;
import java.util.Set;

/** All rewrites in an order in which none undoes another. */
public final class PlanRewrites {

    private static final List<PlanRewrite> REWRITES = List.of(
            new PruneColumns(), // first, so that the others don't move what nobody reads
            new PushFilters(),
            new HoistReads(),
            new PruneColumns(),
            new MergeProjects(),
            new FuseStructure(), // knows the steps by the expressions that merging makes
            new PruneColumns(),
            new ShareOperands()); // last: merging projects would undo it

    private PlanRewrites() {}

    /** A plan with the same rows in the columns {@code required}; it may have no others. */
    public static Plan apply(Plan plan, Set<String> required) {
        Plan rewritten = plan;
        for (PlanRewrite rewrite : REWRITES) {
            rewritten = rewrite.apply(rewritten, required);
        }
        return rewritten;
    }
}
