package io.drover.recipe.function;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.JsonText;
import io.drover.recipe.type.Reading;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** IN: whether a value is among others. */
final class Membership {

    /** Text among constant texts. */
    private static final Operation IN_TEXTS = Operation.of("in_texts", Storage.BOOLEAN,
                    a -> Arrays.asList(a).subList(1, a.length).contains(a[0]), Storage.TEXT, Storage.TEXT)
            .withVariadic()
            .spark(Membership::inTexts)
            .duckdb(Membership::inTexts);

    /** Arguments: whether the value is null, whether it equals an element. */
    private static final Operation FOUND = Operation.of("found", Storage.BOOLEAN,
                    a -> Boolean.TRUE.equals(a[0]) ? null : (Boolean) Boolean.TRUE.equals(a[1]),
                    Storage.BOOLEAN, Storage.BOOLEAN)
            .nullAware()
            .sql("CASE WHEN NOT {0} THEN coalesce({1}, false) END");

    /** Arguments: the value's text, whether it is typed as a number, the JSON text of an array or object. */
    private static final Operation IN_NESTED = Operation.of("in_nested", Storage.BOOLEAN,
            a -> inNested((String) a[0], (Boolean) a[1], (String) a[2]), Storage.TEXT, Storage.BOOLEAN, Storage.TEXT);

    private Membership() {}

    static Expr in(Arguments arguments) {
        Expr value = arguments.any(0);
        Node list = arguments.node(1);
        if (!(list instanceof Node.Array) || arguments.nodes(1).size() == 1) {
            Expr single = arguments.any(1);
            if (single.type().name() == TypeName.ARRAY || single.type().name() == TypeName.MAP) {
                return arguments.call(IN_NESTED, List.of(arguments.as(Storage.TEXT, value),
                        Arguments.literal(value.type().name().isNumeric(), ValueType.BOOLEAN),
                        arguments.as(Storage.TEXT, single)));
            }
        }
        List<Expr> elements = arguments.list(1);
        if (value.type().name() == TypeName.STRING && elements.stream().allMatch(Membership::isConstantText)) {
            List<Expr> texts = new ArrayList<>(List.of(value));
            elements.stream().filter(element -> ((Expr.Literal) element).value() != null).forEach(texts::add);
            if (texts.size() > 1) {
                return arguments.call(IN_TEXTS, texts);
            }
        }
        List<Expr> equals = elements.stream().map(element -> Comparison.equal(arguments, value, element)).toList();
        Expr any = equals.isEmpty()
                ? Arguments.literal(false, ValueType.BOOLEAN)
                : equals.size() == 1 ? equals.get(0) : arguments.call(LogicalFunctions.ANY, equals);
        return arguments.call(FOUND, List.of(Missing.isNull(arguments, value), any));
    }

    private static boolean isConstantText(Expr expr) {
        return expr instanceof Expr.Literal literal && literal.type().storage() == Storage.TEXT
                && literal.type().name() == TypeName.STRING;
    }

    private static String inTexts(List<String> arguments) {
        return arguments.get(0) + " IN (" + String.join(", ", arguments.subList(1, arguments.size())) + ")";
    }

    private static Boolean inNested(String value, boolean number, String json) {
        List<String> elements = JsonText.elements(json);
        if (elements == null) {
            Map<String, String> members = JsonText.members(json);
            return members == null ? null : (Boolean) members.keySet().stream().anyMatch(key -> equal(value, number, key, false));
        }
        return isAmong(value, number, elements);
    }

    private static boolean isAmong(String value, boolean number, Collection<String> elements) {
        return elements.stream().anyMatch(element -> equal(value, number, JsonText.text(element), JsonText.isNumber(element)));
    }

    /** Equality of texts whose types are known at run time only (docs/language.md, Formulas). */
    private static boolean equal(String left, boolean leftNumber, String right, boolean rightNumber) {
        if (right == null) {
            return false;
        }
        if (leftNumber || rightNumber) {
            Double a = Reading.decimal(left);
            Double b = Reading.decimal(right);
            if (a != null && b != null) {
                return a.equals(b);
            }
        }
        return Objects.equals(left, right);
    }
}
