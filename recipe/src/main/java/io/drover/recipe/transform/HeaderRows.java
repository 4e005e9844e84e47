package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Rows that give names: asked of the data, and taken out of it.
 *
 * @param cells texts of the rows, in the order asked for
 * @param removed the table without them
 */
record HeaderRows(List<List<String>> cells, Table removed) {

    /**
     * Empty if the rows aren't known or there are none, which is told.
     *
     * @param rowNumbers source row numbers; empty for the first row of the table
     */
    static Optional<HeaderRows> take(List<Long> rowNumbers, Span span, Table table, AnalysisContext context) {
        return rowNumbers.isEmpty() ? first(span, table, context) : numbered(rowNumbers, span, table, context);
    }

    private static Optional<HeaderRows> first(Span span, Table table, AnalysisContext context) {
        boolean byPlace = table.order().size() == 1 && !table.order().get(0).descending()
                && table.order().get(0).column().type().storage() == Storage.INTEGER;
        Draft draft = new Draft(table, context);
        // Where the order is one increasing number the row can be left out by comparing it, without counting rows.
        Expr place = byPlace ? table.order().get(0).column()
                : draft.lift(new Expr.Window(GroupOperations.ROW_NUMBER, List.of(), Expr.Frame.PARTITION,
                        ValueType.INTEGER), List.of(), RowOrder.of(table));
        Optional<List<List<Object>>> answer = context.probe(new Plan.Limit(
                texts(draft.plan(), table, place, table.order(), context), table.order(), 1), 1);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        if (answer.get().isEmpty()) {
            context.error(ProblemCode.SHAPE_UNKNOWN, span, "the table has no row to take names from", null);
            return Optional.empty();
        }
        List<Object> row = answer.get().get(0);
        Long number = (Long) row.get(table.columns().size());
        if (number == null) {
            context.error(ProblemCode.SHAPE_UNKNOWN, span, "the rows have no order to find the first by", null);
            return Optional.empty();
        }
        draft.filter(new Expr.Call(RowOperations.IS_GREATER,
                List.of(place, new Expr.Literal(number, ValueType.INTEGER)), ValueType.BOOLEAN));
        List<String> cells = cells(row, table);
        if (byPlace && isOfSeveralFiles(table)) {
            draft.filter(new Expr.Call(RowOperations.IS_NOT_TRUE, List.of(repeats(cells, table, context)),
                    ValueType.BOOLEAN));
        }
        return Optional.of(new HeaderRows(List.of(cells), draft.table(table.columns())));
    }

    /** Rows of several files still know their file, but have no numbers. */
    private static boolean isOfSeveralFiles(Table table) {
        return table.sourceRowNumber().isEmpty() && table.filePath().isPresent();
    }

    /** Each file has its header, so whatever row says the same as the first one is the header of another file. */
    private static Expr repeats(List<String> cells, Table table, AnalysisContext context) {
        List<Expr> same = new ArrayList<>();
        for (int c = 0; c < cells.size(); c++) {
            same.add(new Expr.Call(RowOperations.IS_SAME_TEXT,
                    List.of(context.text(table.columns().get(c).expr(), table),
                            new Expr.Literal(cells.get(c), ValueType.TEXT)), ValueType.BOOLEAN));
        }
        // In pairs, so that a wide table makes no deep formula.
        while (same.size() > 1) {
            List<Expr> pairs = new ArrayList<>();
            for (int i = 0; i < same.size(); i += 2) {
                pairs.add(i + 1 == same.size() ? same.get(i)
                        : new Expr.Call(RowOperations.BOTH, List.of(same.get(i), same.get(i + 1)), ValueType.BOOLEAN));
            }
            same = pairs;
        }
        return same.get(0);
    }

    private static Optional<HeaderRows> numbered(List<Long> rowNumbers, Span span, Table table, AnalysisContext context) {
        if (table.sourceRowNumber().isEmpty()) {
            context.error(ProblemCode.INVALID_PARAMETER, span, "the rows have no source row numbers here",
                    "take the first row: header without sourcerownumber");
            return Optional.empty();
        }
        PlanColumn number = table.sourceRowNumber().get();
        Draft draft = new Draft(table, context);
        List<List<String>> cells = new ArrayList<>();
        Plan texts = texts(draft.plan(), table, number.expr(), List.of(), context);
        for (Long wanted : rowNumbers) {
            Expr literal = new Expr.Literal(wanted, ValueType.INTEGER);
            PlanColumn place = texts.columns().get(table.columns().size());
            Expr found = new Expr.Call(
                    RowOperations.IS_EQUAL_INTEGER, List.of(place.expr(), literal), ValueType.BOOLEAN);
            Optional<List<List<Object>>> answer = context.probe(
                    new Plan.Limit(new Plan.Filter(texts, found), List.of(), 1), 1);
            if (answer.isPresent() && answer.get().isEmpty()) {
                context.error(ProblemCode.SHAPE_UNKNOWN, span, "there is no row with source row number " + wanted, null);
            }
            answer.stream().flatMap(List::stream).forEach(row -> cells.add(cells(row, table)));
            Expr same = new Expr.Call(
                    RowOperations.IS_EQUAL_INTEGER, List.of(number.expr(), literal), ValueType.BOOLEAN);
            draft.filter(new Expr.Call(RowOperations.IS_NOT_TRUE, List.of(same), ValueType.BOOLEAN));
        }
        return cells.size() < rowNumbers.size() ? Optional.empty()
                : Optional.of(new HeaderRows(cells, draft.table(table.columns())));
    }

    /** The visible columns as text, then the place, then what the order needs. */
    private static Plan texts(
            Plan plan, Table table, Expr place, List<OrderKey> order, AnalysisContext context) {
        List<NamedExpr> expressions = new ArrayList<>();
        for (Column column : table.columns()) {
            expressions.add(new NamedExpr(
                    context.freshId(column.name()), context.text(column.expr(), table)));
        }
        expressions.add(new NamedExpr(context.freshId("place"), place));
        order.forEach(key -> expressions.add(new NamedExpr(key.column().id(), key.column())));
        return new Plan.Project(plan, expressions);
    }

    private static List<String> cells(List<Object> row, Table table) {
        List<String> cells = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            cells.add((String) row.get(c));
        }
        return cells;
    }

    /** A cell as a name; empty if there is nothing in it. */
    static Optional<String> cleaned(String cell, boolean sanitize) {
        if (cell == null) {
            return Optional.empty();
        }
        String name = cell.replace("\uFEFF", "").strip();
        if (sanitize) {
            name = name.replaceAll("[^A-Za-z0-9_]+", "_");
        }
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }
}
