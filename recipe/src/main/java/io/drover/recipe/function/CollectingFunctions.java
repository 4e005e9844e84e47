package io.drover.recipe.function;

import static io.drover.recipe.function.AggregateBinding.aggregate;
import static io.drover.recipe.function.AggregateBinding.conditional;
import static io.drover.recipe.function.AggregateBinding.plain;
import static java.util.Arrays.asList;

import io.drover.recipe.function.AggregateBinding.Form;
import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Aggregates that pick or collect values of a group: the first, all, the different, the most frequent. */
final class CollectingFunctions {

    private static final long DEFAULT_LIMIT = 1000;
    private static final String MASKED = " A null condition counts as false.";

    private static final Form ANY_FORM = (arguments, mask) -> {
        Expr value = mask.apply(arguments.any(0));
        return aggregate(CollectingOperations.ANY.get(value.type().storage()), value.type(), value);
    };

    private static final Form MODE_FORM = (arguments, mask) -> {
        Expr value = arguments.any(0);
        if (AggregateBinding.isDatetime(value)) {
            return arguments.call(Coercions.INTEGER_OF_DATETIME, List.of(
                    AggregateBinding.datetime(CollectingOperations.MODE_DATETIME).bind(arguments, mask)));
        }
        if (modeIsText(value)) {
            Expr text = mask.apply(arguments.text(0));
            return aggregate(CollectingOperations.MODE_TEXT, value.type().storage() == Storage.TEXT
                    ? value.type() : ValueType.TEXT, text);
        }
        return AggregateBinding.number(CollectingOperations.MODE_INTEGER, CollectingOperations.MODE_DECIMAL)
                .bind(arguments, mask);
    };

    private static final Form MODEDATE_FORM = AggregateBinding.datetime(CollectingOperations.MODE_DATETIME);

    static final FunctionEntry ANY = FunctionEntry.aggregate("ANY", 1)
            .takes("x", Kind.ANY)
            .gives("the type of x")
            .doc("The first value, in the current order of rows, that isn't missing; null if all are. Text is as in the"
                    + " source.")
            .nulls("Null and '' are skipped.")
            .tie("ANY(x)", "x", asList("", null, "b", "a"), List.of("b"))
            .example("ANY(x)", "x:Integer", List.of("", "007", "8"), List.of("007"))
            .boundary("ANY(x)", "x", asList("", null), asList((String) null))
            .bind(plain(ANY_FORM));

    static final FunctionEntry ANYIF = FunctionEntry.aggregate("ANYIF", 1)
            .takes("x", Kind.ANY)
            .takes("condition", Kind.BOOLEAN)
            .gives("the type of x")
            .doc("ANY over the rows where the condition is true; null if there is none.")
            .nulls("Null and '' are skipped." + MASKED)
            .tie("ANYIF(x, x > 1)", "x:Integer", List.of("1", "2", "3"), List.of("2"))
            .boundary("ANYIF(x, x > 9)", "x:Integer", List.of("1", "2", "3"), asList((String) null))
            .example("ANYIF(x, x > 1)", "x:Integer", asList("1", "2", "3", null, "", "x"),
                    List.of("2"))
            .bind(conditional(ANY_FORM));

    static final FunctionEntry LIST = FunctionEntry.aggregate("LIST", 1)
            .takes("x", Kind.ANY)
            .optional("limit", Kind.INTEGER, "1000")
            .gives("Array")
            .doc("The values in the current order of rows, at most limit. Valid numbers and Booleans of typed columns are"
                    + " canonical and without quotes, everything else is a string.")
            .nulls("Nulls are skipped; '' isn't.")
            .tie("LIST(x)", "x", asList("b", "a", null, "", "b"), List.of("[\"b\",\"a\",\"\",\"b\"]"))
            .example("LIST(x)", "x:Integer", List.of("007", "b", "2"), List.of("[7,\"b\",2]"))
            .example("LIST(x, 2)", "x", List.of("b", "a", "c"), List.of("[\"b\",\"a\"]"))
            .boundary("LIST(x, 0)", "x", List.of("b"), List.of("[]"))
            .example("LIST(x)", "x:Array", List.of("[1, 2]"), List.of("[\"[1, 2]\"]"))
            .bind(arguments -> list(arguments, limit(arguments, 1), UnaryOperator.identity()));

