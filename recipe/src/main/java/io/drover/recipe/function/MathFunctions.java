package io.drover.recipe.function;

import static java.util.Arrays.asList;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.util.Arrays;
import java.util.List;

/** Arithmetic and its kin. */
final class MathFunctions {

    static final FunctionEntry ADD = arithmetic("ADD", "+", "The sum.")
            .example("ADD(2, 0.5)", "2.5")
            .example("'3.0' + 1", "4")
            .boundary("9223372036854775807 + 1", null)
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
            .boundary("-9223372036854775807 - 2", null)
            .example("DATE(2020, 1, 2) - DATE(2020, 1, 1)", "86400000")
            .example("DATE(1970, 1, 2) - 1", "86399999")
            .bind(Arithmetic::subtract);

    static final FunctionEntry MULTIPLY = arithmetic("MULTIPLY", "*", "The product.")
            .example("MULTIPLY(6, 7)", "42")
            .example("2 * 1.5", "3")
            .example("0.0 * -5", "0")
            .boundary("9223372036854775807 * 2", null)
            .example("2 * ''", null)
            .example("2 * NULL()", null)
            .example("2 * 'x'", null)
            .bind(Arithmetic::multiply);

    static final FunctionEntry DIVIDE = arithmetic("DIVIDE", "/", "The quotient, always a Decimal; null for a division by zero.")
            .example("7 / 2", "3.5")
            .example("6 / 3", "2")
            .boundary("DIVIDE(1, 0)", null)
            .example("1 / ''", null)
            .example("NULL() / 1", null)
            .example("'x' / 2", null)
            .operation(Arithmetic.DIVIDE);

    static final FunctionEntry MOD = arithmetic("MOD", "%", "The remainder, with the sign of the first number; null for a zero"
                    + " divisor.")
            .example("MOD(14, 3)", "2")
            .example("MOD(-7, 3)", "-1")
            .example("MOD(7, -3)", "1")
            .boundary("5 % 0", null)
            .example("5.5 % 2", "1.5")
            .example("5 % ''", null)
            .example("NULL() % 2", null)
            .example("'x' % 2", null)
            .bind(Arithmetic::mod);

    static final FunctionEntry NEGATE = number("NEGATE", 2)
            .gives("Integer or Decimal, as the argument")
            .doc("The number with the other sign; the operator is a minus before it.")
            .example("NEGATE(3)", "-3")
            .example("-2.5", "-2.5")
            .example("-0", "0")
            .example("-'abc'", null)
            .example("-''", null)
            .example("-NULL()", null)
            .boundary("-(-9223372036854775807 - 1)", null)
            .bind(arguments -> byKind(arguments, MathOperations.NEGATE_INTEGER, MathOperations.NEGATE_DECIMAL));

    static final FunctionEntry ABS = number("ABS", 2)
            .gives("Integer or Decimal, as the argument")
            .doc("The absolute value.")
            .example("ABS(-2.5)", "2.5")
            .example("ABS(-7)", "7")
            .example("ABS('-7')", "7")
            .example("ABS('')", null)
            .example("ABS(NULL())", null)
            .example("ABS('abc')", null)
            .boundary("ABS(-9223372036854775807 - 1)", null)
            .bind(arguments -> byKind(arguments, MathOperations.ABS_INTEGER, MathOperations.ABS_DECIMAL));

    static final FunctionEntry SIGN = number("SIGN", 2)
            .gives("Integer")
            .doc("-1 for a negative number, 0 for zero, 1 for a positive one.")
            .example("SIGN(-0.5)", "-1")
            .boundary("SIGN(0)", "0")
            .example("SIGN('12')", "1")
            .example("SIGN('')", null)
            .example("SIGN(NULL())", null)
            .example("SIGN('abc')", null)
            .bind(arguments -> byKind(arguments, MathOperations.SIGN_INTEGER, MathOperations.SIGN_DECIMAL));

