package io.drover.recipe.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Walks and rebuilds plans. A plan is a graph: a node that two others read is one object, and stays one. */
public final class PlanTree {

    private PlanTree() {}

    public static List<Plan> inputs(Plan plan) {
        if (plan instanceof Plan.Project project) {
            return List.of(project.input());
        }
        if (plan instanceof Plan.Filter filter) {
            return List.of(filter.input());
        }
        if (plan instanceof Plan.Aggregate aggregate) {
            return List.of(aggregate.input());
        }
        if (plan instanceof Plan.Window window) {
            return List.of(window.input());
        }
        if (plan instanceof Plan.Join join) {
            return List.of(join.left(), join.right());
        }
        if (plan instanceof Plan.Union union) {
            return union.inputs();
        }
        if (plan instanceof Plan.Sort sort) {
            return List.of(sort.input());
        }
        if (plan instanceof Plan.Limit limit) {
            return List.of(limit.input());
        }
        if (plan instanceof Plan.Explode explode) {
            return List.of(explode.input());
        }
        if (plan instanceof Plan.Expand expand) {
            return List.of(expand.input());
        }
        return List.of();
    }

    /** The same node over other inputs; itself if they are the same objects. */
    public static Plan withInputs(Plan plan, List<Plan> inputs) {
        List<Plan> old = inputs(plan);
        boolean same = true;
        for (int i = 0; i < old.size(); i++) {
            same &= old.get(i) == inputs.get(i);
        }
        if (same) {
            return plan;
        }
        Plan input = inputs.get(0);
        if (plan instanceof Plan.Project project) {
            return new Plan.Project(input, project.expressions());
        }
        if (plan instanceof Plan.Filter filter) {
            return new Plan.Filter(input, filter.condition());
        }
        if (plan instanceof Plan.Aggregate aggregate) {
            return new Plan.Aggregate(input, aggregate.keys(), aggregate.aggregates(), aggregate.order());
        }
        if (plan instanceof Plan.Window window) {
            return new Plan.Window(input, window.partition(), window.order(), window.orderKeys(), window.calls());
        }
        if (plan instanceof Plan.Join join) {
            return new Plan.Join(
                    input, inputs.get(1), join.kind(), join.leftKeys(), join.rightKeys(), join.condition());
        }
        if (plan instanceof Plan.Union union) {
            return new Plan.Union(inputs, union.columns());
        }
        if (plan instanceof Plan.Sort sort) {
            return new Plan.Sort(input, sort.order());
        }
        if (plan instanceof Plan.Limit limit) {
            return new Plan.Limit(input, limit.order(), limit.count());
        }
        if (plan instanceof Plan.Explode explode) {
            return new Plan.Explode(input, explode.list(), explode.outer(), explode.element(), explode.position());
        }
        if (plan instanceof Plan.Expand expand) {
            return new Plan.Expand(input, expand.projections());
        }
        throw new IllegalArgumentException("no inputs to replace in " + plan.getClass().getSimpleName());
    }

    /** Every node once, inputs before the nodes that read them; the root is last. By no recursion: plans are deep. */
    public static List<Plan> bottomUp(Plan root) {
        List<Plan> nodes = new ArrayList<>();
        Set<Plan> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Visit> path = new ArrayDeque<>();
        enter(root, seen, path);
        while (!path.isEmpty()) {
            Visit visit = path.peek();
            if (visit.inputs.hasNext()) {
                enter(visit.inputs.next(), seen, path);
            } else {
                nodes.add(path.pop().plan);
            }
        }
        return nodes;
    }

    private static void enter(Plan plan, Set<Plan> seen, Deque<Visit> path) {
        if (seen.add(plan)) {
            path.push(new Visit(plan, inputs(plan).iterator()));
        }
    }

    /** @param inputs those that are still to be entered */
    private record Visit(Plan plan, Iterator<Plan> inputs) {}
}
