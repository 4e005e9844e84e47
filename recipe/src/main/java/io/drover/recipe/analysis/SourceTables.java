package io.drover.recipe.analysis;

import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.plan.Plan.Scan.Field;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.transform.Load;
import io.drover.recipe.transform.SplitRows;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.TypeInference;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tables of sources, read as the recipe on them wants it (docs/reading-files.md). */
final class SourceTables {

    private static final int SAMPLE_ROWS = 1000;

    private SourceTables() {}

    /** How a recipe that begins with {@code steps} wants its source read. */
    static Reading reading(CompilationRequest.Source source, List<Step> steps) {
        if (source.content() == CompilationRequest.Content.TABLE) {
            return Reading.DECLARED;
        }
        boolean delimited = source.content() == CompilationRequest.Content.DELIMITED;
        List<Step> real = steps.stream().filter(step -> !Load.isIdle(step)).toList();
        boolean splitRows = !real.isEmpty() && real.get(0).verb().equals("splitrows");
        return switch (source.structure()) {
            case RAW -> splitRows ? SplitRows.reading(real.get(0))
                    : new Reading.Records(Optional.empty(), Optional.empty(), Optional.empty());
            case NOHEADER -> delimited ? Reading.NO_HEADER : Reading.DECLARED;
            case HEADER -> Reading.DECLARED;
            case AUTO -> splitRows ? SplitRows.reading(real.get(0))
                    : delimited && takesHeader(real) ? Reading.NO_HEADER : Reading.DECLARED;
        };
    }

    /** Whether a header step comes before any step that needs real names. */
    private static boolean takesHeader(List<Step> steps) {
        for (Step step : steps) {
            if (isHeader(step)) {
                return true;
            }
            boolean needsNames = step.parameters().stream().flatMap(parameter -> parameter.values().stream())
                    .anyMatch(SourceTables::namesColumn);
            if (needsNames) {
                return false;
            }
        }
        return false;
    }

    static boolean isHeader(Step step) {
        return step.verb().equals("header") || step.verb().equals("rename") && step.parameters().stream()
                .filter(parameter -> parameter.name().equalsIgnoreCase("type"))
                .map(Parameter::values)
                .anyMatch(values -> word(values.get(0)).equalsIgnoreCase("header"));
    }

    private static String word(Node node) {
        return node instanceof Node.Column column ? column.name()
                : node instanceof Node.Text text ? text.value() : "";
    }

    private static boolean namesColumn(Node node) {
        if (node instanceof Node.Column column) {
            return !KEYWORDS.contains(column.name().toLowerCase(java.util.Locale.ROOT))
                    && !column.name().matches("column[0-9]+");
        }
        if (node instanceof Node.Range range) {
            return namesColumn(range.from()) || namesColumn(range.to());
        }
        if (node instanceof Node.Array array) {
            return array.elements().stream().anyMatch(SourceTables::namesColumn);
        }
        if (node instanceof Node.Call call) {
            return call.arguments().stream().anyMatch(SourceTables::namesColumn);
        }
        return false;
    }

    /** Bare words that occur as values of parameters in structuring steps. */
    private static final Set<String> KEYWORDS =
            Set.of("on", "drop", "keep", "delete", "single", "multiple", "custom", "manual", "prefix", "suffix",
                    "findandreplace", "true", "false");

    static Table table(CompilationRequest.Source source, Reading reading, PlanIds ids) {
        List<Field> fields = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        if (reading instanceof Reading.Records) {
            add(source, "column1", 0, ValueType.TEXT, ids, fields, columns);
        } else {
            for (int i = 0; i < source.columns().size(); i++) {
                CompilationRequest.SourceColumn column = source.columns().get(i);
                boolean unnamed = reading instanceof Reading.NoHeader;
                add(source, unnamed ? "column" + (i + 2) : column.name(), i,
                        unnamed ? ValueType.TEXT : ValueType.source(column.type()), ids, fields, columns);
            }
        }
        PlanColumn order = new PlanColumn(ids.fresh("row_order"), ValueType.INTEGER);
        PlanColumn number = new PlanColumn(ids.fresh("source_row_number"), ValueType.INTEGER);
        PlanColumn path = new PlanColumn(ids.fresh("file_path"), ValueType.TEXT);
        fields.add(new Field(Field.Kind.ROW_ORDER, 0, order));
        fields.add(new Field(Field.Kind.SOURCE_ROW_NUMBER, 0, number));
        fields.add(new Field(Field.Kind.FILE_PATH, 0, path));
        return new Table(new Plan.Scan(source.id(), reading, fields), columns, List.of(OrderKey.ascending(order)),
                source.severalFiles() ? Optional.empty() : Optional.of(number), Optional.of(path));
    }

