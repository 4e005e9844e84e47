package io.drover.photon.plan;

import io.drover.photon.kernel.DuckDbKernelCalls;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.plan.PlanTree;
import io.drover.recipe.sql.ExpressionSql;
import io.drover.recipe.sql.KernelUse;
import io.drover.recipe.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A plan as one DuckDB statement: each node a common table expression, one that several others read materialised.
 *
 * <p>An instance writes one statement.
 */
public final class PlanSql {
    /** Stands where a node has no column: a table without columns can't be written. */
    static final String NO_COLUMN = "1 AS \"$\"";

    private final ExpressionSql expressions = new ExpressionSql(Dialect.DUCKDB, new DuckDbKernelCalls());
    private final SqlSyntax syntax = expressions.syntax();
    private final ScanSql scans;
    private final Map<Plan, String> names = new IdentityHashMap<>();
    private final Map<String, String> definitions = new LinkedHashMap<>();

    public PlanSql(ScanSql scans) {
        this.scans = scans;
    }

    /** The kernels that the statement calls. */
    public KernelUse kernels() {
        return expressions.kernels();
    }

    /**
     * The statement.
     *
     * @param output what it gives, over the plan's columns; the ids are the result's names
     * @param order of the result; empty leaves it open
     */
    public String select(Plan plan, List<NamedExpr> output, List<OrderKey> order) {
        return select(plan, output, order, -1);
    }

    /** @param limit at most so many rows; -1 for all */
    public String select(Plan plan, List<NamedExpr> output, List<OrderKey> order, long limit) {
        List<Plan> nodes = PlanTree.bottomUp(plan);
        Map<Plan, Integer> readers = new IdentityHashMap<>();
        nodes.forEach(node -> PlanTree.inputs(node).forEach(input -> readers.merge(input, 1, Integer::sum)));
        for (Plan node : nodes) {
            String name = "n" + names.size();
            String body = body(node);
            define(name, body, readers.getOrDefault(node, 0) > 1);
            names.put(node, name);
        }
        String select = "SELECT " + projection(output) + " FROM " + names.get(plan) + orderBy(plan, order)
                + (limit < 0 ? "" : " LIMIT " + limit);
        return "WITH " + definitions.entrySet().stream()
                .map(definition -> definition.getKey() + " AS " + definition.getValue())
                .collect(Collectors.joining(",\n")) + "\n" + select;
    }

    /** The same over a table that holds the plan's columns, in its order. */
    public String selectFrom(String table, List<NamedExpr> output) {
        return "SELECT " + projection(output) + " FROM " + table;
    }

    private void define(String name, String body, boolean shared) {
        definitions.put(name, (shared ? "MATERIALIZED (" : "NOT MATERIALIZED (") + body + ")");
    }

    private String body(Plan node) {
        if (node instanceof Plan.Scan scan) {
            return scans.select(scan);
        }
        if (node instanceof Plan.Values values) {
            return values(values);
        }
        if (node instanceof Plan.Project project) {
            return "SELECT " + projection(project.expressions()) + from(project.input());
        }
        if (node instanceof Plan.Filter filter) {
            return "SELECT " + columns(filter.columns()) + from(filter.input())
                    + " WHERE " + expressions.scalar(filter.condition());
        }
        if (node instanceof Plan.Aggregate aggregate) {
            return aggregate(aggregate);
        }
        if (node instanceof Plan.Window window) {
            return WindowSql.select(window, names.get(window.input()), expressions, this::defineExtra);
        }
        if (node instanceof Plan.Join join) {
            return join(join);
        }
        if (node instanceof Plan.Union union) {
            return union(union);
        }
        if (node instanceof Plan.Sort sort) {
            return "SELECT " + columns(sort.columns()) + from(sort.input()) + orderBy(sort.input(), sort.order());
        }
        if (node instanceof Plan.Limit limit) {
            return "SELECT " + columns(limit.columns()) + from(limit.input()) + orderBy(limit.input(), limit.order())
                    + " LIMIT " + limit.count();
        }
        if (node instanceof Plan.Explode explode) {
            return explode(explode);
        }
        if (node instanceof Plan.Expand expand) {
            return expand(expand);
        }
        throw new IllegalArgumentException("unknown plan node " + node.getClass().getName());
    }

    private String defineExtra(String body, boolean shared) {
        String name = "x" + definitions.size();
        define(name, body, shared);
        return name;
    }

    private String from(Plan input) {
        return " FROM " + names.get(input);
    }

    private String orderBy(Plan input, List<OrderKey> order) {
        return order.isEmpty() || SourceOrder.holds(input, order) ? "" : " ORDER BY " + syntax.order(order);
    }

    private String columns(List<PlanColumn> columns) {
        return columns.isEmpty() ? NO_COLUMN
                : columns.stream().map(column -> syntax.name(column.id())).collect(Collectors.joining(", "));
    }

    private String projection(List<NamedExpr> named) {
        return named.isEmpty() ? NO_COLUMN
                : named.stream().map(each -> as(expressions.scalar(each.expr()), each.id()))
                        .collect(Collectors.joining(", "));
    }

