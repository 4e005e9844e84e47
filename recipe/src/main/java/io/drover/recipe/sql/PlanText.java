package io.drover.recipe.sql;

import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.plan.PlanTree;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan as an indented tree for people: each node with its expressions in a dialect's SQL, inputs below it. */
public final class PlanText {
    private final Dialect dialect;
    private final Map<Plan, Integer> shared = new IdentityHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private PlanText(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A node that is used more than once is shown once and referred to by number. */
    public static String of(Plan plan, Dialect dialect) {
        PlanText printer = new PlanText(dialect);
        printer.print(plan, 0);
        return printer.text.toString();
    }

    private void print(Plan plan, int depth) {
        String indent = "  ".repeat(depth);
        Integer number = shared.get(plan);
        if (number != null) {
            text.append(indent).append("node ").append(number).append(" again\n");
            return;
        }
        shared.put(plan, shared.size() + 1);
        text.append(indent).append(shared.size()).append(' ').append(node(plan)).append('\n');
        PlanTree.inputs(plan).forEach(input -> print(input, depth + 1));
    }

    private String node(Plan plan) {
        if (plan instanceof Plan.Scan scan) {
            return "scan " + scan.source() + ": " + scan.fields().stream()
                    .map(field -> field.column().id()).collect(Collectors.joining(", "));
        } else if (plan instanceof Plan.Values values) {
            return "values: " + values.rows().size() + " rows of " + ids(values.columns());
        } else if (plan instanceof Plan.Project project) {
            return "project " + named(project.expressions());
        } else if (plan instanceof Plan.Filter filter) {
            return "filter " + sql(filter.condition());
        } else if (plan instanceof Plan.Aggregate aggregate) {
            return "aggregate by " + named(aggregate.keys()) + " of " + named(aggregate.aggregates());
        } else if (plan instanceof Plan.Window window) {
            return "window partitioned by " + list(window.partition()) + " ordered by " + order(window.order()) + ": "
                    + window.calls().stream().map(call -> call.id() + " = " + called(call.expr()))
                            .collect(Collectors.joining(", "));
        } else if (plan instanceof Plan.Join join) {
            return join.kind().name().toLowerCase(java.util.Locale.ROOT) + " join on " + list(join.leftKeys()) + " = "
                    + list(join.rightKeys()) + (join.condition() == null ? "" : " and " + sql(join.condition()));
        } else if (plan instanceof Plan.Union union) {
            return "union of " + union.inputs().size() + " as " + ids(union.columns());
        } else if (plan instanceof Plan.Sort sort) {
            return "sort by " + order(sort.order());
        } else if (plan instanceof Plan.Limit limit) {
            return "first " + limit.count() + " by " + order(limit.order());
        } else if (plan instanceof Plan.Explode explode) {
            return (explode.outer() ? "outer explode " : "explode ") + sql(explode.list()) + " as "
                    + explode.element().id();
        } else if (plan instanceof Plan.Expand expand) {
            return "expand to " + expand.projections().size() + " rows of " + ids(expand.columns());
        }
        throw new IllegalArgumentException("unknown node " + plan.getClass().getName());
    }

    private String named(List<NamedExpr> expressions) {
        return expressions.stream()
                .map(named -> named.expr() instanceof Expr.Column column && column.id().equals(named.id())
                        ? named.id()
                        : named.id() + " = " + called(named.expr()))
                .collect(Collectors.joining(", "));
    }

    private String called(Expr expr) {
        if (expr instanceof Expr.Aggregate aggregate) {
            return aggregate.operation().name() + "(" + list(aggregate.arguments()) + ")";
        }
        if (expr instanceof Expr.Window window) {
            return window.operation().name() + "(" + list(window.arguments()) + ")";
        }
        return sql(expr);
    }

    private String list(List<Expr> expressions) {
        return expressions.stream().map(this::sql).collect(Collectors.joining(", "));
    }

    private String sql(Expr expr) {
        return new ExpressionSql(dialect).scalar(expr);
    }

    private static String order(List<OrderKey> order) {
        return order.stream().map(key -> key.column().id() + (key.descending() ? " descending" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String ids(List<PlanColumn> columns) {
        return columns.stream().map(PlanColumn::id).collect(Collectors.joining(", "));
    }
}
