package io.drover.recipe.transform;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.RecipeCompiler;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.recipe.reference.SourceRows;
import io.drover.recipe.type.CanonicalText;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compiles recipes over small tables and runs them on the reference engine. */
final class RecipeTester {

    static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    private final List<CompilationRequest.Source> sources = new ArrayList<>();
    private final Map<String, SourceRows> rows = new LinkedHashMap<>();
    private final Map<String, CompilationRequest.Input> references = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();

    /** The first is the recipe's input; the others can be named by the recipe. */
    RecipeTester table(String name, List<String> columns, List<List<String>> tableRows) {
        List<CompilationRequest.SourceColumn> declared = columns.stream().map(RecipeTester::column).toList();
        if (!sources.isEmpty()) {
            references.put(name, CompilationRequest.Input.source(name));
        }
        sources.add(CompilationRequest.Source.of(name, name, declared));
        rows.put(name, SourceRows.of(tableRows));
        return this;
    }

    /** Cells parted by {@code |}; ∅ is null, "" is empty. */
    RecipeTester table(String name, String columns, String... tableRows) {
        TransformExample.Dataset parsed = TransformExample.Dataset.of(name, columns, List.of(tableRows));
        return table(name, parsed.columns(), parsed.rows());
    }

    /** A delimited file whose recipe makes rows and columns itself; each row is a record. */
    RecipeTester file(String name, CompilationRequest.Source source, SourceRows sourceRows) {
        sources.add(source);
        rows.put(name, sourceRows);
        return this;
    }

    RecipeTester parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    Map<String, SourceRows> rows() {
        return rows;
    }

    private static CompilationRequest.SourceColumn column(String written) {
        int colon = written.indexOf(':');
        String name = colon < 0 ? written : written.substring(0, colon);
        ColumnType type = colon < 0 ? ColumnType.STRING
                : ColumnType.of(TypeName.find(written.substring(colon + 1)).orElseThrow());
        return new CompilationRequest.SourceColumn(name, type);
    }

    Compilation compile(String recipe) {
        var dataset = new CompilationRequest.Dataset(
                "d", "d", CompilationRequest.Input.source(sources.get(0).id()), references, recipe);
        return new RecipeCompiler().compile(new CompilationRequest(sources, List.of(dataset), "d", parameters, NOW,
                new ReferenceEngine(rows)));
    }

    Result run(String recipe) {
        Compilation compilation = compile(recipe);
        List<String> problems = compilation.problems().stream().map(problem -> problem.problem().render()).toList();
        if (compilation.hasErrors()) {
            throw new AssertionError(recipe + "\n" + String.join("\n", problems));
        }
        Table table = compilation.target().orElseThrow();
        // The rewrites may change the plan, and nothing else.
        List<List<String>> plain = texts(compilation.datasets().get("d").result(), rows);
        if (!texts(table, rows).equals(plain)) {
            throw new AssertionError(recipe + "\nrewritten plan: " + texts(table, rows) + "\nplain plan: " + plain);
        }
        return new Result(table.columns().stream().map(Column::name).toList(), texts(table, rows));
    }

    static List<List<String>> texts(Table table, Map<String, SourceRows> rows) {
        return new ReferenceEngine(rows).table(table).stream().map(row -> texts(row, table)).toList();
    }

    private static List<String> texts(List<Object> row, Table table) {
        List<String> texts = new ArrayList<>();
        for (int c = 0; c < row.size(); c++) {
            var type = table.columns().get(c).type();
            Object value = row.get(c);
            texts.add(value == null ? null
                    : type.storage() == Storage.TEXT ? (String) value : CanonicalText.of(value, type));
        }
        return texts;
    }

    /** A table as text. */
    record Result(List<String> columns, List<List<String>> rows) {

        /** E.g. {@code a|b} and a line per row, with ∅ and "". */
        String text() {
            return String.join("|", columns) + rows.stream().map(row -> "\n" + row.stream()
                    .map(cell -> cell == null ? "∅" : cell.isEmpty() ? "\"\"" : cell)
                    .collect(Collectors.joining("|"))).collect(Collectors.joining());
        }
    }
}
