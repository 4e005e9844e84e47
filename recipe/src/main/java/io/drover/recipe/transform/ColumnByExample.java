package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.message.ProblemCode;
import java.util.List;

/** A formula that a tool derived from examples: executed as it was recorded. */
final class ColumnByExample implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("columnbyexample")
            .adding()
            .doc("Adds a column with the value of the formula that was derived from examples; without the formula the step "
                    + "can't be run.")
            .optional("columns", ParameterKind.COLUMNS, "the columns that the examples were of")
            .optional("exampleMappingId", ParameterKind.TEXT, "the examples in a package; ignored")
            .optional("value", ParameterKind.EXPRESSION, "the formula")
            .optional("as", ParameterKind.NEW_NAME, "column<n>", "name of the column")
            .example("first|last", List.of("Ann|Lee", "∅|Poe"),
                    "columnbyexample columns: first,last value: MERGE([LEFT(first, 1), last], '. ') as: 'short'",
                    "first|last|short", List.of("Ann|Lee|A. Lee", "∅|Poe|. Poe"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"), "columnbyexample columns: a value: a + 1 as: 'b'",
                    "a|b", List.of("1|2", "x|∅", "\"\"|∅", "∅|∅"))
            .without(CaseKind.BOUNDARY, "it is derive under another name")
            .without(CaseKind.TIE, "it is derive under another name")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        if (!arguments.has("value")) {
            context.error(ProblemCode.UNSUPPORTED_STEP, arguments.step().verbSpan(),
                    "this columnbyexample step has only examples and no formula", "write the formula: value: …");
        }
        return Derive.derived(arguments.expression("value"), arguments, table, context);
    }
}
