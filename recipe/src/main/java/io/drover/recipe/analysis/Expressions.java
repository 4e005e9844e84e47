package io.drover.recipe.analysis;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;

/**
 * From expressions as written to typed expressions. Problems go to the scope's collector, and then the result is a typed
 * null; nothing is thrown.
 *
 * <p>A result may contain {@link Expr.Aggregate} and {@link Expr.Window} nodes: the step decides whether it takes them
 * and lifts them into its plan node.
 */
public interface Expressions {

    /** The expression as it is typed. */
    Expr analyze(Node node, Scope scope);

    /** BOOLEAN, by the truth rules (decisions.md 6, 38). */
    Expr condition(Node node, Scope scope);

    /** The column a node names: exact, else a unique match in any case; a problem with a suggestion otherwise, then null. */
    Column column(Node node, Scope scope);
}
