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
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Matches in a text as new columns. */
final class Extract implements Transform {

    private static final int COLUMN_LIMIT = 10_000;

    static final Operation MATCHES = Operation.of("extract_matches", Storage.LIST,
            a -> TextParts.matches((String) a[0], MatchClauses.of((String) a[1]), (int) (long) (Long) a[2]),
            Storage.TEXT, Storage.TEXT, Storage.INTEGER);
    private static final Operation FIRST_MATCH = Operation.of("extract_first", Storage.TEXT,
            a -> MatchClauses.of((String) a[1]).find((String) a[0]).map(match -> match.text()).orElse(null),
            Storage.TEXT, Storage.TEXT);
    private static final Operation BETWEEN = Operation.of("extract_between", Storage.TEXT,
            a -> TextParts.shortestBetween((String) a[0], Regex.of((String) a[1]), Regex.of((String) a[2]),
                    (Boolean) a[3], (Boolean) a[4]),
            Storage.TEXT, Storage.TEXT, Storage.TEXT, Storage.BOOLEAN, Storage.BOOLEAN);
    private static final Operation FIRST_CHARACTERS = Operation.of("extract_left", Storage.TEXT,
            a -> TextParts.firstCharacters((String) a[0], (Long) a[1]), Storage.TEXT, Storage.INTEGER);
    private static final Operation LAST_CHARACTERS = Operation.of("extract_right", Storage.TEXT,
            a -> TextParts.lastCharacters((String) a[0], (Long) a[1]), Storage.TEXT, Storage.INTEGER);

    private static final TransformDeclaration DECLARATION = TransformDeclaration
            .transform("extract", "extractpatterns", "extractbetweendelimiters")
            .adding()
            .doc("Adds a column for each match in a text, right of it; null where there are fewer. The whole match is "
                    + "taken, also of a pattern with groups. extractbetweendelimiters takes the shortest region.")
            .required("col", ParameterKind.COLUMN, "the column")
            .keyword("type", "custom", "newer spelling of what to extract", "custom", "on", "between", "first", "last",
                    "positions", "numbers")
            .matchClauses()
            .optional("limit", ParameterKind.INTEGER, "1", "how many matches, so how many columns")
            .optional("count", ParameterKind.INTEGER, "1", "first, last: how many characters")
            .optional("quote", ParameterKind.CHARACTER, "matches between two of these don't count")
            .optional("as", ParameterKind.NEW_NAMES, "<col><n>", "names of the columns")
            .example("a|b", List.of("x12y7|q", "x|q", "∅|q"), "extract col: a on: `{digit}+` limit: 2", "a|a1|a2|b",
                    List.of("x12y7|12|7|q", "x|∅|∅|q", "∅|∅|∅|q"))
            .example("a", List.of("order 77 sent"), "extract col: a after: 'order ' before: ' sent'", "a|a1",
                    List.of("order 77 sent|77"))
            .example("a", List.of("a<b<c>d>", "<>"), "extractbetweendelimiters col: a start: '<' end: '>'", "a|a1",
                    List.of("a<b<c>d>|c", "<>|∅"))
            .example("a", List.of("abc", "x-1.5"), "extractpatterns type: last col: a count: 2", "a|a1",
                    List.of("abc|bc", "x-1.5|.5"))
            .example("a", List.of("x-1.5y20"), "extractpatterns type: numbers col: a limit: 2", "a|a1|a2",
                    List.of("x-1.5y20|-1.5|20"))
            .example("a:Integer", List.of("12", "x", "\"\"", "∅"), "extract col: a on: `{digit}`", "a|a1",
                    List.of("12|1", "x|∅", "\"\"|∅", "∅|∅"))
            .boundary("a", List.of("abc"), "extract col: a at: 1,99", "a|a1", List.of("abc|bc"))
            .tie("a", List.of("aaa"), "extract col: a on: 'aa' limit: 2", "a|a1|a2", List.of("aaa|aa|∅"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Column source = arguments.column("col");
        Expr text = context.text(source.expr(), table);
        Draft draft = new Draft(table, context);
        List<Expr> values = values(arguments, text, source, draft, table, context);
        List<String> names = Placement.newNames(arguments, "as", values.size(), table, source, false, context);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            columns.add(draft.column(names.get(i), values.get(i), source.origins()));
        }
        return draft.table(Placement.rightOf(table, source, columns));
    }

    private static List<Expr> values(StepArguments arguments, Expr text, Column source, Draft draft, Table table,
            AnalysisContext context) {
        if (arguments.verb().equals("extractbetweendelimiters")) {
            return List.of(between(arguments, text, table, context));
        }
        String type = arguments.text("type", "custom");
        if ((type.equals("first") || type.equals("last")) && !Patterns.hasClauses(arguments)) {
            return List.of(context.call(type.equals("first") ? FIRST_CHARACTERS : LAST_CHARACTERS,
                    List.of(text, new Expr.Literal(arguments.integer("count", 1), ValueType.INTEGER)), ValueType.TEXT,
                    table));
        }
        Optional<MatchClauses> clauses = type.equals("numbers") && !arguments.has("on")
                ? Optional.of(MatchClauses.builder().on(Regex.encode(Regex.Kind.REGEX, "-?[0-9]+(?:\\.[0-9]+)?")).build())
                : Patterns.clauses(arguments, context);
        long limit = arguments.integer("limit", 1);
        if (limit < 1 || limit > COLUMN_LIMIT) {
            context.error(ProblemCode.INVALID_PARAMETER, arguments.span("limit"),
                    "limit is from 1 to " + COLUMN_LIMIT, null);
            limit = 1;
        }
        Expr encoded = Patterns.encodedClauses(clauses);
        if (limit == 1) {
            return List.of(context.call(FIRST_MATCH, List.of(text, encoded), ValueType.TEXT, table));
        }
        PlanColumn list = draft.compute(source.id() + "_matches", context.call(MATCHES,
                List.of(text, encoded, new Expr.Literal(limit, ValueType.INTEGER)), ValueType.LIST, table));
        List<Expr> values = new ArrayList<>();
        for (long i = 0; i < limit; i++) {
            values.add(new Expr.Call(RowOperations.ELEMENT,
                    List.of(list.expr(), new Expr.Literal(i, ValueType.INTEGER)), ValueType.TEXT));
        }
        return values;
    }

    private static Expr between(StepArguments arguments, Expr text, Table table, AnalysisContext context) {
        return context.call(BETWEEN, List.of(text, limit("start", "after", arguments, context),
                limit("end", "before", arguments, context),
                new Expr.Literal(arguments.flag("includeStart"), ValueType.BOOLEAN),
                new Expr.Literal(arguments.flag("includeEnd"), ValueType.BOOLEAN)), ValueType.TEXT, table);
    }

    private static Expr limit(String newer, String older, StepArguments arguments, AnalysisContext context) {
        String given = !arguments.has(newer) && arguments.has(older) ? older : newer;
        arguments.needs(given, "", context);
        return Patterns.encoded(Patterns.compile(arguments.expression(given), arguments.flag("ignoreCase"), context));
    }
}
