package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.message.PatternMessages;
import io.drover.recipe.message.Place;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.pattern.InvalidPatternException;
import io.drover.recipe.pattern.MatchClauses;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.pattern.Replacement;
import io.drover.recipe.syntax.Node;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Patterns of steps, compiled; what is wrong with one is a problem at its place. */
final class Patterns {

    private Patterns() {}

    static Regex compile(Node node, boolean ignoreCase, AnalysisContext context, Regex.Option... options) {
        Regex.Option[] all = options;
        if (ignoreCase) {
            all = java.util.Arrays.copyOf(options, options.length + 1);
            all[options.length] = Regex.Option.IGNORE_CASE;
        }
        try {
            Regex regex = Regex.of(kind(node), source(node), all);
            warn(regex, node.span(), context);
            return regex;
        } catch (InvalidPatternException e) {
            throw broken(e, node.span(), context);
        }
    }

    private static Regex.Kind kind(Node node) {
        if (node instanceof Node.Pattern pattern) {
            return switch (pattern.kind()) {
                case TRIFACTA -> Regex.Kind.TRIFACTA;
                case REGEX -> Regex.Kind.REGEX;
            };
        }
        return Regex.Kind.LITERAL;
    }

    private static String source(Node node) {
        return node instanceof Node.Pattern pattern ? pattern.source()
                : ((Node.Text) node).plain();
    }

    private static void warn(Regex regex, Span span, AnalysisContext context) {
        if (regex.isUnbounded()) {
            var problem = PatternMessages.unboundedPattern(new Place(span, ""));
            context.warning(problem.code(), span, problem.message(), problem.suggestion().orElse(null));
        }
    }

    static RuntimeException broken(InvalidPatternException e, Span span, AnalysisContext context) {
        var problem = e.problem(new Place(span, ""));
        return context.broken(problem.code(), span, problem.message(), problem.suggestion().orElse(null));
    }

    static Replacement replacement(Regex regex, String with, Span span, AnalysisContext context) {
        try {
            return regex.replacement(with);
        } catch (InvalidPatternException e) {
            throw broken(e, span, context);
        }
    }

    /** Whether a step has any of the parameters that say what to match. */
    static boolean hasClauses(StepArguments arguments) {
        return List.of("on", "after", "from", "before", "to", "start", "end", "at", "startPosition").stream()
                .anyMatch(arguments::has);
    }

    /** The match clauses of a step (docs/language.md, Patterns). */
    static MatchClauses clauses(StepArguments arguments, AnalysisContext context) {
        boolean ignoreCase = arguments.flag("ignoreCase");
        MatchClauses.Builder builder = MatchClauses.builder();
        BiConsumer<String, Consumer<String>> clause = (parameter, use) -> arguments.pattern(parameter)
                .map(node -> compile(node, ignoreCase, context).encoded())
                .ifPresent(pattern -> at(arguments.span(parameter), context, () -> use.accept(pattern)));
        clause.accept("on", builder::on);
        clause.accept("after", builder::after);
        clause.accept("from", builder::from);
        clause.accept("start", start -> builder.left(start, arguments.flag("includeStart")));
        clause.accept("before", builder::before);
        clause.accept("to", builder::to);
        clause.accept("end", end -> builder.right(end, arguments.flag("includeEnd")));
        String position = Stream.of("at", "startPosition").filter(arguments::has).findFirst().orElse("endPosition");
        positions(arguments, context).ifPresent(positions ->
                at(arguments.span(position), context, () -> builder.at(positions[0], positions[1])));
        arguments.text("quote").filter(quote -> !quote.isEmpty())
                .ifPresent(quote -> builder.quote(quote.codePointAt(0)));
        try {
            return builder.build();
        } catch (InvalidPatternException e) {
            throw broken(e, arguments.span(position), context);
        }
    }

    /** What is wrong is said of this place. */
    private static void at(Span span, AnalysisContext context, Runnable use) {
        try {
            use.run();
        } catch (InvalidPatternException e) {
            throw broken(e, span, context);
        }
    }

    /** {@code at: i,j} or {@code startPosition}, {@code endPosition}. */
    static Optional<int[]> positions(StepArguments arguments, AnalysisContext context) {
        if (arguments.has("at")) {
            List<Long> at = arguments.integers("at");
            if (at.size() != 2) {
                throw context.broken(ProblemCode.INVALID_PARAMETER, arguments.span("at"),
                        "at takes two positions, not " + at.size(), "write at: begin,end");
            }
            return Optional.of(new int[] {position(at.get(0)), position(at.get(1))});
        }
        if (arguments.has("startPosition") || arguments.has("endPosition")) {
            return Optional.of(new int[] {position(arguments.integer("startPosition", 0)),
                position(arguments.integer("endPosition", Integer.MAX_VALUE))});
        }
        return Optional.empty();
    }

    static int position(long written) {
        return (int) Math.max(-1, Math.min(written, Integer.MAX_VALUE));
    }
}
