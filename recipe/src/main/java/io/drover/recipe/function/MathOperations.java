package io.drover.recipe.function;

import io.drover.recipe.type.CanonicalText;
import io.drover.recipe.type.Storage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The operations of the mathematical functions. Transcendental ones have no templates: math libraries differ in the last
 * place, and rounding to 15 digits doesn't hide a difference on both sides of a rounding boundary.
 */
final class MathOperations {

    static final Operation NEGATE_INTEGER = Operation.of("negate_integer", Storage.INTEGER,
                    a -> (Long) a[0] == Long.MIN_VALUE ? null : (Long) (-(Long) a[0]), Storage.INTEGER)
            .spark("try_subtract(0L, {0})")
            .duckdb("TRY(CAST(0 AS BIGINT) - {0})");

    static final Operation NEGATE_DECIMAL = Operation.of("negate_decimal", Storage.DECIMAL,
                    a -> 0.0 - (Double) a[0], Storage.DECIMAL)
            .spark("0D - {0}")
            .duckdb("CAST(0 AS DOUBLE) - {0}");

    static final Operation ABS_INTEGER = Operation.of("abs_integer", Storage.INTEGER,
                    a -> (Long) a[0] == Long.MIN_VALUE ? null : (Long) Math.abs((Long) a[0]), Storage.INTEGER)
            .spark("CASE WHEN {0} > -9223372036854775808 THEN abs({0}) END")
            .duckdb("TRY(abs({0}))");

    static final Operation ABS_DECIMAL = Operation.of("abs_decimal", Storage.DECIMAL, a -> Math.abs((Double) a[0]),
                    Storage.DECIMAL)
            .sql("abs({0})");

    static final Operation SIGN_INTEGER = Operation.of("sign_integer", Storage.INTEGER,
                    a -> (long) Long.signum((Long) a[0]), Storage.INTEGER)
            .spark("CASE WHEN {0} > 0 THEN 1L WHEN {0} < 0 THEN -1L WHEN {0} = 0 THEN 0L END")
            .duckdb("CAST(sign({0}) AS BIGINT)");

    static final Operation SIGN_DECIMAL = Operation.of("sign_decimal", Storage.INTEGER,
                    a -> (long) Math.signum((Double) a[0]), Storage.DECIMAL)
            .sql("CAST(sign({0}) AS BIGINT)");

    static final Operation CEILING = whole("ceiling", a -> inLong(Math.ceil((Double) a[0])), "ceil");
    static final Operation FLOOR = whole("floor", a -> inLong(Math.floor((Double) a[0])), "floor");

    /** To so many decimals; unchanged beyond 15, 0 below -18. */
    static final Operation ROUND = scaled("round", RoundingMode.HALF_UP)
            .spark(Template.withKernel((arguments, kernel) -> sparkRound(arguments.get(0), arguments.get(1), kernel.get())));

    static final Operation TRUNC = scaled("trunc", RoundingMode.DOWN);

    static final Operation ROUND_WHOLE = scaledWhole("round_whole", RoundingMode.HALF_UP);
    static final Operation TRUNC_WHOLE = scaledWhole("trunc_whole", RoundingMode.DOWN);

    static final Operation ROUND_INTEGER = scaledInteger("round_integer", RoundingMode.HALF_UP);
    static final Operation TRUNC_INTEGER = scaledInteger("trunc_integer", RoundingMode.DOWN);

    static final Operation EXP = rounded("exp", a -> StrictMath.exp((Double) a[0]));
    static final Operation LN = rounded("ln", a -> (Double) a[0] <= 0 ? Double.NaN : StrictMath.log((Double) a[0]));

    static final Operation LOG = Operation.of("log", Storage.DECIMAL,
            a -> Numbers.fifteenDigits(log((Double) a[0], (Double) a[1])), Storage.DECIMAL, Storage.DECIMAL);

    static final Operation POW = Operation.of("pow", Storage.DECIMAL,
            a -> Numbers.fifteenDigits(StrictMath.pow((Double) a[0], (Double) a[1])), Storage.DECIMAL, Storage.DECIMAL);

