package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import java.util.ArrayList;
import java.util.List;

/** Several formulas over the same groups and order, each a new column (older dialect). */
final class Window implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("window")
            .adding()
            .doc("Adds a column for each window or aggregate function, computed along order inside the group; named "
                    + "window, window1, ….")
            .required("value", ParameterKind.EXPRESSIONS, "the functions")
            .optional("group", ParameterKind.COLUMNS, "the whole table", "rows with equal values are a group")
            .optional("order", ParameterKind.ORDER, "the current order", "order of the rows in a group")
            .optional("as", ParameterKind.NEW_NAMES, "window, window<n>", "names of the columns")
            .example("a:Integer", List.of("3", "1", "2"), "window value: PREV(a, 1), ROWNUMBER() order: a",
                    "a|window|window1", List.of("3|2|3", "1|∅|1", "2|1|2"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"), "window value: ROLLINGSUM(a)", "a|window",
                    List.of("1|1", "x|1", "\"\"|1", "∅|1"))
            .boundary("a", List.of("1"), "window value: PREV(a, 1), NEXT(a, 1)", "a|window|window1", List.of("1|∅|∅"))
            .tie("a:Integer", List.of("5", "7", "5"), "window value: RANK() order: a", "a|window",
                    List.of("5|1", "7|3", "5|1"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Draft draft = new Draft(table, context);
        List<Column> group = arguments.columns("group");
        List<Expr> partition = Keys.grouping(group, table, context);
        RowOrder order = Keys.rowOrder(arguments.order("order"), table, draft, context);
        GeneratedNames names = GeneratedNames.of(table);
        List<Column> added = new ArrayList<>();
        List<Node> formulas = arguments.expressions("value");
        for (int i = 0; i < formulas.size(); i++) {
            Expr value = context.analyze(formulas.get(i), context.scope(table));
            Expr lifted = draft.lift(value, partition, order);
            String name = i < arguments.texts("as").size() ? arguments.texts("as").get(i) : names.free("window");
            if (arguments.has("as")) {
                Placement.checkNew(name, table, arguments, "as", context);
            }
            added.add(draft.column(name, lifted, draft.origins(value)));
        }
        return draft.table(Placement.beside(table, formulas, group, arguments.order("order"), added));
    }
}
