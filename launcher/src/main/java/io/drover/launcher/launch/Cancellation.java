package io.drover.launcher.launch;

import io.drover.job.directory.JobDirectory;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobStates;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Requested, delivered, confirmed: how a group that was asked to stop is stopped. The driver is asked first; what does
 * not stop by itself is killed, its process here and its application on the cluster. It is over when nothing of it runs.
 */
final class Cancellation {
    private final LauncherSettings.Limits limits;
    private final JobStates states;
    private final JobFiles files;
    private final ClusterApplications applications;
    private final Clock clock;

    Cancellation(LauncherSettings.Limits limits, JobStates states, JobFiles files, ClusterApplications applications,
            Clock clock) {
        this.limits = limits;
        this.states = states;
        this.files = files;
        this.applications = applications;
        this.clock = clock;
    }

    /**
     * The next thing there is to do about it.
     *
     * @param directory empty while its storage can't be reached: then the driver can't be asked, only be killed
     */
    void pursue(RunningAttempt running, JobGroup group, Optional<JobDirectory> directory) throws IOException {
        Instant now = clock.instant();
        if (running.cancelDeliveredAt == null) {
            if (directory.isPresent()) {
                directory.get().requestCancel();
            }
            if (running.processAlive()) {
                DriverProcesses.terminate(running.process);
            }
            running.cancelDeliveredAt = now;
            states.cancelDelivered(group, directory.isPresent() ? "The driver was asked to stop"
                    : "The driver can't be asked to stop, for its directory can't be reached; it is killed");
            applications.refresh();
        }
        boolean late = Duration.between(running.cancelDeliveredAt, now).compareTo(limits.cancelGrace()) > 0;
        if (running.processAlive() && late) {
            fence(running, directory);
            DriverProcesses.kill(running.process);
        }
        // A driver may be at work before its application counts as running; one that never wrote has nothing to tidy up.
        ClusterApplication application = running.application;
        if (application != null && !application.phase().isOver()
                && (late || application.phase() == ClusterApplication.Phase.WAITING && !running.local
                        && running.lastHeartbeat == null)) {
            fence(running, directory);
            applications.kill(application.id(), files.hadoopUser(group));
        }
    }

    /** It can't publish any more, even if killing it should fail. */
    private static void fence(RunningAttempt running, Optional<JobDirectory> directory) throws IOException {
        if (directory.isPresent()) {
            directory.get().raiseFence(running.attempt.number() + 1);
        }
    }

    /**
     * Whether the cluster has nothing of an attempt any more whose driver has reported that it stopped.
     *
     * <p>Not waited for longer than for a silent driver: the driver's own word is good enough then.
     */
    boolean isConfirmed(RunningAttempt running, JobGroup group, JobDirectory directory) throws IOException {
        Optional<ClusterApplications.Answer> answer = applications.afterReport(running);
        if (answer.isPresent()) {
            Optional<ClusterApplication> application = answer.get().application();
            if (application.isEmpty() || application.get().phase().isOver()) {
                states.record(group.id(), running.attempt.number(), "cancel confirmed",
                        application.map(found -> "The cluster says: " + found.told())
                                .orElse("The cluster has no application of it"));
                return true;
            }
            pursue(running, group, Optional.of(directory));
            applications.refresh();
        }
        if (Duration.between(running.reportedAt, clock.instant()).compareTo(limits.heartbeatTimeout()) < 0) {
            return false;
        }
        states.record(group.id(), running.attempt.number(), "cancel not confirmed",
                "The driver has stopped, but the cluster does not say so of its application");
        return true;
    }
}
