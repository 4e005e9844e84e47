package io.drover.recipe.type;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The canonical text of computed values (docs/language.md, Formulas). */
public final class CanonicalText {

    /** Below this, and with at most 15 digits, a decimal is told apart from its neighbours by its digits alone. */
    private static final double FIFTEEN_DIGITS = 1e15;

    private static final double[] POWERS = new double[23];

    static {
        double power = 1;
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = power;
            power *= 10;
        }
    }

    private CanonicalText() {}

    public static String of(long value) {
        return Long.toString(value);
    }

    public static String of(boolean value) {
        return value ? "true" : "false";
    }

    /**
     * ECMAScript's Number-to-string: the fewest digits that read back as the same double, the nearest of them if several;
     * plain notation from 1e-6 up to 1e21.
     *
     * @param value finite
     */
    public static String of(double value) {
        if (value == 0) {
            return "0";
        }
        double magnitude = Math.abs(value);
        if (magnitude < FIFTEEN_DIGITS) {
            if (magnitude == Math.rint(magnitude)) {
                return Long.toString((long) value);
            }
            String text = shortFraction(value, magnitude);
            if (text != null) {
                return text;
            }
        }
        BigDecimal shortest = shortest(magnitude);
        return (value < 0 ? "-" : "") + layOut(shortest);
    }

    /**
     * The number with exactly that many decimals, as ROUND's format prints it; canonical text from 1e21 on.
     *
     * @param digits at least 0
     */
    public static String withDecimals(double value, int digits) {
        if (Math.abs(value) >= 1e21) {
            return of(value);
        }
        return new BigDecimal(of(value)).setScale(digits, RoundingMode.HALF_UP).toPlainString();
    }

    /** Text of a value held as the type says; null for null. */
    public static String of(Object value, ValueType type) {
        if (value == null) {
            return null;
        }
        return switch (type.storage()) {
            case TEXT -> (String) value;
            case INTEGER -> of((long) (Long) value);
            case DECIMAL -> type.type().format() instanceof Format.Decimals decimals
                    ? withDecimals((Double) value, decimals.digits())
                    : of((double) (Double) value);
            case BOOLEAN -> of((boolean) (Boolean) value);
            case DATETIME -> DatetimeFormat.printing(type.type().format()).format((Long) value);
            case LIST -> JsonText.ofTexts((java.util.List<?>) value);
        };
    }

    /**
     * A decimal of at most 15 digits with few decimals, found by scaling. Division of two exact doubles is rounded
     * correctly, so the test is exact, and no other decimal of up to 15 digits reads as the same double.
     */
    private static String shortFraction(double value, double magnitude) {
        for (int decimals = 1; decimals <= 15; decimals++) {
            double scaled = Math.rint(magnitude * POWERS[decimals]);
            if (scaled >= FIFTEEN_DIGITS) {
                return null;
            }
            if (scaled / POWERS[decimals] == magnitude) {
                return magnitude < 1e-6 ? null : fraction(value < 0, (long) scaled, decimals);
            }
        }
        return null;
    }

    private static String fraction(boolean negative, long scaled, int decimals) {
        String digits = Long.toString(scaled);
        StringBuilder text = new StringBuilder(digits.length() + 4);
        if (negative) {
            text.append('-');
        }
        int whole = digits.length() - decimals;
        if (whole <= 0) {
            text.append("0.");
            for (int i = whole; i < 0; i++) {
                text.append('0');
            }
            return text.append(digits).toString();
        }
        return text.append(digits, 0, whole).append('.').append(digits, whole, digits.length()).toString();
    }

    private static BigDecimal shortest(double magnitude) {
        BigDecimal exact = new BigDecimal(magnitude);
        BigDecimal best = null;
        for (int precision = 17; precision >= 1; precision--) {
            BigDecimal candidate = nearest(exact, magnitude, precision);
            if (candidate == null) {
                break;
            }
            best = candidate;
        }
        return best.stripTrailingZeros();
    }

    /** The decimal of that precision that reads as the double and is nearest to it; null if there is none. */
    private static BigDecimal nearest(BigDecimal exact, double magnitude, int precision) {
        BigDecimal down = exact.round(new MathContext(precision, RoundingMode.DOWN));
        BigDecimal up = exact.round(new MathContext(precision, RoundingMode.UP));
        boolean downReads = down.doubleValue() == magnitude;
        boolean upReads = up.doubleValue() == magnitude;
        if (downReads && upReads) {
            int order = exact.subtract(down).compareTo(up.subtract(exact));
            if (order == 0) {
                return exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            }
            return order < 0 ? down : up;
        }
        if (downReads) {
            return down;
        }
        return upReads ? up : null;
    }

    private static String layOut(BigDecimal value) {
        String digits = value.unscaledValue().toString();
        int point = digits.length() - value.scale();
        if (point > 21 || point <= -6) {
            int exponent = point - 1;
            StringBuilder text = new StringBuilder().append(digits.charAt(0));
            if (digits.length() > 1) {
                text.append('.').append(digits, 1, digits.length());
            }
            return text.append('e').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent)).toString();
        }
        return value.toPlainString();
    }
}
