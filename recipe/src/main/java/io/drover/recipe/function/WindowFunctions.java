package io.drover.recipe.function;

import static io.drover.recipe.function.WindowBinding.window;
import static java.util.Arrays.asList;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;

/** Functions that look at the rows around the current one, in the step's order. */
final class WindowFunctions {

    static final FunctionEntry PREV = shift("PREV", "earlier")
            .example("PREV(x, 1)", "x", asList("a", "b", "c"), asList(null, "a", "b"))
            .example("PREV(x)", "x:Integer", asList("007", null, "b", ""), asList(null, "007", null, "b"))
            .example("PREV(x, -1)", "x", asList("a", "b", "c"), asList("b", "c", null))
            .example("PREV(x, 0)", "x", List.of("a", "b"), List.of("a", "b"))
            .boundary("PREV(x, 9)", "x", List.of("a", "b"), asList(null, null))
            .without(CaseKind.TIE, "a row is found by its place, of which there is one")
            .bind(arguments -> shift(arguments, 1));

    static final FunctionEntry NEXT = shift("NEXT", "later")
            .example("NEXT(x, 1)", "x", asList("a", "b", "c"), asList("b", "c", null))
            .boundary("NEXT(x, 2)", "x", asList("a", "", "c"), asList("c", null, null))
            .example("NEXT(x, 1)", "x", asList("a", null, "", "x", "b", "c"),
                    asList(null, "", "x", "b", "c", null))
            .without(CaseKind.TIE, "a row is found by its place, of which there is one")
            .bind(arguments -> shift(arguments, -1));

    static final FunctionEntry FILL = framed("FILL", 1, Kind.ANY)
            .gives("the type of x")
            .doc("x, or if it is missing the nearest value before it within rows_before rows; if there is none, the"
                    + " nearest behind it within rows_after rows; else x as it is.")
            .nulls("Null and '' are missing.")
            .example("FILL(x)", "x", asList("a", null, "", "b"), List.of("a", "a", "a", "b"))
            .example("FILL(x, 0, 1)", "x", asList("a", null, "", "b"), asList("a", null, "b", "b"))
            .boundary("FILL(x, 1, -1)", "x", asList("", "a", "", "", null), asList("a", "a", "a", "", null))
            .example("FILL(x)", "x:Integer", asList("007", "", "b", null), List.of("007", "007", "b", "b"))
            .without(CaseKind.TIE, "a row is found by its place, of which there is one")
            .bind(arguments -> {
                Expr value = arguments.any(0);
                return window(WindowOperations.FILL.get(value.type().storage()), WindowBinding.frame(arguments, 1),
                        value.type(), value);
            });

    static final FunctionEntry ROWNUMBER = FunctionEntry.window("ROWNUMBER", 1)
            .gives("Integer")
            .doc("1, 2, 3… in each group, in the step's order.")
            .nulls("Rows count whatever is in them.")
            .tie("ROWNUMBER()", "x", asList("a", "a", null), List.of("1", "2", "3"))
            .boundary("ROWNUMBER()", "x", List.of("a"), List.of("1"))
            .bind(arguments -> window(RowNumbers.ROW_NUMBER, Expr.Frame.PARTITION, ValueType.INTEGER));

    static final FunctionEntry RANK = FunctionEntry.window("RANK", 2)
            .gives("Integer")
            .doc("The rank by the step's order columns, from 1; rows with equal ones share a rank, and the next rank skips"
                    + " as many. Without order all rows share rank 1. RANK(x) ranks by the values of x"
                    + " instead.")
            .nulls("Missing values rank last when ascending.")
            .example("RANK()", "x", List.of("a", "b"), List.of("1", "1"))
            .optional("x", Kind.ANY, "")
            .tie("RANK(x)", "x:Integer", List.of("7", "5", "", "5"), List.of("3", "1", "4", "1"))
            .example("RANK()", "x", asList("a", null, "", "x", "b"),
                    List.of("1", "1", "1", "1", "1"))
            .boundary("RANK(x)", "x:Integer", List.of("5"), List.of("1"))
            .bind(arguments -> rank(arguments, WindowOperations.RANK, WindowOperations.RANK_OF));

