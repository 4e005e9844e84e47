package io.drover.job.profile;

import io.drover.recipe.type.CanonicalText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Equal buckets with round bounds: the width is the smallest of 1, 2, 5 times a power of ten (of whole numbers at least 1)
 * with which at most twenty half-open buckets hold everything from minimum to maximum. Decimal arithmetic on the numbers'
 * shortest texts, so that 0.3 lies in the bucket that begins at 0.3.
 */
final class BucketScale {
    private static final int MOST = 20;
    private static final BigDecimal[] STEPS = {BigDecimal.ONE, BigDecimal.valueOf(2), BigDecimal.valueOf(5)};
    /** A single value's bucket is no narrower than what can be told apart at its size. */
    private static final int DIGITS = 14;

    private final BigDecimal first;
    private final BigDecimal width;
    private final int buckets;

    private BucketScale(BigDecimal first, BigDecimal width, int buckets) {
        this.first = first;
        this.width = width;
        this.buckets = buckets;
    }

    static BucketScale of(double min, double max, boolean whole) {
        BigDecimal low = decimal(min);
        BigDecimal high = decimal(max);
        int finest = Math.max(exponent(low), exponent(high)) - DIGITS;
        int exponent = low.equals(high) ? Math.max(0, finest)
                : Math.max(exponent(high.subtract(low)) - 2, finest);
        if (whole) {
            exponent = Math.max(0, exponent);
        }
        for (;; exponent++) {
            for (BigDecimal step : STEPS) {
                BigDecimal width = step.scaleByPowerOfTen(exponent);
                BigDecimal from = floor(low, width);
                BigDecimal buckets = floor(high, width).subtract(from).add(BigDecimal.ONE);
                if (buckets.compareTo(BigDecimal.valueOf(MOST)) <= 0) {
                    return new BucketScale(from, width, buckets.intValueExact());
                }
            }
        }
    }

    int buckets() {
        return buckets;
    }

    /** Lower bound of a bucket; of the one after the last, where the last ends. */
    double bound(int bucket) {
        double bound = first.add(BigDecimal.valueOf(bucket)).multiply(width).doubleValue();
        return Double.isInfinite(bound) ? Math.copySign(Double.MAX_VALUE, bound) : bound == 0 ? 0 : bound;
    }

    int bucket(double value) {
        int bucket = floor(decimal(value), width).subtract(first).intValue();
        return Math.max(0, Math.min(buckets - 1, bucket));
    }

    private static BigDecimal floor(BigDecimal value, BigDecimal width) {
        return value.divide(width, 0, RoundingMode.FLOOR);
    }

    private static BigDecimal decimal(double value) {
        return new BigDecimal(CanonicalText.of(value), MathContext.UNLIMITED);
    }

    /** Of the first digit. */
    private static int exponent(BigDecimal value) {
        return value.signum() == 0 ? Integer.MIN_VALUE / 2 : value.precision() - value.scale() - 1;
    }
}
