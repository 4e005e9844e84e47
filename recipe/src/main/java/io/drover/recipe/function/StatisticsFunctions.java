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

/** Order statistics, deviations and correlations of a group's numeric values. */
final class StatisticsFunctions {

    private static final String SKIPPED = "Missing and unreadable values are skipped.";
    private static final String MASKED = " A null condition counts as false.";
    private static final String CONDITION = " Only rows where the condition is true count.";
    static final List<String> METHODS = List.of("linear", "inclusive", "exclusive", "lower", "midpoint");
    private static final List<String> ONE_TO_FOUR = List.of("1", "2", "3", "4");

    private static final String SAME =
            " The result is null where a group's rows don't all have the same number in the second argument.";

    static final FunctionEntry MEDIAN = FunctionEntry.aggregate("MEDIAN", 2)
            .takes("x", Kind.NUMBER)
            .gives("Decimal")
            .doc("The middle of the sorted values; of an even number the mean of the two in the middle.")
            .nulls(SKIPPED)
            .example("MEDIAN(x)", "x", ONE_TO_FOUR, List.of("2.5"))
            .example("MEDIAN(x)", "x", asList("9", "b", null, "1", "3"), List.of("3"))
            .example("MEDIAN(x)", "x", List.of("a"), asList((String) null))
            .example("MEDIAN(x)", "x", asList("1", "2", "3", "4", null, "", "x"),
                    List.of("2.5"))
            .boundary("MEDIAN(x)", "x", List.of("5"), List.of("5"))
            .tie("MEDIAN(x)", "x", List.of("1", "1", "2"), List.of("1"))
            .bind(plain(decimal(StatisticsOperations.MEDIAN)));

    static final FunctionEntry PERCENTILE = FunctionEntry.aggregate("PERCENTILE", 2)
            .takes("x", Kind.NUMBER)
            .takes("p", Kind.INTEGER)
            .optional("method", Kind.KEYWORD, "linear")
            .gives("Decimal")
            .doc("The value below which p percent of the sorted values lie, p from 0 to 100. Between two values, linear and"
                    + " inclusive interpolate over n-1 places, exclusive over n+1; lower takes the lower value, midpoint"
                    + " the mean.")
            .nulls(SKIPPED + SAME)
            .example("PERCENTILE(x, 25, linear)", "x", List.of("1", "2", "4", "8"), List.of("1.75"))
            .example("PERCENTILE(x, 25, lower)", "x", List.of("1", "2", "4", "8"), List.of("1"))
            .example("PERCENTILE(x, 25, midpoint)", "x", List.of("1", "2", "4", "8"), List.of("1.5"))
            .example("PERCENTILE(x, 25, exclusive)", "x", List.of("1", "2", "4", "8"), List.of("1.25"))
            .example(new Example("PERCENTILE(x, p)", List.of("x", "p:Integer"),
                    List.of(List.of("1", "50"), List.of("2", "25")), asList((String) null)))
            .boundary("PERCENTILE(x, 101)", "x", List.of("1"), asList((String) null))
            .example("PERCENTILE(x, 25, linear)", "x", asList("1", "2", "4", "8", null, "", "x"),
                    List.of("1.75"))
            .tie("PERCENTILE(x, 50)", "x", List.of("1", "1", "2"), List.of("1"))
            .bind(a -> percentile(a, a.integer(1), method(a, 2)));

    static final FunctionEntry QUARTILE = FunctionEntry.aggregate("QUARTILE", 2)
            .takes("x", Kind.NUMBER)
            .takes("q", Kind.INTEGER)
            .optional("method", Kind.KEYWORD, "linear")
            .gives("Decimal")
            .doc("PERCENTILE at q * 25: 0 the smallest value, 2 the median, 4 the largest; null for other q.")
            .nulls(SKIPPED + SAME)
            .example("QUARTILE(x, 1, linear)", "x", ONE_TO_FOUR, List.of("1.75"))
            .example("QUARTILE(x, 4)", "x", ONE_TO_FOUR, List.of("4"))
            .boundary("QUARTILE(x, 5)", "x", ONE_TO_FOUR, asList((String) null))
            .example("QUARTILE(x, 1, linear)", "x", asList("1", "2", "3", "4", null, "", "x"),
                    List.of("1.75"))
            .tie("QUARTILE(x, 2)", "x", List.of("1", "1", "2"), List.of("1"))
            .bind(a -> percentile(a, quarter(a), method(a, 2)));

