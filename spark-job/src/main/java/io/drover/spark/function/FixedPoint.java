package io.drover.spark.function;

import java.math.BigInteger;

/**
 * Exact sums of doubles as seven 64-bit limbs of a fixed-point number: limb {@code i} counts 2^(64 - 32 i), so that 2^31
 * additions fit without a carry. A double is handed down the limbs: each takes the whole part of what reaches it, and
 * the rest, moved up by 32 bits, reaches the next. All of that is exact: a shorter mantissa, and a power of two. Doubles
 * that need larger bits or leave a rest at the end are outside; a sum that met one is not exact and has to be made
 * another way ({@link WideSum}). Public because generated code calls it, for each row: its methods are as short as can
 * be.
 */
public final class FixedPoint {

    /** Limbs of a sum. */
    public static final int LIMBS = 7;

    private static final int SPACING = 32;
    private static final int HIGHEST = 64;
    private static final int LOWEST = HIGHEST - SPACING * (LIMBS - 1);
    private static final double STEP = 0x1p32;
    private static final double FIRST = 0x1p-64;
    private static final double LIMB_END = 0x1p31;
    private static final long MAX_ADDITIONS = 1L << 31;
    /** In a count: a value was outside. */
    private static final long OUTSIDE = 1L << 62;

    private FixedPoint() {}

    /** {@code limb}, which is number {@code index}, with its part of {@code value} added; unchanged by NaN. */
    public static long add(long limb, double value, int index) {
        return limb + (long) reaching(value, index);
    }

    /** {@code count} and one more, or marked if the limbs can't hold {@code value} exactly; unchanged by NaN. */
    public static long count(long count, double value) {
        double left = reaching(value, LIMBS);
        return left == 0 ? count + 1 : left != left ? count : count | OUTSIDE;
    }

    /** What of {@code value} reaches a limb, or is left after the last; infinite if it doesn't fit the first one. */
    private static double reaching(double value, int index) {
        double reached = value * FIRST;
        // The smallest doubles are 0 when scaled.
        if (Math.abs(reached) >= LIMB_END || reached == 0 && value != 0) {
            reached = Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < index; i++) {
            reached = (reached - (long) reached) * STEP;
        }
        return reached;
    }

    /** The count of two parts of a sum. */
    public static long bothCounts(long one, long other) {
        return ((one | other) & OUTSIDE) != 0 ? OUTSIDE : one + other;
    }

    /** Whether the limbs hold the sum of so many values. */
    static boolean isExact(long count) {
        return count <= MAX_ADDITIONS;
    }

    /** The sum, rounded once (half to even). */
    static double value(long... limbs) {
        BigInteger sum = BigInteger.ZERO;
        for (long limb : limbs) {
            sum = sum.shiftLeft(SPACING).add(BigInteger.valueOf(limb));
        }
        return Math.scalb(sum.doubleValue(), LOWEST) + 0.0;
    }
}
