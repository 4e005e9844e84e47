package io.drover.launcher.launch;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.jobgroups.Attempt;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobStates;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a group that ran under a launcher which is no more: it is finished if its driver has reported,
 * watched if its driver lives, started again if its driver did nothing that would be done twice, and failed if its
 * outcome can't be known.
 */
final class Recovery {
    /** A driver that dies each time must not be started for ever. */
    private static final int MAX_ATTEMPTS = 3;

    private final LauncherSettings settings;
    private final JobStates states;
    private final JobFiles files;
    private final LostPublication publications;
    private final Clock clock;

    Recovery(LauncherSettings settings, JobStates states, JobFiles files, LostPublication publications,
            Clock clock) {
        this.settings = settings;
        this.states = states;
        this.files = files;
        this.publications = publications;
        this.clock = clock;
    }

    /**
     * The attempt to be watched; empty if the group was dealt with.
     *
     * @throws IOException if the job directory can't be read, so that nothing can be decided yet
     */
    Optional<RunningAttempt> recover(JobGroup group, Optional<DriverLauncher> launcher) throws IOException {
        Attempt attempt = states.attempt(group.id(), group.attempt()).orElseThrow();
        JobDirectory directory = files.directory(group.id());
        AttemptDirectory documents = directory.attempt(attempt.number());
        Optional<Report> report = documents.report();
        if (report.isPresent()) {
            states.record(group.id(), attempt.number(), "found finished", "It ended while no launcher was there");
            AttemptWatch.finish(states, group, documents, report.get());
            return Optional.empty();
        }
        boolean local = launcher.map(DriverLauncher::driverIsLocal).orElse(true);
        Optional<ProcessHandle> process = DriverProcesses.find(attempt);
        if (process.isPresent()) {
            ProcessHandle found = process.get();
            if (attempt.pid() == null) {
                states.processStarted(attempt, found.pid(), found.info().startInstant().orElse(null), "adopted");
            } else {
                states.record(group.id(), attempt.number(), "adopted", "Process " + found.pid() + " still runs");
            }
            return Optional.of(new RunningAttempt(group, attempt, local, found, null, clock.instant()));
        }
        if (!local && mayLiveOnCluster(attempt, documents)) {
            states.record(group.id(), attempt.number(), "adopted", "Its driver runs on the cluster");
            return Optional.of(new RunningAttempt(group, attempt, false, null, null, clock.instant()));
        }
        settle(group, attempt, directory, documents.progress().isPresent());
        return Optional.empty();
    }

    private boolean mayLiveOnCluster(Attempt attempt, AttemptDirectory documents) throws IOException {
        Instant now = clock.instant();
        Optional<Instant> heartbeat = documents.progress().map(progress -> progress.heartbeat());
        if (heartbeat.isPresent()) {
            return Duration.between(heartbeat.get(), now).compareTo(settings.limits().heartbeatTimeout()) < 0;
        }
        return Duration.between(attempt.createdAt(), now).compareTo(settings.limits().startTimeout()) < 0;
    }

    /** Its driver is known to be gone and to have left no report. */
    private void settle(JobGroup group, Attempt attempt, JobDirectory directory, boolean hadStarted)
            throws IOException {
        directory.raiseFence(attempt.number() + 1);
        if (publications.settle(group, attempt, directory)) {
            return;
        }
        if (group.cancelRequestedAt() != null) {
            states.canceled(group, "The driver is gone");
        } else if (attempt.number() >= MAX_ATTEMPTS) {
            states.fail(group, "DROVER-L105", "The driver was lost " + attempt.number() + " times");
        } else {
            states.requeue(group, hadStarted
                    ? "The driver was lost before it published anything; it is started again"
                    : "The driver never started; it is started again");
        }
    }
}
