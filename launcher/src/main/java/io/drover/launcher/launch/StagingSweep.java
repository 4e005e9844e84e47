package io.drover.launcher.launch;

import io.drover.job.directory.JobDirectory;
import io.drover.job.engine.JobFailure;
import io.drover.job.publish.Recovery;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobStates;
import io.drover.launcher.jobgroups.Sweeps;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Removes what a group that is over has left beside its outputs, because its driver was killed at the wrong moment or its
 * storage was away or refused then. Of others' staging, and of what other jobs do there, nothing is touched.
 */
final class StagingSweep {
    private static final Logger LOG = LoggerFactory.getLogger(StagingSweep.class);
    /** Storage that hangs may hold up so many threads. */
    private static final int AT_A_TIME = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LAST_PAUSE = Duration.ofHours(6);
    /** With these pauses a week. */
    private static final int MAX_TRIES = 41;

    private final Sweeps sweeps;
    private final JobStates states;
    private final JobFiles files;
    private final Clock clock;
    private final Semaphore slots = new Semaphore(AT_A_TIME);

    StagingSweep(Sweeps sweeps, JobStates states, JobFiles files, Clock clock) {
        this.sweeps = sweeps;
        this.states = states;
        this.files = files;
        this.clock = clock;
    }

    /** The groups whose turn it is. */
    List<Sweeps.Due> due() {
        return slots.availablePermits() == 0 ? List.of() : sweeps.due(clock.instant(), AT_A_TIME);
    }

    void sweep(Sweeps.Due due) {
        if (!slots.tryAcquire()) {
            return;
        }
        try {
            if (sweeps.begin(due, clock.instant().plus(pause(due.tries())))) {
                tried(due);
            }
        } finally {
            slots.release();
        }
    }

    private static Duration pause(int tries) {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, 20));
        return doubled.compareTo(LAST_PAUSE) < 0 ? doubled : LAST_PAUSE;
    }

    private void tried(Sweeps.Due due) {
        JobGroup group = due.group();
        try {
            List<String> removed = files.as(group, () -> {
                JobDirectory directory = files.directory(group);
                List<String> left = Recovery.left(directory, files.hadoop());
                Recovery.settle(directory, files.hadoop());
                return left;
            });
            if (!removed.isEmpty()) {
                states.record(group.id(), group.attempt(), "staging removed",
                        "What it had left in " + String.join(", ", removed) + " is removed");
            }
            sweeps.end(due);
        } catch (DataAccessException e) {
            throw e;
        } catch (JobFailure e) {
            failed(due, e, LostPublication.isHopeless(e) || due.tries() + 1 >= MAX_TRIES);
        } catch (IOException | RuntimeException e) {
            failed(due, e, due.tries() + 1 >= MAX_TRIES);
        }
    }

    private void failed(Sweeps.Due due, Exception why, boolean last) {
        JobGroup group = due.group();
        if (last) {
            LOG.warn("what job group {} may have left staged is not removed: {}", group.id(), why.toString());
            states.record(group.id(), group.attempt(), "staging given up", "What it may have left beside its outputs could not"
                    + " be removed: " + why.getMessage() + ". `drover recover` on an output's location removes it");
            sweeps.end(due);
        } else if (due.tries() == 0) {
            LOG.warn("what job group {} may have left staged can't be removed yet: {}", group.id(), why.toString());
            states.record(group.id(), group.attempt(), "staging left", "What it may have left beside its outputs can't be"
                    + " removed yet: " + why.getMessage() + ". That is tried again, ever more seldom, for a week");
        }
    }
}
