package io.drover.recipe.reference;

import java.util.List;

/**
 * The records of a source, fields as text (null is null; a field beyond the end of a record is null).
 *
 * @param firstRowNumber number of the first record in its file: 2 where a header record came before it
 * @param path of the file, or null
 */
public record SourceRows(List<List<String>> rows, long firstRowNumber, String path) {
    public static SourceRows of(List<List<String>> rows) {
        return new SourceRows(rows, 1, null);
    }
}