    static final FunctionEntry APPROXIMATEMEDIAN = FunctionEntry.aggregate("APPROXIMATEMEDIAN", 3)
            .takes("x", Kind.NUMBER)
            .optional("error", Kind.DECIMAL, "0.5")
            .gives("Decimal")
            .doc("MEDIAN, which is within any error (a percentage, 0 to 100).")
            .nulls(SKIPPED)
            .example("APPROXIMATEMEDIAN(x)", "x", List.of("1", "2", "3"), List.of("2"))
            .example("APPROXIMATEMEDIAN(x)", "x", asList("1", "2", "3", null, "", "x"),
                    List.of("2"))
            .boundary("APPROXIMATEMEDIAN(x, 0)", "x", List.of("5"), List.of("5"))
            .tie("APPROXIMATEMEDIAN(x)", "x", List.of("1", "1", "2"), List.of("1"))
            .bind(a -> {
                checkError(a, 1);
                return decimal(StatisticsOperations.MEDIAN).bind(a, UnaryOperator.identity());
            });

    static final FunctionEntry APPROXIMATEPERCENTILE = FunctionEntry.aggregate("APPROXIMATEPERCENTILE", 3)
            .takes("x", Kind.NUMBER)
            .takes("p", Kind.INTEGER)
            .optional("error", Kind.DECIMAL, "0.5")
            .gives("Decimal")
            .doc("PERCENTILE (linear), which is within any error (a percentage, 0 to 100).")
            .nulls(SKIPPED)
            .example("APPROXIMATEPERCENTILE(x, 50, 1)", "x", List.of("1", "2", "4"), List.of("2"))
            .example("APPROXIMATEPERCENTILE(x, 50, 1)", "x", asList("1", "2", "4", null, "", "x"),
                    List.of("2"))
            .boundary("APPROXIMATEPERCENTILE(x, 100)", "x", List.of("1", "2", "4"), List.of("4"))
            .tie("APPROXIMATEPERCENTILE(x, 50)", "x", List.of("1", "1", "2"), List.of("1"))
            .bind(a -> {
                checkError(a, 2);
                return percentile(a, a.integer(1), "linear");
            });

    static final FunctionEntry APPROXIMATEQUARTILE = FunctionEntry.aggregate("APPROXIMATEQUARTILE", 3)
            .takes("x", Kind.NUMBER)
            .takes("q", Kind.INTEGER)
            .optional("error", Kind.DECIMAL, "0.5")
            .gives("Decimal")
            .doc("QUARTILE (linear), which is within any error (a percentage, 0 to 100).")
            .nulls(SKIPPED)
            .example("APPROXIMATEQUARTILE(x, 1)", "x", ONE_TO_FOUR, List.of("1.75"))
            .example("APPROXIMATEQUARTILE(x, 1)", "x", asList("1", "2", "3", "4", null, "", "x"),
                    List.of("1.75"))
            .boundary("APPROXIMATEQUARTILE(x, 4)", "x", List.of("1", "2"), List.of("2"))
            .tie("APPROXIMATEQUARTILE(x, 2)", "x", List.of("1", "1", "2"), List.of("1"))
            .bind(a -> {
                checkError(a, 2);
                return percentile(a, quarter(a), "linear");
            });

    static final FunctionEntry VAR = deviation("VAR", 2, "The population variance; null without values, 0 of one.")
            .example("VAR(x)", "x", ONE_TO_FOUR, List.of("1.25"))
            .boundary("VAR(x)", "x", List.of("5"), List.of("0"))
            .example("VAR(x)", "x", List.of("a"), asList((String) null))
            .example("VAR(x)", "x", asList("1", "2", "3", "4", null, "", "x"),
                    List.of("1.25"))
            .tie("VAR(x)", "x", List.of("2", "2"), List.of("0"))
            .bind(plain(decimal(StatisticsOperations.VAR)));

    static final FunctionEntry VARSAMP = deviation("VARSAMP", 2, "The sample variance; null of less than two values.")
            .example("VARSAMP(x)", "x", ONE_TO_FOUR, List.of("1.6666666666666667"))
            .boundary("VARSAMP(x)", "x", List.of("5"), asList((String) null))
            .example("VARSAMP(x)", "x", asList("1", "2", "3", "4", null, "", "x"),
                    List.of("1.6666666666666667"))
            .tie("VARSAMP(x)", "x", List.of("2", "2"), List.of("0"))
            .bind(plain(decimal(StatisticsOperations.VARSAMP)));

