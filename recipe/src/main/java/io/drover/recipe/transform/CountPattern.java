package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.function.Operation;
import io.drover.recipe.pattern.MatchClauses;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;
import java.util.Optional;

/** How often a pattern occurs in a text. */
final class CountPattern implements Transform {

    private static final Operation COUNT = Operation.of("count_matches", Storage.INTEGER,
            a -> (long) MatchClauses.of((String) a[1]).findAll((String) a[0]).size(), Storage.TEXT, Storage.TEXT);

    private static final TransformDeclaration DECLARATION = TransformDeclaration
            .transform("countpattern", "countpatterns", "countmatches")
            .adding()
            .doc("Adds a column with the number of matches in a text that don't overlap; with a region only, 1 if it isn't "
                    + "empty.")
            .required("col", ParameterKind.COLUMN, "the column")
            .keyword("type", "custom", "newer spelling; the other parameters say it all", "custom", "on", "between",
                    "positions")
            .matchClauses()
            .optional("as", ParameterKind.NEW_NAME, "countpattern_<col>", "name of the column")
            .example("a", List.of("abab", "x", "∅"), "countpattern col: a on: 'ab'", "a|countpattern_a",
                    List.of("abab|2", "x|0", "∅|∅"))
            .example("a:Integer", List.of("11", "x", "\"\"", "∅"), "countpattern col: a on: '1' as: 'n'", "a|n",
                    List.of("11|2", "x|0", "\"\"|0", "∅|∅"))
            .boundary("a", List.of("xy", "x-y"), "countpattern col: a after: 'x' before: 'y' as: 'n'", "a|n",
                    List.of("xy|0", "x-y|1"))
            .tie("a", List.of("aaa"), "countpattern col: a on: 'aa' as: 'n'", "a|n", List.of("aaa|1"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Column source = arguments.column("col");
        Optional<MatchClauses> clauses = Patterns.clauses(arguments, context);
        String name = Placement.newName(arguments, "as", table, context,
                () -> GeneratedNames.of(table).free("countpattern_" + source.name()));
        Draft draft = new Draft(table, context);
        Expr count = context.call(COUNT, List.of(context.text(source.expr(), table),
                Patterns.encodedClauses(clauses)), ValueType.INTEGER, table);
        Column column = draft.column(name, count, source.origins());
        return draft.table(Placement.rightOf(table, source, List.of(column)));
    }
}
