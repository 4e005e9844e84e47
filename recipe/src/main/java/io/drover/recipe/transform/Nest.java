package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.function.Operation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.CanonicalText;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Reading;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of columns as one array or object. */
final class Nest implements Transform {

    private static final Operation ELEMENT = Operation.of("nest_element", Storage.TEXT,
            arguments -> element((String) arguments[0], (String) arguments[1]), Storage.TEXT, Storage.TEXT).nullAware();

    private static final Operation ARRAY = Operation.of("nest_array", Storage.TEXT, arguments -> {
                List<String> elements = new ArrayList<>();
                for (Object argument : arguments) {
                    elements.add((String) argument);
                }
                return JsonText.ofElements(elements);
            }, Storage.TEXT).withVariadic().nullAware();

    /** Names and elements by turns. */
    private static final Operation OBJECT = Operation.of("nest_object", Storage.TEXT, arguments -> {
                Map<String, String> members = new LinkedHashMap<>();
                for (int i = 0; i < arguments.length; i += 2) {
                    members.put((String) arguments[i], (String) arguments[i + 1]);
                }
                return JsonText.ofMembers(members);
            }, Storage.TEXT).withVariadic().nullAware();

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("nest")
            .adding()
            .doc("Adds a column with the values of columns as a JSON array, or as an object with the columns' names. "
                    + "Numbers and Booleans of typed columns are unquoted, arrays and objects embedded, null is null, "
                    + "everything else a string.")
            .required("col", ParameterKind.COLUMNS, "the columns, in the order wanted")
            .requiredKeyword("into", "what to make; map and obj are object", "object", "array", "map", "obj")
            .optional("as", ParameterKind.NEW_NAME, "column<n>", "name of the column")
            .example("a|b:Integer", List.of("x|1", "∅|y"), "nest col: a,b into: object as: 'o'", "a|b|o",
                    List.of("x|1|{\"a\":\"x\",\"b\":1}", "∅|y|{\"a\":null,\"b\":\"y\"}"))
            .example("a|b", List.of("x|[1]"), "nest col: a,b into: array as: 'o'", "a|b|o",
                    List.of("x|[1]|[\"x\",\"[1]\"]"))
            .example("a:Integer|b", List.of("1|y", "x|y", "\"\"|y", "∅|y"), "nest col: a,b into: object as: 'o'",
                    "a|b|o",
                    List.of("1|y|{\"a\":1,\"b\":\"y\"}", "x|y|{\"a\":\"x\",\"b\":\"y\"}", "\"\"|y|{\"a\":\"\",\"b\":\"y\"}", "∅|y|{\"a\":null,\"b\":\"y\"}"))
            .boundary("a", List.of("x"), "nest col: a into: array as: 'o'", "a|o", List.of("x|[\"x\"]"))
            .without(CaseKind.TIE, "every part is taken, equal ones too")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        List<Column> columns = arguments.columns("col");
        boolean array = arguments.text("into", "").equals("array");
        List<Expr> parts = new ArrayList<>();
        for (Column column : columns) {
            if (!array) {
                parts.add(new Expr.Literal(column.name(), ValueType.TEXT));
            }
            Expr text = context.text(column.expr(), table);
            parts.add(context.call(ELEMENT, List.of(text, new Expr.Literal(kind(column), ValueType.TEXT)),
                    ValueType.TEXT, table));
        }
        String name = Placement.newName(arguments, "as", table, context,
                () -> GeneratedNames.of(table).numbered("column"));
        Draft draft = new Draft(table, context);
        Expr nested = context.call(array ? ARRAY : OBJECT, parts, array ? ValueType.ARRAY : ValueType.MAP, table);
        Column column = draft.column(name, nested);
        List<io.drover.recipe.syntax.Node> read = columns.stream()
                .map(source -> Formula.at(arguments.span("col")).column(source)).toList();
        return draft.table(Placement.beside(table, read, List.of(), List.of(), List.of(column)));
    }

    private static String kind(Column column) {
        TypeName type = column.type().name();
        return type == TypeName.ARRAY || type == TypeName.MAP ? "json"
                : type == TypeName.INTEGER ? "integer"
                : type == TypeName.DECIMAL ? "decimal"
                : type == TypeName.BOOLEAN ? "boolean" : "text";
    }

    private static String element(String text, String kind) {
        if (text == null) {
            return "null";
        }
        String element = switch (kind) {
            case "json" -> JsonText.value(text);
            case "integer" -> {
                Long value = Reading.plainInteger(text);
                yield value == null ? null : CanonicalText.of((long) value);
            }
            case "decimal" -> {
                Double value = Reading.decimal(text);
                yield value == null ? null : CanonicalText.of((double) value);
            }
            case "boolean" -> {
                Boolean value = Reading.bool(text);
                yield value == null ? null : CanonicalText.of((boolean) value);
            }
            default -> null;
        };
        return element == null ? JsonText.quote(text) : element;
    }
}
