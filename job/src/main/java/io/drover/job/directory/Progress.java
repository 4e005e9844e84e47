package io.drover.job.directory;

import java.time.Instant;
import java.util.List;

/**
 * Where an attempt stands; {@code progress.json}, rewritten at least every five seconds while the driver lives.
 *
 * @param percent 0 to 100, never falls
 * @param rows written so far
 * @param bytes read so far
 * @param totalBytes to read, -1 if unknown
 * @param activity a few words for people
 * @param heartbeat when this was written, by the driver's clock
 * @param applicationId of a cluster, null on one machine
 */
public record Progress(
        int attempt,
        int percent,
        long rows,
        long bytes,
        long totalBytes,
        String activity,
        Instant startedAt,
        Instant heartbeat,
        String applicationId,
        List<JobProgress> jobs) {

    public Progress {
        jobs = List.copyOf(jobs);
    }

    /** @param percent 0 to 100, 100 exactly when complete */
    public record JobProgress(long id, JobType type, JobState state, int percent) {}
}
