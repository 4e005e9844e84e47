package io.drover.recipe.function;

import java.util.List;

/**
 * A documented call and its result; run as a test on every engine.
 *
 * @param call a formula; may read the columns of {@code rows}
 * @param columns names of the example table's columns, with types as {@code name:Type} (String when left out); may be
 *     empty
 * @param rows of the example table, as source text (null is null); one row when there are no columns
 * @param results the text of the result for each row; null is null; one for an aggregate
 * @param kind BOUNDARY or TIE where it shows one; the other kinds are seen from the values, and it is ORDINARY
 */
public record Example(
        String call, List<String> columns, List<List<String>> rows, List<String> results, CaseKind kind) {

    public Example(String call, List<String> columns, List<List<String>> rows, List<String> results) {
        this(call, columns, rows, results, CaseKind.ORDINARY);
    }

    Example of(CaseKind other) {
        return new Example(call, columns, rows, results, other);
    }
}
