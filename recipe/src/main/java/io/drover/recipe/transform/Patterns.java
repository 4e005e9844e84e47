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
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Patterns of steps, compiled; what is wrong with one is a problem at its place. */
final class Patterns {

    /** For what can't be compiled: it is encoded and compiles. */
    private static final MatchClauses STAND_IN =
            MatchClauses.builder().on(Regex.encode(Regex.Kind.LITERAL, "")).build();

    private static final List<String> CLAUSES =
            List.of("on", "after", "from", "before", "to", "start", "end", "at", "startPosition");

    private Patterns() {}

    /** Empty, with a problem, for a pattern that can't be compiled; empty for what isn't known. */
    static Optional<Regex> compile(Node node, boolean ignoreCase, AnalysisContext context, Regex.Option... options) {
        Regex.Option[] all = options;
        if (node instanceof Node.Unknown) {
            return Optional.empty();
        }
        if (ignoreCase) {
            all = java.util.Arrays.copyOf(options, options.length + 1);
            all[options.length] = Regex.Option.IGNORE_CASE;
        }
        try {
            Regex regex = Regex.of(kind(node), source(node), all);
            warn(regex, node.span(), context);
            return Optional.of(regex);
        } catch (InvalidPatternException e) {
            error(e, node.span(), context);
            return Optional.empty();
        }
    }

    /** As plans carry it. */
    static Expr.Literal encoded(Optional<Regex> regex) {
        return new Expr.Literal(encode(regex), ValueType.TEXT);
    }

    /** As plans carry them. */
    static Expr encodedClauses(Optional<MatchClauses> clauses) {
        return new Expr.Literal(clauses.orElse(STAND_IN).encode(), ValueType.TEXT);
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

    static void error(InvalidPatternException e, Span span, AnalysisContext context) {
        var problem = e.problem(new Place(span, ""));
        context.error(problem.code(), span, problem.message(), problem.suggestion().orElse(null));
    }

    /** Empty, with a problem, if it can't be read. */
    static Optional<Replacement> replacement(Regex regex, String with, Span span, AnalysisContext context) {
        try {
            return Optional.of(regex.replacement(with));
        } catch (InvalidPatternException e) {
            error(e, span, context);
            return Optional.empty();
        }
    }

    /** Whether a step has any of the parameters that say what to match. */
    static boolean hasClauses(StepArguments arguments) {
        return CLAUSES.stream().anyMatch(arguments::has);
    }

    /** The match clauses of a step (docs/language.md, Patterns); empty, with a problem, if they can't be read. */
    static Optional<MatchClauses> clauses(StepArguments arguments, AnalysisContext context) {
        boolean ignoreCase = arguments.flag("ignoreCase");
        MatchClauses.Builder builder = MatchClauses.builder();
        int before = context.errors();
        boolean unread = Stream.concat(CLAUSES.stream(), Stream.of("endPosition")).anyMatch(arguments::isUnknown);
        BiConsumer<String, Consumer<String>> clause = (parameter, use) -> {
            if (arguments.has(parameter)) {
                // What can't be read still counts as given.
                String pattern = encode(arguments.pattern(parameter)
                        .flatMap(node -> compile(node, ignoreCase, context)));
                at(arguments.span(parameter), context, () -> use.accept(pattern));
            }
        };
        clause.accept("on", builder::on);
        clause.accept("after", builder::after);
        clause.accept("from", builder::from);
        clause.accept("start", start -> builder.left(start, arguments.flag("includeStart")));
        clause.accept("before", builder::before);
        clause.accept("to", builder::to);
        clause.accept("end", end -> builder.right(end, arguments.flag("includeEnd")));
        String position = Stream.of("at", "startPosition").filter(arguments::has).findFirst().orElse("endPosition");
        if (arguments.has(position)) {
            builder.at(0, 0);
            positions(arguments, context).ifPresent(positions ->
                    at(arguments.span(position), context, () -> builder.at(positions[0], positions[1])));
        }
        arguments.text("quote").filter(quote -> !quote.isEmpty())
                .ifPresent(quote -> builder.quote(quote.codePointAt(0)));
        try {
            MatchClauses clauses = builder.build();
            return unread || context.errors() > before ? Optional.empty() : Optional.of(clauses);
        } catch (InvalidPatternException e) {
            error(e, arguments.span(position), context);
            return Optional.empty();
        }
    }

    private static String encode(Optional<Regex> regex) {
        return regex.map(Regex::encoded).orElseGet(() -> Regex.encode(Regex.Kind.LITERAL, ""));
    }

    /** What is wrong is said of this place. */
    private static void at(Span span, AnalysisContext context, Runnable use) {
        try {
            use.run();
        } catch (InvalidPatternException e) {
            error(e, span, context);
        }
    }

    /** {@code at: i,j} or {@code startPosition}, {@code endPosition}. */
    static Optional<int[]> positions(StepArguments arguments, AnalysisContext context) {
        if (arguments.has("at")) {
            List<Long> at = arguments.integers("at");
            if (at.size() != 2) {
                if (!arguments.isUnknown("at")) {
                    context.error(ProblemCode.INVALID_PARAMETER, arguments.span("at"),
                            "at takes two positions, not " + at.size(), "write at: begin,end");
                }
                return Optional.empty();
            }
            return Optional.of(new int[] {position(at.get(0)), position(at.get(1))});
        }
        if (arguments.isUnknown("startPosition") || arguments.isUnknown("endPosition")) {
            return Optional.empty();
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
