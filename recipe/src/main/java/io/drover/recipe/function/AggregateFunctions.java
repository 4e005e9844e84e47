package io.drover.recipe.function;

import static io.drover.recipe.function.AggregateBinding.conditional;
import static io.drover.recipe.function.AggregateBinding.plain;
import static java.util.Arrays.asList;

import io.drover.recipe.function.AggregateBinding.Form;
import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.ValueType;
import java.util.List;

/** Counts, sums, means and extremes of a group's rows; missing and unreadable values don't take part. */
final class AggregateFunctions {

    private static final String SKIPPED = "Rows where x is missing or unreadable are skipped.";
    private static final String CONDITION = " Only rows where the condition is true count.";

    private static final Form SUM_FORM =
            AggregateBinding.number(AggregateOperations.SUM_INTEGER, AggregateOperations.SUM_DECIMAL);

    private static final Form AVERAGE_FORM =
            AggregateBinding.number(AggregateOperations.AVERAGE_INTEGER, AggregateOperations.AVERAGE_DECIMAL);

    private static final Form MIN_FORM = AggregateBinding.numberOrTime(AggregateOperations.MIN_INTEGER,
            AggregateOperations.MIN_DECIMAL, AggregateOperations.MIN_DATETIME);

    private static final Form MAX_FORM = AggregateBinding.numberOrTime(AggregateOperations.MAX_INTEGER,
            AggregateOperations.MAX_DECIMAL, AggregateOperations.MAX_DATETIME);

    private static final Form MINDATE_FORM = AggregateBinding.datetime(AggregateOperations.MIN_DATETIME);
    private static final Form MAXDATE_FORM = AggregateBinding.datetime(AggregateOperations.MAX_DATETIME);

    private static final Form COUNTA_FORM = (arguments, mask) -> {
        Expr value = mask.apply(arguments.any(0));
        return AggregateBinding.aggregate(
                AggregateOperations.COUNT_VALUES.get(value.type().storage()), ValueType.INTEGER, value);
    };

    private static final Form COUNTDISTINCT_FORM = (arguments, mask) -> {
        Expr key = mask.apply(AggregateBinding.key(arguments, arguments.any(0)));
        return AggregateBinding.aggregate(
                AggregateOperations.COUNT_DISTINCT.get(key.type().storage()), ValueType.INTEGER, key);
    };

    static final FunctionEntry SUM = FunctionEntry.aggregate("SUM", 1)
            .takes("x", Kind.NUMBER)
            .gives("Integer for an Integer column, else Decimal")
            .doc("The sum of the numeric values; 0 if there are none. Decimals are added exactly and rounded once. An"
                    + " Integer sum outside 64 bits is null.")
            .nulls(SKIPPED)
            .example("SUM(x)", "x", asList("1", "2", null, "a"), List.of("3"))
            .example("SUM(x)", "x", List.of("a", ""), List.of("0"))
            .example("SUM(x)", "x", List.of("0.1", "0.2", "0.3"), List.of("0.6"))
            .example("SUM(x)", "x", List.of("1e308", "1", "-1e308"), List.of("1"))
            .example("SUM(x)", "x:Integer", List.of("2", "3.0", "2.5", "-1"), List.of("4"))
            .boundary("SUM(x)", "x:Integer", List.of("9223372036854775807", "1"), asList((String) null))
            .example("SUM(x)", "x:Integer", List.of("9223372036854775807", "1", "-1"), List.of("9223372036854775807"))
            .tie("SUM(x)", "x:Integer", List.of("2", "2"), List.of("4"))
            .bind(plain(SUM_FORM));

    static final FunctionEntry SUMIF = FunctionEntry.aggregate("SUMIF", 1)
            .takes("x", Kind.NUMBER)
            .takes("condition", Kind.BOOLEAN)
            .gives("Integer for an Integer column, else Decimal")
            .doc("SUM over the rows where the condition is true; 0 if there are none.")
            .nulls(SKIPPED + " A null condition counts as false.")
            .example("SUMIF(x, x > 1)", "x:Integer", List.of("1", "2", "3"), List.of("5"))
            .boundary("SUMIF(x, x > 9)", "x:Integer", List.of("1", "2", "3"), List.of("0"))
            .example("SUMIF(x, x > 1)", "x:Integer", asList("1", "2", "3", null, "", "x"),
                    List.of("5"))
            .tie("SUMIF(x, x > 1)", "x:Integer", List.of("2", "2", "1"), List.of("4"))
            .bind(conditional(SUM_FORM));

