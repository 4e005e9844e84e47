package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Operation;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.pattern.MatchClauses;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parts of a text in columns of their own. */
final class Split implements Transform {

    private static final int COLUMN_LIMIT = 10_000;

    static final Operation AT_MATCHES = Operation.of("split_at_matches", Storage.LIST,
            a -> TextParts.split((String) a[0], MatchClauses.of((String) a[1]), (int) (long) (Long) a[2]),
            Storage.TEXT, Storage.TEXT, Storage.INTEGER);
    /**
     * The same at a literal delimiter; the last two arguments are the delimiter and, for Spark, the pattern that matches
     * it. Both engines split without limit or keep the rest whole, as we do.
     */
    static final Operation AT_LITERAL = Operation.of("split_at_literal", Storage.LIST, AT_MATCHES.kernel(),
            Storage.TEXT, Storage.TEXT, Storage.INTEGER, Storage.TEXT, Storage.TEXT)
            .spark("split({0}, {4}, CAST({2} + 1 AS INT))")
            .duckdb("CASE WHEN len(string_split({0}, {3})) <= {2} + 1 THEN string_split({0}, {3})"
                    + " WHEN {0} IS NOT NULL THEN list_append(list_slice(string_split({0}, {3}), 1, {2}),"
                    + " array_to_string(list_slice(string_split({0}, {3}), {2} + 1, len(string_split({0}, {3}))), {3}))"
                    + " END");
    private static final Operation AROUND = Operation.of("split_around", Storage.LIST,
            a -> TextParts.around((String) a[0], MatchClauses.of((String) a[1])), Storage.TEXT, Storage.TEXT);
    private static final Operation IN_SEQUENCE = Operation.of("split_in_sequence", Storage.LIST,
            a -> TextParts.sequence((String) a[0], TextParts.decodeTexts((String) a[1])), Storage.TEXT, Storage.TEXT);
    private static final Operation WITHOUT_RANGE = Operation.of("split_without_range", Storage.LIST,
            a -> TextParts.withoutRange((String) a[0], (int) (long) (Long) a[1], (int) (long) (Long) a[2]),
            Storage.TEXT, Storage.INTEGER, Storage.INTEGER);
    private static final Operation AT_POSITIONS = Operation.of("split_at_positions", Storage.LIST,
            a -> TextParts.atPositions((String) a[0], TextParts.decodeInts((String) a[1])),
            Storage.TEXT, Storage.TEXT);
    private static final Operation EVERY = Operation.of("split_every", Storage.LIST,
            a -> TextParts.everyCharacters((String) a[0], (int) (long) (Long) a[1], (int) (long) (Long) a[2]),
            Storage.TEXT, Storage.INTEGER, Storage.INTEGER);

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("split", "splitpatterns")
            .replacing()
            .doc("Cuts a text column into limit + 1 columns in its place. A part that isn't there is null; what is beyond "
                    + "the limit stays in the last part.")
            .required("col", ParameterKind.COLUMN, "the column")
            .keyword("type", "", "how it is cut; follows from the other parameters when left out", "on",
                    "betweenDelimiters", "multipleDelimiters", "betweenPositions", "positions", "interval", "between",
                    "custom")
            .matchClauses("at")
            .optional("delimiters", ParameterKind.PATTERNS, "multipleDelimiters: one after the other")
            .optional("positions", ParameterKind.INTEGERS, "positions: characters before which to cut, from 0")
            .optional("every", ParameterKind.INTEGER, "interval: how many characters a part has")
            .optional("limit", ParameterKind.INTEGER, "1", "how many cuts")
            .optional("quote", ParameterKind.CHARACTER, "delimiters between two of these don't count")
            .optional("as", ParameterKind.NEW_NAMES, "<col><n>", "names of the columns")
            .example("a", List.of("x,y,z,w", "x", "\"\"", "∅"), "split col: a on: ',' limit: 2", "a1|a2|a3",
                    List.of("x|y|z,w", "x|∅|∅", "\"\"|∅|∅", "∅|∅|∅"))
            .example("d|d1", List.of("1-2|x"), "split col: d on: '-'", "d2|d3|d1", List.of("1|2|x"))
            .example("a", List.of("\"p,q\",r"), "split col: a on: ',' quote: '\"'", "a1|a2", List.of("\"p,q\"|r"))
            .example("a", List.of("ab(c)d", "ab"), "splitpatterns type: betweenDelimiters col: a start: '(' end: ')'",
                    "a1|a2", List.of("ab(|)d", "ab|∅"))
            .example("a", List.of("a-b:c", "a:b"), "splitpatterns type: multipleDelimiters col: a delimiters: '-',':'",
                    "a1|a2|a3", List.of("a|b|c", "a:b|∅|∅"))
            .example("a", List.of("abcdef", "a"), "splitpatterns type: positions col: a positions: 3,1", "a1|a2|a3",
                    List.of("a|bc|def", "a|\"\"|∅"))
            .example("a", List.of("abcdef"), "splitpatterns type: betweenPositions col: a startPosition: 1 endPosition: 3",
                    "a1|a2", List.of("a|def"))
            .example("a", List.of("abcde"), "splitpatterns type: interval col: a every: 2 limit: 2", "a1|a2|a3",
                    List.of("ab|cd|e"))
            .example("a:Integer", List.of("12", "x,y", "\"\"", "∅"), "split col: a on: ','", "a1|a2",
                    List.of("12|∅", "x|y", "\"\"|∅", "∅|∅"))
            .boundary("a", List.of("abc"), "split col: a positions: 0,99", "a1|a2|a3", List.of("\"\"|abc|∅"))
            .tie("a", List.of("aaab"), "split col: a on: 'aa' limit: 2", "a1|a2|a3", List.of("\"\"|ab|∅"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Column source = arguments.column("col");
        Expr text = context.text(source.expr(), table);
        Parts parts = parts(arguments, text, table, context);
        List<String> names = Placement.newNames(arguments, "as", parts.count(), table, source, true, context);
        Draft draft = new Draft(table, context);
        PlanColumn list = draft.compute(source.id() + "_parts", parts.list());
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < parts.count(); i++) {
            Expr part = new Expr.Call(RowOperations.ELEMENT,
                    List.of(list.expr(), new Expr.Literal((long) i, ValueType.INTEGER)), ValueType.TEXT);
            columns.add(draft.column(names.get(i), part, source.origins()));
        }
        return draft.table(Placement.inPlaceOf(table, source, columns));
    }

