package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plan of a table while a step adds to it. Expressions are collected and put into one project as late as possible;
 * every column of the input stays, under its id, for pruning to remove.
 */
final class Draft {

    private final AnalysisContext context;
    private final Table table;
    private final List<NamedExpr> pending = new ArrayList<>();
    private final Set<String> pendingIds = new HashSet<>();
    private Plan plan;

    Draft(Table table, AnalysisContext context) {
        this.context = context;
        this.table = table;
        this.plan = table.plan();
    }

    /**
     * A plan column with the expression's value: a column that is there already costs nothing. Aggregates and window
     * functions that weren't lifted are over the whole table in its order.
     */
    PlanColumn compute(String name, Expr value) {
        Expr expr = lift(value, List.of(), RowOrder.of(table));
        if (expr instanceof Expr.Column column) {
            return new PlanColumn(column.id(), column.type());
        }
        if (ExprTree.columns(expr).stream().anyMatch(pendingIds::contains)) {
            plan();
        }
        NamedExpr named = new NamedExpr(context.freshId(name), expr);
        pending.add(named);
        pendingIds.add(named.id());
        return named.column();
    }

    /** A visible column of that name, its origins those of the table's columns that the expression reads. */
    Column column(String name, Expr expr) {
        return column(name, expr, origins(expr));
    }

    Column column(String name, Expr expr, Set<Column.Origin> origins) {
        PlanColumn computed = compute(name, expr);
        return new Column(name, computed.id(), computed.type(), origins);
    }

    Set<Column.Origin> origins(Expr expr) {
        Set<String> read = ExprTree.columns(expr);
        Set<Column.Origin> origins = new HashSet<>();
        table.columns().stream().filter(column -> read.contains(column.id()))
                .forEach(column -> origins.addAll(column.origins()));
        return origins;
    }

    void filter(Expr condition) {
        plan = new Plan.Filter(plan(), condition);
    }

    /** Puts another node on top. */
    void wrap(java.util.function.UnaryOperator<Plan> node) {
        plan = node.apply(plan());
    }

    /**
     * The expression with its aggregates and window functions computed by window nodes: over the whole partition, and
     * in {@code order} inside it.
     */
    Expr lift(Expr expr, List<Expr> partition, RowOrder order) {
        Expr current = expr;
        while (ExprTree.isLifted(current)) {
            Map<Expr, NamedExpr> calls = new LinkedHashMap<>();
            ExprTree.forEach(current, node -> {
                if (isInnermost(node)) {
                    calls.computeIfAbsent(node, call -> new NamedExpr(context.freshId(name(call)), call));
                }
            });
            plan = new Plan.Window(plan(), partition, order.keys(), order.named(), List.copyOf(calls.values()));
            current = ExprTree.map(current,
                    node -> calls.containsKey(node) ? calls.get(node).column().expr() : node);
        }
        return current;
    }

    static boolean isInnermost(Expr node) {
        return (node instanceof Expr.Aggregate || node instanceof Expr.Window)
                && ExprTree.arguments(node).stream().noneMatch(ExprTree::isLifted);
    }

    static String name(Expr call) {
        return call instanceof Expr.Aggregate aggregate ? aggregate.operation().name()
                : ((Expr.Window) call).operation().name();
    }

    /** The plan with everything computed so far. */
    Plan plan() {
        if (!pending.isEmpty()) {
            List<NamedExpr> all = new ArrayList<>(plan.columns().stream().map(NamedExpr::keep).toList());
            all.addAll(pending);
            plan = new Plan.Project(plan, all);
            pending.clear();
            pendingIds.clear();
        }
        return plan;
    }

    /** The table with its plan so far and these columns. */
    Table table(List<Column> columns) {
        return table.withPlan(plan()).withColumns(columns);
    }
}
