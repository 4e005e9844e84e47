package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.syntax.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes columns, or all others. */
final class Drop implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("drop")
            .removing()
            .doc("Removes columns; with action Keep it removes all others and keeps these in table order.")
            .required("col", ParameterKind.COLUMNS, "the columns")
            .keyword("action", "Drop", "what happens to the columns", "Drop", "Keep")
            .example("a|b|c", List.of("1|2|3"), "drop col: b", "a|c", List.of("1|3"))
            .example("a|b|c", List.of("1|2|3"), "drop col: c,a action: Keep", "a|c", List.of("1|3"))
            .example("a|b:Integer", List.of("p|1", "q|x", "r|\"\"", "s|∅"), "drop col: a", "b",
                    List.of("1", "x", "\"\"", "∅"))
            .boundary("a|b", List.of("1|2"), "drop col: b action: Keep", "b", List.of("2"))
            .tie("a|b|c", List.of("1|2|3"), "drop col: b,b", "a|c", List.of("1|3"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public boolean passesOn(Step step) {
        return NewNames.written("action", step).stream().flatMap(NewNames::texts).noneMatch("keep"::equalsIgnoreCase);
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Set<Column> named = new HashSet<>(arguments.columns("col"));
        boolean keep = arguments.text("action", "Drop").equals("Keep");
        boolean unknown = named.stream().anyMatch(Column::isUnknown);
        List<Column> left = table.columns().stream().filter(column -> named.contains(column) == keep).toList();
        if (left.isEmpty() && !unknown) {
            context.error(ProblemCode.NO_COLUMNS_LEFT, arguments.span("col"),
                    "the step would leave no column", null);
            return table;
        }
        return table.withColumns(left);
    }
}
