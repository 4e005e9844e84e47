package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.message.Problems;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.Reading;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A formula whose constants stand in columns, so that nothing is computed while it is analysed and the engines do all
 * the work. A constant stays where a column would mean something else:
 *
 * <ul>
 *   <li>what the function wants constant (a pattern, a unit);
 *   <li>what the result's type or format comes from (the decimals of ROUND, a date's format);
 *   <li>the only element of an array, since {@code [c]} is also a way to write {@code c};
 *   <li>a replacement with {@code $}, which is literal in a column.
 * </ul>
 */
final class Unfolded {

    private final String prefix;
    private final List<Column> columns;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private Expr expr;

    /**
     * @param prefix of the ids and names of the columns that it makes
     * @param given columns that the formula reads
     */
    Unfolded(Node formula, List<Column> given, String prefix) {
        this.prefix = prefix;
        this.columns = new ArrayList<>(given);
        Problems problems = new Problems();
        this.expr = Formulas.analyze(formula, columns, problems)
                .orElseThrow(() -> new AssertionError(problems.all().get(0).render()));
        Node now = formula;
        for (int i = 0; i < constants(formula).size(); i++) {
            // The first constants are replaced or were tried, so the one to try is behind the ones that stayed.
            now = tryColumn(now, i - values.size());
        }
    }

    Expr expr() {
        return expr;
    }

    /** The given ones and those that hold constants. */
    List<Column> columns() {
        return columns;
    }

    /** Constants by column id. */
    Map<String, Object> values() {
        return values;
    }

    private Node tryColumn(Node formula, int index) {
        Node constant = constants(formula).get(index);
        Column column = column(constant);
        Node changed = replace(formula, constant, new Node.Column(column.name(), java.util.Optional.empty(), true,
                constant.span()));
        List<Column> more = new ArrayList<>(columns);
        more.add(column);
        Problems problems = new Problems();
        var analyzed = Formulas.analyze(changed, more, problems);
        if (analyzed.isEmpty() || !problems.all().isEmpty() || !analyzed.get().type().equals(expr.type())) {
            return formula;
        }
        expr = analyzed.get();
        columns.add(column);
        values.put(column.id(), value(constant));
        return changed;
    }

    private Column column(Node constant) {
        String id = prefix + columns.size();
        return new Column(id, id, type(constant), Set.of());
    }

    private static ValueType type(Node constant) {
        if (constant instanceof Node.Text) {
            return ValueType.TEXT;
        }
        if (constant instanceof Node.Bool) {
            return ValueType.BOOLEAN;
        }
        return Reading.plainInteger(((Node.Number) constant).text()) != null ? ValueType.INTEGER : ValueType.DECIMAL;
    }

    private static Object value(Node constant) {
        if (constant instanceof Node.Text text) {
            return text.plain();
        }
        if (constant instanceof Node.Bool bool) {
            return bool.value();
        }
        String number = ((Node.Number) constant).text();
        Long whole = Reading.plainInteger(number);
        return whole != null ? whole : (Object) Reading.decimal(number);
    }

    private static List<Node> constants(Node node) {
        List<Node> found = new ArrayList<>();
        if (node instanceof Node.Text text && !text.plain().contains("$") || node instanceof Node.Bool
                || node instanceof Node.Number number && Reading.decimal(number.text()) != null) {
            found.add(node);
        }
        if (!(node instanceof Node.Array array && array.elements().size() == 1)) {
            children(node).forEach(child -> found.addAll(constants(child)));
        }
        return found;
    }

    private static List<Node> children(Node node) {
        if (node instanceof Node.Call call) {
            return call.arguments();
        }
        return node instanceof Node.Array array ? array.elements() : List.of();
    }

    private static Node replace(Node node, Node old, Node with) {
        if (node == old) {
            return with;
        }
        UnaryOperator<Node> inside = child -> replace(child, old, with);
        if (node instanceof Node.Call call) {
            return new Node.Call(call.name(), call.arguments().stream().map(inside).toList(), call.infix(),
                    call.nameSpan(), call.span());
        }
        if (node instanceof Node.Array array) {
            return new Node.Array(array.elements().stream().map(inside).toList(), array.span());
        }
        return node;
    }
}
