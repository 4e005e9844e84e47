package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Operation;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values replaced by a map of values, in place. */
final class Standardize implements Transform {

    private static final Operation MAPPED = Operation.of("map_value", Storage.TEXT, a -> {
        String mapped = JsonText.members((String) a[1]).get((String) a[0]);
        return mapped == null ? a[0] : JsonText.text(mapped);
    }, Storage.TEXT, Storage.TEXT);

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("standardize")
            .doc("Replaces values that equal an input of the map exactly; others stay.")
            .inPlace()
            .required("col", ParameterKind.COLUMNS, "the columns")
            .optional("mapping", ParameterKind.PAIRS, "['input','output'],…")
            .optional("artifactTable", ParameterKind.DATASET, "the map's name in a package; has no text form")
            .optional("targetmappingId", ParameterKind.TEXT, "the map's id in a package; has no text form")
            .optional("as", ParameterKind.NEW_NAMES, "a record of the names; ignored")
            .example("a", List.of("NY", "ny", "∅"), "standardize col: a mapping: ['NY','New York']", "a",
                    List.of("New York", "ny", "∅"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        if (!arguments.has("mapping")) {
            context.warning(ProblemCode.UNSUPPORTED_STEP, arguments.step().verbSpan(),
                    "this standardize step names a map that the text doesn't hold, so it is skipped",
                    "write the map: mapping: ['input','output'],…");
            return table;
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (Pairs.Pair pair : Pairs.of(arguments.expressions("mapping"))) {
            map.putIfAbsent(text(pair.key(), context), JsonText.quote(text(pair.value(), context)));
        }
        Expr encoded = new Expr.Literal(JsonText.ofMembers(map), ValueType.TEXT);
        return TextEdit.apply(arguments.columns("col"), table, context,
                text -> context.call(MAPPED, List.of(text, encoded), ValueType.TEXT, table));
    }

    private static String text(Node node, AnalysisContext context) {
        if (node instanceof Node.Text text) {
            return text.value().replace("\\$", "$");
        }
        if (node instanceof Node.Number number) {
            return number.text();
        }
        throw context.broken(ProblemCode.INVALID_PARAMETER, node.span(), "a value of the map is text in quotes", null);
    }
}
