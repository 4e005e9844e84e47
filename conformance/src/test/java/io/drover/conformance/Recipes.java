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

/** Compiles a recipe over small tables and runs it on an engine, which also answers what the compiler asks. */
final class Recipes {

    private Recipes() {}

    /**
     * A source. The first one of a recipe is its input, the others go by their names.
     *
     * @param columns {@code name} or {@code name:Type}
     * @param rows source text
     */
    record Input(String name, List<String> columns, List<List<String>> rows) {}

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

    static Result run(PlanRunner runner, List<Input> inputs, String recipe) {
        Compilation compilation = compile(runner, inputs, recipe);
        if (compilation.hasErrors()) {
            throw new AssertionError(recipe + "\n" + compilation.problems().stream()
                    .map(problem -> problem.problem().render()).collect(Collectors.joining("\n")));
        }
        Table table = compilation.target().orElseThrow();
        Plan plan = withRows(table.plan(), inputs);
        Plan sorted = table.order().isEmpty() ? plan : new Plan.Sort(plan, table.order());
        List<List<Object>> values = runner.run(sorted, table.order());
        List<Integer> places = table.columns().stream()
                .map(column -> table.plan().columns().stream().map(each -> each.id()).toList().indexOf(column.id()))
                .toList();
        return new Result(table.columns().stream().map(Column::name).toList(), values.stream()
                .map(row -> texts(row, places, table.columns())).toList());
    }

    /** @param runner answers the compiler's questions about data */
    static Compilation compile(PlanRunner runner, List<Input> inputs, String recipe) {
        Probe probe = (plan, limit) -> {
            List<List<Object>> answer = runner.run(withRows(plan, inputs), List.of());
            return answer.size() <= limit ? answer : answer.subList(0, limit);
        };
        List<CompilationRequest.Source> sources = inputs.stream().map(input -> CompilationRequest.Source.of(
                input.name(), input.name(), input.columns().stream().map(Recipes::column).toList())).toList();
        Map<String, CompilationRequest.Input> references = inputs.stream().skip(1).collect(
                Collectors.toMap(Input::name, input -> CompilationRequest.Input.source(input.name())));
        var dataset = new CompilationRequest.Dataset(
                "d", "d", CompilationRequest.Input.source(inputs.get(0).name()), references, recipe);
        return new RecipeCompiler().compile(new CompilationRequest(
                sources, List.of(dataset), "d", Map.of(), Formulas.REFERENCE_TIME, probe));
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

    /** The plan with the tables' rows in place of its scans. */
    static Plan withRows(Plan plan, List<Input> inputs) {
        Map<Plan, Plan> done = new IdentityHashMap<>();
        for (Plan node : PlanTree.bottomUp(plan)) {
            List<Plan> children = PlanTree.inputs(node).stream().map(done::get).toList();
            done.put(node, node instanceof Plan.Scan scan ? values(scan, inputs)
                    : children.isEmpty() ? node : PlanTree.withInputs(node, children));
        }
        return done.get(plan);
    }

    private static Plan values(Plan.Scan scan, List<Input> inputs) {
        Input input = inputs.stream().filter(each -> each.name().equals(scan.source())).findFirst().orElseThrow();
        List<List<Object>> values = new ArrayList<>();
        for (int r = 0; r < input.rows().size(); r++) {
            List<Object> row = new ArrayList<>();
            for (Plan.Scan.Field field : scan.fields()) {
                row.add(switch (field.kind()) {
                    case VALUE -> input.rows().get(r).get(field.index());
                    case ROW_ORDER -> (Object) (long) r;
                    case SOURCE_ROW_NUMBER -> r + 1L;
                    case FILE_PATH -> "/in/" + input.name() + ".csv";
                });
            }
            values.add(row);
        }
        return new Plan.Values(scan.columns(), values);
    }
}
