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
 * watched if its driver lives or a ResourceManager has to be asked first, started again if its driver did nothing that
 * would be done twice, and failed if its outcome can't be known.
 */
final class Recovery {
    private final LauncherSettings settings;
    private final JobStates states;
    private final JobFiles files;
    private final LostDriver lost;
    private final Clock clock;

    Recovery(LauncherSettings settings, JobStates states, JobFiles files, LostDriver lost, Clock clock) {
        this.settings = settings;
        this.states = states;
        this.files = files;
        this.lost = lost;
        this.clock = clock;
    }

    /**
     * The attempt to be watched; empty if the group was dealt with.
     *
     * @throws IOException if the job directory can't be read, so that nothing can be decided yet
     */
    Optional<RunningAttempt> recover(JobGroup group, DriverLauncher launcher) throws IOException {
        Attempt attempt = states.attempt(group.id(), group.attempt()).orElseThrow();
        JobDirectory directory = files.directory(group);
        AttemptDirectory documents = directory.attempt(attempt.number());
        Optional<Report> report = documents.report();
        if (report.isPresent()) {
            states.record(group.id(), attempt.number(), "found finished", "It ended while no launcher was there");
            AttemptWatch.finish(states, group, documents, report.get());
            return Optional.empty();
        }
        Optional<ProcessHandle> process = DriverProcesses.find(attempt);
        if (process.isPresent()) {
            ProcessHandle found = process.get();
            if (attempt.pid() == null) {
                states.processStarted(attempt, found.pid(), found.info().startInstant().orElse(null), "adopted");
            } else {
                states.record(group.id(), attempt.number(), "adopted", "Process " + found.pid() + " still runs");
            }
            return Optional.of(RunningAttempt.adopted(group, attempt, launcher, found, clock.instant()));
        }
        if (launcher.onYarn()) {
            states.record(group.id(), attempt.number(), "looked for",
                    "No process of it runs here; the cluster is asked for the tag " + attempt.tag());
            return Optional.of(RunningAttempt.adopted(group, attempt, launcher, null, clock.instant()));
        }
        if (!launcher.driverIsLocal() && mayLiveOnCluster(attempt, documents)) {
            states.record(group.id(), attempt.number(), "adopted", "Its driver runs on the cluster");
            return Optional.of(RunningAttempt.adopted(group, attempt, launcher, null, clock.instant()));
        }
        lost.settle(group, attempt, directory, Loss.repeatable(documents.progress().isPresent()
                ? "The driver was lost before it published anything" : "The driver never started"));
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
}
