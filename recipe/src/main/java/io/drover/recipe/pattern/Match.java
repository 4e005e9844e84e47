package io.drover.recipe.pattern;

import java.util.Optional;

/** One match in a value. Positions count code points from 0, the end is exclusive. */
public final class Match {
    private final String value;
    /** Start and end of each group in UTF-16 units, -1 for one that took no part; group 0 is the match. */
    private final int[] bounds;

    Match(String value, int[] bounds) {
        this.value = value;
        this.bounds = bounds;
    }

    public int start() {
        return value.codePointCount(0, bounds[0]);
    }

    public int end() {
        return value.codePointCount(0, bounds[1]);
    }

    /** The matched text. */
    public String text() {
        return value.substring(bounds[0], bounds[1]);
    }

    public boolean isEmpty() {
        return bounds[0] == bounds[1];
    }

    public int groupCount() {
        return bounds.length / 2 - 1;
    }

    /** The text of a group; empty if it took no part in the match. */
    public Optional<String> group(int number) {
        return bounds[2 * number] < 0 ? Optional.empty()
                : Optional.of(value.substring(bounds[2 * number], bounds[2 * number + 1]));
    }

    /** In UTF-16 units. */
    public int startUnit() {
        return bounds[0];
    }

    /** In UTF-16 units. */
    public int endUnit() {
        return bounds[1];
    }

    @Override
    public String toString() {
        return text() + "@" + start() + "-" + end();
    }
}
