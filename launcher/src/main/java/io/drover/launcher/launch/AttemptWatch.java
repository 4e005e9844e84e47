package io.drover.launcher.launch;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.JobType;
import io.drover.job.directory.Progress;
import io.drover.job.directory.Report;
import io.drover.job.engine.JobCode;
import io.drover.job.profile.ProfileJson;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobStates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks at one attempt: has it ended, how far is it, does it still live, was it told to stop. */
final class AttemptWatch {
    /** A driver's report may become visible a little after its process is gone. */
    private static final Duration REPORT_DELAY = Duration.ofSeconds(1);

    private final JobStates states;
    private final JobFiles files;
    private final LostDriver lost;
    private final DriverSilence silence;
    private final ProcessWords words;
    private final ClusterWatch cluster;
    private final Cancellation cancellation;
    private final Clock clock;

    AttemptWatch(LauncherSettings.Limits limits, JobStates states, JobFiles files, LostDriver lost,
            ClusterApplications applications, Clock clock) {
        this.states = states;
        this.files = files;
        this.lost = lost;
        this.silence = new DriverSilence(limits);
        this.words = new ProcessWords(files);
        this.cluster = new ClusterWatch(applications, states, files, words, silence, clock);
        this.cancellation = new Cancellation(limits, states, files, applications, clock);
        this.clock = clock;
    }

    /**
     * @return whether the attempt is over and dealt with
     * @throws IOException if the job directory can't be read; that says nothing about the job
     */
    boolean look(RunningAttempt running, JobGroup group) throws IOException {
        if (group.isTerminal()) {
            return true;
        }
        if (running.onYarn) {
            cluster.look(running);
        }
        JobDirectory directory = files.directory(group);
        AttemptDirectory attempt = directory.attempt(running.attempt.number());
        boolean alive = running.processAlive();
        Optional<Report> report = attempt.report();
        if (report.isPresent()) {
            return ended(running, group, directory, report.get());
        }
        running.lookedAt = true;
        Optional<Progress> progress = attempt.progress();
        progress.filter(p -> !p.heartbeat().equals(running.lastHeartbeat)).ifPresent(p -> {
            running.lastHeartbeat = p.heartbeat();
            running.heartbeatSeenAt = clock.instant();
            states.progress(group, p);
        });
        if (group.cancelRequestedAt() != null) {
            cancellation.pursue(running, group, Optional.of(directory));
        }
        if (alive) {
            return false;
        }
        Optional<Loss> loss = running.onYarn ? cluster.loss(running, group, progress.isPresent())
                : loss(running, group, progress.isPresent());
        if (loss.isEmpty()) {
            return false;
        }
        running.exitCode().ifPresent(code -> states.exitCode(running.attempt, code));
        lost.settle(group, running.attempt, directory, loss.get());
        return true;
    }

    /** What can be done while the job directory can't be read. */
    void lookWithoutStorage(RunningAttempt running, JobGroup group) throws IOException {
        if (running.onYarn) {
            cluster.look(running);
        }
        if (group.cancelRequestedAt() != null) {
            cancellation.pursue(running, group, Optional.empty());
        }
    }

    private boolean ended(RunningAttempt running, JobGroup group, JobDirectory directory, Report report)
            throws IOException {
        if (running.isAdopted() && !running.lookedAt) {
            running.lookedAt = true;
            states.record(group.id(), running.attempt.number(), "found finished",
                    "It ended while no launcher was there");
        }
        boolean stopped = report.outcome() == Report.Outcome.CANCELED;
        if (stopped && group.cancelRequestedAt() == null) {
            return terminated(running, group, directory);
        }
        if (running.onYarn && stopped && !cancellation.isConfirmed(running, group, directory)) {
            return false;
        }
        if (running.onYarn && running.local && group.cancelRequestedAt() == null && sparkWasStopped(report)) {
            return stoppedByTheCluster(running, group, directory, report);
        }
        if (LostPublication.isBrokenOff(report)) {
            lost.settle(group, running.attempt, directory, report);
        } else {
            finish(states, group, directory.attempt(running.attempt.number()), report);
        }
        running.exitCode().ifPresent(code -> states.exitCode(running.attempt, code));
        return true;
    }

    /**
     * A driver stops as if it were canceled when its process is terminated, or told to end by Spark: because its machine
     * shuts down, say, or the cluster takes its container or gives its application up. It did as it was told, but nobody
     * has canceled the job; the cluster knows why.
     */
    private boolean terminated(RunningAttempt running, JobGroup group, JobDirectory directory) throws IOException {
        running.driverStopped = true;
        Optional<Loss> loss = running.onYarn && !running.local ? cluster.loss(running, group, true)
                : Optional.of(Loss.repeatable("The driver's process was terminated, though nobody has canceled the job;"
                        + " nothing was published"));
        if (loss.isPresent()) {
            lost.settle(group, running.attempt, directory, loss.get());
        }
        return loss.isPresent();
    }

    private static boolean sparkWasStopped(Report report) {
        return report.jobs().stream().anyMatch(job -> job.type() == JobType.WRANGLE && job.error() != null
                && job.error().code().equals(JobCode.ENGINE_STOPPED.id()));
    }

    /** A driver here saw no more than that its application on the cluster had ended; the cluster knows why. */
    private boolean stoppedByTheCluster(RunningAttempt running, JobGroup group, JobDirectory directory, Report report)
            throws IOException {
        ClusterWatch.End end = cluster.endOfStopped(running);
        if (end instanceof ClusterWatch.End.Open) {
            return false;
        }
        if (end instanceof ClusterWatch.End.Lost lostFor) {
            lost.settle(group, running.attempt, directory, lostFor.loss());
        } else {
            finish(states, group, directory.attempt(running.attempt.number()), report);
        }
        running.exitCode().ifPresent(code -> states.exitCode(running.attempt, code));
        return true;
    }

    /** Hands an attempt's report on. */
    static void finish(JobStates states, JobGroup group, AttemptDirectory attempt, Report report) throws IOException {
        String profile = attempt.profile().map(ProfileJson::write)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(null);
        states.finish(group, report, profile);
    }

    /** Of a driver that no ResourceManager knows of; empty if it lives or may live. */
    private Optional<Loss> loss(RunningAttempt running, JobGroup group, boolean reported) {
        Instant now = clock.instant();
        if (running.goneSince == null) {
            if (running.findsAnotherProcess()) {
                return Optional.empty();
            }
            running.goneSince = now;
        }
        boolean submitted = running.exitCode().map(code -> code == 0).orElse(running.isAdopted());
        if (!running.local && submitted && !silence.tooLong(running, now, reported)) {
            return Optional.empty();
        }
        if (Duration.between(running.goneSince, now).compareTo(REPORT_DELAY) < 0) {
            return Optional.empty();
        }
        if (!running.configured) {
            return Optional.of(unconfigured(group));
        }
        if (!running.foundWithoutProcess()) {
            return Optional.of(Loss.fatal("DROVER-L103", words.lastOf(running)));
        }
        return Optional.of(Loss.repeatable(reported ? "The driver was lost before it published anything"
                : "The driver never started"));
    }

    static Loss unconfigured(JobGroup group) {
        return Loss.fatal("DROVER-L108", "This server has no engine for execution \"" + group.execution()
                + "\" any more, and there is neither a process nor a report nor a sign of life of the driver");
    }
}
