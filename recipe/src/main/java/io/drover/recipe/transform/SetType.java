package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Another annotation of a column's type; no value changes. */
final class SetType implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("settype")
            .doc("Says what type columns have. No value is changed, trimmed or lost; it shows later, in mismatches, order, "
                    + "comparisons and typed outputs.")
            .inPlace()
            .required("col", ParameterKind.COLUMNS, "the columns")
            .required("type", ParameterKind.TYPE, "the type's name, for dates followed by shape and pattern")
            .optional("datetimeType", ParameterKind.TYPE, "['Datetime', shape, pattern]")
            .optional("lockDataType", ParameterKind.BOOLEAN, "false", "ignored")
            .example("x", List.of("007"), "settype col: x type: 'Integer'", "x", List.of("007"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"), "settype col: a type: 'Float'", "a",
                    List.of("1", "x", "\"\"", "∅"))
            .boundary("a", List.of("9223372036854775808"), "settype col: a type: 'Integer'", "a",
                    List.of("9223372036854775808"))
            .without(CaseKind.TIE, "no value is touched")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        List<Node> written = arguments.nodes(arguments.has("datetimeType") ? "datetimeType" : "type");
        Node node = written.isEmpty() ? new Node.Unknown(List.of(), arguments.span("type"))
                : written.size() == 1 ? written.get(0)
                : new Node.Array(written, arguments.span("type"));
        ColumnType type = context.type(node, context.scope(table));
        Map<Column, Column> typed = new LinkedHashMap<>();
        Draft draft = new Draft(table, context);
        for (Column column : arguments.columns("col")) {
            if (column.type().storage() == io.drover.recipe.type.Storage.TEXT
                    || column.type().type().equals(type)) {
                typed.put(column, column.typed(new ValueType(type, column.type().storage())));
            } else {
                // A computed value under another annotation is its text under that annotation.
                Column text = draft.column(
                        column.name(), context.text(column.expr(), table), column.origins());
                typed.put(column, text.typed(ValueType.source(type)));
            }
        }
        return draft.table(Placement.replaced(table, typed));
    }
}
