package io.drover.launcher.launch;

import io.drover.launcher.jobgroups.Attempt;
import io.drover.launcher.jobgroups.JobGroup;
import java.time.Instant;
import java.util.Optional;

/** An attempt that the watcher looks after. Used by the watcher's thread alone. */
final class RunningAttempt {
    final long jobGroup;
    final Attempt attempt;
    /** Whether the driver is, or is a child of, the process. */
    final boolean local;
    /** Whether a ResourceManager knows it by its tag. */
    final boolean onYarn;
    /** Null if the process is not known: one that ended before, or one on a cluster. */
    final ProcessHandle process;
    /** The child itself, for its exit code; null for an adopted one. */
    final Process child;
    final Instant watchedSince;
    Instant lastHeartbeat;
    Instant goneSince;
    Instant cancelDeliveredAt;
    Instant reportedAt;
    /** As last seen; null before the first time. */
    ClusterApplication application;
    Instant applicationOverSince;
    boolean outageTold;

    private RunningAttempt(JobGroup group, Attempt attempt, DriverLauncher launcher, ProcessHandle process,
            Process child, Instant now) {
        this.jobGroup = group.id();
        this.attempt = attempt;
        this.local = launcher.driverIsLocal();
        this.onYarn = launcher.onYarn();
        this.process = process;
        this.child = child;
        this.watchedSince = now;
    }

    static RunningAttempt started(JobGroup group, Attempt attempt, DriverLauncher launcher, Process child,
            Instant now) {
        return new RunningAttempt(group, attempt, launcher, child.toHandle(), child, now);
    }

    /** @param process null if there is none here */
    static RunningAttempt adopted(JobGroup group, Attempt attempt, DriverLauncher launcher, ProcessHandle process,
            Instant now) {
        return new RunningAttempt(group, attempt, launcher, process, null, now);
    }

    /** Whether it was found without a process of it here. */
    boolean foundWithoutProcess() {
        return process == null;
    }

    boolean processAlive() {
        return process != null && process.isAlive();
    }

    /** Empty while it runs or if it is nobody's child any more. */
    Optional<Integer> exitCode() {
        return child == null || child.isAlive() ? Optional.empty() : Optional.of(child.exitValue());
    }

    boolean applicationKnown() {
        return application != null || attempt.applicationId() != null;
    }
}
