package io.drover.recipe.plan;

import io.drover.recipe.type.Storage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a text column once per type: where "column c as Decimal" occurs more than once, it becomes a hidden column at the
 * first place that needs it and is passed on, so that no text is matched and parsed twice. Ids are unique in a plan, so
 * an expression over a column means the same wherever it stands.
 *
 * <p>A read is an operation that makes another storage of one text column and constants.
 */
public final class HoistReads implements PlanRewrite {

    @Override
    public Plan apply(Plan root, Set<String> required) {
        List<Plan> nodes = PlanTree.bottomUp(root);
        Map<Expr, Integer> occurrences = new LinkedHashMap<>();
        nodes.forEach(node -> expressions(node).forEach(expr -> ExprTree.forEach(expr, part -> {
            if (isRead(part)) {
                occurrences.merge(part, 1, Integer::sum);
            }
        })));
        Set<String> taken = new HashSet<>();
        nodes.forEach(node -> node.columns().forEach(column -> taken.add(column.id())));
        Map<Expr, PlanColumn> hoisted = new HashMap<>();
        occurrences.forEach((read, count) -> {
            if (count > 1) {
                hoisted.put(read, new PlanColumn(freshId(read, taken), read.type()));
            }
        });
        if (hoisted.isEmpty()) {
            return root;
        }
        Map<Plan, Plan> done = new IdentityHashMap<>();
        for (Plan node : nodes) {
            done.put(node, rewrite(node, done, hoisted));
        }
        return done.get(root);
    }

    private static Plan rewrite(Plan node, Map<Plan, Plan> done, Map<Expr, PlanColumn> hoisted) {
        List<Plan> inputs = PlanTree.inputs(node).stream().map(done::get).toList();
        if (inputs.isEmpty()) {
            return node;
        }
        if (inputs.size() > 1 || node instanceof Plan.Expand) {
            // A join's keys are read by the side they belong to; sides of a union keep their columns.
            return withInputs(node, inputs);
        }
        Plan input = inputs.get(0);
        Set<String> available = new HashSet<>();
        input.columns().forEach(column -> available.add(column.id()));
        List<NamedExpr> missing = new ArrayList<>();
        Set<Expr> wanted = new LinkedHashSet<>();
        expressions(node).forEach(expr -> ExprTree.forEach(expr, part -> {
            if (hoisted.containsKey(part)) {
                wanted.add(part);
            }
        }));
        for (Expr read : wanted) {
            PlanColumn column = hoisted.get(read);
            if (!available.contains(column.id())) {
                missing.add(new NamedExpr(column.id(), read));
            }
        }
        if (!missing.isEmpty()) {
            List<NamedExpr> all = new ArrayList<>(input.columns().stream().map(NamedExpr::keep).toList());
            all.addAll(missing);
            input = new Plan.Project(input, all);
        }
        return replace(node, input, hoisted);
    }

    private static Plan withInputs(Plan node, List<Plan> inputs) {
        if (!(node instanceof Plan.Union union)) {
            return PlanTree.withInputs(node, inputs);
        }
        // A union goes by position: columns that were added to an input must not come along.
        List<Plan> exact = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            List<PlanColumn> columns = union.inputs().get(i).columns();
            exact.add(inputs.get(i).columns().equals(columns) ? inputs.get(i)
                    : new Plan.Project(inputs.get(i), columns.stream().map(NamedExpr::keep).toList()));
        }
        return new Plan.Union(exact, union.columns());
    }

    private static Plan replace(Plan node, Plan input, Map<Expr, PlanColumn> hoisted) {
        if (node instanceof Plan.Project project) {
            List<NamedExpr> expressions = new ArrayList<>(named(project.expressions(), hoisted));
            Set<String> ids = new HashSet<>();
            expressions.forEach(expression -> ids.add(expression.id()));
            Set<String> available = new HashSet<>();
            input.columns().forEach(column -> available.add(column.id()));
            hoisted.values().stream()
                    .filter(column -> available.contains(column.id()) && ids.add(column.id()))
                    .forEach(column -> expressions.add(NamedExpr.keep(column)));
            return new Plan.Project(input, expressions);
        }
        if (node instanceof Plan.Filter filter) {
            return new Plan.Filter(input, expr(filter.condition(), hoisted));
        }
        if (node instanceof Plan.Aggregate aggregate) {
            return new Plan.Aggregate(input, named(aggregate.keys(), hoisted),
                    named(aggregate.aggregates(), hoisted), aggregate.order());
        }
        if (node instanceof Plan.Window window) {
            return new Plan.Window(input, window.partition().stream().map(expr -> expr(expr, hoisted)).toList(),
                    window.order(), window.orderKeys(), named(window.calls(), hoisted));
        }
        if (node instanceof Plan.Explode explode) {
            return new Plan.Explode(
                    input, expr(explode.list(), hoisted), explode.outer(), explode.element(), explode.position());
        }
        return PlanTree.withInputs(node, List.of(input));
    }

    private static List<NamedExpr> named(List<NamedExpr> expressions, Map<Expr, PlanColumn> hoisted) {
        return expressions.stream()
                .map(expression -> new NamedExpr(expression.id(), expr(expression.expr(), hoisted))).toList();
    }

    private static Expr expr(Expr expr, Map<Expr, PlanColumn> hoisted) {
        return ExprTree.map(expr, part -> {
            PlanColumn column = hoisted.get(part);
            return column == null ? part : column.expr();
        });
    }

    private static boolean isRead(Expr expr) {
        return expr instanceof Expr.Call call
                && call.type().storage() != Storage.TEXT
                && call.arguments().stream().allMatch(ExprTree::isTrivial)
                && call.arguments().stream().filter(Expr.Column.class::isInstance).count() == 1
                && call.arguments().stream().anyMatch(argument -> argument instanceof Expr.Column column
                        && column.type().storage() == Storage.TEXT);
    }

    private static List<Expr> expressions(Plan plan) {
        List<Expr> expressions = new ArrayList<>();
        if (plan instanceof Plan.Project project) {
            project.expressions().forEach(expression -> expressions.add(expression.expr()));
        } else if (plan instanceof Plan.Filter filter) {
            expressions.add(filter.condition());
        } else if (plan instanceof Plan.Aggregate aggregate) {
            aggregate.keys().forEach(expression -> expressions.add(expression.expr()));
            aggregate.aggregates().forEach(expression -> expressions.add(expression.expr()));
        } else if (plan instanceof Plan.Window window) {
            expressions.addAll(window.partition());
            window.calls().forEach(expression -> expressions.add(expression.expr()));
        } else if (plan instanceof Plan.Explode explode) {
            expressions.add(explode.list());
        }
        return expressions;
    }

    private static String freshId(Expr read, Set<String> taken) {
        Expr.Call call = (Expr.Call) read;
        String column = ExprTree.columns(read).iterator().next();
        String base = column + "_" + call.operation().name();
        String id = base;
        for (int n = 2; !taken.add(id); n++) {
            id = base + "_" + n;
        }
        return id;
    }
}
