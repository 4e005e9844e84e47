package io.drover.recipe.function;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Results of arithmetic as the language has them: finite, and never minus zero (docs/language.md, Formulas). */
final class Numbers {

    private static final MathContext FIFTEEN_DIGITS = new MathContext(15, RoundingMode.HALF_EVEN);

    private Numbers() {}

    /** The value, minus zero as zero; null if it isn't finite. */
    static Double finite(double value) {
        return Double.isNaN(value) || Double.isInfinite(value) ? null : (Double) (value + 0.0);
    }

    /** Rounded to 15 significant digits, so that math libraries that differ in the last place agree; null if not finite. */
    static Double fifteenDigits(double value) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? null
                : finite(new BigDecimal(value).round(FIFTEEN_DIGITS).doubleValue());
    }

    /** A template that gives null for a result that isn't finite. */
    static Operation finiteTemplates(Operation operation, String expression) {
        return operation
                .spark("CASE WHEN abs(" + expression + ") < double('Infinity') THEN " + expression + " END")
                .duckdb("CASE WHEN isfinite(" + expression + ") THEN " + expression + " END");
    }
}