    static final FunctionEntry AVERAGE = FunctionEntry.aggregate("AVERAGE", 1)
            .takes("x", Kind.NUMBER)
            .gives("Decimal")
            .doc("The exact sum of the numeric values, rounded once, through their number; null if there are none.")
            .nulls(SKIPPED)
            .example("AVERAGE(x)", "x:Integer", List.of("1", "2", "4"), List.of("2.3333333333333335"))
            .example("AVERAGE(x)", "x", asList("1", null, "", "b", "2"), List.of("1.5"))
            .example("AVERAGE(x)", "x", List.of("a"), asList((String) null))
            .boundary("AVERAGE(x)", "x:Integer", List.of("9223372036854775807", "9223372036854775807"),
                    List.of("9223372036854776000"))
            .tie("AVERAGE(x)", "x", List.of("2", "2", "5"), List.of("3"))
            .bind(plain(AVERAGE_FORM));

    static final FunctionEntry AVERAGEIF = FunctionEntry.aggregate("AVERAGEIF", 1)
            .takes("x", Kind.NUMBER)
            .takes("condition", Kind.BOOLEAN)
            .gives("Decimal")
            .doc("AVERAGE over the rows where the condition is true; null if there are none.")
            .nulls(SKIPPED + " A null condition counts as false.")
            .example("AVERAGEIF(x, x > 1)", "x:Integer", List.of("1", "2", "4"), List.of("3"))
            .boundary("AVERAGEIF(x, x > 9)", "x:Integer", List.of("1", "2", "4"), asList((String) null))
            .example("AVERAGEIF(x, x > 1)", "x:Integer", asList("1", "2", "4", null, "", "x"),
                    List.of("3"))
            .tie("AVERAGEIF(x, x > 1)", "x:Integer", List.of("2", "2", "1", "5"), List.of("3"))
            .bind(conditional(AVERAGE_FORM));

    static final FunctionEntry COUNT = FunctionEntry.aggregate("COUNT", 1)
            .gives("Integer")
            .doc("The number of rows.")
            .nulls("Rows count whatever is in them.")
            .example("COUNT()", "x", asList("a", null, ""), List.of("3"))
            .boundary("COUNT()", "x", asList((String) null), List.of("1"))
            .tie("COUNT()", "x", List.of("a", "a"), List.of("2"))
            .bind(arguments -> AggregateBinding.aggregate(AggregateOperations.COUNT_ROWS, ValueType.INTEGER));

    static final FunctionEntry COUNTIF = FunctionEntry.aggregate("COUNTIF", 1)
            .takes("condition", Kind.BOOLEAN)
            .gives("Integer")
            .doc("The number of rows where the condition is true.")
            .nulls("A null condition counts as false.")
            .example("COUNTIF(x > 1)", "x:Integer", asList("1", "2", null, "7"), List.of("2"))
            .example("COUNTIF(x)", "x", List.of("yes", "no", "maybe", "2"), List.of("2"))
            .example("COUNTIF(x > 1)", "x:Integer", asList("1", "2", "7", null, "", "x"),
                    List.of("2"))
            .boundary("COUNTIF(x > 1)", "x:Integer", List.of("1"), List.of("0"))
            .tie("COUNTIF(x > 1)", "x:Integer", List.of("2", "2"), List.of("2"))
            .bind(arguments -> AggregateBinding.aggregate(
                    AggregateOperations.COUNT_TRUE, ValueType.INTEGER, arguments.condition(0)));

    static final FunctionEntry COUNTA = FunctionEntry.aggregate("COUNTA", 1)
            .takes("x", Kind.ANY)
            .gives("Integer")
            .doc("The number of rows where x isn't null; '' counts.")
            .nulls("Nulls are skipped.")
            .example("COUNTA(x)", "x", asList("a", "", null), List.of("2"))
            .example("COUNTA(x)", "x:Integer", asList("1", "b", null), List.of("2"))
            .boundary("COUNTA(x)", "x", asList((String) null), List.of("0"))
            .tie("COUNTA(x)", "x", List.of("a", "a"), List.of("2"))
            .bind(plain(COUNTA_FORM));

    static final FunctionEntry COUNTAIF = FunctionEntry.aggregate("COUNTAIF", 2)
            .takes("x", Kind.ANY)
            .takes("condition", Kind.BOOLEAN)
            .gives("Integer")
            .doc("COUNTA over the rows where the condition is true.")
            .nulls("Nulls are skipped. A null condition counts as false.")
            .example("COUNTAIF(x, x != 'a')", "x", asList("a", "b", null), List.of("1"))
            .example("COUNTAIF(x, x != 'a')", "x", asList("a", "b", null, ""),
                    List.of("2"))
            .boundary("COUNTAIF(x, x != 'a')", "x", List.of("a"), List.of("0"))
            .tie("COUNTAIF(x, x != 'a')", "x", List.of("b", "b"), List.of("2"))
            .bind(conditional(COUNTA_FORM));