    static final FunctionEntry CEILING = number("CEILING", 1)
            .gives("Integer")
            .doc("The next whole number up; null outside 64 bits.")
            .example("CEILING(2.1)", "3")
            .example("CEILING(-0.5)", "0")
            .example("CEILING(5)", "5")
            .example("CEILING('x')", null)
            .example("CEILING('')", null)
            .example("CEILING(NULL())", null)
            .boundary("CEILING(1e19)", null)
            .bind(arguments -> whole(arguments, MathOperations.CEILING));

    static final FunctionEntry FLOOR = number("FLOOR", 1)
            .gives("Integer")
            .doc("The next whole number down; null outside 64 bits.")
            .example("FLOOR(-0.5)", "-1")
            .example("FLOOR('3.7')", "3")
            .example("FLOOR(5)", "5")
            .example("FLOOR('x')", null)
            .example("FLOOR('')", null)
            .example("FLOOR(NULL())", null)
            .boundary("FLOOR(-1e19)", null)
            .bind(arguments -> whole(arguments, MathOperations.FLOOR));

    static final FunctionEntry ROUND = number("ROUND", 1)
            .optional("digits", Kind.INTEGER, "0")
            .gives("Integer if digits are 0 or less, else Decimal")
            .doc("The number rounded to so many decimals, halves away from zero, by its decimal text: 1.005 rounds to 1.01."
                    + " Negative digits round to tens, hundreds… A constant number of digits above 0 makes the column print with"
                    + " exactly that many decimals as long as it is passed on unchanged.")
            .tie("ROUND(2.5)", "3")
            .example("ROUND(-2.5)", "-3")
            .example("ROUND(0.5)", "1")
            .example("ROUND(-0.5)", "-1")
            .example("ROUND(-0.4)", "0")
            .example("ROUND(1250, -2)", "1300")
            .example("ROUND(1.005, 2)", "1.01")
            .example("ROUND(2.345, 2)", "2.35")
            .example("ROUND(49.8, 2)", "49.80")
            .example("ROUND(49.8, 2) + 0", "49.8")
            .boundary("ROUND(1e19)", null)
            .example("ROUND(5, -20)", "0")
            .example("ROUND('')", null)
            .example("ROUND(NULL(), 1)", null)
            .example("ROUND('abc', 1)", null)
            .bind(arguments -> rounded(arguments, MathOperations.ROUND, MathOperations.ROUND_WHOLE, true));

    static final FunctionEntry TRUNC = number("TRUNC", 2)
            .optional("digits", Kind.INTEGER, "0")
            .gives("Integer if digits are 0 or less, else Decimal")
            .doc("The number cut to so many decimals, toward zero, by its decimal text; negative digits cut to tens, hundreds…")
            .example("TRUNC(-1.79, 1)", "-1.7")
            .example("TRUNC(1979, -2)", "1900")
            .example("TRUNC(-0.9)", "0")
            .example("TRUNC(1.1, 2)", "1.1")
            .example("TRUNC('')", null)
            .example("TRUNC(NULL())", null)
            .example("TRUNC('abc')", null)
            .boundary("TRUNC(1e19)", null)
            .bind(arguments -> rounded(arguments, MathOperations.TRUNC, MathOperations.TRUNC_WHOLE, false));

    static final FunctionEntry EXP = number("EXP", 2)
            .gives("Decimal")
            .doc("The power of e, to 15 significant digits; null if it overflows.")
            .example("EXP(0)", "1")
            .example("EXP(1)", "2.71828182845905")
            .boundary("EXP(1000)", null)
            .example("EXP('')", null)
            .example("EXP(NULL())", null)
            .example("EXP('abc')", null)
            .operation(MathOperations.EXP);

    static final FunctionEntry LN = number("LN", 2)
            .gives("Decimal")
            .doc("The natural logarithm, to 15 significant digits; null for 0 and less.")
            .example("LN(1)", "0")
            .example("LN(10)", "2.30258509299405")
            .boundary("LN(0)", null)
            .example("LN(-1)", null)
            .example("LN('')", null)
            .example("LN(NULL())", null)
            .example("LN('abc')", null)
            .operation(MathOperations.LN);

