package io.drover.spark.function;

import java.math.BigInteger;

/**
 * Exact sums of doubles as eight 64-bit limbs of a fixed-point number: limb {@code i} counts 2^(32 i - 128), so that
 * 2^31 additions fit without a carry. Doubles that need finer or larger bits are outside; a sum that met one is not
 * exact and has to be made another way ({@link WideSum}). Public because generated code calls it.
 */
public final class FixedPoint {

    /** Limbs of a sum. */
    public static final int LIMBS = 8;

    private static final int SPACING = 32;
    private static final int FRACTION_BITS = 128;
    private static final int MANTISSA_BITS = 53;
    private static final int BIAS = 1075;
    private static final long IMPLICIT_BIT = 1L << 52;
    private static final long LIMB_MASK = 0xffffffffL;

    private FixedPoint() {}

    /** {@code limb} with that limb's part of {@code value} added. */
    public static long add(long limb, double value, int index) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        if (exponent == 0) {
            return limb;
        }
        long mantissa = bits & (IMPLICIT_BIT - 1) | IMPLICIT_BIT;
        int shift = exponent - BIAS + FRACTION_BITS;
        if (shift < 0) {
            if (shift <= -MANTISSA_BITS) {
                return limb;
            }
            mantissa >>>= -shift;
            shift = 0;
        }
        int offset = shift & (SPACING - 1);
        int distance = index - (shift >>> 5);
        long part;
        if (distance == 0) {
            part = mantissa << offset & LIMB_MASK;
        } else if (distance == 1) {
            part = mantissa >>> SPACING - offset & LIMB_MASK;
        } else if (distance == 2 && offset != 0) {
            part = mantissa >>> 2 * SPACING - offset;
        } else {
            return limb;
        }
        return bits < 0 ? limb - part : limb + part;
    }

    /** {@code count} plus one if the limbs can't hold {@code value} exactly. */
    public static long countOutside(long count, double value) {
        return isOutside(value) ? count + 1 : count;
    }

    static boolean isOutside(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        if (exponent == 0) {
            return (bits << 1) != 0;
        }
        int shift = exponent - BIAS + FRACTION_BITS;
        if (shift >= 0) {
            return shift > LIMBS * SPACING - 2 * SPACING;
        }
        long mantissa = bits & (IMPLICIT_BIT - 1) | IMPLICIT_BIT;
        return shift <= -MANTISSA_BITS || (mantissa & (1L << -shift) - 1) != 0;
    }

    /** The sum, rounded once (half to even). */
    static double value(long[] limbs) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = LIMBS - 1; i >= 0; i--) {
            sum = sum.shiftLeft(SPACING).add(BigInteger.valueOf(limbs[i]));
        }
        return Math.scalb(sum.doubleValue(), -FRACTION_BITS) + 0.0;
    }
}