    static final FunctionEntry DENSERANK = FunctionEntry.window("DENSERANK", 2)
            .gives("Integer")
            .doc("As RANK, but without gaps.")
            .nulls("Missing values rank last when ascending.")
            .example("DENSERANK()", "x", List.of("a", "b"), List.of("1", "1"))
            .optional("x", Kind.ANY, "")
            .tie("DENSERANK(x)", "x:Integer", List.of("7", "5", "", "5"), List.of("2", "1", "3", "1"))
            .example("DENSERANK()", "x", asList("a", null, "", "x", "b"),
                    List.of("1", "1", "1", "1", "1"))
            .boundary("DENSERANK(x)", "x:Integer", List.of("5"), List.of("1"))
            .bind(arguments -> rank(arguments, WindowOperations.DENSE_RANK, WindowOperations.DENSE_RANK_OF));

    static final FunctionEntry ROLLINGSUM = framed("ROLLINGSUM", 1, Kind.NUMBER)
            .gives("Integer for an Integer column, else Decimal")
            .doc("SUM over the frame; 0 if there is no number in it.")
            .nulls("Missing and unreadable values are skipped.")
            .example("ROLLINGSUM(x)", "x:Integer", List.of("1", "2", "3"), List.of("1", "3", "6"))
            .example("ROLLINGSUM(x, 1, 0)", "x:Integer", List.of("1", "2", "3"), List.of("1", "3", "5"))
            .boundary("ROLLINGSUM(x, 0, -1)", "x", asList("0.1", null, "a", "0.2"),
                    List.of("0.30000000000000004", "0.2", "0.2", "0.2"))
            .example("ROLLINGSUM(x)", "x:Integer", asList("1", null, "", "x", "2", "3"),
                    List.of("1", "1", "1", "1", "3", "6"))
            .tie("ROLLINGSUM(x)", "x:Integer", List.of("2", "2"), List.of("2", "4"))
            .bind(arguments -> number(arguments, Rolling.SUM_INTEGER, Rolling.SUM_DECIMAL));

    static final FunctionEntry ROLLINGAVERAGE = framed("ROLLINGAVERAGE", 1, Kind.NUMBER)
            .gives("Decimal")
            .doc("AVERAGE over the frame; null if there is no number in it.")
            .nulls("Missing and unreadable values are skipped.")
            .example("ROLLINGAVERAGE(x)", "x", asList(null, "1", null, "3"), asList(null, "1", "1", "2"))
            .example("ROLLINGAVERAGE(x, 1, 1)", "x:Integer", List.of("1", "2", "6"), List.of("1.5", "3", "4"))
            .example("ROLLINGAVERAGE(x)", "x", asList("1", null, "", "x", "3"),
                    List.of("1", "1", "1", "1", "2"))
            .boundary("ROLLINGAVERAGE(x, 0, 0)", "x", List.of("1", "3"), List.of("1", "3"))
            .tie("ROLLINGAVERAGE(x)", "x", List.of("2", "2", "5"), List.of("2", "2", "3"))
            .bind(arguments -> number(arguments, Rolling.AVERAGE_INTEGER, Rolling.AVERAGE_DECIMAL));

    static final FunctionEntry ROLLINGMIN = framed("ROLLINGMIN", 2, Kind.NUMBER)
            .gives("Integer for an Integer column, else Decimal; of Datetimes Unix time in milliseconds")
            .doc("MIN over the frame; null if there is no value in it.")
            .nulls("Missing and unreadable values are skipped.")
            .example("ROLLINGMIN(x)", "x:Integer", List.of("3", "1", "2"), List.of("3", "1", "1"))
            .example("ROLLINGMIN(x)", "x:Integer", asList("3", null, "", "x", "1", "2"),
                    List.of("3", "3", "3", "3", "1", "1"))
            .boundary("ROLLINGMIN(x, 0, 0)", "x:Integer", List.of("1", "3"), List.of("1", "3"))
            .tie("ROLLINGMIN(x)", "x:Integer", List.of("3", "3"), List.of("3", "3"))
            .bind(arguments -> numberOrTime(arguments, Rolling.MIN_INTEGER, Rolling.MIN_DECIMAL, Rolling.MIN_DATETIME));

