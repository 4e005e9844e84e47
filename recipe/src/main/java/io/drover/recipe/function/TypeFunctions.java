package io.drover.recipe.function;

import static java.util.Arrays.asList;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.InvalidFormatException;
import io.drover.recipe.type.Reading;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.TypeSpelling;
import io.drover.recipe.type.TypeTest;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Missing and mismatched values, and explicit readings. */
final class TypeFunctions {

    /** Arguments: the text and an encoded {@link TypeTest}. */
    static final Operation IS_VALID = Operation.of("is_valid", Storage.BOOLEAN,
                    a -> a[0] != null && TypeTest.decode((String) a[1]).isValid((String) a[0]),
                    Storage.TEXT, Storage.TEXT)
            .nullAware();

    private static final Operation PARSE_INTEGER = Operation.of("parse_integer", Storage.INTEGER,
                    a -> Reading.plainInteger((String) a[0]), Storage.TEXT)
            .spark("CASE WHEN {0} RLIKE '^[+-]?[0-9]{1,18}\\\\z' THEN CAST({0} AS BIGINT)"
                    + " WHEN {0} RLIKE '[0-9]' THEN {kernel} END")
            .duckdb("CASE WHEN regexp_full_match({0}, '-?[0-9]{1,18}') THEN CAST({0} AS BIGINT)"
                    + " WHEN regexp_matches({0}, '[0-9]') THEN {kernel} END");

    static final FunctionEntry ISNULL = predicate("ISNULL", 1)
            .takes("x", Kind.ANY)
            .doc("True only for null; '' is no null. Of a list: whether any of its values is null.")
            .example("ISNULL(NULL())", "true")
            .example("ISNULL('')", "false")
            .example("ISNULL('a')", "false")
            .example("ISNULL(['a', NULL()])", "true")
            .example("ISNULL(x + 1)", "x:Integer", Arrays.asList("1", "abc", "", null),
                    List.of("false", "true", "true", "true"))
            .boundary("ISNULL(1 / 0)", "true")
            .bind(arguments -> anyOf(arguments, value -> Missing.isNull(arguments, value)));

    static final FunctionEntry ISMISSING = predicate("ISMISSING", 1)
            .takes("x", Kind.ANY)
            .doc("True for null and ''; blanks are a value. Of a list: whether any of its values is missing.")
            .example("ISMISSING('')", "true")
            .example("ISMISSING(NULL())", "true")
            .boundary("ISMISSING(' ')", "false")
            .example("ISMISSING(0)", "false")
            .example("ISMISSING('abc')", "false")
            .example("ISMISSING(['a', ''])", "true")
            .example("ISMISSING([x])", "x:Integer", Arrays.asList("1", "abc", "", null),
                    List.of("false", "false", "true", "true"))
            .bind(arguments -> anyOf(arguments, value -> Missing.isMissing(arguments, value)));

    static final FunctionEntry ISMISMATCHED = predicate("ISMISMATCHED", 1)
            .takes("x", Kind.ANY).takes("type", Kind.TYPE)
            .doc("True if the value isn't valid for the type: missing, or not accepted by the type's test.")
            .example("ISMISMATCHED('ZZ', 'State')", "true")
            .example("ISMISMATCHED('ny', 'State')", "false")
            .example("ISMISMATCHED('', 'Integer')", "true")
            .example("ISMISMATCHED(NULL(), 'String')", "true")
            .example("ISMISMATCHED('12', 'Integer')", "false")
            .example("ISMISMATCHED('31.01.2020', ['Datetime', 'dd-mm-yy', 'dd*mm*yyyy'])", "false")
            .example("ISMISMATCHED('2020', ['Datetime', 'dd*mm*yyyy'])", "true")
            .boundary("ISMISMATCHED('9223372036854775808', 'Integer')", "true")
            .bind(arguments -> anyOf(arguments,
                    value -> arguments.call(Comparison.NOT, List.of(valid(arguments, value)))));

