package io.drover.recipe.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Leaves out every column, visible or hidden, that nothing reads, down to the fields of the scans. A column that isn't
 * computed costs nothing, and a scan that doesn't give row numbers can be split freely.
 *
 * <p>A node that several others read keeps what any of them wants.
 */
public final class PruneColumns implements PlanRewrite {

    @Override
    public Plan apply(Plan root, Set<String> required) {
        Map<Plan, Set<String>> wanted = new IdentityHashMap<>();
        List<Plan> nodes = PlanTree.bottomUp(root);
        nodes.forEach(node -> wanted.put(node, new LinkedHashSet<>()));
        wanted.get(root).addAll(required);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Set<String> ids = wanted.get(nodes.get(i));
            if (ids.isEmpty()) {
                cheapest(nodes.get(i)).ifPresent(ids::add);
            }
            demand(nodes.get(i), ids, wanted);
        }
        Map<Plan, Plan> pruned = new IdentityHashMap<>();
        for (Plan node : nodes) {
            pruned.put(node, prune(node, wanted.get(node), pruned));
        }
        return pruned.get(root);
    }

    /** A count of rows reads no column, yet a relation has to have one. */
    private static Optional<String> cheapest(Plan plan) {
        if (plan instanceof Plan.Project project) {
            Optional<String> trivial = project.expressions().stream()
                    .filter(expression -> ExprTree.isTrivial(expression.expr())).map(NamedExpr::id).findFirst();
            if (trivial.isPresent()) {
                return trivial;
            }
        }
        if (plan instanceof Plan.Scan scan) {
            return scan.fields().stream()
                    .min(Comparator.comparing(field -> field.kind() != Plan.Scan.Field.Kind.VALUE))
                    .map(field -> field.column().id());
        }
        if (plan instanceof Plan.Aggregate aggregate && !aggregate.keys().isEmpty()) {
            return Optional.empty();
        }
        return plan.columns().stream().findFirst().map(PlanColumn::id);
    }

    private static void demand(Plan plan, Set<String> ids, Map<Plan, Set<String>> wanted) {
        if (plan instanceof Plan.Project project) {
            read(wanted.get(project.input()), kept(project.expressions(), ids));
        } else if (plan instanceof Plan.Filter filter) {
            wanted.get(filter.input()).addAll(ids);
            wanted.get(filter.input()).addAll(ExprTree.columns(filter.condition()));
        } else if (plan instanceof Plan.Aggregate aggregate) {
            Set<String> input = wanted.get(aggregate.input());
            read(input, aggregate.keys());
            List<NamedExpr> aggregates = kept(aggregate.aggregates(), ids);
            read(input, aggregates);
            if (isOrdered(aggregates)) {
                order(input, aggregate.order());
            }
        } else if (plan instanceof Plan.Window window) {
            Set<String> input = wanted.get(window.input());
            input.addAll(ids);
            List<NamedExpr> calls = kept(window.calls(), ids);
            if (!calls.isEmpty()) {
                read(input, calls);
                window.partition().forEach(expr -> input.addAll(ExprTree.columns(expr)));
                if (isOrdered(calls)) {
                    order(input, window.order());
                }
            }
        } else if (plan instanceof Plan.Join join) {
            Set<String> both = new HashSet<>(ids);
            join.leftKeys().forEach(expr -> both.addAll(ExprTree.columns(expr)));
            join.rightKeys().forEach(expr -> both.addAll(ExprTree.columns(expr)));
            if (join.condition() != null) {
                both.addAll(ExprTree.columns(join.condition()));
            }
            restrict(wanted.get(join.left()), both, join.left());
            restrict(wanted.get(join.right()), both, join.right());
        } else if (plan instanceof Plan.Union union) {
            for (Plan input : union.inputs()) {
                for (int c = 0; c < union.columns().size(); c++) {
                    if (ids.contains(union.columns().get(c).id())) {
                        wanted.get(input).add(input.columns().get(c).id());
                    }
                }
            }
        } else if (plan instanceof Plan.Sort sort) {
            wanted.get(sort.input()).addAll(ids);
            order(wanted.get(sort.input()), sort.order());
        } else if (plan instanceof Plan.Limit limit) {
            wanted.get(limit.input()).addAll(ids);
            order(wanted.get(limit.input()), limit.order());
        } else if (plan instanceof Plan.Explode explode) {
            restrict(wanted.get(explode.input()), ids, explode.input());
            wanted.get(explode.input()).addAll(ExprTree.columns(explode.list()));
        } else if (plan instanceof Plan.Expand expand) {
            expand.projections().forEach(projection -> read(wanted.get(expand.input()), kept(projection, ids)));
        }
    }

    private static Plan prune(Plan plan, Set<String> ids, Map<Plan, Plan> pruned) {
        if (plan instanceof Plan.Scan scan) {
            return new Plan.Scan(scan.source(), scan.reading(),
                    scan.fields().stream().filter(field -> ids.contains(field.column().id())).toList());
        }
        if (plan instanceof Plan.Values values) {
            return prune(values, ids);
        }
        List<Plan> inputs = PlanTree.inputs(plan).stream().map(pruned::get).toList();
        Plan input = inputs.get(0);
        if (plan instanceof Plan.Project project) {
            return new Plan.Project(input, kept(project.expressions(), ids));
        }
        if (plan instanceof Plan.Aggregate aggregate) {
            List<NamedExpr> aggregates = kept(aggregate.aggregates(), ids);
            return new Plan.Aggregate(input, aggregate.keys(), aggregates,
                    isOrdered(aggregates) ? aggregate.order() : List.of());
        }
        if (plan instanceof Plan.Window window) {
            List<NamedExpr> calls = kept(window.calls(), ids);
            if (calls.isEmpty()) {
                return input;
            }
            return isOrdered(calls)
                    ? new Plan.Window(input, window.partition(), window.order(), window.orderKeys(), calls)
                    : new Plan.Window(input, window.partition(), List.of(), 0, calls);
        }
        if (plan instanceof Plan.Union union) {
            return prune(union, ids, inputs);
        }
        if (plan instanceof Plan.Expand expand) {
            return new Plan.Expand(input,
                    expand.projections().stream().map(projection -> kept(projection, ids)).toList());
        }
        return PlanTree.withInputs(plan, inputs);
    }

    /** A pruned input may give columns in another number than the union had, so each is picked anew. */
    private static Plan prune(Plan.Union union, Set<String> ids, List<Plan> inputs) {
        List<PlanColumn> columns = union.columns().stream().filter(column -> ids.contains(column.id())).toList();
        List<Plan> picked = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            List<NamedExpr> picks = new ArrayList<>();
            for (int c = 0; c < union.columns().size(); c++) {
                if (ids.contains(union.columns().get(c).id())) {
                    picks.add(NamedExpr.keep(union.inputs().get(i).columns().get(c)));
                }
            }
            boolean exact = inputs.get(i).columns().equals(picks.stream().map(NamedExpr::column).toList());
            picked.add(exact ? inputs.get(i) : new Plan.Project(inputs.get(i), picks));
        }
        return new Plan.Union(picked, columns);
    }

    private static Plan prune(Plan.Values values, Set<String> ids) {
        List<Integer> kept = new ArrayList<>();
        for (int c = 0; c < values.columns().size(); c++) {
            if (ids.contains(values.columns().get(c).id())) {
                kept.add(c);
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : values.rows()) {
            List<Object> picked = new ArrayList<>();
            kept.forEach(c -> picked.add(row.get(c)));
            rows.add(picked);
        }
        return new Plan.Values(kept.stream().map(values.columns()::get).toList(), rows);
    }

    /** Whether the order of rows can be seen in the results: aggregates over a whole partition mostly don't show it. */
    private static boolean isOrdered(List<NamedExpr> calls) {
        boolean[] ordered = new boolean[1];
        calls.forEach(call -> ExprTree.forEach(call.expr(), node -> ordered[0] |=
                node instanceof Expr.Window
                        || node instanceof Expr.Aggregate aggregate && aggregate.operation().ordered()));
        return ordered[0];
    }

    private static List<NamedExpr> kept(List<NamedExpr> expressions, Set<String> ids) {
        return expressions.stream().filter(expression -> ids.contains(expression.id())).toList();
    }

    private static void read(Set<String> ids, Collection<NamedExpr> expressions) {
        expressions.forEach(expression -> ids.addAll(ExprTree.columns(expression.expr())));
    }

    private static void order(Set<String> ids, List<OrderKey> order) {
        order.forEach(key -> ids.add(key.column().id()));
    }

    private static void restrict(Set<String> target, Set<String> ids, Plan input) {
        input.columns().stream().map(PlanColumn::id).filter(ids::contains).forEach(target::add);
    }
}
