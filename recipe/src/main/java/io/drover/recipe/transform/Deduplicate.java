package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One of several rows that are equal in all columns. */
final class Deduplicate implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("deduplicate")
            .doc("Removes rows that equal an earlier row in all columns; the first stays, and the order. Typed columns are "
                    + "compared by value, String columns by text; null equals null and isn't empty text.")
            .inPlace()
            .example("a", List.of("1", "1.0", "01", "1"), "deduplicate", "a", List.of("1", "1.0", "01"))
            .example("a|b", List.of("x|∅", "x|\"\"", "x|∅"), "deduplicate", "a|b", List.of("x|∅", "x|\"\""))
            .example("a:Integer", List.of("1", "x", "x", "\"\"", "∅"), "deduplicate", "a",
                    List.of("1", "x", "\"\"", "∅"))
            .boundary("a", List.of("1"), "deduplicate", "a", List.of("1"))
            .tie("a|b", List.of("x|1", "x|2", "x|1"), "deduplicate", "a|b", List.of("x|1", "x|2"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        boolean byText = table.columns().stream()
                .allMatch(column -> Keys.grouping(column, table, context).size() == 1);
        boolean sourceOrder = table.order().size() == 1 && !table.order().get(0).descending()
                && table.order().get(0).column().type().storage() == Storage.INTEGER;
        Table result = byText && sourceOrder ? distinct(table, context) : firstOfEach(table, context);
        return new Table(result.plan(), result.columns(), result.order(), result.sourceRowNumber(), Optional.empty());
    }

    /**
     * Equal rows are the same row, so grouping gives all but their places, and the place is the smallest. Where nobody
     * looks at the order, that is all an engine has to do.
     */
    private static Table distinct(Table table, AnalysisContext context) {
        List<NamedExpr> keys = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            NamedExpr key = new NamedExpr(context.freshId(column.name()), column.expr());
            keys.add(key);
            columns.add(new Column(column.name(), key.id(), column.type(), column.origins()));
        }
        List<NamedExpr> first = new ArrayList<>();
        NamedExpr order = minimum(table.order().get(0).column(), context);
        first.add(order);
        Optional<NamedExpr> number = table.sourceRowNumber().map(column -> minimum(column.expr(), context));
        number.ifPresent(first::add);
        return new Table(new Plan.Aggregate(table.plan(), keys, first, List.of()), columns,
                List.of(OrderKey.ascending(order.column())), number.map(NamedExpr::column), Optional.empty());
    }

    private static NamedExpr minimum(Expr.Column column, AnalysisContext context) {
        return new NamedExpr(context.freshId(column.id()),
                new Expr.Aggregate(GroupOperations.MINIMUM_INTEGER, List.of(column), ValueType.INTEGER));
    }

    private static Table firstOfEach(Table table, AnalysisContext context) {
        Draft draft = new Draft(table, context);
        List<Expr> keys = Keys.grouping(table.columns(), table, context);
        Expr number = new Expr.Window(
                GroupOperations.ROW_NUMBER, List.of(), Expr.Frame.PARTITION, ValueType.INTEGER);
        Expr place = draft.lift(number, keys, RowOrder.of(table));
        draft.filter(new Expr.Call(RowOperations.IS_EQUAL_INTEGER,
                List.of(place, new Expr.Literal(1L, ValueType.INTEGER)), ValueType.BOOLEAN));
        return draft.table(table.columns());
    }
}
