package io.drover.photon.plan;

import io.drover.photon.kernel.DuckDbKernelCalls;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.sql.ExpressionSql;
import io.drover.recipe.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A window node as SQL. What has a template for it becomes a window call. The kernel of an aggregate is called once per
 * partition in a GROUP BY and joined back; the kernel of a window function gives a list per partition, which is unnested
 * and joined back by row number.
 */
final class WindowSql {
    /** Adds a common table expression. */
    interface Definitions {
        String define(String body, boolean shared);
    }

    private static final String ROW = "\"$row\"";

    private final Plan.Window window;
    private final ExpressionSql expressions;
    private final SqlSyntax syntax;
    private final Definitions definitions;
    private final List<String> keys;

    private WindowSql(Plan.Window window, ExpressionSql expressions, Definitions definitions) {
        this.window = window;
        this.expressions = expressions;
        this.syntax = expressions.syntax();
        this.definitions = definitions;
        this.keys = IntStream.range(0, window.partition().size()).mapToObj(i -> "\"$key" + i + "\"").toList();
    }

    static String select(Plan.Window window, String input, ExpressionSql expressions, Definitions definitions) {
        return new WindowSql(window, expressions, definitions).select(input);
    }

    private String select(String input) {
        List<NamedExpr> direct = calls(WindowSql::isDirect);
        List<NamedExpr> aggregates = calls(expr -> !isDirect(expr) && expr instanceof Expr.Aggregate);
        List<NamedExpr> functions = calls(expr -> !isDirect(expr) && expr instanceof Expr.Window);
        List<String> columns = new ArrayList<>(names(window.input().columns()));
        List<String> selected = new ArrayList<>(columns);
        direct.forEach(call -> selected.add(expressions.window(
                call.expr(), window.partition(), window.order(), window.orderKeys()) + " AS " + syntax.name(call.id())));
        if (aggregates.isEmpty() && functions.isEmpty()) {
            return "SELECT " + String.join(", ", selected) + " FROM " + input;
        }
        List<String> partition = window.partition().stream().map(expressions::scalar).toList();
        for (int i = 0; i < keys.size(); i++) {
            selected.add(partition.get(i) + " AS " + keys.get(i));
        }
        if (!functions.isEmpty()) {
            selected.add("row_number() OVER (" + (partition.isEmpty() ? "" : "PARTITION BY " + String.join(", ", partition))
                    + (window.order().isEmpty() ? "" : " ORDER BY " + syntax.order(window.order())) + ") AS " + ROW);
        }
        // Read three times: for the rows, and for what is collected of them.
        String base = definitions.define("SELECT " + (selected.isEmpty() ? PlanSql.NO_COLUMN : String.join(", ", selected))
                + " FROM " + input, true);
        direct.forEach(call -> columns.add(syntax.name(call.id())));
        StringBuilder joined = new StringBuilder(" FROM " + base);
        if (!aggregates.isEmpty()) {
            String grouped = definitions.define("SELECT " + list(keys, aggregates.stream()
                    .map(call -> expressions.aggregate((Expr.Aggregate) call.expr(), window.order()) + " AS "
                            + syntax.name(call.id())).toList()) + " FROM " + base + groupBy(), false);
            joined.append(" JOIN ").append(grouped).append(" ON ").append(sameKeys(base, grouped));
            aggregates.forEach(call -> columns.add(grouped + "." + syntax.name(call.id())));
        }
        for (NamedExpr call : functions) {
            String results = definitions.define("SELECT " + list(keys, List.of(
                    results((Expr.Window) call.expr()) + " AS \"$results\"")) + " FROM " + base + groupBy(), false);
            String rows = definitions.define("SELECT " + list(keys, List.of(
                    "unnest(\"$results\") AS \"$result\"", "generate_subscripts(\"$results\", 1) AS " + ROW))
                    + " FROM " + results, false);
            joined.append(" JOIN ").append(rows).append(" ON ").append(sameKeys(base, rows))
                    .append(" AND ").append(base).append(".").append(ROW).append(" = ").append(rows).append(".")
                    .append(ROW);
            columns.add(DuckDbKernelCalls.element(rows + ".\"$result\"",
                    ((Expr.Window) call.expr()).operation().result()) + " AS " + syntax.name(call.id()));
        }
        return "SELECT " + String.join(", ", columns) + joined;
    }

    private List<NamedExpr> calls(Predicate<Expr> kind) {
        return window.calls().stream().filter(call -> kind.test(call.expr())).toList();
    }

    private static boolean isDirect(Expr expr) {
        if (expr instanceof Expr.Aggregate aggregate) {
            return aggregate.operation().windowed() && aggregate.operation().template(Dialect.DUCKDB).isPresent();
        }
        return ((Expr.Window) expr).operation().template(Dialect.DUCKDB).isPresent();
    }

    private String results(Expr.Window function) {
        return expressions.window(function, List.of(), window.order(), window.orderKeys());
    }

    private String groupBy() {
        return keys.isEmpty() ? "" : " GROUP BY " + PlanSql.ordinals(keys.size());
    }

    private String sameKeys(String left, String right) {
        return keys.isEmpty() ? "true" : keys.stream()
                .map(key -> left + "." + key + " IS NOT DISTINCT FROM " + right + "." + key)
                .collect(Collectors.joining(" AND "));
    }

    private List<String> names(List<PlanColumn> columns) {
        return columns.stream().map(column -> syntax.name(column.id())).toList();
    }

    private static String list(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return String.join(", ", all);
    }
}
