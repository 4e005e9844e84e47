package io.drover.launcher.launch;

import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobStates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says from what the ResourceManager knows whether an attempt's driver is gone. What it can't say is no proof. */
final class ClusterWatch {
    /** A request to submit may still be under way when the process that sent it is gone. */
    private static final Duration SUBMISSION = Duration.ofSeconds(5);
    /** A report may become visible a little after its application is over. */
    private static final Duration REPORT_DELAY = Duration.ofSeconds(1);
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    private static final String FORGOTTEN = "The cluster has no application of this attempt any more, and its driver was told"
            + " to stop, though nobody has canceled the job";

    private final ClusterApplications applications;
    private final JobStates states;
    private final JobFiles files;
    private final ProcessWords words;
    private final DriverSilence silence;
    private final Clock clock;

    ClusterWatch(ClusterApplications applications, JobStates states, JobFiles files, ProcessWords words,
            DriverSilence silence, Clock clock) {
        this.applications = applications;
        this.states = states;
        this.files = files;
        this.words = words;
        this.silence = silence;
        this.clock = clock;
    }

    /** Takes in what is new about an attempt's application. */
    void look(RunningAttempt running) {
        tellOutage(running);
        Optional<ClusterApplication> found = applications.latest()
                .map(snapshot -> snapshot.byTag().get(running.attempt.tag()));
        if (found.isEmpty()) {
            return;
        }
        ClusterApplication application = found.get();
        boolean first = running.application == null;
        if (first && running.attempt.applicationId() == null) {
            states.applicationFound(running.attempt, application.id(),
                    running.foundWithoutProcess() && !application.phase().isOver() ? "adopted" : "submitted",
                    "The cluster has " + application.told());
        } else if (first && running.foundWithoutProcess() && !application.phase().isOver()) {
            states.record(running.jobGroup, running.attempt.number(), "adopted",
                    "The cluster still has " + application.told());
        }
        if (application.phase().isOver() && running.applicationOverSince == null) {
            running.applicationOverSince = clock.instant();
            states.record(running.jobGroup, running.attempt.number(), "application over",
                    "The cluster says: " + application.told());
        }
        running.application = application;
    }

    private void tellOutage(RunningAttempt running) {
        Optional<ClusterApplications.Outage> outage = applications.outage();
        boolean out = outage.filter(found -> Duration.between(found.since(), clock.instant()).compareTo(OUTAGE) > 0)
                .isPresent();
        if (out && !running.outageTold) {
            running.outageTold = true;
            states.record(running.jobGroup, running.attempt.number(), "cluster unreachable",
                    "The ResourceManager can't be asked, which says nothing about the job: " + outage.get().why());
        } else if (outage.isEmpty() && running.outageTold) {
            running.outageTold = false;
            states.record(running.jobGroup, running.attempt.number(), "cluster reachable",
                    "The ResourceManager answers again");
        }
    }

    /**
     * Empty if the driver lives or may live.
     *
     * @param reported whether the driver has ever written its progress
     */
    Optional<Loss> loss(RunningAttempt running, JobGroup group, boolean reported) throws java.io.IOException {
        if (running.processAlive()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (running.goneSince == null) {
            if (running.findsAnotherProcess()) {
                return Optional.empty();
            }
            running.goneSince = running.foundWithoutProcess() ? running.watchedSince : now;
            applications.refresh();
        }
        Optional<ClusterApplications.Answer> answer = applications.after(running.goneSince, running);
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        ClusterApplication application = answer.get().application().orElse(null);
        if (application != null && !application.phase().isOver()) {
            if (running.local) {
                // Without its driver it does nothing but hold the cluster's resources.
                applications.kill(application.id(), files.hadoopUser(group));
            }
            return Optional.empty();
        }
        if (running.local) {
            return Optional.of(localLoss(running));
        }
        if (application != null) {
            // Null if that became known after this look at the attempt had begun.
            boolean settled = running.applicationOverSince != null
                    && Duration.between(running.applicationOverSince, now).compareTo(REPORT_DELAY) >= 0;
            return settled ? Optional.of(ended(application)) : Optional.empty();
        }
        return neverThere(running, reported, answer.get().askedAt(), now);
    }

    private Loss localLoss(RunningAttempt running) {
        if (running.foundWithoutProcess()) {
            return Loss.repeatable("The driver's process is gone, and nothing was published");
        }
        return Loss.fatal("DROVER-L103", words.lastOf(running)
                + (running.application == null ? "" : ". The cluster says: " + running.application.told()));
    }

    /** How the application ended whose driver, here, has reported that it was stopped. */
    sealed interface End {
        /** Not known yet. */
        record Open() implements End {}

        record Lost(Loss loss) implements End {}

        /** The cluster has never had it, can't be asked, or doesn't say that it is over: the driver's own word counts. */
        record Untold() implements End {}
    }

    End endOfStopped(RunningAttempt running) {
        Optional<ClusterApplications.Answer> answer = applications.afterReport(running);
        ClusterApplication application = answer.flatMap(ClusterApplications.Answer::application).orElse(null);
        if (application != null && application.phase().isOver()) {
            return new End.Lost(application.lostToTheCluster()
                    ? Loss.repeatable("The cluster took the application's container away: " + application.told())
                    : Loss.fatal("DROVER-L107", "The application ended on the cluster while its driver was at work, and"
                            + " nothing was published: " + application.told() + ". Its own log: yarn logs -applicationId "
                            + application.id()));
        }
        if (answer.isPresent() && application == null) {
            return running.applicationKnown() ? new End.Lost(Loss.repeatable(FORGOTTEN)) : new End.Untold();
        }
        if (Duration.between(running.reportedAt, clock.instant()).compareTo(silence.ofReporting()) > 0) {
            return new End.Untold();
        }
        applications.refresh();
        return new End.Open();
    }

    private static Loss ended(ClusterApplication application) {
        if (application.lostToTheCluster()) {
            return Loss.repeatable("The cluster took the driver's container away: " + application.told());
        }
        return Loss.fatal("DROVER-L107", "The application ended on the cluster without a report, and nothing was"
                + " published: " + application.told() + ". Its own log: yarn logs -applicationId " + application.id());
    }

    private Optional<Loss> neverThere(RunningAttempt running, boolean reported,
            Instant askedAt, Instant now) {
        Optional<Integer> exit = running.exitCode();
        boolean accepted = exit.map(code -> code == 0).orElse(false) || running.applicationKnown() || reported;
        if (accepted) {
            if (running.driverStopped) {
                return Optional.of(Loss.repeatable(FORGOTTEN));
            }
            // The ResourceManager has forgotten what it once had, or is about to show it.
            return silence.tooLong(running, now, reported) ? Optional.of(Loss.repeatable(
                    "The cluster has no application of this attempt any more, and its driver has been silent for too"
                            + " long")) : Optional.empty();
        }
        if (askedAt.isBefore(running.goneSince.plus(SUBMISSION))) {
            applications.refresh();
            return Optional.empty();
        }
        if (exit.isPresent()) {
            return Optional.of(Loss.fatal("DROVER-L102", "The cluster has no application of this attempt. "
                    + words.lastOf(running)));
        }
        return Optional.of(Loss.repeatable("The driver never started: there is no process here and no application with"
                + " the tag " + running.attempt.tag() + " on the cluster"));
    }
}
