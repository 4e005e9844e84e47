package io.drover.recipe.plan;

import io.drover.recipe.function.Dialect;
import io.drover.recipe.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Computes an operand once that SQL would name several times. A template may write an argument several times, so text, and
 * work, would grow exponentially with depth ({@code a + b + c + …}); where it grows, the argument becomes a hidden column
 * of a project below. Engines find equal parts of an expression themselves, but not inside CASE, which most templates are.
 *
 * <p>Has to be the last rewrite: merging projects would undo it. Operations give a value or null and never fail, so
 * computing an operand for rows whose branch isn't taken changes nothing.
 */
final class ShareOperands implements PlanRewrite {
    /** Number of columns and literals in the SQL of one call from which on its operands are shared. */
    private static final long LIMIT = 16;

    @Override
    public Plan apply(Plan root, Set<String> required) {
        List<Plan> nodes = PlanTree.bottomUp(root);
        Set<String> taken = new HashSet<>();
        nodes.forEach(node -> node.columns().forEach(column -> taken.add(column.id())));
        Map<Plan, Plan> done = new IdentityHashMap<>();
        for (Plan node : nodes) {
            List<Plan> inputs = PlanTree.inputs(node).stream().map(done::get).toList();
            Plan rebuilt = inputs.isEmpty() ? node : PlanTree.withInputs(node, inputs);
            done.put(node, rewrite(rebuilt, taken));
        }
        return done.get(root);
    }

    private Plan rewrite(Plan node, Set<String> taken) {
        if (node instanceof Plan.Project project) {
            Stages stages = new Stages(taken);
            List<NamedExpr> expressions = stages.named(project.expressions());
            return stages.isEmpty() ? node : new Plan.Project(stages.over(project.input()), expressions);
        }
        if (node instanceof Plan.Filter filter) {
            Stages stages = new Stages(taken);
            Expr condition = stages.expr(filter.condition());
            return stages.isEmpty() ? node
                    : only(node.columns(), new Plan.Filter(stages.over(filter.input()), condition));
        }
        if (node instanceof Plan.Aggregate aggregate) {
            Stages stages = new Stages(taken);
            List<NamedExpr> keys = stages.named(aggregate.keys());
            List<NamedExpr> aggregates = stages.named(aggregate.aggregates());
            return stages.isEmpty() ? node
                    : new Plan.Aggregate(stages.over(aggregate.input()), keys, aggregates, aggregate.order());
        }
        if (node instanceof Plan.Window window) {
            Stages stages = new Stages(taken);
            List<Expr> partition = window.partition().stream().map(stages::expr).toList();
            List<NamedExpr> calls = stages.named(window.calls());
            return stages.isEmpty() ? node : only(node.columns(), new Plan.Window(
                    stages.over(window.input()), partition, window.order(), window.orderKeys(), calls));
        }
        if (node instanceof Plan.Explode explode) {
            Stages stages = new Stages(taken);
            Expr list = stages.expr(explode.list());
            return stages.isEmpty() ? node : only(node.columns(), new Plan.Explode(
                    stages.over(explode.input()), list, explode.outer(), explode.element(), explode.position()));
        }
        return node;
    }

    private static Plan only(List<PlanColumn> columns, Plan plan) {
        return new Plan.Project(plan, columns.stream().map(NamedExpr::keep).toList());
    }

    /** How often each argument stands in the call's SQL, in the dialect where it is most often. */
    private static int[] occurrences(Expr.Call call) {
        return occurrences(call.arguments(), (dialect, marks) -> call.operation().template(dialect)
                .map(template -> template.render(marks, () -> String.join(",", marks)))
                .orElseGet(() -> String.join(",", marks)));
    }

    private static int[] occurrences(Expr.Aggregate aggregate) {
        return occurrences(aggregate.arguments(), (dialect, marks) -> aggregate.operation().template(dialect)
                .map(template -> template.render(marks, "", ""))
                .orElseGet(() -> String.join(",", marks)));
    }

