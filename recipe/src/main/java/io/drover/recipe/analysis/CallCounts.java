package io.drover.recipe.analysis;

import java.util.HashMap;
import java.util.Map;

/** How often a recipe has called a function so far: RAND's calls must differ from each other, and be the same every run. */
final class CallCounts {
    private final Map<String, Integer> counts = new HashMap<>();

    /** How many calls there were before this one. */
    int next(String function) {
        return counts.merge(function, 1, Integer::sum) - 1;
    }
}