    static final FunctionEntry STDEV =
            deviation("STDEV", 2, "The population standard deviation; null without values, 0 of one.")
            .example("STDEV(x)", "x", List.of("1", "3"), List.of("1"))
            .example("STDEV(x)", "x", asList("1", "3", null, "", "x"),
                    List.of("1"))
            .boundary("STDEV(x)", "x", List.of("5"), List.of("0"))
            .tie("STDEV(x)", "x", List.of("2", "2"), List.of("0"))
            .bind(plain(decimal(StatisticsOperations.STDEV)));

    static final FunctionEntry STDEVSAMP =
            deviation("STDEVSAMP", 2, "The sample standard deviation; null of less than two values.")
            .example("STDEVSAMP(x)", "x", List.of("1", "3"), List.of("1.4142135623730951"))
            .example("STDEVSAMP(x)", "x", asList("1", "3", null, "", "x"),
                    List.of("1.4142135623730951"))
            .boundary("STDEVSAMP(x)", "x", List.of("5"), asList((String) null))
            .tie("STDEVSAMP(x)", "x", List.of("2", "2"), List.of("0"))
            .bind(plain(decimal(StatisticsOperations.STDEVSAMP)));

    static final FunctionEntry VARIF = deviation("VARIF", 3, "The population variance." + CONDITION)
            .takes("condition", Kind.BOOLEAN)
            .example("VARIF(x, x < 9)", "x", List.of("1", "3", "9"), List.of("1"))
            .example("VARIF(x, x < 9)", "x", asList("1", "3", "9", null, "", "x"),
                    List.of("1"))
            .boundary("VARIF(x, x < 0)", "x", List.of("1"), asList((String) null))
            .tie("VARIF(x, x < 9)", "x", List.of("2", "2", "9"), List.of("0"))
            .bind(conditional(decimal(StatisticsOperations.VAR)));

    static final FunctionEntry VARSAMPIF = deviation("VARSAMPIF", 3, "The sample variance." + CONDITION)
            .takes("condition", Kind.BOOLEAN)
            .example("VARSAMPIF(x, x < 9)", "x", List.of("1", "3", "9"), List.of("2"))
            .example("VARSAMPIF(x, x < 9)", "x", asList("1", "3", "9", null, "", "x"),
                    List.of("2"))
            .boundary("VARSAMPIF(x, x < 9)", "x", List.of("1", "9"), asList((String) null))
            .tie("VARSAMPIF(x, x < 9)", "x", List.of("2", "2", "9"), List.of("0"))
            .bind(conditional(decimal(StatisticsOperations.VARSAMP)));

    static final FunctionEntry STDEVIF = deviation("STDEVIF", 3, "The population standard deviation." + CONDITION)
            .takes("condition", Kind.BOOLEAN)
            .example("STDEVIF(x, x < 9)", "x", List.of("1", "3", "9"), List.of("1"))
            .example("STDEVIF(x, x < 9)", "x", asList("1", "3", "9", null, "", "x"),
                    List.of("1"))
            .boundary("STDEVIF(x, x < 0)", "x", List.of("1"), asList((String) null))
            .tie("STDEVIF(x, x < 9)", "x", List.of("2", "2", "9"), List.of("0"))
            .bind(conditional(decimal(StatisticsOperations.STDEV)));

    static final FunctionEntry STDEVSAMPIF = deviation("STDEVSAMPIF", 3, "The sample standard deviation." + CONDITION)
            .takes("condition", Kind.BOOLEAN)
            .boundary("STDEVSAMPIF(x, x < 0)", "x", List.of("1", "3", "9"), asList((String) null))
            .example("STDEVSAMPIF(x, x < 0)", "x", asList("1", "3", "9", null, "", "x"),
                    asList((String) null))
            .tie("STDEVSAMPIF(x, x < 9)", "x", List.of("2", "2", "9"), List.of("0"))
            .bind(conditional(decimal(StatisticsOperations.STDEVSAMP)));

    static final FunctionEntry CORREL = pairs("CORREL",
            "Pearson's coefficient, from -1 to 1; null of less than two pairs and where one side is constant.")
            .example(new Example("CORREL(x, y)", List.of("x", "y"),
                    List.of(List.of("1", "2"), List.of("2", "4"), List.of("3", "6"), List.of("a", "9")), List.of("1")))
            .boundary(new Example("CORREL(x, y)", List.of("x", "y"),
                    List.of(List.of("1", "5"), List.of("2", "5")), asList((String) null)))
            .example(new Example("CORREL(x, y)", List.of("x", "y"),
                    List.of(asList("1", "2"), asList("2", "4"), asList(null, "1"), asList("3", ""), asList("x", "5")),
                    List.of("1")))
            .tie(new Example("CORREL(x, y)", List.of("x", "y"), List.of(List.of("1", "1"), List.of("1", "1"), List.of("2", "2")), List.of("1")))
            .bind(pair(StatisticsOperations.CORREL));

