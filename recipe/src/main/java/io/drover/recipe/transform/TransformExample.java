package io.drover.recipe.transform;

import io.drover.recipe.function.CaseKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table, a step, and the table after it; run as a test on every engine and shown in the reference.
 *
 * @param datasets the other tables that the step names
 * @param columns names, with types as {@code name:Type} (String when left out)
 * @param rows source text, null is null
 * @param expectedRows text of the results
 * @param kind BOUNDARY or TIE where it shows one; the other kinds are seen from the values, and it is ORDINARY
 */
public record TransformExample(
        List<Dataset> datasets,
        List<String> columns,
        List<List<String>> rows,
        String step,
        List<String> expectedColumns,
        List<List<String>> expectedRows,
        CaseKind kind) {

    /** Another table; columns and rows as for the example's own. */
    public record Dataset(String name, List<String> columns, List<List<String>> rows) {
        public static Dataset of(String name, String columns, List<String> rows) {
            return new Dataset(name, cells(columns), rows.stream().map(TransformExample::cells).toList());
        }
    }

    public TransformExample {
        datasets = List.copyOf(datasets);
    }

    /** Tables as text: fields parted by {@code |}, blanks around them ignored; {@code ∅} is null, {@code ""} is empty. */
    public static TransformExample of(List<Dataset> datasets, String columns, List<String> rows, String step,
            String expectedColumns, List<String> expectedRows) {
        return new TransformExample(datasets, cells(columns), rows.stream().map(TransformExample::cells).toList(), step,
                cells(expectedColumns), expectedRows.stream().map(TransformExample::cells).toList(),
                CaseKind.ORDINARY);
    }

    TransformExample of(CaseKind other) {
        return new TransformExample(datasets, columns, rows, step, expectedColumns, expectedRows, other);
    }

    private static List<String> cells(String row) {
        List<String> cells = new ArrayList<>();
        for (String cell : row.split("\\|", -1)) {
            String text = cell.strip();
            cells.add(switch (text) {
                case "∅" -> null;
                case "\"\"" -> "";
                default -> text;
            });
        }
        return Collections.unmodifiableList(cells);
    }
}