    static final FunctionEntry LISTIF = FunctionEntry.aggregate("LISTIF", 1)
            .takes("x", Kind.ANY)
            .optional("limit", Kind.INTEGER, "1000")
            .optional("condition", Kind.BOOLEAN, "")
            .gives("Array")
            .doc("LIST over the rows where the condition, the last argument, is true; limit may be left out.")
            .nulls("Nulls are skipped; '' isn't." + MASKED)
            .example("LISTIF(x, 10, x > 1)", "x:Integer", List.of("1", "2", "3"), List.of("[2,3]"))
            .example("LISTIF(x, x > 1)", "x:Integer", List.of("1", "2", "3"), List.of("[2,3]"))
            .boundary("LISTIF(x, 1, x > 9)", "x:Integer", List.of("1"), List.of("[]"))
            .example("LISTIF(x, 10, x > 1)", "x:Integer", asList("1", "2", "3", null, "", "x"),
                    List.of("[2,3]"))
            .tie("LISTIF(x, 10, x > 1)", "x:Integer", List.of("2", "2", "1"), List.of("[2,2]"))
            .bind(CollectingFunctions::listIf);

    static final FunctionEntry UNIQUE = FunctionEntry.aggregate("UNIQUE", 2)
            .takes("x", Kind.ANY)
            .optional("limit", Kind.INTEGER, "1000")
            .gives("Array")
            .doc("The different values, at most limit, in the order of their first appearance, written as in LIST. A typed"
                    + " column's values compare by value, a String column's by text.")
            .nulls("Nulls are skipped; '' isn't.")
            .tie("UNIQUE(x)", "x", asList("b", "a", "b", null, ""), List.of("[\"b\",\"a\",\"\"]"))
            .example("UNIQUE(x)", "x:Float", List.of("1.0", "1", "2", "b"), List.of("[1,2,\"b\"]"))
            .example("UNIQUE(x)", "x", List.of("1.0", "1"), List.of("[\"1.0\",\"1\"]"))
            .example("UNIQUE(x, 1)", "x", List.of("b", "b", "a"), List.of("[\"b\"]"))
            .boundary("UNIQUE(x, 0)", "x", List.of("b"), List.of("[]"))
            .bind(arguments -> {
                Expr value = arguments.any(0);
                Expr key = arguments.as(Storage.TEXT, AggregateBinding.key(arguments, value));
                return aggregate(CollectingOperations.UNIQUE, ValueType.ARRAY, key,
                        AggregateBinding.element(arguments, value), limit(arguments, 1));
            });

    static final FunctionEntry MODE = FunctionEntry.aggregate("MODE", 2)
            .takes("x", Kind.ANY)
            .gives("Integer or Decimal for numbers, Unix time in milliseconds for Datetimes, else String")
            .doc("The most frequent value; of several the lowest. A String column's values are compared as texts, and"
                    + " those that read as numbers are the lowest.")
            .nulls("Missing values, and unreadable ones of a typed column, are skipped.")
            .tie("MODE(x)", "x:Integer", List.of("2", "1", "2", "1", "3"), List.of("1"))
            .example("MODE(x)", "x", asList("b", "a", "b", "", "", "", null), List.of("b"))
            .example("MODE(x)", "x", List.of("10", "9.0", "a"), List.of("9.0"))
            .boundary("MODE(x)", "x:Integer", List.of("a", ""), asList((String) null))
            .bind(plain(MODE_FORM));

    static final FunctionEntry MODEIF = FunctionEntry.aggregate("MODEIF", 3)
            .takes("x", Kind.ANY)
            .takes("condition", Kind.BOOLEAN)
            .gives("as MODE")
            .doc("MODE over the rows where the condition is true; null if there is none.")
            .nulls("Missing values are skipped." + MASKED)
            .example("MODEIF(x, x > 1)", "x:Integer", List.of("1", "1", "2"), List.of("2"))
            .example("MODEIF(x, x > 1)", "x:Integer", asList("1", "1", "2", null, "", "x"),
                    List.of("2"))
            .boundary("MODEIF(x, x > 9)", "x:Integer", List.of("1"), asList((String) null))
            .tie("MODEIF(x, x > 1)", "x:Integer", List.of("3", "2"), List.of("2"))
            .bind(conditional(MODE_FORM));

