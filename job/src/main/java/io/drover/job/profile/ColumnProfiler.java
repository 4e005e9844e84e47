package io.drover.job.profile;

import io.drover.job.profile.Profile.ColumnProfile;
import io.drover.job.profile.Profile.Frequency;
import io.drover.job.profile.Profile.Texts;
import io.drover.recipe.type.CodePointOrder;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Reading;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.TypeTest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Profiles a column from its different values and how often each occurs: the one definition of a profile's figures, in
 * space that doesn't depend on how many there are. The order of the values doesn't matter.
 *
 * <ul>
 * <li>A value is valid, mismatched or missing by its column's type test, on its text as it is written.
 * <li>Integer and Float columns: minimum, maximum, quartiles (the value at rank ⌈n·q/4⌉), at most twenty buckets with
 *     round bounds; see {@link NumberCounts} for what happens beyond 16384 different numbers.
 * <li>All others: the twenty most frequent valid values, ties in code point order, and an upper bound on the count of any
 *     other, which is exactly that of the twenty-first.
 * </ul>
 */
public final class ColumnProfiler {
    static final int CAPACITY = 20;
    /** In code points; a longer value is shown cut. */
    private static final int SHOWN = 256;

    private final String name;
    private final ColumnType type;
    private final TypeTest test;
    private final NumberCounts numbers;
    private final PriorityQueue<Frequency> top = new PriorityQueue<>(BEST_FIRST.reversed());
    private long valid;
    private long mismatched;
    private long missing;

    static final Comparator<Frequency> BEST_FIRST =
            Comparator.comparingLong(Frequency::count).reversed().thenComparing(Frequency::value, CodePointOrder::compare);

    public ColumnProfiler(String name, ColumnType type) {
        this(name, type, new NumberCounts());
    }

    ColumnProfiler(String name, ColumnType type, NumberCounts numbers) {
        this.name = name;
        this.type = type;
        this.test = TypeTest.of(type);
        this.numbers = numbers;
    }

    /**
     * @param text as it is written; null for null. In other than numeric columns the same text must not come twice
     * @param count rows that have it, at least 1
     */
    public void add(String text, long count) {
        switch (test.quality(text)) {
            case MISSING -> missing += count;
            case MISMATCHED -> mismatched += count;
            case VALID -> {
                valid += count;
                if (type.name().isNumeric()) {
                    Double number = Reading.decimal(text);
                    if (number != null) {
                        numbers.add(number, count);
                    }
                } else {
                    top.add(new Frequency(text, count));
                    if (top.size() > CAPACITY + 1) {
                        top.remove();
                    }
                }
            }
        }
    }

    /** Adds what was counted elsewhere, without values. */
    void addCounts(long validRows, long mismatchedRows, long missingRows) {
        valid += validRows;
        mismatched += mismatchedRows;
        missing += missingRows;
    }

    public ColumnProfile profile() {
        Profile.Values values = type.name().isNumeric()
                ? numbers.numbers(type.name() == TypeName.INTEGER)
                : texts();
        return new ColumnProfile(name, type.name().recipeName(), valid, mismatched, missing, values);
    }

    private Texts texts() {
        List<Frequency> sorted = new ArrayList<>(top);
        sorted.sort(BEST_FIRST);
        long upperBound = sorted.size() > CAPACITY ? sorted.remove(CAPACITY).count() : 0;
        return new Texts(CAPACITY, valid, upperBound,
                sorted.stream().map(f -> new Frequency(shown(f.value()), f.count())).toList());
    }

    private static String shown(String value) {
        return value.codePointCount(0, value.length()) <= SHOWN ? value
                : value.substring(0, value.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
