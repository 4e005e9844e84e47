package io.drover.job.source;

import io.drover.job.spec.JobSpec.SourceColumn;
import java.util.ArrayList;
import java.util.List;

/** How the fields of a file that has a schema differ from the columns of its source, which are found by name. */
final class FieldNames {
    private FieldNames() {}

    /** Sentences about it; empty if all columns are there and no others. */
    static List<String> differences(String uri, List<String> fields, List<SourceColumn> columns) {
        List<String> missing = columns.stream().map(SourceColumn::name).filter(name -> !fields.contains(name)).toList();
        List<String> unknown = new ArrayList<>(fields);
        columns.forEach(column -> unknown.remove(column.name()));
        List<String> told = new ArrayList<>();
        if (!missing.isEmpty()) {
            told.add(uri + ": the columns " + String.join(", ", missing) + " are not there and read as null");
        }
        if (!unknown.isEmpty()) {
            told.add(uri + ": the fields " + String.join(", ", unknown) + " are no columns of the source and left out");
        }
        return List.copyOf(told);
    }
}
