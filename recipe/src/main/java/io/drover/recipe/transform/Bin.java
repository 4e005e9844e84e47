package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.function.Operation;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.CanonicalText;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers put into bins. */
final class Bin implements Transform {

    /** Value, lowest, highest, number of bins. */
    private static final Operation EQUAL_BIN = Operation.of("equal_bin", Storage.INTEGER,
            a -> equalBin((Double) a[0], (Double) a[1], (Double) a[2], (Long) a[3]),
            Storage.DECIMAL, Storage.DECIMAL, Storage.DECIMAL, Storage.INTEGER);

    /** Value and encoded thresholds. */
    private static final Operation CUSTOM_BIN = Operation.of("custom_bin", Storage.INTEGER, a -> {
        long bin = 0;
        for (String threshold : TextParts.decodeTexts((String) a[1])) {
            bin += Double.parseDouble(threshold) <= (Double) a[0] ? 1 : 0;
        }
        return bin;
    }, Storage.DECIMAL, Storage.TEXT);

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("bin")
            .adding()
            .doc("Adds a column with the number of the bin that a value falls into, from 0: bins of equal width between "
                    + "the lowest and highest value, or bins between thresholds.")
            .required("col", ParameterKind.COLUMN, "the column")
            .requiredKeyword("options", "what bins", "equalBins", "customBins")
            .optional("bins", ParameterKind.INTEGER, "equalBins: how many")
            .optional("binValues", ParameterKind.NUMBERS, "customBins: the thresholds; each begins a bin")
            .optional("default", ParameterKind.EXPRESSION, "null", "customBins: for values that are no numbers")
            .optional("as", ParameterKind.NEW_NAME, "column<n>", "name of the column")
            .example("a:Integer", List.of("0", "5", "10", "∅"), "bin col: a options: equalBins bins: 2 as: 'b'", "a|b",
                    List.of("0|0", "5|1", "10|1", "∅|∅"))
            .example("a:Integer", List.of("0", "5", "10", "x"),
                    "bin col: a options: customBins binValues: 1,5 default: -1 as: 'b'", "a|b",
                    List.of("0|0", "5|2", "10|2", "x|-1"))
            .example("a:Integer", List.of("0", "5", "10", "x", "\"\"", "∅"),
                    "bin col: a options: equalBins bins: 2 as: 'b'", "a|b",
                    List.of("0|0", "5|1", "10|1", "x|∅", "\"\"|∅", "∅|∅"))
            .boundary("a", List.of("3", "3"), "bin col: a options: equalBins bins: 2 as: 'b'", "a|b",
                    List.of("3|0", "3|0"))
            .tie("a", List.of("4", "5"), "bin col: a options: customBins binValues: 5 as: 'b'", "a|b",
                    List.of("4|0", "5|1"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    private static Long equalBin(double value, double lowest, double highest, long bins) {
        double width = (highest - lowest) / bins;
        return width == 0 ? 0L : (Long) Math.min(bins - 1, (long) Math.floor((value - lowest) / width));
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Column source = arguments.column("col");
        Draft draft = new Draft(table, context);
        Expr number = context.as(Storage.DECIMAL, source.expr(), table);
        Expr bin = switch (arguments.text("options", "")) {
            case "equalBins" -> equal(number, source, arguments, draft, table, context);
            case "customBins" -> custom(number, arguments, table, context);
            default -> new Expr.Literal(null, ValueType.INTEGER); // not known, which is told
        };
        String name = Placement.newName(arguments, "as", table, context,
                () -> GeneratedNames.of(table).numbered("column"));
        Column column = draft.column(name, bin, source.origins());
        return draft.table(Placement.rightOf(table, source, List.of(column)));
    }

    private static Expr equal(Expr number, Column source, StepArguments arguments, Draft draft, Table table,
            AnalysisContext context) {
        arguments.needs("bins", "with options: equalBins", context);
        long bins = arguments.integer("bins", 1);
        if (bins < 1) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span("bins"), "bins must be 1 or more", null);
        }
        Formula formula = Formula.at(arguments.span("col"));
        Expr lowest = extreme(formula.call("MIN", formula.column(source)), draft, table, context);
        Expr highest = extreme(formula.call("MAX", formula.column(source)), draft, table, context);
        return context.call(EQUAL_BIN, List.of(number, lowest, highest, new Expr.Literal(bins, ValueType.INTEGER)),
                ValueType.INTEGER, table);
    }

    private static String number(double value) {
        return CanonicalText.of(value, ValueType.DECIMAL);
    }

    private static Expr extreme(Node formula, Draft draft, Table table, AnalysisContext context) {
        Expr value = draft.lift(context.analyze(formula, context.scope(table)), List.of(), RowOrder.of(table));
        return context.as(Storage.DECIMAL, value, table);
    }

    private static Expr custom(Expr number, StepArguments arguments, Table table, AnalysisContext context) {
        List<Double> thresholds = arguments.numbers("binValues");
        arguments.needs("binValues", "with options: customBins", context);
        for (int i = 1; i < thresholds.size(); i++) {
            if (thresholds.get(i) <= thresholds.get(i - 1)) {
                context.error(ProblemCode.INVALID_PARAMETER, arguments.span("binValues"),
                        "the thresholds must ascend, and " + number(thresholds.get(i)) + " follows "
                                + number(thresholds.get(i - 1)),
                        "write " + thresholds.stream().distinct().sorted().map(Bin::number)
                                .collect(Collectors.joining(", ")));
                break;
            }
        }
        Expr bin = context.call(CUSTOM_BIN, List.of(number, new Expr.Literal(
                TextParts.encodeTexts(thresholds.stream().map(String::valueOf).toList()), ValueType.TEXT)),
                ValueType.INTEGER, table);
        if (!arguments.has("default")) {
            return bin;
        }
        Expr other = context.as(Storage.INTEGER,
                context.analyze(arguments.expression("default"), context.scope(table)), table);
        return context.call(EITHER, List.of(bin, other), ValueType.INTEGER, table);
    }

    /** The first unless it is null. */
    private static final Operation EITHER = Operation.of("either_integer", Storage.INTEGER,
            a -> a[0] == null ? a[1] : a[0], Storage.INTEGER, Storage.INTEGER).nullAware()
            .sql("coalesce({0}, {1})");
}
