package io.drover.recipe.analysis;

import io.drover.recipe.function.Arguments;
import io.drover.recipe.message.Place;
import io.drover.recipe.pattern.InvalidPatternException;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import java.util.function.Supplier;

/** Reads pattern arguments of functions. */
final class PatternArguments {

    private PatternArguments() {}

    /**
     * The pattern's encoded form as a constant; a text that isn't constant stays itself and matches literally.
     *
     * @param literal the argument as a text
     */
    static Expr encode(Node node, Supplier<Expr> literal, Scope scope) {
        if (node instanceof Node.Pattern pattern) {
            Regex.Kind kind = switch (pattern.kind()) {
                case TRIFACTA -> Regex.Kind.TRIFACTA;
                case REGEX -> Regex.Kind.REGEX;
            };
            return compiled(Regex.encode(kind, pattern.source()), node, scope);
        }
        Expr text = literal.get();
        return text instanceof Expr.Literal constant && constant.value() != null
                ? compiled(Regex.encode(Regex.Kind.LITERAL, (String) constant.value()), node, scope)
                : text;
    }

    /** A pattern that can't be compiled is reported and matches nothing: its constant is null. */
    private static Expr compiled(String encoded, Node node, Scope scope) {
        try {
            Regex.of(encoded);
            return Arguments.text(encoded);
        } catch (InvalidPatternException e) {
            scope.problems().add(e.problem(new Place(node.span(), scope.step())));
            return ExpressionAnalyzer.unknown();
        }
    }
}
