package io.drover.recipe.function;

import static io.drover.recipe.function.WindowBinding.window;
import static java.util.Arrays.asList;

import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;

/** Lists and statistics over the frame of each row; the engine collects the frame. */
final class RollingFunctions {

    private static final String SKIPPED = "Missing and unreadable values are skipped.";

    private static final WindowOperation LIST = Rolling.of(CollectingOperations.LIST);
    private static final WindowOperation MODE_INTEGER = Rolling.of(CollectingOperations.MODE_INTEGER);
    private static final WindowOperation MODE_DECIMAL = Rolling.of(CollectingOperations.MODE_DECIMAL);
    private static final WindowOperation MODE_DATETIME = Rolling.of(CollectingOperations.MODE_DATETIME);
    private static final WindowOperation MODE_TEXT = Rolling.of(CollectingOperations.MODE_TEXT);
    private static final PerStorage<WindowOperation> KTH_LARGEST =
            PerStorage.of(storage -> Rolling.of(StatisticsOperations.KTH_LARGEST.get(storage)));
    private static final PerStorage<WindowOperation> KTH_LARGEST_UNIQUE =
            PerStorage.of(storage -> Rolling.of(StatisticsOperations.KTH_LARGEST_UNIQUE.get(storage)));

    static final FunctionEntry ROLLINGLIST = rolling("ROLLINGLIST", 2, Kind.ANY, "Array", 0)
            .optional("limit", Kind.INTEGER, "1000")
            .doc("LIST over the frame: its first limit values.")
            .nulls("Nulls are skipped; '' isn't.")
            .example("ROLLINGLIST(x)", "x", asList("a", null, "b"),
                    List.of("[\"a\"]", "[\"a\"]", "[\"a\",\"b\"]"))
            .example("ROLLINGLIST(x, 1, 1, 2)", "x:Integer", List.of("1", "2", "3"), List.of("[1,2]", "[1,2]", "[2,3]"))
            .example("ROLLINGLIST(x)", "x", asList("a", null, "", "x", "b"),
                    List.of("[\"a\"]", "[\"a\"]", "[\"a\",\"\"]", "[\"a\",\"\",\"x\"]", "[\"a\",\"\",\"x\",\"b\"]"))
            .boundary("ROLLINGLIST(x, -1, 0, 0)", "x", List.of("a", "b"), List.of("[]", "[]"))
            .tie("ROLLINGLIST(x)", "x", List.of("a", "a"), List.of("[\"a\"]", "[\"a\",\"a\"]"))
            .bind(a -> window(LIST, WindowBinding.frame(a, 1), ValueType.ARRAY,
                    AggregateBinding.element(a, a.any(0)), CollectingFunctions.limit(a, 3)));

    static final FunctionEntry ROLLINGMODE =
            rolling("ROLLINGMODE", 3, Kind.ANY, "Integer or Decimal for numbers, Unix time for Datetimes, else String", 0)
            .doc("MODE over the frame: the most frequent value, of several the lowest; null if there is none.")
            .nulls(SKIPPED)
            .example("ROLLINGMODE(x)", "x:Integer", List.of("2", "1", "2"), List.of("2", "1", "2"))
            .example("ROLLINGMODE(x)", "x", List.of("", "b", "a"), asList(null, "b", "a"))
            .example("ROLLINGMODE(x)", "x:Integer", asList("2", null, "", "x", "1", "2"),
                    List.of("2", "2", "2", "2", "1", "2"))
            .boundary("ROLLINGMODE(x, 0, 0)", "x:Integer", List.of("2", "1"), List.of("2", "1"))
            .tie("ROLLINGMODE(x)", "x:Integer", List.of("2", "1"), List.of("2", "1"))
            .bind(RollingFunctions::mode);