    static final FunctionEntry ISVALID = predicate("ISVALID", 1)
            .alias("VALID")
            .takes("x", Kind.ANY).takes("type", Kind.TYPE)
            .doc("True if the value isn't missing and the type's test accepts it. Integers are valid Decimals, and every text"
                    + " that isn't missing is a valid String.")
            .example("ISVALID('2.5', 'Integer')", "false")
            .example("ISVALID('2.5', 'Float')", "true")
            .example("ISVALID('3.0', 'Integer')", "false")
            .example("ISVALID('', 'String')", "false")
            .example("ISVALID(NULL(), 'String')", "false")
            .example("ISVALID(2.5, 'Integer')", "false")
            .example("ISVALID('2020-02-30', 'Datetime')", "true")
            .example("ISVALID('2020-13-01', 'Datetime')", "false")
            .example("VALID('{\"a\":1}', 'Map')", "true")
            .example("VALID('[1,', 'Array')", "false")
            .boundary("ISVALID('9223372036854775808', 'Integer')", "false")
            .bind(arguments -> valid(arguments, arguments.any(0)));

    static final FunctionEntry IFNULL = passOn("IFNULL", 1)
            .takes("x", Kind.ANY).takes("value", Kind.ANY)
            .doc("The second value if the first is null, else the first.")
            .example("IFNULL(NULL(), 'n/a')", "n/a")
            .example("IFNULL('', 0)", "")
            .example("IFNULL('abc', 0)", "abc")
            .boundary("IFNULL(5, 0)", "5")
            .example("IFNULL(x, 0)", "x:Integer", Arrays.asList("007", "abc", "", null), List.of("007", "abc", "", "0"))
            .bind(arguments -> replace(arguments, Missing.isNull(arguments, arguments.any(0)), arguments.any(1)));

    static final FunctionEntry IFMISSING = passOn("IFMISSING", 1)
            .takes("x", Kind.ANY).takes("value", Kind.ANY)
            .doc("The second value if the first is null or '', else the first.")
            .example("IFMISSING('', 'n/a')", "n/a")
            .example("IFMISSING(NULL(), 'n/a')", "n/a")
            .example("IFMISSING('abc', 'n/a')", "abc")
            .boundary("IFMISSING(0, 1)", "0")
            .example("IFMISSING(x, 0)", "x:Integer", Arrays.asList("007", "abc", "", null), List.of("007", "abc", "0", "0"))
            .bind(arguments -> replace(arguments, Missing.isMissing(arguments, arguments.any(0)), arguments.any(1)));

    static final FunctionEntry IFMISMATCHED = passOn("IFMISMATCHED", 1)
            .takes("x", Kind.ANY).takes("type", Kind.TYPE).takes("value", Kind.ANY)
            .doc("The last value if ISMISMATCHED(x, type), else the first: a missing value is replaced too.")
            .example("IFMISMATCHED('x', 'Integer', 0)", "0")
            .example("IFMISMATCHED('12', 'Integer', 0)", "12")
            .example("IFMISMATCHED('', 'Integer', 0)", "0")
            .example("IFMISMATCHED(NULL(), 'Integer', 0)", "0")
            .boundary("IFMISMATCHED('9223372036854775808', 'Integer', 0)", "0")
            .bind(arguments -> replace(arguments,
                    arguments.call(Comparison.NOT, List.of(valid(arguments, arguments.any(0)))), arguments.any(2)));

    static final FunctionEntry IFVALID = passOn("IFVALID", 2)
            .takes("x", Kind.ANY).takes("type", Kind.TYPE).takes("value", Kind.ANY)
            .doc("The last value if ISVALID(x, type), else the first.")
            .example("IFVALID('5', 'Integer', 'ok')", "ok")
            .example("IFVALID('x', 'Integer', 'ok')", "x")
            .example("IFVALID('', 'Integer', 'ok')", "")
            .example("IFVALID(NULL(), 'Integer', 'ok')", null)
            .boundary("IFVALID('9223372036854775807', 'Integer', 'ok')", "ok")
            .bind(arguments -> replace(arguments, valid(arguments, arguments.any(0)), arguments.any(2)));

    static final FunctionEntry COALESCE = passOn("COALESCE", 1)
            .takes("values", Kind.LIST).repeated("more", Kind.ANY)
            .doc("The first value that is neither null nor ''; null if there is none.")
            .example("COALESCE([NULL(), '', 'b'])", "b")
            .boundary("COALESCE(['', NULL()])", null)
            .example("COALESCE(['abc', 'b'])", "abc")
            .example("COALESCE([x, 5])", "x:Integer", Arrays.asList("007", "abc", "", null), List.of("007", "abc", "5", "5"))
            .bind(TypeFunctions::coalesce);

