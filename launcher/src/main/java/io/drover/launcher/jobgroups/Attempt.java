package io.drover.launcher.jobgroups;

import java.time.Instant;

/**
 * One start of a driver for a job group.
 *
 * @param tag unique over all attempts; the process and the cluster application carry it
 * @param pid null until the process is known
 * @param processStartedAt tells the process from a later one with the same number
 * @param applicationId of a cluster, null if none is known
 */
public record Attempt(
        long id, long jobGroup, int number, String tag, State state, Long pid, Instant processStartedAt,
        String applicationId, Instant createdAt) {

    public enum State {
        /** The row is there; the process may be. */
        STARTING,
        /** The process was seen. */
        RUNNING,
        /** It is over, one way or the other. */
        OVER
    }
}