    private static int[] occurrences(List<Expr> expressions, BiFunction<Dialect, List<String>, String> render) {
        int[] counts = new int[expressions.size()];
        for (Dialect dialect : Dialect.values()) {
            List<String> marks = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                // Templates may look at constants (formats), so those stand as they are.
                marks.add(expressions.get(i) instanceof Expr.Literal literal
                        ? SqlSyntax.of(dialect).literal(literal.value(), literal.type().storage())
                        : "\u0001" + i + "\u0002");
            }
            int[] marked = marked(render.apply(dialect, marks), counts.length);
            for (int i = 0; i < counts.length; i++) {
                counts[i] = Math.max(counts[i], expressions.get(i) instanceof Expr.Literal ? 1 : marked[i]);
            }
        }
        return counts;
    }

    /** How often each mark stands in the text, in one pass: a call may have thousands of arguments. */
    private static int[] marked(String sql, int arguments) {
        int[] counts = new int[arguments];
        for (int at = sql.indexOf('\u0001'); at >= 0; at = sql.indexOf('\u0001', at + 1)) {
            int end = sql.indexOf('\u0002', at);
            // A constant's text may hold the character, too; that is no mark.
            Integer argument = end < 0 ? null : argument(sql, at + 1, end);
            if (argument != null && argument < arguments) {
                counts[argument]++;
            }
        }
        return counts;
    }

    private static Integer argument(String sql, int begin, int end) {
        if (end == begin || end - begin > 9) {
            return null;
        }
        int number = 0;
        for (int i = begin; i < end; i++) {
            int digit = sql.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** The hidden columns that one node's expressions need, in layers: each reads only those below. */
    private final class Stages {
        private final Set<String> taken;
        private final List<List<NamedExpr>> layers = new ArrayList<>();
        private final Map<String, Integer> layerOf = new HashMap<>();
        private final Map<Expr, Expr> shared = new HashMap<>();
        private final Map<Expr, Long> sizes = new IdentityHashMap<>();

        Stages(Set<String> taken) {
            this.taken = taken;
        }

        boolean isEmpty() {
            return layers.isEmpty();
        }

        List<NamedExpr> named(List<NamedExpr> expressions) {
            return expressions.stream().map(each -> new NamedExpr(each.id(), expr(each.expr()))).toList();
        }

        Expr expr(Expr expr) {
            return ExprTree.map(expr, part -> {
                if (part instanceof Expr.Call call && size(call) > LIMIT) {
                    return shared(call, occurrences(call));
                }
                return part instanceof Expr.Aggregate aggregate ? shared(aggregate, occurrences(aggregate)) : part;
            });
        }

        private Expr shared(Expr call, int[] counts) {
            List<Expr> arguments = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                Expr argument = ExprTree.arguments(call).get(i);
                arguments.add(counts[i] < 2 || ExprTree.isTrivial(argument) ? argument : share(argument));
            }
            return ExprTree.withArguments(call, arguments);
        }

        private long size(Expr expr) {
            Long known = sizes.get(expr);
            if (known != null) {
                return known;
            }
            long size = 1;
            if (expr instanceof Expr.Call call) {
                int[] counts = occurrences(call);
                size = 0;
                for (int i = 0; i < counts.length; i++) {
                    size += counts[i] * size(call.arguments().get(i));
                }
            }
            sizes.put(expr, size);
            return size;
        }

        private Expr share(Expr argument) {
            return shared.computeIfAbsent(argument, absent -> {
                int layer = 0;
                for (String id : ExprTree.columns(argument)) {
                    layer = Math.max(layer, layerOf.getOrDefault(id, -1) + 1);
                }
                while (layers.size() <= layer) {
                    layers.add(new ArrayList<>());
                }
                int number = 0;
                String id;
                do {
                    id = "operand_" + number++;
                } while (!taken.add(id));
                layers.get(layer).add(new NamedExpr(id, argument));
                layerOf.put(id, layer);
                return new Expr.Column(id, argument.type());
            });
        }

        Plan over(Plan input) {
            Plan plan = input;
            for (List<NamedExpr> layer : layers) {
                List<NamedExpr> expressions = new ArrayList<>();
                plan.columns().forEach(column -> expressions.add(NamedExpr.keep(column)));
                expressions.addAll(layer);
                plan = new Plan.Project(plan, expressions);
            }
            return plan;
        }
    }
}
