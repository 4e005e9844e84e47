package io.drover.recipe.function;

import io.drover.recipe.function.FunctionParameter.Kind;

/** Trigonometry, in radians, to 15 significant digits. */
final class TrigonometryFunctions {

    static final FunctionEntry SIN = function("SIN", "The sine.")
            .boundary("SIN(0)", "0").example("SIN(1)", "0.841470984807897")
            .operation(MathOperations.rounded("sin", a -> StrictMath.sin((Double) a[0])));
    static final FunctionEntry COS = function("COS", "The cosine.")
            .boundary("COS(0)", "1").example("COS(1)", "0.54030230586814")
            .operation(MathOperations.rounded("cos", a -> StrictMath.cos((Double) a[0])));
    static final FunctionEntry TAN = function("TAN", "The tangent.")
            .boundary("TAN(0)", "0").example("TAN(1)", "1.5574077246549")
            .operation(MathOperations.rounded("tan", a -> StrictMath.tan((Double) a[0])));
    static final FunctionEntry ASIN = function("ASIN", "The inverse sine, from -π/2 to π/2; null outside -1 to 1.")
            .example("ASIN(0)", "0").boundary("ASIN(2)", null)
            .operation(MathOperations.rounded("asin", a -> StrictMath.asin((Double) a[0])));
    static final FunctionEntry ACOS = function("ACOS", "The inverse cosine, from 0 to π; null outside -1 to 1.")
            .example("ACOS(1)", "0").boundary("ACOS(-1.5)", null)
            .operation(MathOperations.rounded("acos", a -> StrictMath.acos((Double) a[0])));
    static final FunctionEntry ATAN = function("ATAN", "The inverse tangent, between -π/2 and π/2.")
            .example("ATAN(0)", "0").example("ATAN(1)", "0.785398163397448")
            .boundary("ATAN(1e300)", "1.5707963267949")
            .operation(MathOperations.rounded("atan", a -> StrictMath.atan((Double) a[0])));
    static final FunctionEntry SINH = function("SINH", "The hyperbolic sine; null if it overflows.")
            .example("SINH(0)", "0").boundary("SINH(1000)", null)
            .operation(MathOperations.rounded("sinh", a -> StrictMath.sinh((Double) a[0])));
    static final FunctionEntry COSH = function("COSH", "The hyperbolic cosine; null if it overflows.")
            .example("COSH(0)", "1").boundary("COSH(1000)", null)
            .operation(MathOperations.rounded("cosh", a -> StrictMath.cosh((Double) a[0])));
    static final FunctionEntry TANH = function("TANH", "The hyperbolic tangent.")
            .example("TANH(0)", "0").boundary("TANH(1000)", "1")
            .operation(MathOperations.rounded("tanh", a -> StrictMath.tanh((Double) a[0])));
    static final FunctionEntry ASINH = function("ASINH", "The inverse hyperbolic sine.")
            .example("ASINH(0)", "0").boundary("ASINH(1e-10)", "1e-10").example("ASINH(-1)", "-0.881373587019543")
            .operation(MathOperations.rounded("asinh", a -> asinh((Double) a[0])));
    static final FunctionEntry ACOSH = function("ACOSH", "The inverse hyperbolic cosine; null below 1.")
            .example("ACOSH(1)", "0").example("ACOSH(2)", "1.31695789692482").boundary("ACOSH(0.5)", null)
            .operation(MathOperations.rounded("acosh", a -> acosh((Double) a[0])));
    static final FunctionEntry ATANH = function("ATANH", "The inverse hyperbolic tangent; null outside -1 to 1.")
            .example("ATANH(0)", "0").example("ATANH(0.5)", "0.549306144334055").boundary("ATANH(1)", null)
            .operation(MathOperations.rounded("atanh", a -> atanh((Double) a[0])));
    static final FunctionEntry DEGREES = function("DEGREES", "An angle in degrees, from radians.")
            .example("DEGREES(PI())", "180").boundary("DEGREES(0)", "0")
            .operation(MathOperations.rounded("degrees", a -> (Double) a[0] * 180 / Math.PI));
    static final FunctionEntry RADIANS = function("RADIANS", "An angle in radians, from degrees.")
            .example("RADIANS(180)", "3.14159265358979").boundary("RADIANS(0)", "0")
            .operation(MathOperations.rounded("radians", a -> (Double) a[0] * Math.PI / 180));

    private TrigonometryFunctions() {}

    private static FunctionEntry.Builder function(String name, String doc) {
        return FunctionEntry.scalar(name, Category.TRIGONOMETRY, 3)
                .takes("x", Kind.DECIMAL)
                .gives("Decimal")
                .doc(doc)
                .example(name + "(NULL())", null)
                .example(name + "('')", null)
                .example(name + "('abc')", null);
    }

    /** By log1p, which keeps the digits near 0; large values by the logarithm of their double. */
    private static double asinh(double x) {
        double magnitude = Math.abs(x);
        double square = magnitude * magnitude;
        double value = magnitude > 1e150
                ? StrictMath.log(magnitude) + StrictMath.log(2)
                : StrictMath.log1p(magnitude + square / (1 + Math.sqrt(square + 1)));
        return Math.copySign(value, x);
    }

    private static double acosh(double x) {
        if (x < 1) {
            return Double.NaN;
        }
        double above = x - 1;
        return x > 1e150
                ? StrictMath.log(x) + StrictMath.log(2)
                : StrictMath.log1p(above + Math.sqrt(above * above + 2 * above));
    }

    private static double atanh(double x) {
        return Math.abs(x) >= 1 ? Double.NaN : 0.5 * StrictMath.log1p(2 * x / (1 - x));
    }
}
