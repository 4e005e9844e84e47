package io.drover.job.source;

import io.drover.job.spec.JobSpec;
import java.util.List;

/**
 * A source whose files are listed and whose options are all known.
 *
 * @param files in path order; never empty
 * @param options no null member but {@code sheet}
 * @param columns of a record, in order
 * @param header the names that the files' headers have for the columns, in order; empty if they aren't known
 */
public record ResolvedSource(
        String id,
        String name,
        List<SourceFile> files,
        JobSpec.SourceOptions options,
        List<JobSpec.SourceColumn> columns,
        List<String> header) {

    /** Whose files' headers have the columns' names. */
    public ResolvedSource(String id, String name, List<SourceFile> files, JobSpec.SourceOptions options,
            List<JobSpec.SourceColumn> columns) {
        this(id, name, files, options, columns, columns.stream().map(JobSpec.SourceColumn::name).toList());
    }

    /** @param path as {@code $filepath} gives it: no scheme, no authority */
    public record SourceFile(String uri, String path, long length) {}

    public long length() {
        return files.stream().mapToLong(SourceFile::length).sum();
    }
}
