package io.drover.recipe.function;

import static java.util.Arrays.asList;

import io.drover.recipe.function.Comparison.Order;
import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Boolean logic, conditions and comparisons. */
final class LogicalFunctions {

    private static final Operation ALL = Operation.of("and", Storage.BOOLEAN, LogicalFunctions::all, Storage.BOOLEAN)
            .withVariadic()
            .nullAware()
            .spark(arguments -> String.join(" AND ", arguments))
            .duckdb(arguments -> String.join(" AND ", arguments));

    static final Operation ANY = Operation.of("or", Storage.BOOLEAN, LogicalFunctions::any, Storage.BOOLEAN)
            .withVariadic()
            .nullAware()
            .spark(arguments -> String.join(" OR ", arguments))
            .duckdb(arguments -> String.join(" OR ", arguments));

    static final FunctionEntry AND = FunctionEntry.scalar("AND", Category.LOGICAL, 1)
            .takes("a", Kind.BOOLEAN).takes("b", Kind.BOOLEAN).repeated("c", Kind.BOOLEAN)
            .gives("Boolean")
            .doc("True if all conditions are true; the operator is &&. Numbers other than 0 and the words true, yes, on…"
                    + " are true.")
            .nulls("Three-valued: false if any condition is false, else null if any is null.")
            .example("AND(true, true)", "true")
            .example("AND(true, NULL())", null)
            .boundary("AND(false, NULL())", "false")
            .example("true && '' ", null)
            .example("AND(1, 'yes', 'maybe')", null)
            .bind(arguments -> conditions(arguments, ALL));

    static final FunctionEntry OR = FunctionEntry.scalar("OR", Category.LOGICAL, 1)
            .takes("a", Kind.BOOLEAN).takes("b", Kind.BOOLEAN).repeated("c", Kind.BOOLEAN)
            .gives("Boolean")
            .doc("True if any condition is true; the operator is ||.")
            .nulls("Three-valued: true if any condition is true, else null if any is null.")
            .example("OR(false, true)", "true")
            .example("OR(true, NULL())", "true")
            .boundary("OR(false, NULL())", null)
            .example("OR(0, 2)", "true")
            .example("'' || false", null)
            .example("OR('USA', 'UK')", null)
            .bind(arguments -> conditions(arguments, ANY));

    static final FunctionEntry NOT = FunctionEntry.scalar("NOT", Category.LOGICAL, 1)
            .takes("a", Kind.BOOLEAN)
            .gives("Boolean")
            .doc("True if the condition is false; the operator is !.")
            .nulls("Null stays null.")
            .example("NOT(false)", "true")
            .example("NOT(NULL())", null)
            .example("!''", null)
            .example("NOT('abc')", null)
            .boundary("!0", "true")
            .bind(arguments -> arguments.call(Comparison.NOT, List.of(arguments.condition(0))));

    static final FunctionEntry EQUAL = comparison("EQUAL")
            .doc("Whether two values are equal; the operators are == and =. A number compares with what reads as a number,"
                    + " a Datetime with what reads as one, everything else by exact text.")
            .example("EQUAL('5', 5)", "true")
            .example("'abc' == 1", "false")
            .example("NULL() == NULL()", null)
            .tie("'' == ''", "true")
            .example("'' == 0", "false")
            .example("'5' == '5.0'", "false")
            .example("'5.0' == 5", "true")
            .example("'True' == true", "true")
            .example("DATE(2020, 1, 2) == '2020-01-02'", "true")
            .example("x == 3", "x:Integer", Arrays.asList("3", "3.0", "x", "", null),
                    Arrays.asList("true", "true", "false", "false", null))
            .example("x == '2/1/2020'", "x:Datetime(dd*mm*yyyy)", List.of("02/01/2020", "2-1-2020", "01/02/2020"),
                    List.of("true", "true", "false"))
            .boundary("0 == -0.0", "true")
            .bind(arguments -> Comparison.equal(arguments, arguments.any(0), arguments.any(1)));

    static final FunctionEntry NOTEQUAL = comparison("NOTEQUAL")
            .doc("Whether two values differ, by the rules of EQUAL; the operators are != and <>.")
            .example("NOTEQUAL(1, 2)", "true")
            .example("'a' != 'A'", "true")
            .example("'1.0' <> 1", "false")
            .example("NULL() != 1", null)
            .example("'' != 'a'", "true")
            .example("'abc' != 1", "true")
            .boundary("0 != -0.0", "false")
            .tie("2 != 2", "false")
            .bind(arguments -> Comparison.notEqual(arguments, arguments.any(0), arguments.any(1)));

    static final FunctionEntry LESSTHAN = ordering("LESSTHAN", Order.LESS, "<")
            .example("LESSTHAN('2', 10)", "true")
            .example("LESSTHAN('a', 'b')", null)
            .example("2 < NULL()", null)
            .example("'' < 1", null)
            .tie("2 < 2", "false")
            .example("'2020-01-02' < DATE(2020, 1, 10)", "true")
            .example("x < 2", "x:Integer", Arrays.asList("1", "1.5", "x"), Arrays.asList("true", null, null))
            .boundary("-0.0 < 0", "false")
            .bind(arguments -> Comparison.ordered(arguments, Order.LESS, arguments.any(0), arguments.any(1)));

