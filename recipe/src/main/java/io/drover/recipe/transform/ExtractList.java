package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.function.Operation;
import io.drover.recipe.pattern.MatchClauses;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;
import java.util.Optional;

/** All matches in a text as an array. */
final class ExtractList implements Transform {

    private static final Operation MATCHES = Operation.of("list_matches", Storage.TEXT,
            a -> JsonText.ofTexts(TextParts.matches((String) a[0], MatchClauses.of((String) a[1]), Integer.MAX_VALUE)),
            Storage.TEXT, Storage.TEXT);
    private static final Operation IN_PIECES = Operation.of("list_matches_in_pieces", Storage.TEXT,
            a -> JsonText.ofTexts(TextParts.matchInPieces(
                    (String) a[0], Regex.of((String) a[1]), Regex.of((String) a[2]))),
            Storage.TEXT, Storage.TEXT, Storage.TEXT);
    private static final Operation IN_QUOTED_PIECES = Operation.of("list_matches_in_quoted_pieces", Storage.TEXT,
            a -> JsonText.ofTexts(TextParts.matchInPieces(
                    (String) a[0], Regex.of((String) a[1]), MatchClauses.of((String) a[2]))),
            Storage.TEXT, Storage.TEXT, Storage.TEXT);

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("extractlist")
            .adding()
            .doc("Adds an Array column of all matches in a text. With delimiter the text is cut there first, and the first "
                    + "match of each piece is taken. No match gives [].")
            .required("col", ParameterKind.COLUMN, "the column")
            .keyword("type", "custom", "newer spelling; the other parameters say it all", "custom", "on", "between",
                    "positions")
            .matchClauses()
            .optional("delimiter", ParameterKind.PATTERN, "where the text is cut first")
            .optional("quote", ParameterKind.CHARACTER, "matches between two of these don't count; with delimiter, delimiters")
            .optional("as", ParameterKind.NEW_NAME, "extractlist_<col>", "name of the column")
            .example("n", List.of("ab 1 cd", "\"\"", "∅"), "extractlist col: n on: `{alpha}+`", "n|extractlist_n",
                    List.of("ab 1 cd|[\"ab\",\"cd\"]", "\"\"|[]", "∅|∅"))
            .example("n", List.of("a;;b"), "extractlist col: n on: `{any}+` delimiter: ';' as: 'l'", "n|l",
                    List.of("a;;b|[\"a\",\"b\"]"))
            .example("a:Integer", List.of("12", "x", "\"\"", "∅"), "extractlist col: a on: `{digit}` as: 'l'", "a|l",
                    List.of("12|[\"1\",\"2\"]", "x|[]", "\"\"|[]", "∅|∅"))
            .boundary("a", List.of("abc", "a"), "extractlist col: a after: 'a' as: 'l'", "a|l",
                    List.of("abc|[\"bc\"]", "a|[]"))
            .tie("a", List.of("aaa"), "extractlist col: a on: 'aa' as: 'l'", "a|l", List.of("aaa|[\"aa\"]"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Column source = arguments.column("col");
        Expr text = context.text(source.expr(), table);
        boolean ignoreCase = arguments.flag("ignoreCase");
        Expr list;
        if (arguments.has("delimiter")) {
            arguments.needs("on", "with delimiter", context);
            Optional<String> quote = arguments.text("quote").filter(character -> !character.isEmpty());
            Expr first = Patterns.encoded(Patterns.compile(arguments.expression("on"), ignoreCase, context));
            Expr.Literal cut = Patterns.encoded(Patterns.compile(arguments.expression("delimiter"), ignoreCase, context));
            list = quote.isEmpty()
                    ? context.call(IN_PIECES, List.of(text, first, cut), ValueType.ARRAY, table)
                    : context.call(IN_QUOTED_PIECES, List.of(text, first, new Expr.Literal(MatchClauses.builder()
                            .on((String) cut.value()).quote(quote.get().codePointAt(0)).build().encode(),
                            ValueType.TEXT)), ValueType.ARRAY, table);
        } else {
            list = context.call(MATCHES, List.of(text, Patterns.encodedClauses(Patterns.clauses(arguments, context))),
                    ValueType.ARRAY, table);
        }
        String name = Placement.newName(arguments, "as", table, context,
                () -> GeneratedNames.of(table).free("extractlist_" + source.name()));
        Draft draft = new Draft(table, context);
        Column column = draft.column(name, list, source.origins());
        return draft.table(Placement.rightOf(table, source, List.of(column)));
    }
}
