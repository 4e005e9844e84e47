package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.syntax.Node;
import java.util.List;

/** A new column from a formula. */
final class Derive implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("derive", "rownumber")
            .adding()
            .doc("Adds a column with the value of a formula. An aggregate gives every row the value of its group (of the "
                    + "whole table without group); a window function runs along order inside the group.")
            .optional("value", ParameterKind.EXPRESSION, "the formula; rownumber has its own")
            .optional("as", ParameterKind.NEW_NAME, "column<n>", "name of the column")
            .keyword("type", "", "how the formula is meant; makes no difference", "single", "multiple", "singlerow",
                    "multirow")
            .optional("group", ParameterKind.COLUMNS, "the whole table", "rows with equal values are a group")
            .optional("order", ParameterKind.ORDER, "the current order", "order of the rows in a group")
            .example("k|q:Integer", List.of("a|1", "b|5", "a|2"),
                    "derive type: multiple value: SUM(q) group: k as: 't'", "k|q|t", List.of("a|1|3", "b|5|5", "a|2|3"))
            .example("a|b:Integer|c", List.of("x|1|y"), "derive value: b + 1", "a|b|column1|c", List.of("x|1|2|y"))
            .example("a", List.of("x", "y"), "rownumber as: 'n'", "a|n", List.of("x|1", "y|2"))
            .example("x:Integer", List.of("1", "x", "\"\"", "∅"), "derive value: x + 1 as: 'y'", "x|y",
                    List.of("1|2", "x|∅", "\"\"|∅", "∅|∅"))
            .boundary("x:Integer", List.of("9223372036854775807", "-9223372036854775808"),
                    "derive value: x + 1 as: 'y'", "x|y",
                    List.of("9223372036854775807|∅", "-9223372036854775808|-9223372036854775807"))
            .tie("k|v", List.of("b|1", "a|2", "a|3"), "derive type: multiple value: ROWNUMBER() order: k as: 'n'",
                    "k|n|v", List.of("b|3|1", "a|1|2", "a|2|3"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        boolean rowNumber = arguments.verb().equals("rownumber");
        if (!rowNumber && !arguments.has("value")) {
            context.error(ProblemCode.MISSING_PARAMETER, arguments.span("value"),
                    "derive needs the parameter value (formula)", null);
        }
        Node formula = rowNumber && !arguments.has("value") ? Formula.at(arguments.span("value")).call("ROWNUMBER")
                : arguments.expression("value");
        return derived(formula, arguments, table, context);
    }

    static Table derived(Node formula, StepArguments arguments, Table table,
            AnalysisContext context) {
        String name = Placement.newName(arguments, "as", table, context,
                () -> GeneratedNames.of(table).numbered("column"));
        Expr value = context.analyze(formula, context.scope(table));
        Draft draft = new Draft(table, context);
        List<Column> group = arguments.columns("group");
        RowOrder order = Keys.rowOrder(arguments.order("order"), table, draft, context);
        Expr lifted = draft.lift(value, Keys.grouping(group, table, context), order);
        Column column = draft.column(name, lifted, draft.origins(value));
        return draft.table(
                Placement.beside(table, List.of(formula), group, arguments.order("order"), List.of(column)));
    }
}