    static final FunctionEntry ROLLINGMODEDATE =
            rolling("ROLLINGMODEDATE", 3, Kind.DATETIME, "Datetime in the format of x", 0)
            .doc("MODEDATE over the frame: the most frequent Datetime, of several the earliest; null if there is none.")
            .nulls(SKIPPED)
            .tie("ROLLINGMODEDATE(x)", "x:Datetime", List.of("2020-01-02", "2020-01-01"),
                    List.of("2020-01-02 00:00:00", "2020-01-01 00:00:00"))
            .example("ROLLINGMODEDATE(x)", "x:Datetime", asList("2020-01-02", null, "", "x", "2020-01-01"),
                    List.of("2020-01-02 00:00:00", "2020-01-02 00:00:00", "2020-01-02 00:00:00",
                            "2020-01-02 00:00:00", "2020-01-01 00:00:00"))
            .boundary("ROLLINGMODEDATE(x, 0, 0)", "x:Datetime", List.of("2020-01-01", "2020-01-02"),
                    List.of("2020-01-01 00:00:00", "2020-01-02 00:00:00"))
            .bind(a -> WindowFunctions.datetime(a, MODE_DATETIME));

    static final FunctionEntry ROLLINGSTDEV = statistic("ROLLINGSTDEV", "STDEV")
            .example("ROLLINGSTDEV(x)", "x", List.of("1", "3"), List.of("0", "1"))
            .example("ROLLINGSTDEV(x)", "x", asList("1", null, "", "x", "3"),
                    List.of("0", "0", "0", "0", "1"))
            .boundary("ROLLINGSTDEV(x, 0, 0)", "x", List.of("1", "3"), List.of("0", "0"))
            .tie("ROLLINGSTDEV(x)", "x", List.of("2", "2"), List.of("0", "0"))
            .bind(decimal(StatisticsOperations.STDEV));

    static final FunctionEntry ROLLINGVAR = statistic("ROLLINGVAR", "VAR")
            .example("ROLLINGVAR(x)", "x", List.of("1", "3"), List.of("0", "1"))
            .example("ROLLINGVAR(x)", "x", asList("1", null, "", "x", "3"),
                    List.of("0", "0", "0", "0", "1"))
            .boundary("ROLLINGVAR(x, 0, 0)", "x", List.of("1", "3"), List.of("0", "0"))
            .tie("ROLLINGVAR(x)", "x", List.of("2", "2"), List.of("0", "0"))
            .bind(decimal(StatisticsOperations.VAR));

    static final FunctionEntry ROLLINGSTDEVSAMP = statistic("ROLLINGSTDEVSAMP", "STDEVSAMP")
            .example("ROLLINGSTDEVSAMP(x)", "x", List.of("1", "3"), asList(null, "1.4142135623730951"))
            .example("ROLLINGSTDEVSAMP(x)", "x", asList("1", null, "", "x", "3"),
                    asList(null, null, null, null, "1.4142135623730951"))
            .boundary("ROLLINGSTDEVSAMP(x, 0, 0)", "x", List.of("1", "3"), asList(null, null))
            .tie("ROLLINGSTDEVSAMP(x)", "x", List.of("2", "2"), asList(null, "0"))
            .bind(decimal(StatisticsOperations.STDEVSAMP));

    static final FunctionEntry ROLLINGVARSAMP = statistic("ROLLINGVARSAMP", "VARSAMP")
            .example("ROLLINGVARSAMP(x)", "x", List.of("1", "3"), asList(null, "2"))
            .example("ROLLINGVARSAMP(x)", "x", asList("1", null, "", "x", "3"),
                    asList(null, null, null, null, "2"))
            .boundary("ROLLINGVARSAMP(x, 0, 0)", "x", List.of("1", "3"), asList(null, null))
            .tie("ROLLINGVARSAMP(x)", "x", List.of("2", "2"), asList(null, "0"))
            .bind(decimal(StatisticsOperations.VARSAMP));

