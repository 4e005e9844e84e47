package io.drover.recipe.analysis;

import io.drover.recipe.function.Operation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;

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

    /** BOOLEAN, by the truth rules. */
    Expr condition(Node node, Scope scope);

    /**
     * The column a node names: exact, else a unique match in any case; a problem with a suggestion otherwise, and then an
     * unknown one.
     */
    Column column(Node node, Scope scope);

    /** Any typed expression, coerced to a storage by the general rules (docs/language.md, Types). */
    Expr as(Storage storage, Expr expression, Scope scope);

    /** The operation over these, coerced to its parameters; constants are folded. */
    Expr call(Operation operation, List<Expr> arguments, ValueType type, Scope scope);

    /**
     * A type as recipes write it: a name, bare or quoted, and for dates a list such as {@code ['Datetime', shape,
     * pattern]}. An unknown name is a warning and String.
     */
    ColumnType type(Node node, Scope scope);

    /** The language's own. */
    static Expressions standard() {
        return new ExpressionAnalyzer();
    }
}
