package io.drover.recipe.function;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * The exact sum of doubles, rounded once to double (half to even), so that no order or grouping of the additions can
 * change it. Sums of parts can be added. Not thread-safe.
 *
 * <p>A fixed-point number that covers all of double's range: limb {@code i} counts 2^(32 i - 1074) and has room for a
 * billion additions before carries have to be passed on.
 */
public final class ExactSum implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int LIMB_BITS = 32;
    private static final long LIMB_MASK = 0xFFFF_FFFFL;
    /** 2098 bits of double, 64 bits for counts, and a limb for the sign. */
    private static final int LIMBS = 69;
    private static final int LOWEST_EXPONENT = -1074;
    private static final int MANTISSA_BITS = 52;
    private static final int ADDITIONS_BEFORE_CARRY = 1 << 30;
    /** Bits that are left when a sum is rounded: more than double's 53, so that the last can stand for all below it. */
    private static final int ROUNDING_BITS = 62;

    private final long[] limbs = new long[LIMBS];
    private int lowest = LIMBS;
    private int highest = -1;
    private int additions;

    /** @param value finite */
    public void add(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA_BITS) & 0x7FF;
        long mantissa = bits & (1L << MANTISSA_BITS) - 1;
        if (exponent == 0x7FF) {
            throw new IllegalArgumentException("a sum takes finite values, but this is " + value);
        }
        int shift = 0;
        if (exponent > 0) {
            mantissa |= 1L << MANTISSA_BITS;
            shift = exponent - 1;
        }
        if (mantissa == 0) {
            return;
        }
        int limb = shift / LIMB_BITS;
        int offset = shift % LIMB_BITS;
        long low = mantissa << offset & LIMB_MASK;
        long middle = mantissa >>> LIMB_BITS - offset & LIMB_MASK;
        long high = offset == 0 ? 0 : mantissa >>> 2 * LIMB_BITS - offset;
        if (bits < 0) {
            limbs[limb] -= low;
            limbs[limb + 1] -= middle;
            limbs[limb + 2] -= high;
        } else {
            limbs[limb] += low;
            limbs[limb + 1] += middle;
            limbs[limb + 2] += high;
        }
        lowest = Math.min(lowest, limb);
        highest = Math.max(highest, limb + 2);
        if (++additions == ADDITIONS_BEFORE_CARRY) {
            carry();
        }
    }

    /** Adds another sum's values; that one keeps its value. */
    public void add(ExactSum other) {
        carry();
        other.carry();
        for (int i = other.lowest; i <= other.highest; i++) {
            limbs[i] += other.limbs[i];
        }
        lowest = Math.min(lowest, other.lowest);
        highest = Math.max(highest, other.highest);
        additions = 2;
    }

    /**
     * Adds a multiple of a power of two.
     *
     * @param exponent at least -1074
     */
    public void add(BigInteger multiple, int exponent) {
        carry();
        BigInteger magnitude = multiple.abs().shiftLeft(Math.floorMod(exponent - LOWEST_EXPONENT, LIMB_BITS));
        int limb = (exponent - LOWEST_EXPONENT) / LIMB_BITS;
        lowest = Math.min(lowest, limb);
        while (magnitude.signum() != 0) {
            limbs[limb] += multiple.signum() * (magnitude.longValue() & LIMB_MASK);
            magnitude = magnitude.shiftRight(LIMB_BITS);
            highest = Math.max(highest, limb++);
        }
        additions = 2;
    }

    /** The sum; 0 of no values, infinite if it is beyond double's range. */
    public double value() {
        if (highest < 0) {
            return 0;
        }
        carry();
        BigInteger sum = BigInteger.ZERO;
        for (int i = highest; i >= lowest; i--) {
            sum = sum.shiftLeft(LIMB_BITS).add(BigInteger.valueOf(limbs[i]));
        }
        return round(sum, LOWEST_EXPONENT + LIMB_BITS * lowest);
    }

    /** After this every limb but the highest is in 0 … 2^32-1. */
    private void carry() {
        additions = 1;
        for (int i = lowest; i <= highest; i++) {
            if (i == highest && i < LIMBS - 1 && limbs[i] != (int) limbs[i]) {
                highest++;
            }
            if (i < highest) {
                limbs[i + 1] += limbs[i] >> LIMB_BITS;
                limbs[i] &= LIMB_MASK;
            }
        }
    }

    private static double round(BigInteger units, int exponent) {
        BigInteger magnitude = units.abs();
        int dropped = Math.max(0, magnitude.bitLength() - ROUNDING_BITS);
        long top = magnitude.shiftRight(dropped).longValue();
        if (dropped > 0 && magnitude.getLowestSetBit() < dropped) {
            // What was dropped decides only whether a value lies above the middle of two doubles: one bit tells.
            top |= 1;
        }
        // Exact: sums are multiples of the smallest double, so a subnormal one has no more than 53 bits.
        double rounded = Math.scalb((double) top, exponent + dropped);
        return units.signum() < 0 ? -rounded : rounded;
    }
}