    private String as(String sql, String id) {
        String name = syntax.name(id);
        return sql.equals(name) ? name : sql + " AS " + name;
    }

    private String values(Plan.Values values) {
        List<PlanColumn> columns = values.columns();
        if (columns.isEmpty()) {
            return "SELECT " + NO_COLUMN + " FROM range(" + values.rows().size() + ")";
        }
        if (values.rows().isEmpty()) {
            return "SELECT " + columns.stream()
                    .map(column -> as(syntax.literal(null, column.type().storage()), column.id()))
                    .collect(Collectors.joining(", ")) + " WHERE false";
        }
        String names = columns.stream().map(column -> syntax.name(column.id())).collect(Collectors.joining(", "));
        String rows = values.rows().stream().map(row -> {
            List<String> literals = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                literals.add(syntax.literal(row.get(i), columns.get(i).type().storage()));
            }
            return "(" + String.join(", ", literals) + ")";
        }).collect(Collectors.joining(", "));
        return "SELECT " + names + " FROM (VALUES " + rows + ") AS v(" + names + ")";
    }

    private String aggregate(Plan.Aggregate aggregate) {
        List<String> selected = new ArrayList<>();
        aggregate.keys().forEach(key -> selected.add(as(expressions.scalar(key.expr()), key.id())));
        aggregate.aggregates().forEach(each -> selected.add(
                as(expressions.aggregate((Expr.Aggregate) each.expr(), aggregate.order()), each.id())));
        if (aggregate.keys().isEmpty()) {
            return selected.isEmpty() ? "SELECT " + NO_COLUMN
                    : "SELECT " + String.join(", ", selected) + from(aggregate.input());
        }
        return "SELECT " + String.join(", ", selected) + from(aggregate.input()) + " GROUP BY " + ordinals(
                aggregate.keys().size());
    }

    static String ordinals(int count) {
        List<String> ordinals = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ordinals.add(String.valueOf(i));
        }
        return String.join(", ", ordinals);
    }

    private String join(Plan.Join join) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < join.leftKeys().size(); i++) {
            conditions.add(
                    expressions.scalar(join.leftKeys().get(i)) + " = " + expressions.scalar(join.rightKeys().get(i)));
        }
        if (join.condition() != null) {
            conditions.add(expressions.scalar(join.condition()));
        }
        return "SELECT " + columns(join.columns()) + from(join.left()) + " " + join.kind() + " JOIN "
                + names.get(join.right()) + " ON " + (conditions.isEmpty() ? "true" : String.join(" AND ", conditions));
    }

    private String union(Plan.Union union) {
        List<String> selects = new ArrayList<>();
        for (Plan input : union.inputs()) {
            List<String> selected = new ArrayList<>();
            for (int i = 0; i < union.columns().size(); i++) {
                selected.add(as(syntax.name(input.columns().get(i).id()), union.columns().get(i).id()));
            }
            selects.add("SELECT " + (selected.isEmpty() ? NO_COLUMN : String.join(", ", selected)) + from(input));
        }
        return String.join(" UNION ALL ", selects);
    }

    private String explode(Plan.Explode explode) {
        List<PlanColumn> kept = explode.input().columns();
        String list = "\"$list\"";
        String empty = "coalesce(len(" + list + "), 0) = 0";
        String elements = explode.outer()
                ? "CASE WHEN " + empty + " THEN CAST([NULL] AS VARCHAR[]) ELSE " + list + " END"
                : list;
        String positions = "CAST(generate_subscripts(" + elements + ", 1) - 1 AS BIGINT)";
        String position = explode.outer() ? "CASE WHEN NOT (" + empty + ") THEN " + positions + " END" : positions;
        String columns = kept.isEmpty() ? "" : columns(kept) + ", ";
        return "SELECT " + columns + as("unnest(" + elements + ")", explode.element().id()) + ", "
                + as(position, explode.position().id())
                + " FROM (SELECT " + columns + expressions.scalar(explode.list()) + " AS " + list
                + from(explode.input()) + ")";
    }

    /** Every column a list of its expressions, unnested side by side: one pass over the input. */
    private String expand(Plan.Expand expand) {
        List<String> selected = new ArrayList<>();
        boolean unnested = false;
        for (int c = 0; c < expand.columns().size(); c++) {
            List<String> alternatives = new ArrayList<>();
            for (List<NamedExpr> projection : expand.projections()) {
                alternatives.add(expressions.scalar(projection.get(c).expr()));
            }
            boolean same = alternatives.stream().distinct().count() == 1;
            unnested |= !same;
            selected.add(as(same ? alternatives.get(0) : "unnest([" + String.join(", ", alternatives) + "])",
                    expand.columns().get(c).id()));
        }
        if (!unnested) {
            selected.add("unnest(range(" + expand.projections().size() + ")) AS \"$\"");
        }
        return "SELECT " + String.join(", ", selected) + from(expand.input());
    }
}
