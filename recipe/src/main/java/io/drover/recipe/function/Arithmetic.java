package io.drover.recipe.function;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import java.util.List;

/** The arithmetic of {@code + - * / %} (docs/language.md, Formulas): whole operands stay whole, what overflows is null. */
final class Arithmetic {

    static final Operation ADD_INTEGER = integer("add_integer", Arithmetic::addExact, "try_add({0}, {1})", "TRY({0} + {1})");

    static final Operation SUBTRACT_INTEGER =
            integer("subtract_integer", Arithmetic::subtractExact, "try_subtract({0}, {1})", "TRY({0} - {1})");

    static final Operation MULTIPLY_INTEGER =
            integer("multiply_integer", Arithmetic::multiplyExact, "try_multiply({0}, {1})", "TRY({0} * {1})");

    /** A remainder by -1 is one by 1, which can't overflow. */
    static final Operation MOD_INTEGER = integer("mod_integer",
            a -> (Long) a[1] == 0 ? null : (Long) ((Long) a[0] % (Long) a[1]),
            "{0} % nullif({1}, 0)",
            "{0} % nullif(CASE WHEN {1} = -1 THEN 1 ELSE {1} END, 0)");

    static final Operation ADD_DECIMAL = Numbers.finiteTemplates(
            decimal("add_decimal", a -> Numbers.finite((Double) a[0] + (Double) a[1])), "{0} + {1}");

    static final Operation SUBTRACT_DECIMAL = Numbers.finiteTemplates(
            decimal("subtract_decimal", a -> Numbers.finite((Double) a[0] - (Double) a[1])), "{0} - {1}");

    // Adding zero turns minus zero into zero.
    static final Operation MULTIPLY_DECIMAL = Numbers.finiteTemplates(
            decimal("multiply_decimal", a -> Numbers.finite((Double) a[0] * (Double) a[1])),
            "{0} * {1} + CAST(0 AS DOUBLE)");

    static final Operation DIVIDE = Numbers.finiteTemplates(
            decimal("divide", a -> Numbers.finite((Double) a[0] / (Double) a[1])),
            "{0} / nullif({1}, CAST(0 AS DOUBLE)) + CAST(0 AS DOUBLE)");

    static final Operation MOD_DECIMAL = decimal("mod_decimal", a -> Numbers.finite((Double) a[0] % (Double) a[1]))
            .spark("{0} % nullif({1}, 0D) + 0D")
            .duckdb("{0} % nullif({1}, CAST(0 AS DOUBLE)) + CAST(0 AS DOUBLE)");

    private Arithmetic() {}

    static Expr add(Arguments arguments) {
        return numeric(arguments, ADD_INTEGER, ADD_DECIMAL);
    }

    static Expr multiply(Arguments arguments) {
        return numeric(arguments, MULTIPLY_INTEGER, MULTIPLY_DECIMAL);
    }

    static Expr mod(Arguments arguments) {
        return numeric(arguments, MOD_INTEGER, MOD_DECIMAL);
    }

    /** Of Datetimes it is milliseconds; a Datetime beside an Integer counts as its Unix time. */
    static Expr subtract(Arguments arguments) {
        Expr left = arguments.any(0);
        Expr right = arguments.any(1);
        boolean leftDate = isDatetime(left);
        boolean rightDate = isDatetime(right);
        if (leftDate && rightDate || leftDate && isInteger(right) || rightDate && isInteger(left)) {
            return arguments.call(SUBTRACT_INTEGER, List.of(millis(arguments, left), millis(arguments, right)));
        }
        return numeric(arguments, SUBTRACT_INTEGER, SUBTRACT_DECIMAL);
    }

    static Expr millis(Arguments arguments, Expr value) {
        return isDatetime(value)
                ? arguments.call(Coercions.INTEGER_OF_DATETIME, List.of(arguments.as(Storage.DATETIME, value)))
                : arguments.as(Storage.INTEGER, value);
    }

    private static Expr numeric(Arguments arguments, Operation integer, Operation decimal) {
        Expr left = arguments.number(0);
        Expr right = arguments.number(1);
        boolean whole = left.type().storage() == Storage.INTEGER && right.type().storage() == Storage.INTEGER;
        return arguments.call(whole ? integer : decimal, List.of(left, right));
    }

    static boolean isDatetime(Expr value) {
        return value.type().name() == TypeName.DATETIME;
    }

    private static boolean isInteger(Expr value) {
        return value.type().name() == TypeName.INTEGER;
    }

    private static Operation integer(String name, Kernel kernel, String spark, String duckdb) {
        return Operation.of(name, Storage.INTEGER, kernel, Storage.INTEGER, Storage.INTEGER).spark(spark).duckdb(duckdb);
    }

    private static Operation decimal(String name, Kernel kernel) {
        return Operation.of(name, Storage.DECIMAL, kernel, Storage.DECIMAL, Storage.DECIMAL);
    }

    private static Long addExact(Object[] a) {
        long left = (Long) a[0];
        long right = (Long) a[1];
        long sum = left + right;
        return ((left ^ sum) & (right ^ sum)) < 0 ? null : (Long) sum;
    }

    private static Long subtractExact(Object[] a) {
        long left = (Long) a[0];
        long right = (Long) a[1];
        long difference = left - right;
        return ((left ^ right) & (left ^ difference)) < 0 ? null : (Long) difference;
    }

    private static Long multiplyExact(Object[] a) {
        long left = (Long) a[0];
        long right = (Long) a[1];
        long product = left * right;
        return Math.multiplyHigh(left, right) == product >> 63 ? (Long) product : null;
    }
}