    static final FunctionEntry LOG = number("LOG", 2)
            .optional("base", Kind.DECIMAL, "10")
            .gives("Decimal")
            .doc("The logarithm, to 15 significant digits; null for a number of 0 or less, and for a base of 0 or less or 1.")
            .example("LOG(1000)", "3")
            .example("LOG(8, 2)", "3")
            .example("LOG(8, 1)", null)
            .boundary("LOG(0)", null)
            .example("LOG('')", null)
            .example("LOG(NULL())", null)
            .example("LOG('abc')", null)
            .bind(arguments -> arguments.call(MathOperations.LOG, List.of(arguments.decimal(0),
                    arguments.has(1) ? arguments.decimal(1) : Arguments.literal(10.0, ValueType.DECIMAL))));

    static final FunctionEntry POW = number("POW", 2)
            .takes("exponent", Kind.DECIMAL)
            .gives("Decimal")
            .doc("The power, to 15 significant digits; null if it has no finite value. 0 to the power of 0 is 1.")
            .example("POW(2, 10)", "1024")
            .example("POW(9, 0.5)", "3")
            .boundary("POW(0, 0)", "1")
            .example("POW(0, -1)", null)
            .example("POW(-8, 0.5)", null)
            .example("POW('', 1)", null)
            .example("POW(NULL(), 1)", null)
            .example("POW('abc', 1)", null)
            .operation(MathOperations.POW);

    static final FunctionEntry SQRT = number("SQRT", 2)
            .gives("Decimal")
            .doc("The square root; null for a negative number.")
            .example("SQRT(9)", "3")
            .example("SQRT(2)", "1.4142135623730951")
            .example("SQRT(-1)", null)
            .example("SQRT('')", null)
            .example("SQRT(NULL())", null)
            .example("SQRT('abc')", null)
            .boundary("SQRT(0)", "0")
            .operation(MathOperations.SQRT);

    static final FunctionEntry LCM = FunctionEntry.scalar("LCM", Category.MATH, 3)
            .takes("a", Kind.INTEGER).takes("b", Kind.INTEGER)
            .gives("Integer")
            .doc("The least common multiple, never negative; 0 with anything is 0. Null if it overflows.")
            .example("LCM(4, 6)", "12")
            .example("LCM(-4, 6)", "12")
            .example("LCM(0, 5)", "0")
            .boundary("LCM(9223372036854775807, 2)", null)
            .example("LCM(1.5, 2)", null)
            .example("LCM('', 2)", null)
            .example("LCM(NULL(), 2)", null)
            .example("LCM('x', 6)", null)
            .operation(MathOperations.LCM);

    static final FunctionEntry PI = FunctionEntry.scalar("PI", Category.MATH, 2)
            .gives("Decimal")
            .doc("The number pi.")
            .nulls("Never null.")
            .example("PI()", "3.141592653589793")
            .example("ROUND(PI(), 2)", "3.14")
            .without(CaseKind.BOUNDARY, "it is one number")
            .bind(arguments -> Arguments.literal(Math.PI, ValueType.DECIMAL));

    static final FunctionEntry NUMFORMAT = number("NUMFORMAT", 2)
            .takes("pattern", Kind.FORMAT)
            .optional("grouping", Kind.TEXT, "','").optional("decimal", Kind.TEXT, "'.'")
            .gives("String")
            .doc("The number's text by a pattern of 0 # , . % ‰ E ; and quoted text, as Java's DecimalFormat has it: halves go to"
                    + " the even digit. The separators can be given.")
            .example("NUMFORMAT(1234.5, '#,##0.00')", "1,234.50")
            .example("NUMFORMAT(1234.5, '#,##0.00', '.', ',')", "1.234,50")
            .example("NUMFORMAT(0.256, '0.0%')", "25.6%")
            .example("NUMFORMAT(0.5, '#.##')", "0.5")
            .tie("NUMFORMAT(2.5, '0')", "2")
            .boundary("NUMFORMAT(-0.001, '0.00')", "0.00")
            .example("NUMFORMAT(9007199254740993, '0')", "9007199254740993")
            .example("NUMFORMAT('', '0')", null)
            .example("NUMFORMAT(NULL(), '0')", null)
            .example("NUMFORMAT('abc', '0')", null)
            .bind(NumberFormatting::bind);

