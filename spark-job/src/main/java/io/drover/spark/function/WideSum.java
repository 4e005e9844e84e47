package io.drover.spark.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** The exact sum of any finite doubles: limbs over the whole range of exponents, carries put off. */
final class WideSum {

    private static final int SPACING = 32;
    /** 2^-1074 to 2^1024, and room for the mantissa of the last. */
    private static final int LIMBS = 68;
    private static final long LIMB_MASK = 0xffffffffL;
    private static final int ADDITIONS_BETWEEN_CARRIES = 1 << 30;
    private static final BigDecimal LOWEST = new BigDecimal(Double.MIN_VALUE);

    private final long[] limbs = new long[LIMBS];
    private long count;
    private int additions;

    void add(double value) {
        count++;
        carryIfNeeded(1);
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> 52) & 0x7ff;
        if (exponent == 0x7ff) {
            throw new IllegalArgumentException("a value that is summed is not finite: " + value);
        }
        long mantissa = bits & (1L << 52) - 1;
        int shift = 0;
        if (exponent != 0) {
            mantissa |= 1L << 52;
            shift = exponent - 1;
        }
        int limb = shift >>> 5;
        int offset = shift & (SPACING - 1);
        long sign = bits < 0 ? -1 : 1;
        limbs[limb] += sign * (mantissa << offset & LIMB_MASK);
        limbs[limb + 1] += sign * (mantissa >>> SPACING - offset & LIMB_MASK);
        if (offset != 0) {
            limbs[limb + 2] += sign * (mantissa >>> 2 * SPACING - offset);
        }
    }

    void add(WideSum other) {
        count += other.count;
        carryIfNeeded(other.additions);
        for (int i = 0; i < LIMBS; i++) {
            limbs[i] += other.limbs[i];
        }
    }

    private void carryIfNeeded(int more) {
        if (additions > ADDITIONS_BETWEEN_CARRIES - more) {
            carry();
        }
        additions += more;
    }

    private void carry() {
        for (int i = 0; i < LIMBS - 1; i++) {
            limbs[i + 1] += limbs[i] >> SPACING;
            limbs[i] &= LIMB_MASK;
        }
        additions = 1;
    }

    /** Rounded once (half to even); null without values or beyond the largest double. */
    Double value() {
        if (count == 0) {
            return null;
        }
        BigInteger sum = BigInteger.ZERO;
        for (int i = LIMBS - 1; i >= 0; i--) {
            sum = sum.shiftLeft(SPACING).add(BigInteger.valueOf(limbs[i]));
        }
        double value = new BigDecimal(sum).multiply(LOWEST).doubleValue();
        return Double.isFinite(value) ? (Double) (value + 0.0) : null;
    }

    byte[] toBytes() {
        carry();
        ByteBuffer bytes = ByteBuffer.allocate((LIMBS + 1) * Long.BYTES);
        bytes.putLong(count);
        for (long limb : limbs) {
            bytes.putLong(limb);
        }
        return bytes.array();
    }

    static WideSum fromBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        WideSum sum = new WideSum();
        sum.count = buffer.getLong();
        for (int i = 0; i < LIMBS; i++) {
            sum.limbs[i] = buffer.getLong();
        }
        sum.additions = 1;
        return sum;
    }
}