    static final FunctionEntry MODEDATE = FunctionEntry.aggregate("MODEDATE", 2)
            .takes("d", Kind.DATETIME)
            .gives("Datetime in the format of d")
            .doc("The most frequent Datetime; of several the earliest.")
            .nulls("Missing and unreadable values are skipped.")
            .example("MODEDATE(d)", "d:Datetime", List.of("2020-01-01", "2020-01-02", "2020-01-02"),
                    List.of("2020-01-02 00:00:00"))
            .example("MODEDATE(d)", "d:Datetime", asList("2020-01-01", "2020-01-02", "2020-01-02", null, "", "x"),
                    List.of("2020-01-02 00:00:00"))
            .boundary("MODEDATE(d)", "d:Datetime", List.of("x"), asList((String) null))
            .tie("MODEDATE(d)", "d:Datetime", List.of("2020-01-02", "2020-01-01"), List.of("2020-01-01 00:00:00"))
            .bind(plain(MODEDATE_FORM));

    static final FunctionEntry MODEDATEIF = FunctionEntry.aggregate("MODEDATEIF", 3)
            .takes("d", Kind.DATETIME)
            .takes("condition", Kind.BOOLEAN)
            .gives("Datetime in the format of d")
            .doc("MODEDATE over the rows where the condition is true; null if there is none.")
            .nulls("Missing and unreadable values are skipped." + MASKED)
            .example("MODEDATEIF(d, d != '2020-01-02')", "d:Datetime", List.of("2020-01-01", "2020-01-02", "2020-01-02"),
                    List.of("2020-01-01 00:00:00"))
            .example("MODEDATEIF(d, d != '2020-01-02')", "d:Datetime",
                    asList("2020-01-01", "2020-01-02", "2020-01-02", null, "", "x"),
                    List.of("2020-01-01 00:00:00"))
            .boundary("MODEDATEIF(d, d != '2020-01-02')", "d:Datetime", List.of("2020-01-02"), asList((String) null))
            .tie("MODEDATEIF(d, d != '2020-01-03')", "d:Datetime", List.of("2020-01-02", "2020-01-01"),
                    List.of("2020-01-01 00:00:00"))
            .bind(conditional(MODEDATE_FORM));

    private CollectingFunctions() {}

    static boolean modeIsText(Expr value) {
        return switch (value.type().name()) {
            case INTEGER, DECIMAL, BOOLEAN, DATETIME -> false;
            case STRING, ARRAY, MAP, SSN, PHONE, EMAIL, CREDIT_CARD, GENDER, IP_ADDRESS, URL, HTTP_CODE, ZIP_CODE, STATE ->
                true;
        };
    }

    /** The constant limit at that place, the usual one if it was left out. */
    static Expr limit(Arguments arguments, int index) {
        if (!arguments.has(index)) {
            return Arguments.integer(DEFAULT_LIMIT);
        }
        Optional<Long> limit = WindowBinding.constant(arguments, index);
        // No array has more elements than engines count in 32 bits.
        return Arguments.integer(Math.min(limit.orElse(DEFAULT_LIMIT), Integer.MAX_VALUE));
    }

    private static Expr list(Arguments arguments, Expr limit, UnaryOperator<Expr> mask) {
        Expr element = mask.apply(AggregateBinding.element(arguments, arguments.any(0)));
        return aggregate(CollectingOperations.LIST, ValueType.ARRAY, element, limit);
    }

    private static Expr listIf(Arguments arguments) {
        if (arguments.size() < 2) {
            arguments.problem(-1, ProblemCode.WRONG_ARGUMENT_COUNT, "LISTIF needs a condition",
                    "write LISTIF(x, condition) or LISTIF(x, limit, condition)");
            return Arguments.nullOf(ValueType.ARRAY);
        }
        int last = arguments.size() - 1;
        Expr condition = arguments.condition(last);
        Expr limit = last == 2 ? limit(arguments, 1) : Arguments.integer(DEFAULT_LIMIT);
        return list(arguments, limit, value -> AggregateBinding.mask(arguments, condition, value));
    }
}