    static final FunctionEntry LESSTHANEQUAL = ordering("LESSTHANEQUAL", Order.LESS_OR_EQUAL, "<=")
            .tie("LESSTHANEQUAL(2, 2)", "true")
            .example("'abc' <= 2", null)
            .example("'' <= 2", null)
            .example("NULL() <= 2", null)
            .example("true <= false", null)
            .boundary("0 <= -0.0", "true")
            .bind(arguments -> Comparison.ordered(arguments, Order.LESS_OR_EQUAL, arguments.any(0), arguments.any(1)));

    static final FunctionEntry GREATERTHAN = ordering("GREATERTHAN", Order.GREATER, ">")
            .example("GREATERTHAN(3, 2)", "true")
            .example("'10' > 9", "true")
            .example("'10' > '9'", "true")
            .example("'b' > 'a'", null)
            .example("NULL() > 1", null)
            .example("'' > 1", null)
            .example("'2020-02-01' > '2020-01-31'", "true")
            .boundary("0 > -0.0", "false")
            .tie("2 > 2", "false")
            .bind(arguments -> Comparison.ordered(arguments, Order.GREATER, arguments.any(0), arguments.any(1)));

    static final FunctionEntry GREATERTHANEQUAL = ordering("GREATERTHANEQUAL", Order.GREATER_OR_EQUAL, ">=")
            .example("GREATERTHANEQUAL(2, 2.5)", "false")
            .tie("2 >= 2", "true")
            .example("'x' >= 2", null)
            .example("'' >= 2", null)
            .example("NULL() >= 2", null)
            .boundary("GREATERTHANEQUAL(-0.0, 0)", "true")
            .bind(arguments -> Comparison.ordered(arguments, Order.GREATER_OR_EQUAL, arguments.any(0), arguments.any(1)));

    static final FunctionEntry IF = FunctionEntry.scalar("IF", Category.LOGICAL, 1)
            .takes("condition", Kind.BOOLEAN).takes("then", Kind.ANY).optional("else", Kind.ANY, "null")
            .gives("the common type of both values, String if they differ")
            .doc("The second value if the condition is true, else the third; c ? a : b is the same. A constant '' or NULL()"
                    + " takes the type of the other value.")
            .nulls("A null condition counts as false.")
            .example("IF(1 > 2, 'a', 'b')", "b")
            .example("IF(NULL(), 1, 2)", "2")
            .example("IF('', 1, 2)", "2")
            .example("IF('maybe' == 'x', 1, 2)", "2")
            .example("IF('abc', 1, 2)", "2")
            .example("2 > 1 ? 'yes' : 'no'", "yes")
            .boundary("IF(false, 'a')", null)
            .example("IF(true, 1, 'b')", "1")
            .example("IF(x > 5, x, 0)", "x:Integer", Arrays.asList("007", "4", "x", null), List.of("007", "0", "0", "0"))
            .bind(LogicalFunctions::bindIf);

    static final FunctionEntry CASE = FunctionEntry.scalar("CASE", Category.LOGICAL, 1)
            .takes("cases", Kind.LIST).repeated("more", Kind.ANY)
            .gives("the common type of the values, String if they differ")
            .doc("Pairs of a condition and a value: the value of the first condition that is true. An odd last element is the"
                    + " default; without one it is null.")
            .nulls("A null condition counts as false.")
            .example("CASE([false, 1, true, 2, 3])", "2")
            .boundary("CASE([false, 1])", null)
            .example("CASE([NULL(), 'a', 'b'])", "b")
            .example("CASE(['', 'a', 'abc', 'b', 'c'])", "c")
            .example("CASE([x < 1, 'a', x < 5, 'b', 'c'])", "x:Integer", Arrays.asList("0", "3", "9", "x"),
                    List.of("a", "b", "c", "c"))
            .bind(LogicalFunctions::bindCase);

    static final FunctionEntry IN = FunctionEntry.scalar("IN", Category.LOGICAL, 1)
            .takes("value", Kind.ANY).takes("list", Kind.LIST)
            .gives("Boolean")
            .doc("Whether the value equals one of the list, by the rules of EQUAL. An Array is tested by its elements, an Object"
                    + " by its keys.")
            .nulls("Null for a null value; nulls in the list are ignored.")
            .example("IN('a', ['a', 'b'])", "true")
            .example("IN('c', ['a', NULL()])", "false")
            .example("IN('', ['a', ''])", "true")
            .example("IN(NULL(), ['a'])", null)
            .example("IN('5.0', [4, 5])", "true")
            .example("IN('abc', [4, 5])", "false")
            .example("IN(2, PARSEARRAY('[1, 2.0]'))", "true")
            .example("IN('k', PARSEOBJECT('{\"k\": 1}'))", "true")
            .example("IN(x, [1, 2])", "x:Integer", Arrays.asList("1", "02", "x", "", null),
                    Arrays.asList("true", "true", "false", "false", null))
            .boundary("IN(2, PARSEARRAY('[]'))", "false")
            .tie("IN('a', ['a', 'a'])", "true")
            .bind(Membership::in);