    static final FunctionEntry ROLLINGMAX = framed("ROLLINGMAX", 2, Kind.NUMBER)
            .gives("Integer for an Integer column, else Decimal; of Datetimes Unix time in milliseconds")
            .doc("MAX over the frame; null if there is no value in it.")
            .nulls("Missing and unreadable values are skipped.")
            .example("ROLLINGMAX(x, 1)", "x:Integer", List.of("3", "1", "2"), List.of("3", "3", "2"))
            .example("ROLLINGMAX(x, 1)", "x:Integer", asList("3", null, "", "x", "1", "2"),
                    asList("3", "3", null, null, "1", "2"))
            .boundary("ROLLINGMAX(x, 0, 0)", "x:Integer", List.of("3", "1"), List.of("3", "1"))
            .tie("ROLLINGMAX(x)", "x:Integer", List.of("3", "3"), List.of("3", "3"))
            .bind(arguments -> numberOrTime(arguments, Rolling.MAX_INTEGER, Rolling.MAX_DECIMAL, Rolling.MAX_DATETIME));

    static final FunctionEntry ROLLINGMINDATE = framed("ROLLINGMINDATE", 3, Kind.DATETIME)
            .gives("Datetime in the format of x")
            .doc("MINDATE over the frame; null if there is no Datetime in it.")
            .nulls("Missing and unreadable values are skipped.")
            .example("ROLLINGMINDATE(x)", "x:Datetime", List.of("2020-02-01", "2020-01-01"),
                    List.of("2020-02-01 00:00:00", "2020-01-01 00:00:00"))
            .example("ROLLINGMINDATE(x)", "x:Datetime", asList("2020-02-01", null, "", "x", "2020-01-01"),
                    List.of("2020-02-01 00:00:00", "2020-02-01 00:00:00", "2020-02-01 00:00:00",
                            "2020-02-01 00:00:00", "2020-01-01 00:00:00"))
            .boundary("ROLLINGMINDATE(x, 0, 0)", "x:Datetime", List.of("2020-01-01", "2020-01-02"),
                    List.of("2020-01-01 00:00:00", "2020-01-02 00:00:00"))
            .tie("ROLLINGMINDATE(x)", "x:Datetime", List.of("2020-01-02", "2020-01-02"),
                    List.of("2020-01-02 00:00:00", "2020-01-02 00:00:00"))
            .bind(arguments -> datetime(arguments, Rolling.MIN_DATETIME));

    static final FunctionEntry ROLLINGMAXDATE = framed("ROLLINGMAXDATE", 3, Kind.DATETIME)
            .gives("Datetime in the format of x")
            .doc("MAXDATE over the frame; null if there is no Datetime in it.")
            .nulls("Missing and unreadable values are skipped.")
            .example("ROLLINGMAXDATE(x)", "x:Datetime", List.of("x", "2020-01-01"),
                    asList(null, "2020-01-01 00:00:00"))
            .example("ROLLINGMAXDATE(x)", "x:Datetime", asList("x", null, "", "x", "2020-01-01"),
                    asList(null, null, null, null, "2020-01-01 00:00:00"))
            .boundary("ROLLINGMAXDATE(x, 0, 0)", "x:Datetime", List.of("2020-01-02", "2020-01-01"),
                    List.of("2020-01-02 00:00:00", "2020-01-01 00:00:00"))
            .tie("ROLLINGMAXDATE(x)", "x:Datetime", List.of("2020-01-02", "2020-01-02"),
                    List.of("2020-01-02 00:00:00", "2020-01-02 00:00:00"))
            .bind(arguments -> datetime(arguments, Rolling.MAX_DATETIME));

    static final FunctionEntry ROLLINGCOUNTA = framed("ROLLINGCOUNTA", 2, Kind.ANY)
            .gives("Integer")
            .doc("COUNTA over the frame.")
            .nulls("Nulls are skipped; '' counts.")
            .example("ROLLINGCOUNTA(x)", "x", asList("a", null, ""), List.of("1", "1", "2"))
            .example("ROLLINGCOUNTA(x)", "x", asList("a", null, "", "x"),
                    List.of("1", "1", "2", "3"))
            .boundary("ROLLINGCOUNTA(x, 0, 0)", "x", asList("a", null), List.of("1", "0"))
            .tie("ROLLINGCOUNTA(x)", "x", List.of("a", "a"), List.of("1", "2"))
            .bind(arguments -> {
                Expr value = arguments.any(0);
                return window(Rolling.COUNT_VALUES.get(value.type().storage()), WindowBinding.frame(arguments, 1),
                        ValueType.INTEGER, value);
            });

