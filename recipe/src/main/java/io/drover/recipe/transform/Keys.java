package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Operation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Reading;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.TypeTest;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/** By what columns are grouped, joined and sorted: typed columns by value, String columns by text. */
final class Keys {

    static final Operation SORT_TEXT = Operation.of("sort_text", Storage.TEXT,
            arguments -> Collation.textKey((String) arguments[0]), Storage.TEXT);

    static final Operation SORT_INTEGER = Operation.of("sort_integer", Storage.TEXT, arguments -> {
        Long number = Reading.plainInteger((String) arguments[0]);
        return number == null ? Collation.mismatchedKey((String) arguments[0]) : Collation.numberKey(number);
    }, Storage.TEXT);

    static final Operation SORT_DECIMAL = Operation.of("sort_decimal", Storage.TEXT, arguments -> {
        Double number = Reading.decimal((String) arguments[0]);
        return number == null ? Collation.mismatchedKey((String) arguments[0]) : Collation.numberKey(number);
    }, Storage.TEXT);

    static final Operation SORT_BOOLEAN = Operation.of("sort_boolean", Storage.TEXT, arguments -> {
        Boolean value = Reading.bool((String) arguments[0]);
        return value == null ? Collation.mismatchedKey((String) arguments[0]) : value ? "01" : "00";
    }, Storage.TEXT);

    static final Operation SORT_DATETIME = Operation.of("sort_datetime", Storage.TEXT,
            arguments -> arguments[0] == null ? null
                    : arguments[1] == null ? Collation.mismatchedKey((String) arguments[0])
                            : Collation.numberKey((Long) arguments[1]), Storage.TEXT, Storage.DATETIME).nullAware();

    /** Of a type that values fit by their form alone; the second argument is the type's name. */
    static final Operation SORT_TYPED = Operation.of("sort_typed", Storage.TEXT, arguments -> {
        String text = (String) arguments[0];
        ColumnType type = ColumnType.of(TypeName.valueOf((String) arguments[1]));
        return TypeTest.of(type).isValid(text) ? Collation.textKey(text) : Collation.mismatchedKey(text);
    }, Storage.TEXT, Storage.TEXT);

    private Keys() {}

    /** What makes two rows belong together. Values that can't be read as the column's type are told apart by text. */
    static List<Expr> grouping(Column column, Table table, AnalysisContext context) {
        Expr text = column.expr();
        Storage storage = column.type().name().computedStorage();
        if (column.type().storage() != Storage.TEXT || storage == Storage.TEXT) {
            return List.of(text);
        }
        Expr value = context.as(storage, text, table);
        Expr unread = context.call(unread(storage), List.of(text, value), ValueType.TEXT, table);
        return List.of(value, unread);
    }

    static List<Expr> grouping(List<Column> columns, Table table, AnalysisContext context) {
        List<Expr> keys = new ArrayList<>();
        columns.forEach(column -> keys.addAll(grouping(column, table, context)));
        return keys;
    }

    private static Operation unread(Storage storage) {
        return Operation.of("unread_text_" + storage.name().toLowerCase(java.util.Locale.ROOT), Storage.TEXT,
                arguments -> arguments[1] == null ? arguments[0] : null, Storage.TEXT, storage).nullAware()
                .sql("CASE WHEN {1} IS NULL THEN {0} END");
    }

    /** An expression that sorts as the column does: numbers and dates by value, text by collation, missing last. */
    static Expr sorting(PlanColumn column, Table table, AnalysisContext context) {
        Expr expr = column.expr();
        if (column.type().storage() != Storage.TEXT) {
            return expr;
        }
        TypeName type = column.type().name();
        return switch (type.computedStorage()) {
            case INTEGER -> call(SORT_INTEGER, table, context, expr);
            case DECIMAL -> call(SORT_DECIMAL, table, context, expr);
            case BOOLEAN -> call(SORT_BOOLEAN, table, context, expr);
            case DATETIME -> call(SORT_DATETIME, table, context, expr, context.as(Storage.DATETIME, expr, table));
            case TEXT, LIST -> type == TypeName.STRING ? call(SORT_TEXT, table, context, expr)
                    : call(SORT_TYPED, table, context, expr, new Expr.Literal(type.name(), ValueType.TEXT));
        };
    }

    private static Expr call(Operation operation, Table table, AnalysisContext context, Expr... arguments) {
        return context.call(operation, List.of(arguments), ValueType.TEXT, table);
    }

    /** Order keys for what a step's {@code order} says, without ties broken. */
    static List<OrderKey> order(List<OrderItem> items, Table table, Draft draft, AnalysisContext context) {
        List<OrderKey> keys = new ArrayList<>();
        for (OrderItem item : items) {
            if (item.column().isPresent()) {
                Expr sorting = sorting(item.column().get(), table, context);
                PlanColumn key = draft.compute("sort_" + item.column().get().id(), sorting);
                keys.add(new OrderKey(key.expr(), item.descending()));
            } else if (table.sourceRowNumber().isPresent()) {
                keys.add(new OrderKey(table.sourceRowNumber().get().expr(), item.descending()));
            }
        }
        return keys;
    }

    /** The same, with the current order for ties. */
    static RowOrder rowOrder(List<OrderItem> items, Table table, Draft draft, AnalysisContext context) {
        List<OrderKey> keys = new ArrayList<>(order(items, table, draft, context));
        int named = keys.size();
        keys.addAll(table.order());
        return new RowOrder(keys, named);
    }

    /** The order of groups by their columns; texts that sort alike are told apart. */
    static List<OrderKey> groupOrder(List<Column> columns, Table table, Draft draft, AnalysisContext context) {
        List<OrderKey> keys = new ArrayList<>();
        for (Column column : columns) {
            PlanColumn planColumn = column.planColumn();
            keys.add(OrderKey.ascending(draft.compute("sort_" + column.id(), sorting(planColumn, table, context))));
        }
        columns.forEach(column -> keys.add(OrderKey.ascending(column.planColumn())));
        return keys;
    }
}