    static final FunctionEntry ROLLINGKTHLARGEST = rolling("ROLLINGKTHLARGEST", 3, Kind.NUMBER, "as KTHLARGEST", 1)
            .doc("KTHLARGEST over the frame; null if it has fewer than k values.")
            .nulls(SKIPPED)
            .example("ROLLINGKTHLARGEST(x, 2)", "x:Integer", List.of("5", "9", "7"), asList(null, "5", "7"))
            .example("ROLLINGKTHLARGEST(x, 2)", "x:Integer", asList("5", null, "", "x", "9", "7"),
                    asList(null, null, null, null, "5", "7"))
            .boundary("ROLLINGKTHLARGEST(x, 1, 0, 0)", "x:Integer", List.of("5", "9"), List.of("5", "9"))
            .tie("ROLLINGKTHLARGEST(x, 2)", "x:Integer", List.of("5", "5", "7"), asList(null, "5", "5"))
            .bind(a -> kthLargest(a, KTH_LARGEST));

    static final FunctionEntry ROLLINGKTHLARGESTUNIQUE =
            rolling("ROLLINGKTHLARGESTUNIQUE", 3, Kind.NUMBER, "as KTHLARGESTUNIQUE", 1)
            .doc("KTHLARGESTUNIQUE over the frame; null if it has fewer than k different values.")
            .nulls(SKIPPED)
            .tie("ROLLINGKTHLARGESTUNIQUE(x, 2)", "x:Integer", List.of("5", "5", "7"), asList(null, null, "5"))
            .example("ROLLINGKTHLARGESTUNIQUE(x, 2)", "x:Integer", asList("5", null, "", "x", "5", "7"),
                    asList(null, null, null, null, null, "5"))
            .boundary("ROLLINGKTHLARGESTUNIQUE(x, 1, 0, 0)", "x:Integer", List.of("5", "9"), List.of("5", "9"))
            .bind(a -> kthLargest(a, KTH_LARGEST_UNIQUE));

    private RollingFunctions() {}

    /** @param rank 1 if the second argument is k */
    private static FunctionEntry.Builder rolling(String name, int tier, Kind value, String result, int rank) {
        FunctionEntry.Builder builder = FunctionEntry.window(name, tier).takes("x", value).gives(result);
        if (rank == 1) {
            builder.takes("k", Kind.INTEGER);
        }
        return builder.optional("rows_before", Kind.INTEGER, "-1").optional("rows_after", Kind.INTEGER, "0");
    }

    private static FunctionEntry.Builder statistic(String name, String function) {
        return rolling(name, 3, Kind.NUMBER, "Decimal", 0).doc(function + " over the frame.").nulls(SKIPPED);
    }

    private static FunctionEntry.Binder decimal(AggregateOperation aggregate) {
        WindowOperation operation = Rolling.of(aggregate);
        return a -> window(operation, WindowBinding.frame(a, 1), ValueType.DECIMAL, a.decimal(0));
    }

    private static Expr mode(Arguments a) {
        Expr value = a.any(0);
        if (CollectingFunctions.modeIsText(value)) {
            ValueType type = value.type().storage() == Storage.TEXT ? value.type() : ValueType.TEXT;
            return window(MODE_TEXT, WindowBinding.frame(a, 1), type, a.text(0));
        }
        return WindowFunctions.numberOrTime(a, MODE_INTEGER, MODE_DECIMAL, MODE_DATETIME);
    }

    private static Expr kthLargest(Arguments a, PerStorage<WindowOperation> operations) {
        Expr k = StatisticsFunctions.k(a, 1);
        boolean datetime = AggregateBinding.isDatetime(a.any(0));
        Expr value = datetime ? a.datetime(0) : a.number(0);
        Storage storage = value.type().storage();
        Expr largest = window(operations.get(storage), WindowBinding.frame(a, 2),
                datetime ? value.type() : AggregateBinding.computed(storage), value, k);
        return datetime ? a.call(Coercions.INTEGER_OF_DATETIME, List.of(largest)) : largest;
    }
}
