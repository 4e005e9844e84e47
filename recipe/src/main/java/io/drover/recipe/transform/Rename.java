package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.analysis.GeneratedNames;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Other names for columns. */
final class Rename implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("rename")
            .replacing()
            .doc("Renames columns: one by one, by a pattern, by adding or cutting text, or by the values of rows.")
            .keyword("type", "manual", "how", "manual", "findAndReplace", "prefix", "suffix", "header", "uppercase",
                    "lowercase", "truncateLeft", "truncateRight")
            .optional("col", ParameterKind.COLUMNS, "the columns")
            .optional("to", ParameterKind.NEW_NAME, "the new name of one column")
            .optional("mapping", ParameterKind.PAIRS, "manual: [column,'name'],…, all at once")
            .optional("on", ParameterKind.PATTERN, "findAndReplace: what to replace in each name")
            .optional("with", ParameterKind.TEXT, "the replacement, the prefix or the suffix")
            .optional("matchAll", ParameterKind.BOOLEAN, "false", "findAndReplace: every match, not only the first")
            .optional("ignoreCase", ParameterKind.BOOLEAN, "false", "findAndReplace: case doesn't count")
            .optional("prefix", ParameterKind.TEXT, "prefix: the text")
            .optional("suffix", ParameterKind.TEXT, "suffix: the text")
            .optional("count", ParameterKind.INTEGER, "truncateLeft, truncateRight: characters to keep")
            .keyword("method", "single", "header: names from one row or several", "single", "multi")
            .optional("sourcerownumbers/sourcerownumber", ParameterKind.INTEGERS, "header: the rows")
            .optional("separator", ParameterKind.TEXT, "-", "header: between the parts of a name")
            .optional("filltype", ParameterKind.BOOLEAN, "false", "header: a missing cell takes the one to its left")
            .optional("sanitize", ParameterKind.BOOLEAN, "false", "header: only letters, digits and _")
            .optional("as", ParameterKind.NEW_NAMES, "the names, where they are recorded")
            .example("a|b", List.of("1|2"), "rename type: manual mapping: [a,'b'],[b,'a']", "b|a", List.of("1|2"))
            .example("a|b", List.of("1|2"), "rename col: a to: 'x y'", "x y|b", List.of("1|2"))
            .example("a|b", List.of("1|2"), "rename type: prefix col: * prefix: 'p_'", "p_a|p_b", List.of("1|2"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"), "rename col: a to: 'b'", "b",
                    List.of("1", "x", "\"\"", "∅"))
            .boundary("a", List.of("1"), "rename col: a to: 'a'", "a", List.of("1"))
            .tie("a1|a2", List.of("1|2"), "rename type: findAndReplace col: * on: `{digit}` with: ''", "a|a1",
                    List.of("1|2"))
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public NewNames newNames(Step step) {
        List<Node> mapping = NewNames.written("mapping", step);
        List<Node> to = NewNames.written("to", step);
        return mapping.isEmpty() && to.isEmpty() ? NewNames.ANY
                : mapping.isEmpty() ? NewNames.of(to.stream().flatMap(NewNames::texts)) : NewNames.ofPairs(mapping);
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        return switch (arguments.text("type", "manual")) {
            case "manual" -> manual(arguments, table, context);
            case "findAndReplace" -> NameMatch.replacing(arguments, context)
                    .map(change -> each(arguments, table, change)).orElse(table);
            case "prefix" -> {
                String text = text("prefix", arguments, context);
                yield each(arguments, table, name -> text + name);
            }
            case "suffix" -> {
                String text = text("suffix", arguments, context);
                yield each(arguments, table, name -> name + text);
            }
            case "uppercase" -> each(arguments, table, name -> name.toUpperCase(java.util.Locale.ROOT));
            case "lowercase" -> each(arguments, table, name -> name.toLowerCase(java.util.Locale.ROOT));
            case "truncateLeft" -> {
                long count = count(arguments, context);
                yield each(arguments, table, name -> name.substring(
                        name.offsetByCodePoints(0, points(name) - kept(name, count))));
            }
            case "truncateRight" -> {
                long count = count(arguments, context);
                yield each(arguments, table, name -> name.substring(0, name.offsetByCodePoints(0, kept(name, count))));
            }
            case "header" -> header(arguments, table, context);
            default -> throw new IllegalStateException("the declaration names no other type");
        };
    }

    private static Table manual(StepArguments arguments, Table table, AnalysisContext context) {
        Map<Column, String> names = new LinkedHashMap<>();
        if (arguments.has("mapping")) {
            for (Pairs.Pair pair : Pairs.of(arguments.expressions("mapping"))) {
                Column column = context.column(pair.key(), context.scope(table));
                pair.name(context).ifPresent(name -> names.put(column, name));
            }
        } else {
            List<Column> columns = arguments.columns("col");
            if (columns.isEmpty()) {
                needs("col", arguments, context);
            }
            if (columns.size() > 1) {
                context.error(ProblemCode.INVALID_PARAMETER, arguments.span("col"),
                        "rename … to: takes one column, not " + columns.size(), "use mapping: [a,'x'],[b,'y']");
            }
            needs("to", arguments, context);
            if (columns.size() == 1) {
                arguments.text("to").ifPresent(to -> names.put(columns.get(0), to));
            }
        }
        return renamed(names, arguments.span(arguments.has("mapping") ? "mapping" : "to"), table, context);
    }

    private static Table renamed(Map<Column, String> names, Span span, Table table, AnalysisContext context) {
        List<Column> all = new ArrayList<>(table.columns());
        names.keySet().stream().filter(Column::isUnknown).forEach(all::add);
        Set<String> used = new HashSet<>();
        List<Column> columns = new ArrayList<>();
        for (Column column : all) {
            String name = names.getOrDefault(column, column.name());
            if (!used.add(name) && !mayBeFree(name, names, table)) {
                context.error(ProblemCode.DUPLICATE_COLUMN, span, "two columns would be named " + name,
                        "a name can be given once, and only one that no column keeps");
            }
            columns.add(column.named(name));
        }
        return table.withColumns(columns);
    }

    /** Whether a column that isn't known may be the one that has the name and is to lose it. */
    private static boolean mayBeFree(String name, Map<Column, String> names, Table table) {
        boolean given = names.values().stream().filter(name::equals).count() > 1;
        return !given && names.keySet().stream().anyMatch(column -> column.isUnknown()
                && (column.name().equals(name) || Placement.resolve(column.name(), table).isEmpty()));
    }

    private static Table each(StepArguments arguments, Table table, UnaryOperator<String> change) {
        Set<Column> chosen = new HashSet<>(arguments.has("col") ? arguments.columns("col") : table.columns());
        GeneratedNames names = new GeneratedNames(table.columns().stream()
                .filter(column -> !chosen.contains(column) || change.apply(column.name()).equals(column.name()))
                .map(Column::name).toList());
        return table.withColumns(table.columns().stream().map(column -> {
            String name = chosen.contains(column) ? change.apply(column.name()) : column.name();
            return name.equals(column.name()) || name.isEmpty() ? column : column.named(names.free(name));
        }).toList());
    }

    private static Table header(StepArguments arguments, Table table, AnalysisContext context) {
        if (arguments.isUnknown("sourcerownumbers")) {
            return table;
        }
        return HeaderRows.take(arguments.integers("sourcerownumbers"), arguments.span("sourcerownumbers"), table, context)
                .map(rows -> named(rows, arguments, table)).orElse(table);
    }

    private static Table named(HeaderRows rows, StepArguments arguments, Table table) {
        boolean sanitize = arguments.flag("sanitize");
        List<List<Optional<String>>> parts = new ArrayList<>();
        for (List<String> row : rows.cells()) {
            List<Optional<String>> cells = new ArrayList<>();
            Optional<String> left = Optional.empty();
            for (String text : row) {
                Optional<String> cell = HeaderRows.cleaned(text, sanitize);
                left = cell.isPresent() ? cell : arguments.flag("filltype") ? left : Optional.empty();
                cells.add(left);
            }
            parts.add(cells);
        }
        GeneratedNames names = new GeneratedNames(List.of());
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            List<String> name = new ArrayList<>();
            for (List<Optional<String>> row : parts) {
                row.get(c).ifPresent(name::add);
            }
            Column column = table.columns().get(c);
            String joined = c < arguments.texts("as").size() ? arguments.texts("as").get(c)
                    : String.join(arguments.text("separator", "-"), name);
            columns.add(column.named(names.free(joined.isEmpty() ? column.name() : joined)));
        }
        return rows.removed().withColumns(columns);
    }

    private static String text(String parameter, StepArguments arguments, AnalysisContext context) {
        if (!arguments.has("with")) {
            needs(parameter, arguments, context);
        }
        return arguments.text(parameter).or(() -> arguments.text("with")).orElse("");
    }

    private static long count(StepArguments arguments, AnalysisContext context) {
        needs("count", arguments, context);
        return arguments.integer("count", 1);
    }

    private static int kept(String name, long count) {
        return (int) Math.max(1, Math.min(count, points(name)));
    }

    private static int points(String name) {
        return name.codePointCount(0, name.length());
    }

    private static void needs(String parameter, StepArguments arguments, AnalysisContext context) {
        if (!arguments.isUnknown("type")) {
            arguments.needs(parameter, arguments.text("type").map(type -> "with type: " + type).orElse(""), context);
        }
    }
}
