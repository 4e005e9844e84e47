package io.drover.recipe.transform;

import io.drover.recipe.analysis.Table;
import io.drover.recipe.syntax.Node;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Names of columns made by aggregates (language.md §4.0.3). */
final class AggregateNames {

    private AggregateNames() {}

    /** {@code sum_qty}, {@code row_count}, {@code countif}; for a compound formula the outer function and first column. */
    static String of(Node formula, Table table) {
        if (!(formula instanceof Node.Call call)) {
            return firstColumn(formula, table).orElse("value");
        }
        String function = call.name().toLowerCase(Locale.ROOT);
        if (function.equals("count") && call.arguments().isEmpty()) {
            return "row_count";
        }
        Optional<String> column = call.arguments().isEmpty() ? Optional.empty() : argument(call, table);
        return column.map(name -> function + "_" + name).orElse(function);
    }

    private static Optional<String> argument(Node.Call call, Table table) {
        Node first = call.arguments().get(0);
        if (first instanceof Node.Column column) {
            return Optional.of(spelling(column, table));
        }
        boolean compound = call.arguments().stream().anyMatch(argument -> argument instanceof Node.Call inner
                && !inner.infix());
        return compound ? firstColumn(call, table) : Optional.empty();
    }

    private static Optional<String> firstColumn(Node node, Table table) {
        if (node instanceof Node.Column column) {
            return Placement.resolve(column.name(), table).map(found -> found.name());
        }
        List<Node> children = node instanceof Node.Call call ? call.arguments()
                : node instanceof Node.Array array ? array.elements() : List.of();
        return children.stream().map(child -> firstColumn(child, table)).flatMap(Optional::stream).findFirst();
    }

    /** The table's spelling (decisions.md 22). */
    private static String spelling(Node.Column column, Table table) {
        return Placement.resolve(column.name(), table).map(found -> found.name()).orElse(column.name());
    }
}