    static final FunctionEntry COVAR = pairs("COVAR", "The population covariance; null without pairs.")
            .example(new Example("COVAR(x, y)", List.of("x", "y"),
                    List.of(List.of("1", "2"), List.of("2", "4")), List.of("0.5")))
            .example(new Example("COVAR(x, y)", List.of("x", "y"),
                    List.of(asList("1", "2"), asList("2", "4"), asList(null, "1"), asList("3", ""), asList("x", "5")),
                    List.of("0.5")))
            .boundary(new Example("COVAR(x, y)", List.of("x", "y"), List.of(List.of("5", "5")), List.of("0")))
            .tie(new Example("COVAR(x, y)", List.of("x", "y"), List.of(List.of("1", "2"), List.of("1", "2")), List.of("0")))
            .bind(pair(StatisticsOperations.COVAR));

    static final FunctionEntry COVARSAMP = pairs("COVARSAMP", "The sample covariance; null of less than two pairs.")
            .example(new Example("COVARSAMP(x, y)", List.of("x", "y"),
                    List.of(List.of("1", "2"), List.of("2", "4")), List.of("1")))
            .example(new Example("COVARSAMP(x, y)", List.of("x", "y"),
                    List.of(asList("1", "2"), asList("2", "4"), asList(null, "1"), asList("3", ""), asList("x", "5")),
                    List.of("1")))
            .boundary(new Example("COVARSAMP(x, y)", List.of("x", "y"), List.of(List.of("5", "5")), asList((String) null)))
            .tie(new Example("COVARSAMP(x, y)", List.of("x", "y"), List.of(List.of("1", "2"), List.of("1", "2")), List.of("0")))
            .bind(pair(StatisticsOperations.COVARSAMP));

    static final FunctionEntry KTHLARGEST = kth("KTHLARGEST", 2, "each value counting as often as it occurs")
            .tie("KTHLARGEST(x, 2)", "x:Integer", List.of("10", "9", "9"), List.of("9"))
            .example("KTHLARGEST(x, 3)", "x", asList("10", "9", "9", "b", null), List.of("9"))
            .boundary("KTHLARGEST(x, 4)", "x:Integer", List.of("10", "9", "9"), asList((String) null))
            .example("KTHLARGEST(x, 2)", "x:Integer", asList("10", "9", "9", null, "", "x"),
                    List.of("9"))
            .bind(plain((a, mask) -> kthLargest(a, mask, false)));

    static final FunctionEntry KTHLARGESTUNIQUE = kth("KTHLARGESTUNIQUE", 2, "each different value counting once")
            .tie("KTHLARGESTUNIQUE(x, 3)", "x:Integer", List.of("10", "9", "9", "8"), List.of("8"))
            .example("KTHLARGESTUNIQUE(x, 3)", "x:Integer", asList("10", "9", "9", "8", null, "", "x"),
                    List.of("8"))
            .boundary("KTHLARGESTUNIQUE(x, 4)", "x:Integer", List.of("10", "9", "9", "8"), asList((String) null))
            .bind(plain((a, mask) -> kthLargest(a, mask, true)));

    static final FunctionEntry KTHLARGESTIF =
            kth("KTHLARGESTIF", 3, "each value counting as often as it occurs." + CONDITION)
            .takes("condition", Kind.BOOLEAN)
            .example("KTHLARGESTIF(x, 1, x < 10)", "x:Integer", List.of("10", "9", "8"), List.of("9"))
            .example("KTHLARGESTIF(x, 1, x < 10)", "x:Integer", asList("10", "9", "8", null, "", "x"),
                    List.of("9"))
            .boundary("KTHLARGESTIF(x, 3, x < 10)", "x:Integer", List.of("10", "9", "8"), asList((String) null))
            .tie("KTHLARGESTIF(x, 2, x < 10)", "x:Integer", List.of("9", "9", "8"), List.of("9"))
            .bind(conditional((a, mask) -> kthLargest(a, mask, false)));