    static final FunctionEntry NULL = FunctionEntry.scalar("NULL", Category.TYPE, 1)
            .gives("any")
            .doc("A null. It takes the type of what it stands beside.")
            .nulls("Always null.")
            .example("NULL()", null)
            .example("ISNULL(NULL())", "true")
            .without(CaseKind.BOUNDARY, "it is always null")
            .bind(arguments -> Arguments.nullOf(ValueType.TEXT));

    static final FunctionEntry PARSEINT = parse("PARSEINT", "Integer")
            .doc("The Integer that a text is, else null: the text must be a sign and digits. A Decimal without fraction"
                    + " converts.")
            .example("PARSEINT('42')", "42")
            .example("PARSEINT(' +7 ')", "7")
            .example("PARSEINT('7.0')", null)
            .example("PARSEINT('2.2')", null)
            .example("PARSEINT('')", null)
            .example("PARSEINT('abc')", null)
            .example("PARSEINT(NULL())", null)
            .example("PARSEINT(3.0)", "3")
            .example("PARSEINT('9223372036854775807')", "9223372036854775807")
            .boundary("PARSEINT('9223372036854775808')", null)
            .bind(arguments -> arguments.any(0).type().storage() == Storage.TEXT
                    ? arguments.call(PARSE_INTEGER, List.of(arguments.text(0)))
                    : arguments.integer(0));

    static final FunctionEntry PARSEFLOAT = parse("PARSEFLOAT", "Decimal")
            .doc("The Decimal that a text is, else null.")
            .example("PARSEFLOAT('-25.22')", "-25.22")
            .example("PARSEFLOAT('1e3')", "1000")
            .example("PARSEFLOAT(' .5 ')", "0.5")
            .boundary("PARSEFLOAT('1e999')", null)
            .example("PARSEFLOAT('NaN')", null)
            .example("PARSEFLOAT('1,000')", null)
            .example("PARSEFLOAT('')", null)
            .example("PARSEFLOAT(NULL())", null)
            .bind(arguments -> arguments.any(0).type().storage() == Storage.TEXT
                    ? arguments.call(Coercions.READ_DECIMAL, List.of(arguments.text(0)))
                    : arguments.decimal(0));

    static final FunctionEntry PARSEBOOL = parse("PARSEBOOL", "Boolean")
            .doc("True for true, t, yes, y, on, 1; false for false, f, no, n, off, 0; in any case; else null.")
            .example("PARSEBOOL('Y')", "true")
            .example("PARSEBOOL('on')", "true")
            .example("PARSEBOOL(' Off ')", "false")
            .boundary("PARSEBOOL('2')", null)
            .example("PARSEBOOL('abc')", null)
            .example("PARSEBOOL('')", null)
            .example("PARSEBOOL(NULL())", null)
            .bind(arguments -> arguments.any(0).type().storage() == Storage.BOOLEAN
                    ? arguments.any(0)
                    : arguments.call(Coercions.READ_BOOLEAN, List.of(arguments.text(0))));

    static final FunctionEntry PARSESTRING = parse("PARSESTRING", "String")
            .doc("The value's text.")
            .example("PARSESTRING(5)", "5")
            .example("PARSESTRING(2.50)", "2.5")
            .boundary("PARSESTRING(1e21)", "1e+21")
            .example("PARSESTRING(true)", "true")
            .example("PARSESTRING('')", "")
            .example("PARSESTRING(NULL())", null)
            .example("PARSESTRING(x)", "x:Integer", List.of("007", "abc"), List.of("007", "abc"))
            .bind(arguments -> asString(arguments.text(0)));

    static final FunctionEntry PARSEARRAY = parse("PARSEARRAY", "Array")
            .doc("The Array whose JSON text the value is, else null.")
            .example("PARSEARRAY('[1, 2]')", "[1,2]")
            .example("PARSEARRAY('[2.50, \"a\", null]')", "[2.50,\"a\",null]")
            .example("PARSEARRAY('x')", null)
            .example("PARSEARRAY('{}')", null)
            .example("PARSEARRAY('')", null)
            .example("PARSEARRAY(NULL())", null)
            .boundary("PARSEARRAY('[]')", "[]")
            .bind(arguments -> arguments.call(Coercions.READ_ARRAY, List.of(arguments.text(0)), ValueType.ARRAY));

