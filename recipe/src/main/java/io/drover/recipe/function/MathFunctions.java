package io.drover.recipe.function;

import io.drover.recipe.function.FunctionParameter.Kind;
import java.util.Arrays;
import java.util.List;

/** Arithmetic and its kin (functions.md §2.4). */
final class MathFunctions {

    static final FunctionEntry ADD = arithmetic("ADD", "+", "The sum.")
            .example("ADD(2, 0.5)", "2.5")
            .example("'3.0' + 1", "4")
            .example("9223372036854775807 + 1", null)
            .example("0.1 + 0.2", "0.30000000000000004")
            .example("1 + NULL()", null)
            .example("1 + ''", null)
            .example("1 + 'abc'", null)
            .example("x + 1", "x:Integer", Arrays.asList("007", "3.0", "2.5", "x", null),
                    Arrays.asList("8", "4", null, null, null))
            .bind(Arithmetic::add);

    static final FunctionEntry SUBTRACT = arithmetic("SUBTRACT", "-",
                    "The difference. Of two Datetimes it is milliseconds; a Datetime beside an Integer counts as its Unix time in"
                            + " milliseconds.")
            .example("SUBTRACT(5, 3)", "2")
            .example("5 - 2.5", "2.5")
            .example("5 - ''", null)
            .example("NULL() - 1", null)
            .example("5 - 'abc'", null)
            .example("-9223372036854775807 - 2", null)
            .example("DATE(2020, 1, 2) - DATE(2020, 1, 1)", "86400000")
            .example("DATE(1970, 1, 2) - 1", "86399999")
            .bind(Arithmetic::subtract);

    static final FunctionEntry MULTIPLY = arithmetic("MULTIPLY", "*", "The product.")
            .example("MULTIPLY(6, 7)", "42")
            .example("2 * 1.5", "3")
            .example("0.0 * -5", "0")
            .example("9223372036854775807 * 2", null)
            .example("2 * ''", null)
            .example("2 * NULL()", null)
            .example("2 * 'x'", null)
            .bind(Arithmetic::multiply);

    static final FunctionEntry DIVIDE = arithmetic("DIVIDE", "/", "The quotient, always a Decimal; null for a division by zero.")
            .example("7 / 2", "3.5")
            .example("6 / 3", "2")
            .example("DIVIDE(1, 0)", null)
            .example("1 / ''", null)
            .example("NULL() / 1", null)
            .example("'x' / 2", null)
            .operation(Arithmetic.DIVIDE);

    static final FunctionEntry MOD = arithmetic("MOD", "%", "The remainder, with the sign of the first number; null for a zero"
                    + " divisor.")
            .example("MOD(14, 3)", "2")
            .example("MOD(-7, 3)", "-1")
            .example("MOD(7, -3)", "1")
            .example("5 % 0", null)
            .example("5.5 % 2", "1.5")
            .example("5 % ''", null)
            .example("NULL() % 2", null)
            .example("'x' % 2", null)
            .bind(Arithmetic::mod);

    private MathFunctions() {}

    private static FunctionEntry.Builder arithmetic(String name, String operator, String doc) {
        return FunctionEntry.scalar(name, Category.MATH, 1)
                .takes("a", Kind.NUMBER).takes("b", Kind.NUMBER)
                .gives(name.equals("DIVIDE") ? "Decimal" : "Integer if both are Integers, else Decimal")
                .doc(doc + " The operator is " + operator + ".");
    }
}
