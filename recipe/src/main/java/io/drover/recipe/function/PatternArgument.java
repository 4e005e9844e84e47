package io.drover.recipe.function;

import io.drover.recipe.message.Place;
import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.pattern.InvalidPatternException;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.pattern.Replacement;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.Storage;
import java.util.List;
import java.util.Optional;

/** A function's argument that is a pattern, a regular expression or a text that matches literally. */
final class PatternArgument {

    private PatternArgument() {}

    /** The compiled pattern, if one is written there; a problem if it can't be compiled. */
    static Optional<Regex> pattern(Arguments arguments, int index, Regex.Option... options) {
        if (!(single(arguments.node(index)) instanceof Node.Pattern pattern)) {
            return Optional.empty();
        }
        Regex.Kind kind = switch (pattern.kind()) {
            case TRIFACTA -> Regex.Kind.TRIFACTA;
            case REGEX -> Regex.Kind.REGEX;
        };
        return Optional.of(compile(arguments, index, kind, pattern.source(), options));
    }

    private static Regex compile(
            Arguments arguments, int index, Regex.Kind kind, String source, Regex.Option... options) {
        try {
            return Regex.of(kind, source, options);
        } catch (InvalidPatternException e) {
            report(arguments, index, e);
            return Regex.of(Regex.Kind.LITERAL, "");
        }
    }

    /** Whether it is written as an empty text, which for an optional pattern is the same as leaving it out. */
    static boolean isEmpty(Arguments arguments, int index) {
        return single(arguments.node(index)) instanceof Node.Text text && text.value().isEmpty();
    }

    /** The same with a constant text compiled to match literally; a problem if it isn't constant. */
    static Regex constant(Arguments arguments, int index, Regex.Option... options) {
        return pattern(arguments, index, options).orElseGet(() -> {
            Optional<Object> text = arguments.constant(index, Storage.TEXT);
            if (text.isEmpty()) {
                arguments.problem(index, ProblemCode.INVALID_ARGUMENT, "a pattern or a constant text has to stand here",
                        null);
            }
            return compile(arguments, index, Regex.Kind.LITERAL, (String) text.orElse(""), options);
        });
    }

    /** A replacement's text for {@link Replacement#template}: with group references if a pattern is replaced. */
    static Expr template(Arguments arguments, int index, Regex regex) {
        if (single(arguments.node(index)) instanceof Node.Text text) {
            try {
                regex.replacement(text.value());
            } catch (InvalidPatternException e) {
                report(arguments, index, e);
                return Arguments.text(""); // so that a call of constants can still be computed
            }
            return Arguments.text(regex.kind() == Regex.Kind.LITERAL
                    ? SearchFunctions.literalTemplate(Replacement.plain(text.value())) : text.value());
        }
        return arguments.call(SearchFunctions.LITERAL_TEMPLATE, List.of(arguments.text(index)));
    }

    private static Node single(Node node) {
        return node instanceof Node.Array array && array.elements().size() == 1 ? array.elements().get(0) : node;
    }

    private static void report(Arguments arguments, int index, InvalidPatternException e) {
        Problem problem = e.problem(new Place(Span.NONE, ""));
        arguments.problem(index, problem.code(), problem.message(), problem.suggestion().orElse(null));
    }
}
