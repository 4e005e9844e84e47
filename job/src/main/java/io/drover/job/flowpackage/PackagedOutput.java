package io.drover.job.flowpackage;

import java.util.List;

/**
 * How a recipe's results are written.
 *
 * @param execution an engine's name as the API has it; null for the server's default
 * @param adhoc whether for runs by hand, else for scheduled ones
 * @param name null if there is none
 * @param description null if there is none
 */
public record PackagedOutput(String execution, boolean profiler, boolean adhoc, String name, String description,
        List<WriteSetting> writeSettings, List<Publication> publications) {

    /** A file to write, in the words of the API. @param prefix null if there is none @param suffix null if there is none */
    public record WriteSetting(String path, String action, String format, String compression, boolean header,
            boolean asSingleFile, String delim, String prefix, String suffix, boolean hasQuotes,
            boolean includeMismatches) {}

    /** A table to write. */
    public record Publication(List<String> path, String tableName, String targetType, String action) {}
}
