package io.drover.job.directory;

import java.time.Instant;
import java.util.List;

/**
 * How an attempt ended; {@code report.json}, the last file it writes.
 *
 * @param rows of the result, -1 if it was never computed
 * @param bytesRead from the sources
 * @param outputs that were published, in the job's order
 * @param inputs what was read
 * @param warnings sentences for people
 */
public record Report(
        int attempt,
        Outcome outcome,
        Instant startedAt,
        Instant finishedAt,
        long rows,
        long bytesRead,
        List<JobResult> jobs,
        List<OutputResult> outputs,
        List<InputResult> inputs,
        List<String> warnings) {

    public Report {
        jobs = List.copyOf(jobs);
        outputs = List.copyOf(outputs);
        inputs = List.copyOf(inputs);
        warnings = List.copyOf(warnings);
    }

    public enum Outcome {
        /** Every output is in place (and the profile, if asked for, is written). */
        PUBLISHED("published"),
        FAILED("failed"),
        CANCELED("canceled"),
        /** It can't be told whether the outputs are in place; recovery of the locations settles it. */
        UNKNOWN("unknown");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** @param error null unless the job failed */
    public record JobResult(long id, JobType type, JobState state, Failure error) {}

    /**
     * @param code stable, {@code DROVER-…}
     * @param message for people
     */
    public record Failure(String code, String message) {}

    /**
     * A published output.
     *
     * @param requested the path that was asked for
     * @param uri the effective location; one on a local file system starts with {@code file:///}
     * @param directory whether it is a directory of part files
     * @param format csv, json, avro, pqt
     * @param size in bytes of all files at the location, old ones included
     * @param rows that this job added
     */
    public record OutputResult(
            String id, long job, String requested, String uri, boolean directory, String format, long size, long rows,
            boolean primary) {
        public OutputResult {
            uri = location(uri);
        }

        /** The place that Hadoop spells {@code file:/a}, in the form that requests use, which clients compare it with. */
        public static String location(String path) {
            return path.startsWith("file:/") && !path.startsWith("file://") ? "file://" + path.substring(5) : path;
        }
    }

    /** The files that a source was read from. */
    public record InputResult(String source, String name, List<String> files) {
        public InputResult {
            files = List.copyOf(files);
        }
    }
}
