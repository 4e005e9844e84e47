package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.syntax.Step;
import java.util.List;
import java.util.Optional;
import java.util.Map;

/** The table's rows under the columns that a formula names, as values. */
final class Select implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("select")
            .doc("Replaces the columns by exactly these, in this order; a value may be a column or a formula.")
            .required("values", ParameterKind.PAIRS, "[formula,'name'],…")
            .example("a|b", List.of("x|y"), "select values: [b,'one'],[a,'two']", "one|two", List.of("y|x"))
            .example("a|b:Integer", List.of("p|1", "q|x", "r|\"\"", "s|∅"), "select values: [b,'c']", "c",
                    List.of("1", "x", "\"\"", "∅"))
            .boundary("a", List.of("1"), "select values: [a,'b'],[a,'c']", "b|c", List.of("1|1"))
            .without(CaseKind.TIE, "nothing is chosen")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public NewNames newNames(Step step) {
        return NewNames.ofPairs(NewNames.written("values", step));
    }

    @Override
    public boolean passesOn(Step step) {
        return false;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Draft draft = new Draft(table, context);
        Map<String, Column> columns = new java.util.LinkedHashMap<>();
        for (var pair : Pairs.of(arguments.expressions("values"))) {
            Optional<String> given = pair.name(context);
            String name = given.orElse("");
            var value = context.analyze(pair.key(), context.scope(table));
            Column column = draft.column(name, draft.lift(value, List.of(), RowOrder.of(table)), draft.origins(value));
            if (given.isPresent() && columns.put(name, column) != null) {
                context.error(ProblemCode.DUPLICATE_COLUMN, pair.value().span(),
                        "the name " + name + " is given twice", "give each column another");
            }
        }
        return draft.table(List.copyOf(columns.values()));
    }
}
