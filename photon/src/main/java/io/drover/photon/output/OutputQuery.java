package io.drover.photon.output;

import io.drover.recipe.plan.NamedExpr;
import java.util.List;

/** What an output reads: the run's plan, or its result if that was kept. */
@FunctionalInterface
public interface OutputQuery {
    /**
     * A statement that gives these, its kernels registered.
     *
     * @param ordered whether rows come in the table's order
     */
    String select(List<NamedExpr> output, boolean ordered);
}
