package io.drover.recipe.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Walks and rebuilds expressions. */
public final class ExprTree {

    private ExprTree() {}

    public static List<Expr> arguments(Expr expr) {
        if (expr instanceof Expr.Call call) {
            return call.arguments();
        }
        if (expr instanceof Expr.Aggregate aggregate) {
            return aggregate.arguments();
        }
        if (expr instanceof Expr.Window window) {
            return window.arguments();
        }
        return List.of();
    }

    /** The same node over other arguments. */
    public static Expr withArguments(Expr expr, List<Expr> arguments) {
        if (expr instanceof Expr.Call call) {
            return new Expr.Call(call.operation(), arguments, call.type());
        }
        if (expr instanceof Expr.Aggregate aggregate) {
            return new Expr.Aggregate(aggregate.operation(), arguments, aggregate.type());
        }
        if (expr instanceof Expr.Window window) {
            return new Expr.Window(window.operation(), arguments, window.frame(), window.type());
        }
        return expr;
    }

    /** Rebuilds bottom-up: {@code change} sees every node after its arguments were rebuilt. Unchanged parts are shared. */
    public static Expr map(Expr expr, UnaryOperator<Expr> change) {
        List<Expr> arguments = arguments(expr);
        if (arguments.isEmpty()) {
            return change.apply(expr);
        }
        List<Expr> mapped = new ArrayList<>(arguments.size());
        boolean changed = false;
        for (Expr argument : arguments) {
            Expr after = map(argument, change);
            changed |= after != argument;
            mapped.add(after);
        }
        return change.apply(changed ? withArguments(expr, mapped) : expr);
    }

    /** Every node, arguments before the node that takes them. */
    public static void forEach(Expr expr, Consumer<Expr> visitor) {
        arguments(expr).forEach(argument -> forEach(argument, visitor));
        visitor.accept(expr);
    }

    /**
     * The number of its nodes, a shared part counted wherever it stands, as every walk meets it there; never more than
     * {@code limit + 1}.
     */
    public static long size(Expr expr, long limit) {
        return size(expr, limit, new IdentityHashMap<>());
    }

    private static long size(Expr expr, long limit, Map<Expr, Long> known) {
        Long before = known.get(expr);
        if (before != null) {
            return before;
        }
        long size = 1;
        for (Expr argument : arguments(expr)) {
            size = Math.min(limit + 1, size + size(argument, limit, known));
        }
        known.put(expr, size);
        return size;
    }

    /** Ids of the columns it reads, in order of appearance. */
    public static Set<String> columns(Expr expr) {
        Set<String> ids = new LinkedHashSet<>();
        forEach(expr, node -> {
            if (node instanceof Expr.Column column) {
                ids.add(column.id());
            }
        });
        return ids;
    }

    /** Puts expressions in place of columns; columns that aren't named stay. */
    public static Expr replaceColumns(Expr expr, Map<String, Expr> replacements) {
        return map(expr, node -> node instanceof Expr.Column column
                ? replacements.getOrDefault(column.id(), column)
                : node);
    }

    /** Whether an engine only has to fetch it. */
    public static boolean isTrivial(Expr expr) {
        return expr instanceof Expr.Column || expr instanceof Expr.Literal;
    }

    /** Whether an aggregate or window function is in it. */
    public static boolean isLifted(Expr expr) {
        boolean[] found = new boolean[1];
        forEach(expr, node -> found[0] |= node instanceof Expr.Aggregate || node instanceof Expr.Window);
        return found[0];
    }
}
