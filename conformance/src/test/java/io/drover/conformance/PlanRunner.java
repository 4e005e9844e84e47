package io.drover.conformance;

import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import java.util.List;

/** An engine as the suite sees it: a plan without scans in, its rows out. */
public interface PlanRunner {

    String engine();

    /**
     * All rows, values in the order of the plan's columns, as {@link io.drover.recipe.type.Storage} says.
     *
     * @param order of the rows; empty leaves it open
     */
    List<List<Object>> run(Plan plan, List<OrderKey> order);
}
