package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.function.Operation;
import io.drover.recipe.pattern.Match;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys and values in a text as an object. */
final class ExtractKeyValue implements Transform {

    private static final Operation MEMBERS = Operation.of("extract_key_values", Storage.TEXT,
            a -> members((String) a[0], Regex.of((String) a[1]), Regex.of((String) a[2]), Regex.of((String) a[3])),
            Storage.TEXT, Storage.TEXT, Storage.TEXT, Storage.TEXT);

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("extractkv")
            .adding()
            .doc("Adds an Object column: the text is cut at delimiter, and of each piece with a key followed by valueafter "
                    + "the key and the rest, trimmed, are a member. A repeated key keeps the last value; nothing gives {}.")
            .required("col", ParameterKind.COLUMN, "the column")
            .required("key", ParameterKind.PATTERN, "what a key looks like")
            .required("valueafter", ParameterKind.PATTERN, "what stands between key and value")
            .required("delimiter", ParameterKind.PATTERN, "what parts the pairs")
            .optional("as", ParameterKind.NEW_NAME, "extractkv_<col>", "name of the column")
            .example("s", List.of("a=1;b=;c", "∅", "x"),
                    "extractkv col: s key: `{alpha}+` valueafter: '=' delimiter: ';' as: 'o'", "s|o",
                    List.of("a=1;b=;c|{\"a\":\"1\",\"b\":\"\"}", "∅|∅", "x|{}"))
            .example("a:Integer", List.of("1", "x=2", "\"\"", "∅"),
                    "extractkv col: a key: `{alpha}+` valueafter: '=' delimiter: ';' as: 'm'", "a|m",
                    List.of("1|{}", "x=2|{\"x\":\"2\"}", "\"\"|{}", "∅|∅"))
            .boundary("a", List.of("a=", "=1"),
                    "extractkv col: a key: `{alpha}+` valueafter: '=' delimiter: ';' as: 'm'", "a|m",
                    List.of("a=|{\"a\":\"\"}", "=1|{}"))
            .tie("a", List.of("a=1;a=2"), "extractkv col: a key: `{alpha}+` valueafter: '=' delimiter: ';' as: 'm'",
                    "a|m", List.of("a=1;a=2|{\"a\":\"2\"}"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    private static String members(String value, Regex key, Regex valueAfter, Regex delimiter) {
        Map<String, String> members = new LinkedHashMap<>();
        for (String piece : TextParts.pieces(value, delimiter)) {
            for (Match found : key.findAll(piece)) {
                int at = found.endUnit();
                while (at < piece.length() && Character.isWhitespace(piece.charAt(at))) {
                    at++;
                }
                Optional<Match> after = match(piece, valueAfter, found.endUnit(), at);
                if (after.isPresent() && !found.isEmpty()) {
                    members.put(found.text(), JsonText.quote(piece.substring(after.get().endUnit()).strip()));
                    break;
                }
            }
        }
        return JsonText.ofMembers(members);
    }

    /** What stands directly after the key, blanks in between or part of it. */
    private static Optional<Match> match(String piece, Regex pattern, int from, int to) {
        return pattern.find(piece, piece.codePointCount(0, from))
                .filter(match -> match.startUnit() >= from && match.startUnit() <= to);
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        Column source = arguments.column("col");
        Expr members = context.call(MEMBERS, List.of(context.text(source.expr(), table),
                pattern("key", arguments, context), pattern("valueafter", arguments, context),
                pattern("delimiter", arguments, context)), ValueType.MAP, table);
        String name = Placement.newName(arguments, "as", table, context,
                () -> GeneratedNames.of(table).free("extractkv_" + source.name()));
        Draft draft = new Draft(table, context);
        Column column = draft.column(name, members, source.origins());
        return draft.table(Placement.rightOf(table, source, List.of(column)));
    }

    private static Expr pattern(String parameter, StepArguments arguments, AnalysisContext context) {
        return Patterns.encoded(Patterns.compile(arguments.expression(parameter), false, context));
    }
}
