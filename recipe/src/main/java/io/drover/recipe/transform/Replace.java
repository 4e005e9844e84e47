package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Operation;
import io.drover.recipe.pattern.InvalidPatternException;
import io.drover.recipe.pattern.MatchClauses;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.pattern.Replacement;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Matches in texts replaced, in place. */
final class Replace implements Transform {

    private static final Operation FIRST = Operation.of("replace_first", Storage.TEXT, a -> {
        MatchClauses clauses = MatchClauses.of((String) a[1]);
        return clauses.replaceFirst((String) a[0], clauses.replacement((String) a[2]));
    }, Storage.TEXT, Storage.TEXT, Storage.TEXT);

    private static final Operation ALL = Operation.of("replace_all", Storage.TEXT, a -> {
        MatchClauses clauses = MatchClauses.of((String) a[1]);
        return clauses.replaceAll((String) a[0], clauses.replacement((String) a[2]));
    }, Storage.TEXT, Storage.TEXT, Storage.TEXT);

    /** The replacement is a value, so it is literal. */
    private static final Operation FIRST_BY_VALUE = Operation.of("replace_first_by_value", Storage.TEXT,
            a -> MatchClauses.of((String) a[1]).replaceFirst((String) a[0], Replacement.literal((String) a[2])),
            Storage.TEXT, Storage.TEXT, Storage.TEXT);
    private static final Operation ALL_BY_VALUE = Operation.of("replace_all_by_value", Storage.TEXT,
            a -> MatchClauses.of((String) a[1]).replaceAll((String) a[0], Replacement.literal((String) a[2])),
            Storage.TEXT, Storage.TEXT, Storage.TEXT);

    /** A literal text everywhere; the last two arguments are the text and its replacement as they are. */
    static final Operation LITERAL_ALL = Operation.of("replace_literal", Storage.TEXT, ALL.kernel(),
            Storage.TEXT, Storage.TEXT, Storage.TEXT, Storage.TEXT, Storage.TEXT)
            .sql("replace({0}, {3}, {4})");

    /** The last four arguments are pattern and replacement as each engine writes them. */
    static final Operation PORTABLE_ALL = Operation.of("replace_portable", Storage.TEXT, ALL.kernel(),
            Storage.TEXT, Storage.TEXT, Storage.TEXT, Storage.TEXT, Storage.TEXT, Storage.TEXT, Storage.TEXT)
            .spark("regexp_replace({0}, {3}, {4})").duckdb("regexp_replace({0}, {5}, {6}, 'g')");