    static final FunctionEntry COUNTDISTINCT = FunctionEntry.aggregate("COUNTDISTINCT", 1)
            .takes("x", Kind.ANY)
            .gives("Integer")
            .doc("The number of different values; '' is a value. A typed column's values compare by value, a String"
                    + " column's by text.")
            .nulls("Nulls are skipped.")
            .tie("COUNTDISTINCT(x)", "x", asList("a", "a", "A", "", null), List.of("3"))
            .example("COUNTDISTINCT(x)", "x", List.of("1", "1.0", "01"), List.of("3"))
            .example("COUNTDISTINCT(x)", "x:Float", List.of("1", "1.0", "01", "b"), List.of("2"))
            .boundary("COUNTDISTINCT(x)", "x", asList((String) null), List.of("0"))
            .bind(plain(COUNTDISTINCT_FORM));

    static final FunctionEntry COUNTDISTINCTIF = FunctionEntry.aggregate("COUNTDISTINCTIF", 2)
            .takes("x", Kind.ANY)
            .takes("condition", Kind.BOOLEAN)
            .gives("Integer")
            .doc("COUNTDISTINCT over the rows where the condition is true.")
            .nulls("Nulls are skipped. A null condition counts as false.")
            .example("COUNTDISTINCTIF(x, x != '')", "x", List.of("a", "b", ""), List.of("2"))
            .example("COUNTDISTINCTIF(x, x != '')", "x", asList("a", "b", null, ""),
                    List.of("2"))
            .boundary("COUNTDISTINCTIF(x, x != '')", "x", List.of(""), List.of("0"))
            .tie("COUNTDISTINCTIF(x, x != '')", "x", List.of("a", "a"), List.of("1"))
            .bind(conditional(COUNTDISTINCT_FORM));

    static final FunctionEntry MIN = extreme("MIN", 1, "smallest")
            .example("MIN(x)", "x:Integer", asList("3", "1", null), List.of("1"))
            .example("MIN(x)", "x", List.of("b", "10", "9.50"), List.of("9.5"))
            .example("MIN(x)", "x", List.of("", "b"), asList((String) null))
            .boundary("MIN(x)", "x:Integer", List.of("-9223372036854775808", "9223372036854775807"),
                    List.of("-9223372036854775808"))
            .tie("MIN(x)", "x:Integer", List.of("1", "1", "3"), List.of("1"))
            .bind(plain(MIN_FORM));

    static final FunctionEntry MAX = extreme("MAX", 1, "largest")
            .example("MAX(x)", "x:Integer", asList("3", "1", null), List.of("3"))
            .example("MAX(x)", "x", List.of("b", "10", "9.50"), List.of("10"))
            .example("MAX(x)", "x:Datetime", List.of("1970-01-01 00:00:01", "x"), List.of("1000"))
            .example("MAX(x)", "x:Integer", asList("3", "1", null, "", "x"),
                    List.of("3"))
            .boundary("MAX(x)", "x:Integer", List.of("-9223372036854775808", "9223372036854775807"),
                    List.of("9223372036854775807"))
            .tie("MAX(x)", "x:Integer", List.of("3", "3", "1"), List.of("3"))
            .bind(plain(MAX_FORM));

    static final FunctionEntry MINIF = extreme("MINIF", 2, "smallest")
            .takes("condition", Kind.BOOLEAN)
            .example("MINIF(x, x > 1)", "x:Integer", List.of("1", "2", "3"), List.of("2"))
            .example("MINIF(x, x > 1)", "x:Integer", asList("1", "2", "3", null, "", "x"),
                    List.of("2"))
            .boundary("MINIF(x, x > 9)", "x:Integer", List.of("1"), asList((String) null))
            .tie("MINIF(x, x > 1)", "x:Integer", List.of("2", "2", "3"), List.of("2"))
            .bind(conditional(MIN_FORM));

    static final FunctionEntry MAXIF = extreme("MAXIF", 2, "largest")
            .takes("condition", Kind.BOOLEAN)
            .example("MAXIF(x, x < 3)", "x:Integer", List.of("1", "2", "3"), List.of("2"))
            .boundary("MAXIF(x, x < 0)", "x:Integer", List.of("1", "2", "3"), asList((String) null))
            .example("MAXIF(x, x < 3)", "x:Integer", asList("1", "2", "3", null, "", "x"),
                    List.of("2"))
            .tie("MAXIF(x, x < 3)", "x:Integer", List.of("2", "2", "3"), List.of("2"))
            .bind(conditional(MAX_FORM));