    static final FunctionEntry PARSEOBJECT = parse("PARSEOBJECT", "Object")
            .doc("The Object whose JSON text the value is, else null. Of a repeated key the last value counts.")
            .example("PARSEOBJECT('{\"a\": 1}')", "{\"a\":1}")
            .example("PARSEOBJECT('{\"a\": 1, \"b\": 2, \"a\": 3}')", "{\"a\":3,\"b\":2}")
            .example("PARSEOBJECT('[1]')", null)
            .example("PARSEOBJECT('abc')", null)
            .example("PARSEOBJECT('')", null)
            .example("PARSEOBJECT(NULL())", null)
            .boundary("PARSEOBJECT('{}')", "{}")
            .bind(arguments -> arguments.call(Coercions.READ_OBJECT, List.of(arguments.text(0)), ValueType.MAP));

    private TypeFunctions() {}

    private static FunctionEntry.Builder predicate(String name, int tier) {
        return FunctionEntry.scalar(name, Category.TYPE, tier).gives("Boolean").nulls("Never null.");
    }

    private static FunctionEntry.Builder passOn(String name, int tier) {
        return FunctionEntry.scalar(name, Category.TYPE, tier)
                .gives("the common type of the values, String if they differ")
                .nulls("As described; the values are passed on as they are.");
    }

    private static FunctionEntry.Builder parse(String name, String result) {
        int tier = 2;
        return FunctionEntry.scalar(name, Category.TYPE, tier).takes("value", Kind.ANY).gives(result);
    }

    @FunctionalInterface
    private interface Test {
        Expr of(Expr value);
    }

    private static Expr anyOf(Arguments arguments, Test test) {
        List<Expr> tests = arguments.list(0).stream().map(test::of).toList();
        return tests.size() == 1 ? tests.get(0) : arguments.call(LogicalFunctions.ANY, tests);
    }

    private static Expr replace(Arguments arguments, Expr condition, Expr replacement) {
        Expr value = arguments.any(0);
        boolean emptyText = value instanceof Expr.Literal literal && "".equals(literal.value());
        // A constant '' is the value itself here: it stays a String.
        Expr other = emptyText ? arguments.as(Storage.TEXT, replacement) : replacement;
        return Conditional.choose(arguments, List.of(condition), List.of(other, value));
    }

    private static Expr coalesce(Arguments arguments) {
        List<Node> nodes = new ArrayList<>(arguments.nodes(0));
        for (int i = 1; i < arguments.size(); i++) {
            nodes.add(arguments.node(i));
        }
        List<Expr> conditions = new ArrayList<>();
        List<Expr> values = new ArrayList<>();
        for (Node node : nodes) {
            Expr value = arguments.expression(node);
            conditions.add(arguments.call(Comparison.NOT, List.of(Missing.isMissing(arguments, value))));
            values.add(value);
        }
        values.add(Arguments.nullOf(ValueType.TEXT));
        return Conditional.choose(arguments, conditions, values);
    }

    private static Expr valid(Arguments arguments, Expr value) {
        return arguments.call(IS_VALID,
                List.of(arguments.as(Storage.TEXT, value), Arguments.text(test(arguments, value).encoded())));
    }

    /** The test of the type argument; a Datetime without formats of its own is tested by the value's format first. */
    private static TypeTest test(Arguments arguments, Expr value) {
        ColumnType type = arguments.type(1);
        if (type.name() != TypeName.DATETIME) {
            return TypeTest.of(type);
        }
        List<Format.Datetime> formats = formats(arguments);
        if (formats.isEmpty() && value.type().name() == TypeName.DATETIME
                && value.type().type().format() instanceof Format.Datetime own) {
            formats = List.of(own);
        }
        return TypeTest.of(TypeName.DATETIME, formats);
    }

    private static List<Format.Datetime> formats(Arguments arguments) {
        if (arguments.nodes(1).size() == 1) {
            return arguments.type(1).format() instanceof Format.Datetime format ? List.of(format) : List.of();
        }
        List<String> parts = arguments.constantTexts(1);
        try {
            return TypeSpelling.datetimeFormats(parts.subList(Math.min(1, parts.size()), parts.size()));
        } catch (InvalidFormatException e) {
            arguments.problem(1, ProblemCode.INVALID_FORMAT, e.getMessage(), null);
            return List.of();
        }
    }

    /** A text of no type but String. */
    private static Expr asString(Expr text) {
        if (text instanceof Expr.Column column) {
            return new Expr.Column(column.id(), ValueType.TEXT);
        }
        return text;
    }
}
