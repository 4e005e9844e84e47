package io.drover.recipe.function;

import static io.drover.recipe.type.Storage.DECIMAL;
import static io.drover.recipe.type.Storage.TEXT;

import java.math.BigInteger;
import java.util.List;

/**
 * Exact sums: what they are in kernels, and how each dialect's SQL makes them without collecting values. No order,
 * partitioning or engine changes them.
 */
final class Sums {

    /** Doubles below this have whole parts that fit 64 bits. */
    private static final double WHOLE_END = 0x1p63;
    /** Doubles of this size and 0 have fractional parts without bits below 2^-124. */
    private static final double LEAST_SPLIT = 0x1p-72;
    private static final int PART_BITS = 62;
    private static final double PART = 0x1p62;

    /**
     * The end of a sum of doubles in DuckDB: whole parts, fractional parts in 2^-62 and in 2^-124, and the values that are
     * too small or too large for that, separated by blanks; each null if there are none. Null for no value at all and
     * beyond double's range.
     */
    static final Operation EXACT_SUM = Operation.of("exact_sum", DECIMAL,
            a -> fromParts((String) a[0], (String) a[1], (String) a[2], (String) a[3]), TEXT, TEXT, TEXT, TEXT).nullAware();

    private Sums() {}

    /** The exact sum of column {@code index}; nulls don't count. */
    static BigInteger integers(List<Object[]> rows, int index) {
        long high = 0;
        long low = 0;
        for (Object[] row : rows) {
            if (row[index] != null) {
                long value = (Long) row[index];
                high += value >> 32;
                low += value & 0xFFFF_FFFFL;
            }
        }
        return BigInteger.valueOf(high).shiftLeft(32).add(BigInteger.valueOf(low));
    }

    /** The sum of column {@code index}, rounded once; 0 of no values, infinite beyond the range. */
    static double decimals(List<Object[]> rows, int index) {
        ExactSum sum = new ExactSum();
        for (Object[] row : rows) {
            if (row[index] != null) {
                sum.add((Double) row[index]);
            }
        }
        return sum.value();
    }

