package io.drover.job.profile;

import io.drover.job.profile.Profile.Bucket;
import io.drover.job.profile.Profile.Numbers;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often each number occurs, in bounded space. Up to {@link #LIMIT} different numbers all is exact. Beyond it, just as
 * many low bits of all mantissas are dropped as are needed to stay within the limit; minimum and maximum stay exact. How
 * many depends on the set of numbers alone, not on their order or on how they were divided, so every engine gets the same.
 */
final class NumberCounts implements Serializable {
    private static final long serialVersionUID = 1L;

    static final int LIMIT = 1 << 14;

    private HashMap<Double, Long> counts = new HashMap<>();
    private int droppedBits;
    private long count;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;

    /** @param value finite */
    void add(double value, long times) {
        double number = value == 0 ? 0 : value;
        min = Math.min(min, number);
        max = Math.max(max, number);
        count += times;
        counts.merge(coarse(number, droppedBits), times, Long::sum);
        fit();
    }

    void merge(NumberCounts other) {
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        count += other.count;
        if (other.droppedBits > droppedBits) {
            coarsen(other.droppedBits);
        }
        other.counts.forEach((number, times) -> counts.merge(coarse(number, droppedBits), times, Long::sum));
        fit();
    }

    private void fit() {
        while (counts.size() > LIMIT) {
            coarsen(droppedBits + 1);
        }
    }

    private void coarsen(int bits) {
        droppedBits = bits;
        HashMap<Double, Long> coarser = new HashMap<>();
        counts.forEach((number, times) -> coarser.merge(coarse(number, bits), times, Long::sum));
        counts = coarser;
    }

    private static double coarse(double number, int bits) {
        double coarse = Double.longBitsToDouble(Double.doubleToLongBits(number) & -1L << bits);
        return coarse == 0 ? 0 : coarse;
    }

    boolean isExact() {
        return droppedBits == 0;
    }

    /**
     * @param whole whether only whole numbers occur
     */
    Numbers numbers(boolean whole) {
        if (count == 0) {
            return new Numbers(null, null, null, null, null, null, null, List.of());
        }
        TreeMap<Double, Long> sorted = new TreeMap<>(counts);
        BucketScale scale = BucketScale.of(min, max, whole);
        long[] sizes = new long[scale.buckets()];
        for (Map.Entry<Double, Long> entry : sorted.entrySet()) {
            sizes[scale.bucket(clamp(entry.getKey()))] += entry.getValue();
        }
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            buckets.add(new Bucket(scale.bound(i), sizes[i]));
        }
        return new Numbers(min, max, scale.bound(0), scale.bound(sizes.length), quartile(sorted, 1),
                quartile(sorted, 2), quartile(sorted, 3), List.copyOf(buckets));
    }

    /** The value at rank ⌈n·q/4⌉: always one that occurs. */
    private double quartile(TreeMap<Double, Long> sorted, int quarter) {
        long whole = count / 4 * quarter;
        long rank = whole + (count % 4 * quarter + 3) / 4;
        long seen = 0;
        for (Map.Entry<Double, Long> entry : sorted.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return clamp(entry.getKey());
            }
        }
        throw new IllegalStateException("fewer numbers than counted");
    }

    private double clamp(double coarse) {
        return Math.max(min, Math.min(max, coarse));
    }
}
