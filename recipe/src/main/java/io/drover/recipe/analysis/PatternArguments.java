package io.drover.recipe.analysis;

import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import java.util.function.Supplier;

/** Reads pattern arguments of functions. */
final class PatternArguments {

    private PatternArguments() {}

    /** @param literal the argument as a text that matches literally */
    static Expr encode(Node node, Supplier<Expr> literal, Scope scope) {
        if (node instanceof Node.Pattern) {
            ExpressionAnalyzer.error(scope, ProblemCode.INVALID_PATTERN, node.span(),
                    "patterns in functions can't be compiled yet", null);
            return ExpressionAnalyzer.unknown();
        }
        return literal.get();
    }
}
