package io.drover.recipe.pattern;

/**
 * Counts the searches that are given up: patterns with look-around or back-references may take so many steps on a value that
 * no job would end. Such a value counts as no match, which has to be told. Counted by thread, so that engines can say what
 * their own kernels have met.
 */
public final class PatternBudget {
    /** Characters looked at in one value; far more than an ordinary match of a long value needs. */
    public static final int STEPS = 5_000_000;

    private static final ThreadLocal<long[]> GIVEN_UP = ThreadLocal.withInitial(() -> new long[1]);

    private PatternBudget() {}

    /** How many searches this thread has given up until now. */
    public static long givenUp() {
        return GIVEN_UP.get()[0];
    }

    static void giveUp() {
        GIVEN_UP.get()[0]++;
    }
}