    static final FunctionEntry KTHLARGESTUNIQUEIF =
            kth("KTHLARGESTUNIQUEIF", 3, "each different value counting once." + CONDITION)
            .takes("condition", Kind.BOOLEAN)
            .tie("KTHLARGESTUNIQUEIF(x, 2, x < 10)", "x:Integer", List.of("10", "9", "9", "8"), List.of("8"))
            .example("KTHLARGESTUNIQUEIF(x, 2, x < 10)", "x:Integer", asList("10", "9", "9", "8", null, "", "x"),
                    List.of("8"))
            .boundary("KTHLARGESTUNIQUEIF(x, 3, x < 10)", "x:Integer", List.of("10", "9", "9", "8"), asList((String) null))
            .bind(conditional((a, mask) -> kthLargest(a, mask, true)));

    private StatisticsFunctions() {}

    private static Form decimal(AggregateOperation operation) {
        return (arguments, mask) -> aggregate(operation, ValueType.DECIMAL, mask.apply(arguments.decimal(0)));
    }

    private static FunctionEntry.Binder pair(AggregateOperation operation) {
        return a -> aggregate(operation, ValueType.DECIMAL, a.decimal(0), a.decimal(1));
    }

    private static FunctionEntry.Builder deviation(String name, int tier, String doc) {
        return FunctionEntry.aggregate(name, tier)
                .takes("x", Kind.NUMBER)
                .gives("Decimal")
                .doc(doc)
                .nulls(SKIPPED + (name.endsWith("IF") ? MASKED : ""));
    }

    private static FunctionEntry.Builder pairs(String name, String doc) {
        return FunctionEntry.aggregate(name, 3)
                .takes("x", Kind.NUMBER)
                .takes("y", Kind.NUMBER)
                .gives("Decimal")
                .doc(doc)
                .nulls("Rows where x or y is missing or unreadable are skipped.");
    }

    private static FunctionEntry.Builder kth(String name, int tier, String counting) {
        return FunctionEntry.aggregate(name, tier)
                .takes("x", Kind.NUMBER)
                .takes("k", Kind.INTEGER)
                .gives("Integer for an Integer column, else Decimal; of Datetimes Unix time in milliseconds")
                .doc("The k-th largest value, k from 1 to 1000, " + counting + (counting.endsWith(".") ? "" : ".")
                        + " Null if there are fewer.")
                .nulls(SKIPPED + SAME);
    }

    private static Expr percentile(Arguments a, Expr percentage, String method) {
        return aggregate(StatisticsOperations.PERCENTILE, ValueType.DECIMAL, a.decimal(0), percentage,
                Arguments.text(method));
    }

    private static String method(Arguments a, int index) {
        return a.has(index) ? a.keyword(index, METHODS, "linear") : "linear";
    }

    private static Expr quarter(Arguments a) {
        return a.call(Operation.of("quartile_percentage", Storage.INTEGER, x -> {
            long quarter = (Long) x[0];
            return quarter < 0 || quarter > 4 ? null : (Long) (quarter * 25);
        }, Storage.INTEGER), List.of(a.integer(1)));
    }

    private static void checkError(Arguments a, int index) {
        if (a.has(index)) {
            Optional<Object> error = a.constant(index, Storage.DECIMAL);
            if (error.isEmpty() || (Double) error.get() < 0 || (Double) error.get() > 100) {
                a.problem(index, ProblemCode.INVALID_ARGUMENT, "the error has to be a constant from 0 to 100", null);
            }
        }
    }

    /** The k of KTHLARGEST, checked if it is constant. */
    static Expr k(Arguments a, int index) {
        Expr k = a.integer(index);
        a.constant(index, Storage.INTEGER).map(Long.class::cast)
                .filter(value -> value < 1 || value > StatisticsOperations.LARGEST_K)
                .ifPresent(value -> a.problem(index, ProblemCode.INVALID_ARGUMENT,
                        "k has to be from 1 to " + StatisticsOperations.LARGEST_K + ", not " + value, null));
        return k;
    }

    private static Expr kthLargest(Arguments a, UnaryOperator<Expr> mask, boolean unique) {
        Expr k = k(a, 1);
        boolean datetime = AggregateBinding.isDatetime(a.any(0));
        Expr value = mask.apply(datetime ? a.datetime(0) : a.number(0));
        AggregateOperation operation = StatisticsOperations.kthLargest(unique, value.type().storage());
        Expr largest = aggregate(operation,
                datetime ? value.type() : AggregateBinding.computed(operation.result()), value, k);
        return datetime ? a.call(Coercions.INTEGER_OF_DATETIME, List.of(largest)) : largest;
    }
}
