package io.drover.launcher.launch;

import io.drover.launcher.jobgroups.Attempt;
import io.drover.launcher.jobgroups.JobGroup;
import java.time.Instant;
import java.util.Optional;

/** An attempt that the watcher looks after. Used by the watcher's thread alone. */
final class RunningAttempt {
    final long jobGroup;
    final Attempt attempt;
    final boolean local;
    /** Null if the process is not known: one that ended before, or one on a cluster. */
    final ProcessHandle process;
    /** The child itself, for its exit code; null for an adopted one. */
    final Process child;
    final Instant watchedSince;
    Instant lastHeartbeat;
    Instant goneSince;
    Instant cancelDeliveredAt;

    RunningAttempt(JobGroup group, Attempt attempt, boolean local, ProcessHandle process, Process child,
            Instant now) {
        this.jobGroup = group.id();
        this.attempt = attempt;
        this.local = local;
        this.process = process;
        this.child = child;
        this.watchedSince = now;
    }

    boolean processAlive() {
        return process != null && process.isAlive();
    }

    /** Empty while it runs or if it is nobody's child any more. */
    Optional<Integer> exitCode() {
        return child == null || child.isAlive() ? Optional.empty() : Optional.of(child.exitValue());
    }
}
