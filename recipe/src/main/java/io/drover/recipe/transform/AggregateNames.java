package io.drover.recipe.transform;

import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.message.Suggestions;
import io.drover.recipe.syntax.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names of columns made by aggregates (docs/language.md, Columns that steps make). */
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

    /** Of aggregates whose columns aren't known; a function may be misspelt. Pivoted values follow behind. */
    static NewNames like(List<Node> formulas) {
        List<Pattern> patterns = new ArrayList<>();
        patterns.add(NewNames.like("row_count.*"));
        formulas.stream().flatMap(formula -> formula instanceof Node.Array array ? array.elements().stream() : Stream.of(formula))
                .forEach(formula -> {
                    if (formula instanceof Node.Call call) {
                        Catalogue catalogue = Catalogue.standard();
                        Stream.concat(Stream.of(call.name()), meant(call.name(), catalogue))
                                .forEach(name -> patterns.add(NewNames.like(Pattern.quote(name) + "(?:_.*|[0-9]*)")));
                    }
                });
        return new NewNames(Set.of(), patterns, false);
    }

    /** The function that a misspelt one is near to; if it is near to none it may be any. */
    private static Stream<String> meant(String function, Catalogue catalogue) {
        Optional<String> near = Suggestions.nearest(function, catalogue.names());
        return near.isEmpty() && catalogue.find(function).isEmpty() ? catalogue.names().stream() : near.stream();
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

    /** The table's spelling. */
    private static String spelling(Node.Column column, Table table) {
        return Placement.resolve(column.name(), table).map(found -> found.name()).orElse(column.name());
    }
}
