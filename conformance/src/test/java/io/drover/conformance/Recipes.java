package io.drover.conformance;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.Probe;
import io.drover.recipe.analysis.RecipeCompiler;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanTree;
import io.drover.recipe.type.CanonicalText;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeSpelling;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compiles a recipe over one small table and runs it on an engine, which also answers what the compiler asks. */
final class Recipes {

    private static final String NAME = "t";

    private Recipes() {}

    /** A table as text; null is null. */
    record Result(List<String> columns, List<List<String>> rows) {

        /** A line per row with ∅ for null and "" for empty. */
        @Override
        public String toString() {
            return String.join("|", columns) + rows.stream().map(row -> "\n" + row.stream()
                    .map(cell -> cell == null ? "∅" : cell.isEmpty() ? "\"\"" : cell)
                    .collect(Collectors.joining("|"))).collect(Collectors.joining());
        }
    }

    /**
     * @param columns {@code name} or {@code name:Type}
     * @param rows source text
     */
    static Result run(PlanRunner runner, List<String> columns, List<List<String>> rows, String recipe) {
        Probe probe = (plan, limit) -> {
            List<List<Object>> answer = runner.run(withRows(plan, rows), List.of());
            return answer.size() <= limit ? answer : answer.subList(0, limit);
        };
        Compilation compilation = compile(columns, recipe, probe);
        if (compilation.hasErrors()) {
            throw new AssertionError(recipe + "\n" + compilation.problems().stream()
                    .map(problem -> problem.problem().render()).collect(Collectors.joining("\n")));
        }
        Table table = compilation.target().orElseThrow();
        Plan plan = withRows(table.plan(), rows);
        Plan sorted = table.order().isEmpty() ? plan : new Plan.Sort(plan, table.order());
        List<List<Object>> values = runner.run(sorted, table.order());
        List<Integer> places = table.columns().stream()
                .map(column -> table.plan().columns().stream().map(each -> each.id()).toList().indexOf(column.id()))
                .toList();
        return new Result(table.columns().stream().map(Column::name).toList(), values.stream()
                .map(row -> texts(row, places, table.columns())).toList());
    }

    private static Compilation compile(List<String> columns, String recipe, Probe probe) {
        List<CompilationRequest.SourceColumn> declared = columns.stream().map(Recipes::column).toList();
        var dataset = new CompilationRequest.Dataset(
                "d", "d", CompilationRequest.Input.source(NAME), Map.of(), recipe);
        return new RecipeCompiler().compile(new CompilationRequest(
                List.of(CompilationRequest.Source.of(NAME, NAME, declared)), List.of(dataset), "d", Map.of(),
                Formulas.REFERENCE_TIME, probe));
    }

    static CompilationRequest.SourceColumn column(String declared) {
        int colon = declared.indexOf(':');
        ColumnType type = colon < 0 ? ColumnType.STRING
                : TypeSpelling.parse(declared.substring(colon + 1)).orElseThrow();
        return new CompilationRequest.SourceColumn(colon < 0 ? declared : declared.substring(0, colon), type);
    }

    private static List<String> texts(List<Object> row, List<Integer> places, List<Column> columns) {
        List<String> texts = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            Object value = row.get(places.get(c));
            var type = columns.get(c).type();
            texts.add(value == null ? null
                    : type.storage() == Storage.TEXT ? (String) value : CanonicalText.of(value, type));
        }
        return texts;
    }

    /** The plan with the table's rows in place of its scans. */
    private static Plan withRows(Plan plan, List<List<String>> rows) {
        Map<Plan, Plan> done = new IdentityHashMap<>();
        for (Plan node : PlanTree.bottomUp(plan)) {
            List<Plan> inputs = PlanTree.inputs(node).stream().map(done::get).toList();
            done.put(node, node instanceof Plan.Scan scan ? values(scan, rows)
                    : inputs.isEmpty() ? node : PlanTree.withInputs(node, inputs));
        }
        return done.get(plan);
    }

    private static Plan values(Plan.Scan scan, List<List<String>> rows) {
        List<List<Object>> values = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<Object> row = new ArrayList<>();
            for (Plan.Scan.Field field : scan.fields()) {
                row.add(switch (field.kind()) {
                    case VALUE -> rows.get(r).get(field.index());
                    case ROW_ORDER -> (Object) (long) r;
                    case SOURCE_ROW_NUMBER -> r + 1L;
                    case FILE_PATH -> "/in/" + NAME + ".csv";
                });
            }
            values.add(row);
        }
        return new Plan.Values(scan.columns(), values);
    }
}
