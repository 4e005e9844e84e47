package io.drover.recipe.analysis;

import io.drover.recipe.plan.Plan;
import java.util.List;

/**
 * Answers the few questions about data that a recipe's shape depends on (pivot's columns, header names). Engines answer
 * from the data, {@code check} and the editor from a sample.
 */
@FunctionalInterface
public interface Probe {

    /** The plan's rows, at most {@code limit}, values as {@link io.drover.recipe.type.Storage} says. */
    List<List<Object>> rows(Plan plan, int limit);
}
