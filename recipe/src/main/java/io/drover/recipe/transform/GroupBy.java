package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Step;
import java.util.ArrayList;
import java.util.List;

/** One row per group. */
final class GroupBy implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("groupby", "aggregate")
            .doc("Makes one row of each group: the group columns, then the aggregates. Without value the distinct groups; "
                    + "without group one row. With type newColumn all rows stay and the aggregates are added to them.")
            .optional("value", ParameterKind.EXPRESSIONS, "aggregate functions, or formulas over them")
            .optional("group", ParameterKind.COLUMNS, "the whole table", "rows with equal values are a group")
            .keyword("type", "agg", "a new table, or new columns", "agg", "newColumn")
            .optional("as", ParameterKind.NEW_NAMES, "names of the aggregates")
            .example("g|x:Integer", List.of("b|1", "a|2", "b|3"), "groupby value: SUM(x),COUNT() group: g",
                    "g|sum_x|row_count", List.of("a|2|1", "b|4|2"))
            .example("g", List.of("b", "a", "b"), "groupby group: g", "g", List.of("a", "b"))
            .example("x:Integer", List.of("1", "2"), "aggregate value: COUNTIF(x > 1)", "countif", List.of("1"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"), "groupby value: COUNT() group: a", "a|row_count",
                    List.of("1|1", "x|1", "\"\"|1", "∅|1"))
            .boundary("a:Integer", List.of(), "groupby value: COUNT(), MAX(a)", "row_count|max_a", List.of("0|∅"))
            .tie("a:Integer", List.of("07", "7", "8"), "groupby value: COUNT() group: a", "a|row_count",
                    List.of("7|2", "8|1"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public NewNames newNames(Step step) {
        NewNames declared = NewNames.declared(DECLARATION, step);
        return declared.names().isEmpty() ? AggregateNames.like(NewNames.written("value", step)) : declared;
    }

    @Override
    public boolean passesOn(Step step) {
        return NewNames.written("type", step).stream().flatMap(NewNames::texts).anyMatch("newColumn"::equalsIgnoreCase);
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        List<Node> formulas = arguments.expressions("value");
        List<Column> group = arguments.columns("group");
        if (formulas.isEmpty() && group.isEmpty() && !arguments.isUnknown("value")) {
            context.error(ProblemCode.MISSING_PARAMETER, arguments.span("value"),
                    arguments.verb() + " needs value (aggregate functions) or group (columns)", null);
        }
        if (arguments.text("type", "agg").equals("newColumn")) {
            return added(formulas, group, arguments, table, context);
        }
        Grouping grouping = new Grouping(group, table, context);
        List<String> names = names(formulas, arguments,
                new GeneratedNames(group.stream().map(Column::name).toList()), table);
        for (int i = 0; i < formulas.size(); i++) {
            grouping.value(names.get(i), formulas.get(i));
        }
        return grouping.table();
    }

    static List<String> names(List<Node> formulas, StepArguments arguments, GeneratedNames used, Table table) {
        List<String> given = arguments.texts("as");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < formulas.size(); i++) {
            names.add(i < given.size() ? given.get(i) : used.free(AggregateNames.of(formulas.get(i), table)));
        }
        return names;
    }

    private static Table added(List<Node> formulas, List<Column> group, StepArguments arguments, Table table,
            AnalysisContext context) {
        List<String> names = names(formulas, arguments, GeneratedNames.of(table), table);
        Draft draft = new Draft(table, context);
        List<Expr> partition = Keys.grouping(group, table, context);
        List<Column> added = new ArrayList<>();
        for (int i = 0; i < formulas.size(); i++) {
            Expr value = context.analyze(formulas.get(i), context.scope(table));
            Expr lifted = draft.lift(value, partition, RowOrder.of(table));
            added.add(draft.column(names.get(i), lifted, draft.origins(value)));
        }
        return draft.table(Placement.atEnd(table, added));
    }
}
