package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.OrderKey;
import java.util.ArrayList;
import java.util.List;

/** Another row order. */
final class Sort implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("sort")
            .doc("Orders the rows: valid values, then mismatched ones, then empty ones, then null; numbers and dates by "
                    + "value, text without regard to case and accents unless nothing else tells it apart. Descending is "
                    + "the exact reverse; ties keep their order.")
            .inPlace()
            .required("order", ParameterKind.ORDER, "columns, each with - in front for descending, or $sourcerownumber")
            .example("c:Integer", List.of("10", "9", "x", "∅", "\"\""), "sort order: c", "c",
                    List.of("9", "10", "x", "\"\"", "∅"))
            .example("c:Integer", List.of("10", "9", "x", "∅", "\"\""), "sort order: -c", "c",
                    List.of("∅", "\"\"", "x", "10", "9"))
            .example("c", List.of("b", "A", "a", "2", "10"), "sort order: c", "c", List.of("2", "10", "a", "A", "b"))
            .boundary("a:Integer", List.of(), "sort order: a", "a", List.of())
            .tie("a:Integer|b", List.of("5|x", "05|y", "4|z"), "sort order: -a", "a|b", List.of("5|x", "05|y", "4|z"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Draft draft = new Draft(table, context);
        List<OrderKey> order = new ArrayList<>(Keys.order(arguments.order("order"), table, draft, context));
        order.forEach(key -> context.sortedBy(key.column().id()));
        order.addAll(table.order());
        return draft.table(table.columns()).withOrder(order);
    }
}
