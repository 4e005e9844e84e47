package io.drover.job.profile;

import java.util.List;

/**
 * The visual profile of a result, the same figures from every engine.
 *
 * @param rows of the result
 * @param columns in output order
 */
public record Profile(long rows, List<ColumnProfile> columns) {

    /**
     * @param type the type's name in recipes
     * @param valid with mismatched and missing adds up to the rows
     * @param values a {@link Numbers} for numeric columns, else {@link Texts}
     */
    public record ColumnProfile(String name, String type, long valid, long mismatched, long missing, Values values) {}

    /** The distribution of a column's valid values. */
    public sealed interface Values {}

    /**
     * Equal-width buckets between roundMin and roundMax. All null and no buckets when there is no valid value.
     */
    public record Numbers(
            Double min, Double max, Double roundMin, Double roundMax, Double q1, Double q2, Double q3,
            List<Bucket> buckets) implements Values {}

    /** @param position lower bound */
    public record Bucket(double position, long count) {}

    /**
     * The most frequent values.
     *
     * @param capacity the list's, 20
     * @param count of valid values
     * @param upperBound on the count of any value not listed, 0 if all are
     */
    public record Texts(int capacity, long count, long upperBound, List<Frequency> top) implements Values {}

    public record Frequency(String value, long count) {}
}