    private record Parts(Expr list, int count) {}

    private static Parts parts(StepArguments arguments, Expr text, Table table, AnalysisContext context) {
        long limit = arguments.integer("limit", 1);
        if (limit < 0 || limit >= COLUMN_LIMIT) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span("limit"),
                    "limit is from 0 to " + (COLUMN_LIMIT - 1), null);
            limit = 1;
        }
        return switch (kind(arguments)) {
            case "multipleDelimiters" -> sequence(arguments, text, table, context);
            case "betweenPositions" -> {
                if (!arguments.has("at") && !arguments.has("startPosition") && !arguments.has("endPosition")) {
                    context.error(ProblemCode.MISSING_PARAMETER, arguments.step().verbSpan(),
                            arguments.verb() + " doesn't say what to cut out", "add startPosition: and endPosition:");
                }
                int[] at = Patterns.positions(arguments, context).orElse(new int[] {0, 0});
                yield new Parts(call(WITHOUT_RANGE, table, context, text, number(at[0]), number(at[1])), 2);
            }
            case "positions" -> positions(arguments, text, table, context);
            case "interval" -> {
                arguments.needs("every", "with type: interval", context);
                long every = arguments.integer("every", 1);
                if (every < 1) {
                    context.error(ProblemCode.INVALID_PARAMETER, arguments.span("every"),
                            "every must be 1 or more", null);
                }
                yield new Parts(call(EVERY, table, context, text,
                        number(Math.min(every, Integer.MAX_VALUE)), number(limit)), (int) limit + 1);
            }
            case "betweenDelimiters" -> new Parts(call(AROUND, table, context, text,
                    Patterns.encodedClauses(Patterns.clauses(arguments, context))), 2);
            default -> {
                if (!arguments.has("on")) {
                    if (!arguments.isUnknown("type")) {
                        context.error(ProblemCode.MISSING_PARAMETER, arguments.step().verbSpan(),
                                arguments.verb() + " doesn't say where to cut",
                                "add on:, delimiters:, positions:, every:, or start: and end:");
                    }
                    yield new Parts(new Expr.Literal(null, ValueType.LIST), (int) limit + 1);
                }
                Optional<MatchClauses> clauses = Patterns.clauses(arguments, context);
                Optional<Expr> literal = clauses.isEmpty() ? Optional.empty()
                        : atLiteral(clauses.get(), limit, arguments, text, table, context);
                if (literal.isPresent()) {
                    yield new Parts(literal.get(), (int) limit + 1);
                }
                yield new Parts(call(AT_MATCHES, table, context, text, Patterns.encodedClauses(clauses), number(limit)),
                        (int) limit + 1);
            }
        };
    }

    private static Optional<Expr> atLiteral(MatchClauses clauses, long limit, StepArguments arguments, Expr text,
            Table table, AnalysisContext context) {
        boolean plain = arguments.expression("on") instanceof Node.Text && !arguments.flag("ignoreCase")
                && clauses.patterns().size() == 1 && arguments.text("quote", "").isEmpty() && limit > 0;
        Optional<String> spark = clauses.on().flatMap(Regex::spark);
        if (!plain || spark.isEmpty()) {
            return Optional.empty();
        }
        String delimiter = ((Node.Text) arguments.expression("on")).plain();
        return delimiter.isEmpty() ? Optional.empty() : Optional.of(call(AT_LITERAL, table, context, text,
                text(clauses.encode()), number(limit), text(delimiter), text(spark.get())));
    }

    private static String kind(StepArguments arguments) {
        String type = arguments.text("type", "custom");
        if (type.equals("between")) {
            return arguments.has("startPosition") ? "betweenPositions" : "betweenDelimiters";
        }
        if (!type.equals("custom") && !(type.equals("on") && !arguments.has("on"))) {
            return type;
        }
        return arguments.has("on") ? "on"
                : arguments.has("delimiters") ? "multipleDelimiters"
                : arguments.has("positions") ? "positions"
                : arguments.has("every") ? "interval"
                : arguments.has("at") || arguments.has("startPosition") ? "betweenPositions"
                : Patterns.hasClauses(arguments) ? "betweenDelimiters" : "on";
    }

    private static Parts sequence(StepArguments arguments, Expr text, Table table, AnalysisContext context) {
        List<String> delimiters = arguments.expressions("delimiters").stream()
                .map(node -> (String) Patterns.encoded(
                        Patterns.compile(node, arguments.flag("ignoreCase"), context)).value()).toList();
        arguments.needs("delimiters", "with type: multipleDelimiters", context);
        return new Parts(call(IN_SEQUENCE, table, context, text, text(TextParts.encodeTexts(delimiters))),
                delimiters.size() + 1);
    }

    private static Parts positions(StepArguments arguments, Expr text, Table table, AnalysisContext context) {
        int[] positions = arguments.integers("positions").stream().mapToInt(Patterns::position).sorted().toArray();
        arguments.needs("positions", "with type: positions", context);
        return new Parts(call(AT_POSITIONS, table, context, text, text(TextParts.encodeInts(positions))),
                positions.length + 1);
    }

    private static Expr call(Operation operation, Table table, AnalysisContext context, Expr... arguments) {
        return context.call(operation, List.of(arguments), ValueType.LIST, table);
    }

    private static Expr text(String constant) {
        return new Expr.Literal(constant, ValueType.TEXT);
    }

    private static Expr number(long constant) {
        return new Expr.Literal(constant, ValueType.INTEGER);
    }
}