    static final FunctionEntry ISEVEN = parity("ISEVEN", "even")
            .example("ISEVEN(-4)", "true")
            .example("ISEVEN(3)", "false")
            .example("ISEVEN('4.0')", "true")
            .example("ISEVEN(2.5)", null)
            .example("ISEVEN('')", null)
            .example("ISEVEN(NULL())", null)
            .example("ISEVEN('abc')", null)
            .boundary("ISEVEN(-9223372036854775807 - 1)", "true")
            .operation(parityOperation("is_even", "=", 0));

    static final FunctionEntry ISODD = parity("ISODD", "odd")
            .example("ISODD(-3)", "true")
            .example("ISODD(0)", "false")
            .example("ISODD(2.5)", null)
            .example("ISODD('')", null)
            .example("ISODD(NULL())", null)
            .example("ISODD('abc')", null)
            .boundary("ISODD(9223372036854775807)", "true")
            .operation(parityOperation("is_odd", "<>", 1));

    private LogicalFunctions() {}

    private static FunctionEntry.Builder parity(String name, String parity) {
        return FunctionEntry.scalar(name, Category.LOGICAL, 2)
                .takes("n", Kind.INTEGER)
                .gives("Boolean")
                .doc("Whether an Integer is " + parity + ".");
    }

    private static Operation parityOperation(String name, String relation, int rest) {
        return Operation.of(name, Storage.BOOLEAN, a -> Math.floorMod((Long) a[0], 2L) == rest, Storage.INTEGER)
                .spark("{0} % 2 " + relation + " 0")
                .duckdb("{0} % 2 " + relation + " 0");
    }

    private static FunctionEntry.Builder comparison(String name) {
        return FunctionEntry.scalar(name, Category.LOGICAL, 1)
                .takes("a", Kind.ANY).takes("b", Kind.ANY)
                .gives("Boolean")
                .nulls("Null if either value is null.");
    }

    private static FunctionEntry.Builder ordering(String name, Order order, String operator) {
        String relation = switch (order) {
            case LESS -> "less than";
            case LESS_OR_EQUAL -> "at most";
            case GREATER -> "greater than";
            case GREATER_OR_EQUAL -> "at least";
        };
        return comparison(name)
                .doc("Whether the first value is " + relation + " the second; the operator is " + operator + ". Numbers"
                        + " (also as text) compare by value, Datetimes by time.")
                .nulls("Null if either value is null, and where the two are neither both numbers nor both Datetimes: texts"
                        + " are ordered by STRINGLESSTHAN and its kin.");
    }

    private static Expr conditions(Arguments arguments, Operation operation) {
        List<Expr> conditions = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            conditions.add(arguments.condition(i));
        }
        return arguments.call(operation, conditions);
    }

    private static Boolean all(Object[] conditions) {
        return decide(conditions, Boolean.FALSE);
    }

    private static Boolean any(Object[] conditions) {
        return decide(conditions, Boolean.TRUE);
    }

    private static Boolean decide(Object[] conditions, Boolean decisive) {
        boolean unknown = false;
        for (Object condition : conditions) {
            if (decisive.equals(condition)) {
                return decisive;
            }
            unknown |= condition == null;
        }
        return unknown ? null : (Boolean) !decisive;
    }

    private static Expr bindIf(Arguments arguments) {
        Expr otherwise = arguments.has(2) ? arguments.any(2) : Arguments.nullOf(ValueType.TEXT);
        return Conditional.choose(
                arguments, List.of(arguments.condition(0)), List.of(arguments.any(1), otherwise));
    }

    private static Expr bindCase(Arguments arguments) {
        List<Node> nodes = new ArrayList<>(arguments.nodes(0));
        for (int i = 1; i < arguments.size(); i++) {
            nodes.add(arguments.node(i));
        }
        if (nodes.size() < 2) {
            arguments.problem(0, ProblemCode.INVALID_ARGUMENT, "CASE needs at least a condition and a value",
                    "write CASE([condition, value, …, default])");
            return Arguments.nullOf(ValueType.TEXT);
        }
        List<Expr> conditions = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (int i = 0; i + 1 < nodes.size(); i += 2) {
            conditions.add(arguments.as(Storage.BOOLEAN, arguments.expression(nodes.get(i))));
            values.add(arguments.expression(nodes.get(i + 1)));
        }
        values.add(nodes.size() % 2 == 1
                ? arguments.expression(nodes.get(nodes.size() - 1))
                : Arguments.nullOf(ValueType.TEXT));
        return Conditional.choose(arguments, conditions, values);
    }
}
