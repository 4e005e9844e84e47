package io.drover.job.engine;

import io.drover.recipe.pattern.PatternBudget;
import java.util.Optional;

/** What a job says of patterns that its engine has given up on values. */
public final class PatternsGivenUp {
    private PatternsGivenUp() {}

    /**
     * @param times as the engine's kernels count them; what is computed twice is counted twice
     * @return the warning; empty if there is nothing to say
     */
    public static Optional<String> warning(long times) {
        return times == 0 ? Optional.empty()
                : Optional.of("a pattern with look-around or back-references was given up on a value "
                        + (times == 1 ? "once" : times + " times") + ", after " + PatternBudget.STEPS
                        + " steps; that counts as no match");
    }
}
