package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.syntax.Node;
import java.util.List;

/** Numbers brought to a common scale. */
final class Scale implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration
            .transform("scaleminmax", "scalestandardize")
            .doc("Adds a column scale_<col>: scaleminmax maps the numbers linearly to the range from min to max; "
                    + "scalestandardize takes the mean off and divides by the standard deviation of the population.")
            .required("col", ParameterKind.COLUMN, "the column")
            .optional("min", ParameterKind.NUMBER, "0", "scaleminmax: where the lowest number goes")
            .optional("max", ParameterKind.NUMBER, "1", "scaleminmax: where the highest number goes")
            .optional("removeMean", ParameterKind.BOOLEAN, "true", "scalestandardize: take the mean off")
            .optional("scaleToUnitVariance", ParameterKind.BOOLEAN, "true",
                    "scalestandardize: divide by the standard deviation")
            .optional("as", ParameterKind.NEW_NAME, "scale_<col>", "name of the column")
            .example("a:Integer", List.of("0", "5", "10", "x"), "scaleminmax col: a min: 0 max: 1", "a|scale_a",
                    List.of("0|0", "5|0.5", "10|1", "x|∅"))
            .example("a:Integer", List.of("0", "10", "x", "\"\"", "∅"), "scaleminmax col: a as: 's'", "a|s",
                    List.of("0|0", "10|1", "x|∅", "\"\"|∅", "∅|∅"))
            .boundary("a", List.of("3", "3"), "scaleminmax col: a as: 's'", "a|s", List.of("3|∅", "3|∅"))
            .without(CaseKind.TIE, "equal values have equal results")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Column source = arguments.column("col");
        Formula formula = Formula.at(arguments.span("col"));
        Node value = formula.column(source);
        Node scaled = arguments.verb().equals("scaleminmax")
                ? minMax(formula, value, arguments.number("min").orElse(0.0), arguments.number("max").orElse(1.0))
                : standardized(formula, value, arguments);
        String name = Placement.newName(arguments, "as", table, context,
                () -> GeneratedNames.of(table).free("scale_" + source.name()));
        Draft draft = new Draft(table, context);
        var bound = context.analyze(scaled, context.scope(table));
        Column column = draft.column(name, draft.lift(bound, List.of(), RowOrder.of(table)), source.origins());
        return draft.table(Placement.rightOf(table, source, List.of(column)));
    }

    private static Node minMax(Formula formula, Node value, double min, double max) {
        Node lowest = formula.call("MIN", value);
        Node range = formula.call("SUBTRACT", formula.call("MAX", value), lowest);
        Node share = formula.call("DIVIDE", formula.call("SUBTRACT", value, lowest), range);
        return formula.call("ADD", formula.number(min),
                formula.call("MULTIPLY", share, formula.number(max - min)));
    }

    private static Node standardized(Formula formula, Node value, StepArguments arguments) {
        Node centred = arguments.optionalFlag("removeMean").orElse(true)
                ? formula.call("SUBTRACT", value, formula.call("AVERAGE", value)) : value;
        return arguments.optionalFlag("scaleToUnitVariance").orElse(true)
                ? formula.call("DIVIDE", centred, formula.call("STDEV", value)) : centred;
    }
}
