package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.function.Operation;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.Storage;
import java.text.Normalizer;
import java.util.List;

/** Texts in another form, in place. */
final class TextFormat implements Transform {

    private static final Operation REMOVE_ACCENTS = Operation.of("remove_accents", Storage.TEXT,
            a -> Normalizer.normalize(Normalizer.normalize((String) a[0], Normalizer.Form.NFD)
                    .replaceAll("\\p{M}+", ""), Normalizer.Form.NFC), Storage.TEXT);

    private static final TransformDeclaration DECLARATION = TransformDeclaration
            .transform("textformat", "trimquotes", "removesymbols")
            .doc("Changes case, blanks, quotes or symbols of texts, or adds text to them. Null stays null.")
            .inPlace()
            .required("col", ParameterKind.COLUMNS, "the columns")
            .keyword("type", "", "what to do; trimquotes and removesymbols are verbs of their own too", "uppercase",
                    "lowercase", "propercase", "trimwhitespace", "removewhitespace", "trimquotes", "removesymbols",
                    "removespecialcharacters", "removeaccents", "prefix", "suffix", "pad")
            .optional("text", ParameterKind.TEXT, "prefix, suffix: what to add")
            .optional("length", ParameterKind.INTEGER, "pad: the length wanted")
            .optional("character", ParameterKind.CHARACTER, " ", "pad: what to fill with")
            .keyword("side", "left", "pad: where to fill", "left", "right")
            .optional("as", ParameterKind.NEW_NAMES, "a record of the names; ignored")
            .example("a", List.of("Ab c", "∅"), "textformat col: a type: uppercase", "a", List.of("AB C", "∅"))
            .example("a", List.of("D.F. de"), "textformat col: a type: propercase", "a", List.of("D.f. De"))
            .example("a", List.of("x"), "textformat col: a type: prefix text: 'p-'", "a", List.of("p-x"))
            .example("a", List.of("café"), "textformat col: a type: removeaccents", "a", List.of("cafe"))
            .example("a", List.of("7"), "textformat col: a type: pad length: 3 character: '0'", "a", List.of("007"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"), "textformat col: a type: suffix text: '!'", "a",
                    List.of("1!", "x!", "!", "∅"))
            .boundary("a", List.of("abc"), "textformat col: a type: pad length: 2 character: '0'", "a", List.of("abc"))
            .without(CaseKind.TIE, "each value is changed by itself")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        String type = arguments.verb().equals("textformat")
                ? arguments.text("type", "") : arguments.verb();
        if (type.isEmpty()) {
            arguments.needs("type", "", context);
            return table;
        }
        List<Column> columns = arguments.columns("col");
        if (type.equals("removeaccents")) {
            return TextEdit.apply(columns, table, context,
                    text -> context.call(REMOVE_ACCENTS, List.of(text), io.drover.recipe.type.ValueType.TEXT, table));
        }
        Formula formula = Formula.at(arguments.span("type"));
        return TextEdit.apply(formula(type, formula, arguments, context), columns, table, context);
    }

    private static Node formula(String type, Formula formula, StepArguments arguments, AnalysisContext context) {
        Node value = formula.edited();
        return switch (type) {
            case "uppercase" -> formula.call("UPPER", value);
            case "lowercase" -> formula.call("LOWER", value);
            case "propercase" -> formula.call("PROPER", value);
            case "trimwhitespace" -> formula.call("TRIM", value);
            case "removewhitespace" -> formula.call("REMOVEWHITESPACE", value);
            case "trimquotes" -> formula.call("TRIMQUOTES", value);
            case "removesymbols", "removespecialcharacters" -> formula.call("REMOVESYMBOLS", value);
            case "prefix" -> added(formula, formula.text(text(arguments, context)), value);
            case "suffix" -> added(formula, value, formula.text(text(arguments, context)));
            case "pad" -> {
                arguments.needs("length", "with type: pad", context);
                yield formula.call("PAD", value, formula.number(arguments.integer("length", 1)),
                        formula.text(arguments.text("character", " ")), formula.text(arguments.text("side", "left")));
            }
            default -> throw new IllegalStateException("the declaration names no type " + type);
        };
    }

    /** MERGE reads null as an empty text; here it stays null. */
    private static Node added(Formula formula, Node first, Node second) {
        return formula.call("IF", formula.call("ISNULL", formula.edited()), formula.nothing(),
                formula.call("MERGE", formula.array(List.of(first, second))));
    }

    private static String text(StepArguments arguments, AnalysisContext context) {
        arguments.needs("text", "with type: " + arguments.text("type", ""), context);
        return arguments.text("text", "");
    }
}
