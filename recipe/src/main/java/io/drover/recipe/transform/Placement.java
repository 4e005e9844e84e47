package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.syntax.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where new columns go (docs/language.md, Columns that steps make) and what they are called. */
final class Placement {

    private Placement() {}

    /** Right of {@code anchor}. */
    static List<Column> rightOf(Table table, Column anchor, List<Column> added) {
        int place = table.columns().indexOf(anchor);
        if (place < 0) {
            return atEnd(table, added); // where it would be isn't known
        }
        List<Column> columns = new ArrayList<>(table.columns());
        columns.addAll(place + 1, added);
        return columns;
    }

    static List<Column> atEnd(Table table, List<Column> added) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.addAll(added);
        return columns;
    }

    /** The others in its place. */
    static List<Column> inPlaceOf(Table table, Column replaced, List<Column> added) {
        List<Column> columns = new ArrayList<>(table.columns());
        int place = columns.indexOf(replaced);
        if (place < 0) {
            return atEnd(table, added);
        }
        columns.remove(place);
        columns.addAll(place, added);
        return columns;
    }

    static List<Column> replaced(Table table, java.util.Map<Column, Column> replacements) {
        return table.columns().stream().map(column -> replacements.getOrDefault(column, column)).toList();
    }

    /**
     * Right of the right-most column that the formulas read; if they read none, of the group's, then of the order's, then
     * at the end.
     */
    static List<Column> beside(Table table, List<Node> formulas, List<Column> group, List<OrderItem> order,
            List<Column> added) {
        Set<Column> read = new HashSet<>();
        formulas.forEach(formula -> read(formula, table, read));
        if (read.isEmpty()) {
            read.addAll(group);
        }
        if (read.isEmpty()) {
            Set<String> ids = new HashSet<>();
            order.forEach(item -> item.column().ifPresent(column -> ids.add(column.id())));
            table.columns().stream().filter(column -> ids.contains(column.id())).forEach(read::add);
        }
        Optional<Column> anchor = table.columns().stream().filter(read::contains).reduce((first, second) -> second);
        return anchor.map(column -> rightOf(table, column, added)).orElseGet(() -> atEnd(table, added));
    }

    private static void read(Node node, Table table, Set<Column> found) {
        if (node instanceof Node.Column column) {
            resolve(column.name(), table).ifPresent(found::add);
        } else if (node instanceof Node.Call call) {
            // The words of a unit or keyword argument are not columns, unless a column has that name.
            call.arguments().forEach(argument -> read(argument, table, found));
        } else if (node instanceof Node.Array array) {
            array.elements().forEach(element -> read(element, table, found));
        }
    }

    /** Without a problem if there is none. */
    static Optional<Column> resolve(String name, Table table) {
        Optional<Column> exact = table.columns().stream().filter(column -> column.name().equals(name)).findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        List<Column> near = table.columns().stream()
                .filter(column -> column.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .toList();
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }

    /** The name a step gives by {@code parameter}, or one of the table's own making. A name in use is a problem. */
    static String newName(StepArguments arguments, String parameter, Table table, AnalysisContext context,
            java.util.function.Supplier<String> generated) {
        Optional<String> given = arguments.text(parameter);
        if (given.isEmpty()) {
            return generated.get();
        }
        checkNew(given.get(), table, arguments, parameter, context);
        return given.get();
    }

    static void checkNew(
            String name, Table table, StepArguments arguments, String parameter, AnalysisContext context) {
        if (table.columns().stream().anyMatch(column -> column.name().equals(name))) {
            context.error(ProblemCode.DUPLICATE_COLUMN, arguments.span(parameter),
                    "the table already has a column " + name, "choose another name, or edit it with set");
        }
    }

    /** {@code count} names for columns made from one: those given by {@code as}, else numbered. */
    static List<String> newNames(StepArguments arguments, String parameter, int count, Table table, Column source,
            boolean sourceIsDropped, AnalysisContext context) {
        List<String> given = arguments.texts(parameter);
        GeneratedNames names = GeneratedNames.of(table);
        given.forEach(names::use);
        List<String> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i < given.size()) {
                String name = given.get(i);
                if (!(sourceIsDropped && name.equals(source.name()))) {
                    checkNew(name, table, arguments, parameter, context);
                }
                if (result.contains(name)) {
                    context.error(ProblemCode.DUPLICATE_COLUMN, arguments.span(parameter),
                            "the name " + name + " is given twice", "give each column another");
                }
                result.add(name);
            } else {
                result.add(names.numbered(source.name()));
            }
        }
        return result;
    }
}