    private static final TransformDeclaration DECLARATION = TransformDeclaration
            .transform("replace", "replacepatterns", "replacebetweenpatterns", "replacebetweendelimiters",
                    "replacepositions")
            .doc("Replaces the first match in each text, or every match with global: true. $1 to $9 are the groups of a "
                    + "pattern, $0 the match, \\$ is a dollar; the replacement of a string is literal. Null stays null.")
            .inPlace()
            .required("col", ParameterKind.COLUMNS, "the columns")
            .keyword("type", "on", "makes no difference", "on", "custom", "between", "positions")
            .matchClauses()
            .required("with", ParameterKind.REPLACEMENT, "the replacement; a column or function is literal")
            .optional("global/matchAll", ParameterKind.BOOLEAN, "false", "every match, not only the first")
            .optional("row", ParameterKind.CONDITION, "where to replace")
            .optional("as", ParameterKind.NEW_NAMES, "a record of the names; ignored")
            .example("a", List.of("aXbX", "∅"), "replace col: a on: 'X' with: '-'", "a", List.of("a-bX", "∅"))
            .example("a", List.of("aXbX"), "replace col: a on: 'X' with: '-' global: true", "a", List.of("a-b-"))
            .example("a", List.of("one two"), "replace col: a on: `{start}(%+) ` with: '<$1>'", "a",
                    List.of("<one>two"))
            .example("a|b", List.of("\"ab\"|\"c"), "replacepatterns col: * with: '' on: `{start}\"|\"{end}` global: true",
                    "a|b", List.of("ab|c"))
            .example("t", List.of("a b#c d e"), "replacepatterns col: t with: '-' on: ' ' start: '#' global: true", "t",
                    List.of("a b#c-d-e"))
            .example("a", List.of("a.b.c"), "replacepatterns col: a with: '[$0]' on: /[a-b]/ global: true", "a",
                    List.of("[a].[b].c"))
            .example("a", List.of("abcdef"), "replacepositions col: a startPosition: 1 endPosition: 3 with: '-'", "a",
                    List.of("a-def"))
            .example("a:Integer", List.of("11", "x", "\"\"", "∅"), "replace col: a on: '1' with: '-'", "a",
                    List.of("-1", "x", "\"\"", "∅"))
            .boundary("a", List.of("x", "\"\""), "replace col: a on: `{start}` with: '-'", "a", List.of("-x", "-"))
            .tie("a", List.of("aaa"), "replace col: a on: 'aa' with: '-' global: true", "a", List.of("-a"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Optional<MatchClauses> clauses = Patterns.clauses(arguments, context);
        Draft draft = new Draft(table, context);
        Map<Column, Column> replaced = new LinkedHashMap<>();
        Optional<Expr> row = arguments.optionalExpression("row")
                .map(node -> context.condition(node, context.scope(table)))
                .map(condition -> draft.lift(condition, List.of(), RowOrder.of(table)));
        for (Column column : arguments.columns("col")) {
            Expr text = context.text(column.expr(), table);
            Expr value = replaced(clauses, text, column, arguments, table, context);
            Expr chosen = row.isEmpty() ? value : context.call(CHOOSE, List.of(row.get(), value, text),
                    ValueType.TEXT, table);
            Column result = draft.column(column.name(), chosen, column.origins());
            replaced.put(column, result.typed(new ValueType(column.type().type(), Storage.TEXT)));
        }
        return draft.table(Placement.replaced(table, replaced));
    }

    /** The second where the condition is true, else the third. */
    static final Operation CHOOSE = Operation.of("choose_text", Storage.TEXT,
            a -> Boolean.TRUE.equals(a[0]) ? a[1] : a[2], Storage.BOOLEAN, Storage.TEXT, Storage.TEXT).nullAware()
            .sql("CASE WHEN {0} THEN {1} ELSE {2} END");

    private static Expr replaced(Optional<MatchClauses> clauses, Expr text, Column column, StepArguments arguments, Table table,
            AnalysisContext context) {
        boolean all = arguments.flag("global");
        Node with = arguments.expression("with");
        String constant = with instanceof Node.Text literal ? literal.value()
                : with instanceof Node.Number number ? number.text() : null;
        if (constant == null) {
            Expr value = context.text(context.analyze(with, context.scope(table).editing(column)), table);
            return context.call(all ? ALL_BY_VALUE : FIRST_BY_VALUE,
                    List.of(text, Patterns.encodedClauses(clauses), value), ValueType.TEXT, table);
        }
        try {
            clauses.ifPresent(known -> known.replacement(constant));
        } catch (InvalidPatternException e) {
            Patterns.error(e, arguments.span("with"), context);
            return text;
        }
        List<Expr> plain = List.of(text, Patterns.encodedClauses(clauses), text(constant));
        return clauses.isEmpty() ? text : all ? everywhere(clauses.get(), plain, constant, arguments, table, context)
                : context.call(FIRST, plain, ValueType.TEXT, table);
    }

    /** By an engine's own function where it surely does the same. */
    private static Expr everywhere(MatchClauses clauses, List<Expr> plain, String with, StepArguments arguments,
            Table table, AnalysisContext context) {
        boolean onlyOn = clauses.patterns().size() == 1 && clauses.on().isPresent();
        Optional<Regex> on = onlyOn ? clauses.on() : Optional.empty();
        Node written = arguments.pattern("on").orElse(null);
        if (on.isPresent() && written instanceof Node.Text literal && !arguments.flag("ignoreCase")
                && !literal.value().isEmpty()) {
            return context.call(LITERAL_ALL, with(plain, literal.plain(), Replacement.plain(with)),
                    ValueType.TEXT, table);
        }
        if (on.isPresent() && on.get().spark().isPresent() && on.get().duckdb().isPresent()
                && !on.get().canMatchEmpty()) {
            Replacement replacement = on.get().replacement(with);
            return context.call(PORTABLE_ALL, with(plain, on.get().spark().get(), replacement.spark(),
                    on.get().duckdb().get(), replacement.duckdb()), ValueType.TEXT, table);
        }
        return context.call(ALL, plain, ValueType.TEXT, table);
    }

    private static List<Expr> with(List<Expr> plain, String... constants) {
        List<Expr> all = new java.util.ArrayList<>(plain);
        for (String constant : constants) {
            all.add(text(constant));
        }
        return all;
    }

    private static Expr text(String constant) {
        return new Expr.Literal(constant, ValueType.TEXT);
    }
}
