package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.function.CaseKind;
import java.util.List;

/** Texts of several columns in one. */
final class Merge implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("merge")
            .adding()
            .doc("Adds a column with the texts of columns joined by a separator. A null counts as an empty text, and its "
                    + "separator stays.")
            .required("col", ParameterKind.COLUMNS, "the columns, in the order wanted")
            .optional("with", ParameterKind.TEXT, "", "the separator")
            .optional("as", ParameterKind.NEW_NAME, "column<n>", "name of the column")
            .example("a|b|c", List.of("x|∅|z"), "merge col: a,b,c with: '-' as: 'm'", "a|b|c|m", List.of("x|∅|z|x--z"))
            .example("a:Integer|b", List.of("1|y", "x|y", "\"\"|y", "∅|y"), "merge col: a,b with: '-' as: 'm'",
                    "a|b|m", List.of("1|y|1-y", "x|y|x-y", "\"\"|y|-y", "∅|y|-y"))
            .boundary("a", List.of("x"), "merge col: a with: '-' as: 'm'", "a|m", List.of("x|x"))
            .without(CaseKind.TIE, "every part is taken, equal ones too")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        List<Column> columns = arguments.columns("col");
        Formula formula = Formula.at(arguments.span("col"));
        var merge = formula.call("MERGE", formula.array(columns.stream().map(formula::column).toList()),
                formula.text(arguments.text("with", "")));
        String name = Placement.newName(arguments, "as", table, context,
                () -> GeneratedNames.of(table).numbered("column"));
        Draft draft = new Draft(table, context);
        Column merged = draft.column(name, context.analyze(merge, context.scope(table)));
        return draft.table(Placement.beside(table, List.of(merge), List.of(), List.of(), List.of(merged)));
    }
}