    static final FunctionEntry MINDATE = extremeDate("MINDATE", 2, "earliest")
            .example("MINDATE(d)", "d:Datetime", List.of("2020-03-01", "2020-01-02"), List.of("2020-01-02 00:00:00"))
            .example("MINDATE(d)", "d:Datetime", asList("2020-03-01", "2020-01-02", null, "", "x"),
                    List.of("2020-01-02 00:00:00"))
            .boundary("MINDATE(d)", "d:Datetime", List.of("2599-12-31", "1400-01-01"), List.of("1400-01-01 00:00:00"))
            .tie("MINDATE(d)", "d:Datetime", List.of("2020-01-02", "2020-01-02"), List.of("2020-01-02 00:00:00"))
            .bind(plain(MINDATE_FORM));

    static final FunctionEntry MAXDATE = extremeDate("MAXDATE", 2, "latest")
            .example("MAXDATE(d)", "d:Datetime", asList("2020-01-02", "x", null, "2020-03-01"),
                    List.of("2020-03-01 00:00:00"))
            .example("MAXDATE(d)", "d:Datetime", List.of("x"), asList((String) null))
            .example("MAXDATE(d)", "d:Datetime", asList("2020-01-02", "x", "2020-03-01", null, "", "x"),
                    List.of("2020-03-01 00:00:00"))
            .boundary("MAXDATE(d)", "d:Datetime", List.of("2599-12-31", "1400-01-01"), List.of("2599-12-31 00:00:00"))
            .tie("MAXDATE(d)", "d:Datetime", List.of("2020-01-02", "2020-01-02"), List.of("2020-01-02 00:00:00"))
            .bind(plain(MAXDATE_FORM));

    static final FunctionEntry MINDATEIF = extremeDate("MINDATEIF", 3, "earliest")
            .takes("condition", Kind.BOOLEAN)
            .example("MINDATEIF(d, MONTH(d) > 1)", "d:Datetime", List.of("2020-03-01", "2020-01-02"),
                    List.of("2020-03-01 00:00:00"))
            .example("MINDATEIF(d, MONTH(d) > 1)", "d:Datetime", asList("2020-03-01", "2020-01-02", null, "", "x"),
                    List.of("2020-03-01 00:00:00"))
            .boundary("MINDATEIF(d, MONTH(d) > 1)", "d:Datetime", List.of("2020-01-02"), asList((String) null))
            .tie("MINDATEIF(d, MONTH(d) > 1)", "d:Datetime", List.of("2020-02-01", "2020-02-01"),
                    List.of("2020-02-01 00:00:00"))
            .bind(conditional(MINDATE_FORM));

    static final FunctionEntry MAXDATEIF = extremeDate("MAXDATEIF", 3, "latest")
            .takes("condition", Kind.BOOLEAN)
            .example("MAXDATEIF(d, MONTH(d) < 3)", "d:Datetime", List.of("2020-03-01", "2020-01-02"),
                    List.of("2020-01-02 00:00:00"))
            .example("MAXDATEIF(d, MONTH(d) < 3)", "d:Datetime", asList("2020-03-01", "2020-01-02", null, "", "x"),
                    List.of("2020-01-02 00:00:00"))
            .boundary("MAXDATEIF(d, MONTH(d) < 3)", "d:Datetime", List.of("2020-03-01"), asList((String) null))
            .tie("MAXDATEIF(d, MONTH(d) < 3)", "d:Datetime", List.of("2020-01-02", "2020-01-02"),
                    List.of("2020-01-02 00:00:00"))
            .bind(conditional(MAXDATE_FORM));

    private AggregateFunctions() {}

    private static FunctionEntry.Builder extreme(String name, int tier, String which) {
        return FunctionEntry.aggregate(name, tier)
                .takes("x", Kind.NUMBER)
                .gives("Integer for an Integer column, else Decimal; of Datetimes Unix time in milliseconds")
                .doc("The " + which + " numeric value or Datetime; null if there is none. Of a String column the values"
                        + " that read as numbers." + (name.endsWith("IF") ? CONDITION : ""))
                .nulls(SKIPPED);
    }

    private static FunctionEntry.Builder extremeDate(String name, int tier, String which) {
        return FunctionEntry.aggregate(name, tier)
                .takes("d", Kind.DATETIME)
                .gives("Datetime in the format of d")
                .doc("The " + which + " Datetime; null if there is none." + (name.endsWith("IF") ? CONDITION : ""))
                .nulls(SKIPPED);
    }
}