    static final Operation SQRT = Operation.of("sqrt", Storage.DECIMAL, a -> Numbers.finite(Math.sqrt((Double) a[0])),
                    Storage.DECIMAL)
            .sql("CASE WHEN {0} >= 0 THEN sqrt({0}) END");

    static final Operation LCM = Operation.of("lcm", Storage.INTEGER, a -> lcm((Long) a[0], (Long) a[1]),
            Storage.INTEGER, Storage.INTEGER);

    private MathOperations() {}

    /**
     * Spark rounds the number's text, to a constant number of decimals only; the limit keeps to numbers whose text in Java
     * is the shortest one.
     */
    private static String sparkRound(String value, String digits, String kernel) {
        return digits.matches("[1-9]L")
                ? "CASE WHEN abs(" + value + ") < 1e9D THEN round(" + value + ", " + digits.charAt(0) + ") + 0D WHEN " + value
                        + " IS NOT NULL THEN " + kernel + " END"
                : kernel;
    }

    interface Real extends java.io.Serializable {
        double of(Object[] arguments);
    }

    /** A function of one number whose result is rounded to 15 digits. */
    static Operation rounded(String name, Real function) {
        return Operation.of(name, Storage.DECIMAL, a -> Numbers.fifteenDigits(function.of(a)), Storage.DECIMAL);
    }

    private static Operation whole(String name, Kernel kernel, String function) {
        String inside = "CASE WHEN " + function + "({0}) >= CAST(-9223372036854775808 AS DOUBLE) AND " + function
                + "({0}) < CAST(9223372036854775808 AS DOUBLE) THEN CAST(" + function + "({0}) AS BIGINT) END";
        // Spark's ceil and floor of a double are BIGINT already, so the value itself is what has to be in range.
        return Operation.of(name, Storage.INTEGER, kernel, Storage.DECIMAL)
                .spark("CASE WHEN abs({0}) < 9.2e18D THEN " + function + "({0}) WHEN {0} IS NOT NULL THEN {kernel} END")
                .duckdb(inside);
    }

    static Long inLong(double value) {
        return value >= -0x1p63 && value < 0x1p63 ? (Long) (long) value : null;
    }

    private static Operation scaled(String name, RoundingMode mode) {
        return Operation.of(name, Storage.DECIMAL, a -> scale((Double) a[0], (Long) a[1], mode),
                Storage.DECIMAL, Storage.INTEGER);
    }

    private static Operation scaledWhole(String name, RoundingMode mode) {
        return Operation.of(name, Storage.INTEGER, a -> {
            BigDecimal scaled = scale(text((Double) a[0]), (Long) a[1], mode);
            return inLong(scaled.toBigInteger());
        }, Storage.DECIMAL, Storage.INTEGER);
    }

    private static Operation scaledInteger(String name, RoundingMode mode) {
        return Operation.of(name, Storage.INTEGER,
                a -> inLong(scale(BigDecimal.valueOf((Long) a[0]), (Long) a[1], mode).toBigInteger()),
                Storage.INTEGER, Storage.INTEGER);
    }

    private static Double scale(double value, long digits, RoundingMode mode) {
        return digits > 15 ? (Double) value : Numbers.finite(scale(text(value), digits, mode).doubleValue());
    }

    private static BigDecimal scale(BigDecimal value, long digits, RoundingMode mode) {
        return digits < -18 ? BigDecimal.ZERO : value.setScale((int) Math.min(digits, 15), mode);
    }

    /** Rounding goes by the shortest decimal text, not by the binary value. */
    private static BigDecimal text(double value) {
        return new BigDecimal(CanonicalText.of(value));
    }

    private static Long inLong(BigInteger value) {
        return value.bitLength() > 63 ? null : (Long) value.longValue();
    }

    private static double log(double value, double base) {
        if (value <= 0 || base <= 0 || base == 1) {
            return Double.NaN;
        }
        return base == 10 ? StrictMath.log10(value) : StrictMath.log(value) / StrictMath.log(base);
    }

    private static Long lcm(long a, long b) {
        if (a == 0 || b == 0) {
            return 0L;
        }
        BigInteger left = BigInteger.valueOf(a);
        BigInteger right = BigInteger.valueOf(b);
        return inLong(left.divide(left.gcd(right)).multiply(right).abs());
    }
}
