package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.function.Operation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Rows made into groups: the columns they are grouped by, and formulas over aggregates. A group of equal values shows
 * their text if all are spelt alike, else the canonical text.
 */
final class Grouping {

    private static final Operation GROUP_TEXT = Operation.of("group_text", Storage.TEXT,
            arguments -> Objects.equals(arguments[0], arguments[1]) || arguments[2] == null
                    ? arguments[0] : arguments[2], Storage.TEXT, Storage.TEXT, Storage.TEXT).nullAware()
            .sql("CASE WHEN {0} = {1} OR {2} IS NULL THEN {0} ELSE {2} END");

    private final Table table;
    private final AnalysisContext context;
    private final Draft draft;
    private final List<NamedExpr> keys = new ArrayList<>();
    private final List<NamedExpr> aggregates = new ArrayList<>();
    private final Map<Expr, NamedExpr> calls = new LinkedHashMap<>();
    private final List<Key> shown = new ArrayList<>();
    private final List<Value> values = new ArrayList<>();
    /** Whether it isn't known what all the rows are grouped by. */
    private boolean incomplete;

    /** @param lowest and {@code highest}: spelling, where there may be several */
    private record Key(Column column, NamedExpr value, Optional<NamedExpr> lowest, Optional<NamedExpr> highest) {}

    private record Value(String name, Expr expr, Set<Column.Origin> origins) {}

    Grouping(List<Column> group, Table table, AnalysisContext context) {
        this.table = table;
        this.context = context;
        this.draft = new Draft(table, context);
        group.forEach(this::key);
    }

    private void key(Column column) {
        if (column.isUnknown()) {
            incomplete = true;
            return;
        }
        List<Expr> parts = Keys.grouping(column, table, context);
        List<NamedExpr> named = new ArrayList<>();
        parts.forEach(part -> named.add(new NamedExpr(context.freshId(column.name()), part)));
        keys.addAll(named);
        if (parts.size() == 1) {
            shown.add(new Key(column, named.get(0), Optional.empty(), Optional.empty()));
            return;
        }
        Expr text = column.expr();
        NamedExpr lowest = new NamedExpr(context.freshId(column.id() + "_low"),
                new Expr.Aggregate(GroupOperations.MINIMUM_TEXT, List.of(text), ValueType.TEXT));
        NamedExpr highest = new NamedExpr(context.freshId(column.id() + "_high"),
                new Expr.Aggregate(GroupOperations.MAXIMUM_TEXT, List.of(text), ValueType.TEXT));
        aggregates.add(lowest);
        aggregates.add(highest);
        shown.add(new Key(column, named.get(0), Optional.of(lowest), Optional.of(highest)));
    }

    /** Adds a formula over aggregates; columns outside of them must be grouped by. */
    void value(String name, Node formula) {
        Expr bound = context.analyze(formula, context.scope(table));
        Set<Column.Origin> origins = draft.origins(bound);
        Expr inner = liftArguments(bound);
        Expr outer = ExprTree.map(inner, node -> {
            if (node instanceof Expr.Aggregate aggregate) {
                return calls.computeIfAbsent(aggregate, call -> {
                    NamedExpr named = new NamedExpr(context.freshId(name), call);
                    aggregates.add(named);
                    return named;
                }).column().expr();
            }
            return node;
        });
        values.add(new Value(name, grouped(outer, formula.span()), origins));
    }

    /** Adds an aggregate of the input's columns. */
    void aggregate(String name, Expr.Aggregate aggregate, Set<Column.Origin> origins) {
        NamedExpr named = new NamedExpr(context.freshId(name), aggregate);
        aggregates.add(named);
        values.add(new Value(name, named.column().expr(), origins));
    }

    /** Window functions and aggregates inside an aggregate's arguments are computed before the rows are grouped. */
    private Expr liftArguments(Expr expr) {
        if (expr instanceof Expr.Aggregate aggregate) {
            List<Expr> partition = keys.stream().map(NamedExpr::expr).toList();
            List<Expr> arguments = aggregate.arguments().stream()
                    .map(argument -> draft.lift(argument, partition, RowOrder.of(table))).toList();
            return ExprTree.withArguments(aggregate, arguments);
        }
        List<Expr> arguments = ExprTree.arguments(expr).stream().map(this::liftArguments).toList();
        return arguments.isEmpty() ? expr : ExprTree.withArguments(expr, arguments);
    }

    private Expr grouped(Expr expr, Span span) {
        Set<String> made = new HashSet<>();
        calls.values().forEach(call -> made.add(call.id()));
        Map<String, Expr> byId = new HashMap<>();
        for (Key key : shown) {
            byId.put(key.column().id(), shown(key));
        }
        boolean[] window = new boolean[1];
        ExprTree.forEach(expr, node -> window[0] |= node instanceof Expr.Window);
        if (window[0]) {
            context.error(ProblemCode.MISPLACED_FUNCTION, span, "a window function needs single rows; here rows are grouped",
                    "compute it in a step before, with derive");
            return expr;
        }
        ExprTree.forEach(expr, node -> {
            if (node instanceof Expr.Column column && !made.contains(column.id())
                    && !byId.containsKey(column.id()) && !incomplete) {
                String name = table.columns().stream().filter(candidate -> candidate.id().equals(column.id()))
                        .map(Column::name).findFirst().orElse(column.id());
                context.error(ProblemCode.INVALID_ARGUMENT, span,
                        "column " + name + " is neither inside an aggregate nor grouped by",
                        "use an aggregate such as ANY(" + name + "), or add it to group");
            }
        });
        return ExprTree.replaceColumns(expr, byId);
    }

    private Expr shown(Key key) {
        PlanColumn value = key.value().column();
        if (key.lowest().isEmpty()) {
            return value.expr();
        }
        Expr typed = new Expr.Column(value.id(), ValueType.computed(key.column().type().type()));
        Expr canonical = context.text(typed, table);
        return new Expr.Call(GROUP_TEXT, List.of(key.lowest().get().column().expr(),
                key.highest().get().column().expr(), canonical), key.column().type());
    }

    /** Group columns, then values; rows in the order of the group columns. */
    Table table() {
        Plan grouped = plan();
        Draft result = new Draft(new Table(grouped, List.of(), List.of(), Optional.empty(), Optional.empty()), context);
        List<Column> columns = new ArrayList<>(groupColumns(result));
        List<Column> group = List.copyOf(columns);
        for (Value value : values) {
            columns.add(result.column(value.name(), value.expr(), value.origins()));
        }
        List<OrderKey> order = Keys.groupOrder(group, table, result, context);
        return new Table(result.plan(), columns, order, Optional.empty(), Optional.empty());
    }

    Plan plan() {
        return new Plan.Aggregate(draft.plan(), keys, aggregates, table.order());
    }

    private List<Column> groupColumns(Draft result) {
        List<Column> columns = new ArrayList<>();
        for (Key key : shown) {
            columns.add(result.column(key.column().name(), shown(key), key.column().origins())
                    .typed(key.column().type()));
        }
        return columns;
    }
}