    static final FunctionEntry SESSION = FunctionEntry.window("SESSION", 2)
            .takes("ts", Kind.DATETIME)
            .takes("n", Kind.INTEGER)
            .takes("unit", Kind.UNIT)
            .gives("Integer")
            .doc("The number of the session, from 1: a new one begins where more than n units lie between a row and the one"
                    + " before it. Order the step by ts.")
            .nulls("Rows without ts give null and are skipped.")
            .example("SESSION(ts, 1, hour)", "ts:Datetime",
                    asList("2020-01-01 10:00:00", "2020-01-01 10:40:00", null, "2020-01-01 12:00:00"),
                    asList("1", "1", null, "2"))
            .boundary("SESSION(ts, 20, minute)", "ts:Datetime", List.of("2020-01-01 10:00:00", "2020-01-01 10:20:00"),
                    List.of("1", "1"))
            .example("SESSION(ts, 1, month)", "ts:Datetime",
                    List.of("2020-01-31 00:00:00", "2020-02-29 00:00:00", "2020-03-29 00:00:01"), List.of("1", "1", "2"))
            .example("SESSION(ts, 1, hour)", "ts:Datetime",
                    asList("2020-01-01 10:00:00", null, "", "x", "2020-01-01 10:40:00", "2020-01-01 12:00:00"),
                    asList("1", null, null, null, "1", "2"))
            .tie("SESSION(ts, 0, hour)", "ts:Datetime", List.of("2020-01-01 10:00:00", "2020-01-01 10:00:00"),
                    List.of("1", "1"))
            .bind(WindowFunctions::session);

    private WindowFunctions() {}

    private static Expr session(Arguments arguments) {
        String unit = DateFunctions.unit(arguments, 2);
        Long millis = DateFunctions.FIXED.get(unit);
        Expr none = Arguments.nullOf(ValueType.INTEGER);
        return window(WindowOperations.SESSION, Expr.Frame.PARTITION, ValueType.INTEGER, arguments.datetime(0),
                arguments.integer(1), millis == null ? none : Arguments.integer((long) millis),
                millis == null ? Arguments.integer((long) DateFunctions.MONTHS.get(unit)) : none);
    }

    private static Expr rank(Arguments arguments, WindowOperation byOrder, PerStorage<WindowOperation> byValue) {
        if (!arguments.has(0)) {
            return window(byOrder, Expr.Frame.PARTITION, ValueType.INTEGER);
        }
        Expr value = arguments.any(0);
        Expr typed = AggregateBinding.isDatetime(value) ? arguments.datetime(0)
                : CollectingFunctions.modeIsText(value) ? arguments.text(0) : arguments.number(0);
        return window(byValue.get(typed.type().storage()), Expr.Frame.PARTITION, ValueType.INTEGER, typed);
    }

    private static FunctionEntry.Builder shift(String name, String direction) {
        return FunctionEntry.window(name, 1)
                .takes("x", Kind.ANY)
                .optional("k", Kind.INTEGER, "1")
                .gives("the type of x")
                .doc("The value of x k rows " + direction + " in the group, text as it is in the source; null where there"
                        + " is no such row. A negative k looks the other way.")
                .nulls("Null values aren't skipped.");
    }

    private static Expr shift(Arguments arguments, long sign) {
        Expr value = arguments.any(0);
        long rows = arguments.has(1) ? WindowBinding.constant(arguments, 1).orElse(1L) : 1;
        long within = Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, rows));
        return window(WindowOperations.SHIFT.get(value.type().storage()), Expr.Frame.PARTITION, value.type(), value,
                Arguments.integer(sign * within));
    }

    private static FunctionEntry.Builder framed(String name, int tier, Kind value) {
        return FunctionEntry.window(name, tier)
                .takes("x", value)
                .optional("rows_before", Kind.INTEGER, "-1")
                .optional("rows_after", Kind.INTEGER, "0");
    }

    static Expr number(Arguments arguments, WindowOperation integers, WindowOperation decimals) {
        Expr value = arguments.number(0);
        WindowOperation operation = value.type().storage() == Storage.INTEGER ? integers : decimals;
        return window(operation, WindowBinding.frame(arguments, 1), AggregateBinding.computed(operation.result()), value);
    }

    static Expr numberOrTime(
            Arguments arguments, WindowOperation integers, WindowOperation decimals, WindowOperation datetimes) {
        return AggregateBinding.isDatetime(arguments.any(0))
                ? arguments.call(Coercions.INTEGER_OF_DATETIME, List.of(datetime(arguments, datetimes)))
                : number(arguments, integers, decimals);
    }

    static Expr datetime(Arguments arguments, WindowOperation operation) {
        Expr value = arguments.datetime(0);
        return window(operation, WindowBinding.frame(arguments, 1), value.type(), value);
    }
}
