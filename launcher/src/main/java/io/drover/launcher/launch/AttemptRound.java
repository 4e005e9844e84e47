package io.drover.launcher.launch;

import io.drover.job.engine.JobFailure;
import io.drover.job.storage.StorageOutage;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobStates;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** One look at an attempt, and what to make of one that could not be had. */
final class AttemptRound {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptRound.class);
    /** Before this, storage that doesn't answer is not worth a word in a job's history. */
    private static final Duration OUTAGE = Duration.ofSeconds(10);
    /** Between two tries to settle a publication: the first, and after many. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_PAUSE = Duration.ofSeconds(30);

    private final LauncherSettings.Limits limits;
    private final JobStates states;
    private final JobFiles files;
    private final AttemptWatch watch;
    private final Clock clock;

    AttemptRound(LauncherSettings.Limits limits, JobStates states, JobFiles files, AttemptWatch watch, Clock clock) {
        this.limits = limits;
        this.states = states;
        this.files = files;
        this.watch = watch;
        this.clock = clock;
    }

    /** @return whether the attempt is over and dealt with */
    boolean look(RunningAttempt running, JobGroup group) {
        if (clock.instant().isBefore(running.lookAgainAt)) {
            return false;
        }
        try {
            boolean over = files.as(group, () -> watch.look(running, group));
            readable(running);
            return over;
        } catch (JobFailure e) {
            return LostPublication.isHopeless(e) ? unreadable(running, group, e) : unreachable(running, group, e);
        } catch (DataAccessException | TransactionException e) {
            // It was looked at; what came of it could not be written down, and will be the next time.
            throw e;
        } catch (IOException | RuntimeException e) {
            return unreachable(running, group, e);
        }
    }

    private void readable(RunningAttempt running) {
        if (running.unreadableTold) {
            states.record(running.jobGroup, running.attempt.number(), "storage reachable", "Its directory can be read again");
        }
        running.unreadableSince = null;
        running.unreadableTold = false;
    }

    /** That says nothing about the job: it counts as running. */
    private boolean unreachable(RunningAttempt running, JobGroup group, Exception why) {
        Instant now = clock.instant();
        if (running.unreadableSince == null) {
            running.unreadableSince = now;
            LOG.warn("job group {} could not be looked at; it counts as running: {}", group.id(), why.toString());
            LOG.debug("job group {} could not be looked at", group.id(), why);
        }
        Duration since = Duration.between(running.unreadableSince, now);
        if (why instanceof LostPublication.Unsettled) {
            running.lookAgainAt = now.plus(pause(running.settleTries++));
        }
        // Storage that answers, and says no, will hardly think better of it.
        boolean refused = why instanceof LostPublication.Unsettled && !StorageOutage.is(why);
        if (since.compareTo(refused ? FIRST_PAUSE : OUTAGE) >= 0) {
            tell(running, why);
        }
        if (!running.configured && since.compareTo(limits.startTimeout()) > 0) {
            // Nobody will make it readable again: the settings that say how are gone.
            Loss loss = AttemptWatch.unconfigured(group);
            states.fail(group, loss.code(), loss.message() + ". Its directory can't be read either ("
                    + why.getMessage() + "), so whether outputs are in place can't be told from here: `drover recover`"
                    + " on their location finishes or undoes what was begun");
            return true;
        }
        try {
            watch.lookWithoutStorage(running, group);
        } catch (IOException | RuntimeException e) {
            LOG.warn("job group {} could not be looked at on the cluster either", group.id(), e);
        }
        return false;
    }

    private static Duration pause(int tries) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 10));
        return doubled.compareTo(LAST_PAUSE) < 0 ? doubled : LAST_PAUSE;
    }

    private void tell(RunningAttempt running, Exception why) {
        if (why instanceof LostPublication.Unsettled) {
            if (!running.unsettledTold) {
                running.unsettledTold = true;
                states.record(running.jobGroup, running.attempt.number(), "publication unsettled", "Its driver is gone, and"
                        + " what that began to publish " + why.getMessage() + ". It is tried again until it can be");
            }
        } else if (!running.unreadableTold) {
            running.unreadableTold = true;
            states.record(running.jobGroup, running.attempt.number(), "storage unreachable",
                    "Its directory can't be looked at, which says nothing about the job: " + why.getMessage());
        }
    }

    /** A document of the driver's is damaged, and will be the next time. */
    private boolean unreadable(RunningAttempt running, JobGroup group, JobFailure why) {
        try {
            files.as(group, () -> {
                files.directory(group).raiseFence(running.attempt.number() + 1);
                return null;
            });
        } catch (IOException | RuntimeException e) {
            return unreachable(running, group, e);
        }
        states.fail(group, "DROVER-L104", "What the driver left can't be read (" + why.getMessage() + "), so whether its"
                + " outputs are in place can't be told from here. `drover recover` on the output's location finishes or"
                + " undoes what was begun");
        return true;
    }
}