    private static void add(CompilationRequest.Source source, String name, int index, ValueType type, PlanIds ids,
            List<Field> fields, List<Column> columns) {
        PlanColumn column = new PlanColumn(ids.fresh(name), type);
        fields.add(new Field(Field.Kind.VALUE, index, column));
        columns.add(new Column(name, column.id(), type, Set.of(new Column.Origin(source.id(), name))));
    }

    /** Index of the last step that structures the source; -1 if none does. */
    static int lastStructuringStep(List<Step> steps) {
        int last = -1;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (structures(step)) {
                last = i;
            } else if (!goesAlong(step)) {
                return last;
            }
        }
        return last;
    }

    /** Whether all that steps do is to structure a source. */
    static boolean onlyStructure(List<Step> steps) {
        return steps.stream().allMatch(step -> structures(step) || goesAlong(step));
    }

    private static boolean structures(Step step) {
        return isHeader(step) || Set.of("splitrows", "split", "replace").contains(step.verb());
    }

    /** Steps that leave rows and columns as they are. */
    private static boolean goesAlong(Step step) {
        return Load.isIdle(step) || step.verb().equals("rename");
    }

    /**
     * The columns with the types that the source's description has for their names; others get theirs from a sample, as
     * at import.
     */
    static Table typed(Table table, CompilationRequest.Source source, AnalysisContext context) {
        List<Column> unknown = table.columns().stream()
                .filter(column -> declared(column, source).isEmpty()).toList();
        Map<String, ColumnType> inferred = unknown.isEmpty() ? Map.of() : inferred(unknown, table, context);
        return table.withColumns(table.columns().stream()
                .map(column -> column.typed(new ValueType(declared(column, source)
                        .orElseGet(() -> inferred.get(column.name())), column.type().storage())))
                .toList());
    }

    private static Optional<ColumnType> declared(Column column, CompilationRequest.Source source) {
        return source.columns().stream().filter(candidate -> candidate.name().equals(column.name())).findFirst()
                .map(CompilationRequest.SourceColumn::type);
    }

    private static Map<String, ColumnType> inferred(List<Column> columns, Table table, AnalysisContext context) {
        List<NamedExpr> expressions = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        columns.stream().filter(column -> ids.add(column.id()))
                .forEach(column -> expressions.add(NamedExpr.keep(column.planColumn())));
        table.order().stream().filter(key -> ids.add(key.column().id()))
                .forEach(key -> expressions.add(new NamedExpr(key.column().id(), key.column())));
        Plan sample = new Plan.Limit(new Plan.Project(table.plan(), expressions), table.order(), SAMPLE_ROWS);
        List<List<Object>> rows = context.probe(sample, SAMPLE_ROWS).orElse(List.of());
        Map<String, ColumnType> types = new HashMap<>();
        for (Column column : columns) {
            int place = sample.columns().indexOf(column.planColumn());
            List<String> values = new ArrayList<>();
            rows.forEach(row -> values.add((String) row.get(place)));
            TypeInference.Inferred inferred = TypeInference.inferred(values);
            if (inferred.ambiguous()) {
                context.warning(ProblemCode.AMBIGUOUS_TYPE, Span.NONE, "the dates in column " + column.name()
                        + " can be read month first or day first; month first is taken",
                        "say which: settype col: " + column.name() + " type: 'Datetime','dd-mm-yy','dd*mm*yyyy'");
            }
            types.put(column.name(), inferred.type());
        }
        return types;
    }
}
