package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Texts of columns changed in place; the columns keep their types. */
final class TextEdit {

    private TextEdit() {}

    /** @param formula in which {@code $col} is the column's value */
    static Table apply(Node formula, List<Column> columns, Table table, AnalysisContext context) {
        Draft draft = new Draft(table, context);
        Map<Column, Column> edited = new LinkedHashMap<>();
        for (Column column : columns) {
            Expr value = context.analyze(formula, context.scope(table).editing(column));
            put(column, context.text(draft.lift(value, List.of(), RowOrder.of(table)), table), draft, edited);
        }
        return draft.table(Placement.replaced(table, edited));
    }

    static Table apply(List<Column> columns, Table table, AnalysisContext context, UnaryOperator<Expr> change) {
        Draft draft = new Draft(table, context);
        Map<Column, Column> edited = new LinkedHashMap<>();
        for (Column column : columns) {
            put(column, change.apply(context.text(column.expr(), table)), draft, edited);
        }
        return draft.table(Placement.replaced(table, edited));
    }

    private static void put(Column column, Expr value, Draft draft, Map<Column, Column> edited) {
        Column result = draft.column(column.name(), value, column.origins());
        edited.put(column, result.typed(new ValueType(column.type().type(), Storage.TEXT)));
    }
}
