package io.drover.recipe.transform;

import java.util.List;

/**
 * A table, a step, and the table after it; run as a test and shown in the reference.
 *
 * @param columns names, with types as {@code name:Type} (String when left out)
 * @param rows source text, null is null
 * @param expectedRows text of the results
 */
public record TransformExample(
        List<String> columns,
        List<List<String>> rows,
        String step,
        List<String> expectedColumns,
        List<List<String>> expectedRows) {

    /** Tables as text: fields parted by {@code |}, blanks around them ignored; {@code ∅} is null, {@code ""} is empty. */
    public static TransformExample of(String columns, List<String> rows, String step, String expectedColumns,
            List<String> expectedRows) {
        return new TransformExample(cells(columns), rows.stream().map(TransformExample::cells).toList(), step,
                cells(expectedColumns), expectedRows.stream().map(TransformExample::cells).toList());
    }

    private static List<String> cells(String row) {
        java.util.ArrayList<String> cells = new java.util.ArrayList<>();
        for (String cell : row.split("\\|", -1)) {
            String text = cell.strip();
            cells.add(switch (text) {
                case "∅" -> null;
                case "\"\"" -> "";
                default -> text;
            });
        }
        return java.util.Collections.unmodifiableList(cells);
    }
}