    static final FunctionEntry RAND = FunctionEntry.scalar("RAND", Category.MATH, 2)
            .optional("seed", Kind.INTEGER, "0")
            .gives("Decimal")
            .doc("A number from 0 up to but not including 1. It depends on the seed, the row's number and which RAND of the recipe"
                    + " it is, so that a recipe gives the same numbers every time.")
            .nulls("Never null.")
            .boundary("RAND() >= 0", "true")
            .example("RAND(7) < 1", "true")
            .bind(RandomNumbers::rand);

    static final FunctionEntry RANDBETWEEN = FunctionEntry.scalar("RANDBETWEEN", Category.MATH, 2)
            .takes("low", Kind.DECIMAL).takes("high", Kind.DECIMAL)
            .gives("Integer")
            .doc("A whole number between two bounds, both included; null if the first is above the second. Repeatable as RAND.")
            .boundary("RANDBETWEEN(1, 1)", "1")
            .example("RANDBETWEEN(0.5, 1.5)", "1")
            .example("RANDBETWEEN(2, 1)", null)
            .example("RANDBETWEEN('', 1)", null)
            .example("RANDBETWEEN(NULL(), 1)", null)
            .example("RANDBETWEEN('abc', 1)", null)
            .bind(RandomNumbers::between);

    private MathFunctions() {}

    private static FunctionEntry.Builder arithmetic(String name, String operator, String doc) {
        return FunctionEntry.scalar(name, Category.MATH, 1)
                .takes("a", Kind.NUMBER).takes("b", Kind.NUMBER)
                .gives(name.equals("DIVIDE") ? "Decimal" : "Integer if both are Integers, else Decimal")
                .doc(doc + " The operator is " + operator + ".");
    }

    private static FunctionEntry.Builder number(String name, int tier) {
        return FunctionEntry.scalar(name, Category.MATH, tier).takes("x", Kind.NUMBER);
    }

    private static Expr byKind(Arguments arguments, Operation integer, Operation decimal) {
        Expr number = arguments.number(0);
        return arguments.call(number.type().storage() == Storage.INTEGER ? integer : decimal, List.of(number));
    }

    private static Expr whole(Arguments arguments, Operation operation) {
        Expr number = arguments.number(0);
        return number.type().storage() == Storage.INTEGER ? number : arguments.call(operation, List.of(number));
    }

    /** Whole results for constant digits of 0 and less; a Decimal otherwise, since a column has one type. */
    private static Expr rounded(Arguments arguments, Operation decimal, Operation whole, boolean format) {
        Expr number = arguments.number(0);
        Expr digits = arguments.has(1) ? arguments.integer(1) : Arguments.integer(0L);
        boolean constant = digits instanceof Expr.Literal literal && literal.value() != null;
        if (!constant) {
            return arguments.call(decimal, List.of(number, digits));
        }
        long count = (Long) ((Expr.Literal) digits).value();
        if (count > 0) {
            boolean prints = format && count <= 15;
            ValueType type = prints
                    ? new ValueType(new ColumnType(TypeName.DECIMAL, new Format.Decimals((int) count)), Storage.DECIMAL)
                    : ValueType.DECIMAL;
            return arguments.call(decimal, List.of(number, digits), type);
        }
        if (number.type().storage() == Storage.INTEGER && count == 0) {
            return number;
        }
        return number.type().storage() == Storage.INTEGER
                ? arguments.call(format ? MathOperations.ROUND_INTEGER : MathOperations.TRUNC_INTEGER,
                        List.of(number, digits))
                : arguments.call(whole, List.of(number, digits));
    }
}
