package io.drover.job.source;

import io.drover.job.spec.JobSpec;
import java.util.List;

/**
 * A source whose files are listed and whose options are all known.
 *
 * @param files in path order; never empty
 * @param options no null member but {@code sheet}
 * @param columns of a record, in order
 */
public record ResolvedSource(
        String id,
        String name,
        List<SourceFile> files,
        JobSpec.SourceOptions options,
        List<JobSpec.SourceColumn> columns) {

    /** @param path as {@code $filepath} gives it: no scheme, no authority */
    public record SourceFile(String uri, String path, long length) {}

    public long length() {
        return files.stream().mapToLong(SourceFile::length).sum();
    }
}