    /** The sum of values as they are computed; infinite if one of them is, or beyond the range. */
    static double decimals(double[] values) {
        ExactSum sum = new ExactSum();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return Double.POSITIVE_INFINITY;
            }
            sum.add(value);
        }
        return sum.value();
    }

    /** What isn't a finite number is no value; minus zero is zero. */
    static Double finite(double value) {
        return Double.isFinite(value) ? (Double) (value + 0.0) : null;
    }

    private static Double fromParts(String whole, String fraction, String rest, String others) {
        if (whole == null && others == null) {
            return null;
        }
        ExactSum sum = new ExactSum();
        if (whole != null) {
            sum.add(new BigInteger(whole), 0);
        }
        if (fraction != null) {
            sum.add(new BigInteger(fraction), -PART_BITS);
        }
        if (rest != null) {
            sum.add(new BigInteger(rest), -2 * PART_BITS);
        }
        if (others != null) {
            for (String text : others.split(" ")) {
                double value = Double.parseDouble(text);
                sum.add(value);
                if (Math.abs(value) < LEAST_SPLIT) {
                    // The highest of its bits are in the rest already.
                    sum.add(BigInteger.valueOf(-(long) (value * PART * PART)), -2 * PART_BITS);
                }
            }
        }
        return finite(sum.value());
    }

    /**
     * The exact sum of a DOUBLE; null for no value and beyond the range.
     *
     * <p>Three sums of 64-bit integers: DuckDB adds those as fast as doubles, in 128 bits. Where the third is zero, as for
     * all but small values, whole and fractional parts make the double without a call of Java: the fraction's lowest bit
     * stands for all below it (rounding to odd), so that the one addition rounds as if it saw them.
     */
    static String duckDbDecimals(String value, String over) {
        String scaled = "(" + value + " - trunc(" + value + ")) * " + PART + "::DOUBLE";
        String whole = "sum(CASE WHEN abs(" + value + ") < " + WHOLE_END + "::DOUBLE THEN CAST(trunc(" + value
                + ") AS BIGINT) END)" + over;
        String fraction = "sum(CAST(trunc(" + scaled + ") AS BIGINT))" + over;
        String rest = "sum(CAST(trunc((" + scaled + " - trunc(" + scaled + ")) * " + PART + "::DOUBLE) AS BIGINT))" + over;
        String others = "string_agg(CASE WHEN abs(" + value + ") >= " + WHOLE_END + "::DOUBLE OR abs(" + value + ") < "
                + LEAST_SPLIT + "::DOUBLE AND " + value + " <> 0 THEN CAST(" + value + " AS VARCHAR) END, ' ')" + over;
        String kernel = "drover_exact_sum(CAST(" + whole + " AS VARCHAR), CAST(" + fraction + " AS VARCHAR), CAST(" + rest
                + " AS VARCHAR), " + others + ")";
        String sum = "(" + whole + " * " + (1L << PART_BITS) + "::HUGEINT + " + fraction + ")";
        String below = "(abs(" + sum + ") & " + ((1L << PART_BITS) - 1) + "::HUGEINT)";
        String odd = "((" + below + " >> 9) | (CASE WHEN " + below + " & 511::HUGEINT <> 0 THEN 1 ELSE 0 END)::HUGEINT)";
        return "CASE WHEN " + others + " IS NULL AND " + rest + " = 0 AND abs(" + whole + ") < " + (1L << 52)
                + " THEN CASE WHEN abs(" + sum + ") >= " + (1L << PART_BITS) + "::HUGEINT * 2 THEN (CAST(abs(" + sum + ") >> "
                + PART_BITS + " AS DOUBLE) + CAST(" + odd + " AS DOUBLE) * " + 0x1p-53 + "::DOUBLE) * sign(" + sum
                + ") WHEN " + sum + " = 0 THEN 0::DOUBLE ELSE " + kernel + " END ELSE " + kernel + " END";
    }

    /** The same in Spark, by the aggregate that the engine registers; it may be infinite beyond the range. */
    static String sparkDecimals(String value, String over) {
        return "drover_fsum(" + value + ")" + over;
    }

    /** A HUGEINT, null for no value. */
    static String duckDbIntegers(String value, String over) {
        return "sum(" + value + ")" + over;
    }

    /** The sum of a BIGINT as BIGINT: 0 of no values, null outside 64 bits. */
    static String duckDbBigint(String value, String over) {
        String sum = "coalesce(" + duckDbIntegers(value, over) + ", 0)";
        return "CASE WHEN " + sum + " BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(" + sum
                + " AS BIGINT) END";
    }

    /** The sum of a BIGINT as DOUBLE, rounded once; null for no value. */
    static String duckDbDouble(String value, String over) {
        String sum = duckDbIntegers(value, over);
        // HUGEINT to DOUBLE rounds twice, BIGINT to DOUBLE once.
        return "CASE WHEN " + sum + " BETWEEN -9223372036854775808 AND 9223372036854775807 THEN CAST(CAST(" + sum
                + " AS BIGINT) AS DOUBLE) WHEN " + sum + " IS NOT NULL THEN drover_exact_sum(CAST(" + sum
                + " AS VARCHAR), NULL, NULL, NULL) END";
    }

    /** As {@link #duckDbBigint}. */
    static String sparkBigint(String value, String over) {
        String high = sparkHigh(value, over);
        return "CASE WHEN " + high + " BETWEEN -2147483648L AND 2147483647L THEN shiftleft(" + high + ", 32) | ("
                + sparkPart(sparkLowHalf(value), over) + " & 4294967295L) WHEN count(" + value + ")" + over
                + " = 0 THEN 0L END";
    }

    /** As {@link #duckDbDouble}. */
    static String sparkDouble(String value, String over) {
        String high = sparkHigh(value, over);
        String low = "(" + sparkPart(sparkLowHalf(value), over) + " & 4294967295L)";
        return "CASE WHEN " + high + " BETWEEN -2147483648L AND 2147483647L THEN CAST(shiftleft(" + high + ", 32) | "
                + low + " AS DOUBLE) ELSE CAST(CAST(" + high + " AS DECIMAL(20, 0)) * 4294967296BD + " + low
                + " AS DOUBLE) END";
    }

    /**
     * Sums of the two halves of the values can't overflow before 2^32 rows, where a sum of 38-digit decimals, the other
     * exact way, is several times slower. The low half has a sign, so that halves of small values stay small.
     */
    private static String sparkHigh(String value, String over) {
        String highHalf = "shiftright(" + value + ", 32) + (shiftright(" + value + ", 31) & 1L)";
        return "(" + sparkPart(highHalf, over) + " + shiftright(" + sparkPart(sparkLowHalf(value), over) + ", 32))";
    }

    private static String sparkLowHalf(String value) {
        return "shiftright(shiftleft(" + value + ", 32), 32)";
    }

    private static String sparkPart(String half, String over) {
        return "sum(" + half + ")" + over;
    }
}
