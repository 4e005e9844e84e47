package io.drover.launcher.launch;

import io.drover.launcher.jobgroups.Attempt;
import io.drover.launcher.jobgroups.JobGroup;
import java.time.Instant;
import java.util.Optional;

/** An attempt that the watcher looks after. Used by one thread at a time. */
final class RunningAttempt {
    final long jobGroup;
    final Attempt attempt;
    /** Whether the driver is, or is a child of, the process. */
    final boolean local;
    /** Whether a ResourceManager knows it by its tag. */
    final boolean onYarn;
    /** Whether this server still knows how drivers of its engine are started, and so where they are. */
    final boolean configured;
    /** The child itself, for its exit code; null for an adopted one. */
    final Process child;
    final Instant watchedSince;
    private final boolean foundWithoutProcess;
    /** Null if the process is not known: one that ended before, or one on a cluster. */
    ProcessHandle process;
    boolean lookedAt;
    /** As the driver's clock told it; null before the first. */
    Instant lastHeartbeat;
    /** When it was seen here that there is another one. */
    Instant heartbeatSeenAt;
    Instant goneSince;
    Instant cancelDeliveredAt;
    Instant reportedAt;
    /** As last seen; null before the first time. */
    ClusterApplication application;
    Instant applicationOverSince;
    /** Whether its driver has reported that it stopped, though nobody had canceled the job. */
    boolean driverStopped;
    boolean outageTold;
    /** Since when the job directory can't be read; null while it can. */
    Instant unreadableSince;
    boolean unreadableTold;
    boolean unsettledTold;
    /** How often its publication could not be settled. */
    int settleTries;
    /** Not looked at before: what can't be settled for now need not be tried several times a second. */
    Instant lookAgainAt = Instant.MIN;

    private RunningAttempt(JobGroup group, Attempt attempt, Optional<DriverLauncher> launcher, ProcessHandle process,
            Process child, Instant now) {
        this.jobGroup = group.id();
        this.attempt = attempt;
        this.local = launcher.map(DriverLauncher::driverIsLocal).orElse(false);
        this.onYarn = launcher.map(DriverLauncher::onYarn).orElse(false);
        this.configured = launcher.isPresent();
        this.process = process;
        this.foundWithoutProcess = process == null;
        this.child = child;
        this.watchedSince = now;
    }

    static RunningAttempt started(JobGroup group, Attempt attempt, DriverLauncher launcher, Process child,
            Instant now) {
        return new RunningAttempt(group, attempt, Optional.of(launcher), child.toHandle(), child, now);
    }

    /**
     * @param launcher empty if the engine isn't configured any more
     * @param process null if there is none here
     */
    static RunningAttempt adopted(JobGroup group, Attempt attempt, Optional<DriverLauncher> launcher,
            ProcessHandle process, Instant now) {
        return new RunningAttempt(group, attempt, launcher, process, null, now);
    }

    /** Whether an earlier launcher started it. */
    boolean isAdopted() {
        return child == null;
    }

    /** Whether it was found without a process of it here. */
    boolean foundWithoutProcess() {
        return foundWithoutProcess;
    }

    boolean processAlive() {
        return process != null && process.isAlive();
    }

    /** Of what was adopted, a script may be gone while the JVM that it started lives. */
    boolean findsAnotherProcess() {
        Optional<ProcessHandle> other = DriverProcesses.byTag(attempt.tag());
        other.ifPresent(found -> process = found);
        return other.isPresent();
    }

    /** Empty while it runs or if it is nobody's child any more. */
    Optional<Integer> exitCode() {
        return child == null || child.isAlive() ? Optional.empty() : Optional.of(child.exitValue());
    }

    boolean applicationKnown() {
        return application != null || attempt.applicationId() != null;
    }
}
