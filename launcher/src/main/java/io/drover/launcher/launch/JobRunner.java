package io.drover.launcher.launch;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.jobgroups.Attempt;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobGroups;
import io.drover.launcher.jobgroups.JobStates;
import io.drover.launcher.jobgroups.QueueSignal;
import io.drover.launcher.queue.JobQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Gives waiting groups their slots, has their drivers started and watched until they are over. One thread says whose turn
 * it is; what is then done for a group may wait for its storage, and is done beside the others. The rows in the database
 * are the truth; what is in memory here can be made again from them, which is what happens after a restart.
 */
final class JobRunner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final long ROUND_MILLIS = 250;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int STARTS_PER_ROUND = 4;

    private final LauncherSettings settings;
    private final JobStates states;
    private final JobGroups jobGroups;
    private final JobQueue queue;
    private final QueueSignal signal;
    private final Clock clock;
    private final Clock steady;
    private final DriverLaunchers launchers;
    private final ClusterApplications applications;
    private final Recovery recovery;
    private final AttemptStart start;
    private final AttemptRound round;
    private final StagingSweep sweep;
    private final GroupWork work = new GroupWork();
    private final StoreOutage storeOutage;
    private final String owner = UUID.randomUUID().toString();
    private final Map<Long, RunningAttempt> attempts = new ConcurrentHashMap<>();
    private final Map<Long, AttemptStart.Pending> starts = new ConcurrentHashMap<>();
    private volatile Thread thread;
    private volatile boolean running;
    private Instant leaseRenewed = Instant.MIN;

    JobRunner(LauncherSettings settings, JobStates states, JobGroups jobGroups, JobFiles files, JobQueue queue,
            QueueSignal signal, DriverLaunchers launchers, ClusterApplications applications, StagingSweep sweep, Clock clock,
            Clock steady) {
        this.settings = settings;
        this.states = states;
        this.jobGroups = jobGroups;
        this.queue = queue;
        this.signal = signal;
        this.clock = clock;
        this.steady = steady;
        this.launchers = launchers;
        this.applications = applications;
        LostDriver lost = new LostDriver(states, new LostPublication(states, files, clock));
        this.sweep = sweep;
        this.storeOutage = new StoreOutage(steady);
        this.recovery = new Recovery(states, steady);
        this.start = new AttemptStart(states, jobGroups, files, launchers, steady);
        this.round = new AttemptRound(settings.limits(), states, files,
                new AttemptWatch(settings.limits(), states, files, lost, applications, steady), steady);
    }

    @Override
    public void start() {
        running = true;
        thread = new Thread(this::run, "job-runner");
        thread.start();
    }

    /** Starts no more; what runs goes on without a launcher. */
    @Override
    public void stop() {
        running = false;
        signal.raise();
        Thread current = thread;
        if (current != null) {
            try {
                current.join(settings.limits().drainTimeout().toMillis());
                work.close(settings.limits().drainTimeout());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                round();
                signal.await(ROUND_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (DataAccessResourceFailureException e) {
                storeOutage.tell("no job can be started", e);
                pause();
            } catch (RuntimeException e) {
                LOG.error("a round of the job runner failed; the next one tries again", e);
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        Instant now = steady.instant();
        if (leaseRenewed == Instant.MIN || Duration.between(leaseRenewed, now).compareTo(LEASE.dividedBy(3)) > 0) {
            leaseRenewed = now;
            adoptAll();
        }
        applications.watch(attempts.values().stream().filter(attempt -> attempt.onYarn)
                .map(attempt -> attempt.attempt.tag()).collect(Collectors.toSet()));
        attempts.values().forEach(attempt -> offer(attempt.jobGroup, () -> look(attempt)));
        starts.values().forEach(pending -> offer(pending.attempt.jobGroup(), () -> start(pending)));
        sweep.due().forEach(due -> offer(due.group().id(), () -> sweep.sweep(due)));
        for (int i = 0; i < STARTS_PER_ROUND && running; i++) {
            Optional<JobGroup> next = queue.next(launchers::isReady);
            // Of one that has just come back to the queue, the last bit of work may still be going on.
            if (next.isEmpty() || work.isBusy(next.get().id())) {
                return;
            }
            Optional<Attempt> claimed = states.claim(next.get().id(), owner, leaseEnd());
            claimed.map(AttemptStart.Pending::new).ifPresent(pending -> {
                starts.put(pending.attempt.jobGroup(), pending);
                offer(pending.attempt.jobGroup(), () -> start(pending));
            });
        }
    }

    private Instant leaseEnd() {
        return clock.instant().plus(LEASE);
    }

    /** A group that makes trouble is set aside with its error; the others go on. */
    private void offer(long group, Runnable what) {
        work.offer(group, () -> {
            try {
                what.run();
            } catch (DataAccessResourceFailureException e) {
                storeOutage.tell("what became of job group " + group + " can't be noted", e);
            } catch (RuntimeException e) {
                LOG.warn("nothing could be done for job group {} in this round; the next one tries again", group, e);
            }
        });
    }

    /** Groups that run, but not under a launcher that still lives. Nobody else can have this home open. */
    private void adoptAll() {
        for (JobGroup group : states.takeOver(owner, leaseEnd())) {
            if (!attempts.containsKey(group.id()) && !starts.containsKey(group.id())) {
                offer(group.id(), () -> adopt(group.id()));
            }
        }
    }

    private void adopt(long id) {
        // What was true when the group was found need not be so any more.
        JobGroup group = jobGroups.find(id).orElseThrow();
        if (group.isUnderWay() && !attempts.containsKey(id) && !starts.containsKey(id)) {
            attempts.put(id, recovery.adopt(group, launchers.of(group.engine())));
        }
    }

    private void look(RunningAttempt attempt) {
        if (attempts.get(attempt.jobGroup) != attempt) {
            return;
        }
        JobGroup group = jobGroups.find(attempt.jobGroup).orElseThrow();
        if (round.look(attempt, group)) {
            attempts.remove(attempt.jobGroup, attempt);
            signal.raise();
        }
    }

    private void start(AttemptStart.Pending pending) {
        if (starts.get(pending.attempt.jobGroup()) != pending) {
            return;
        }
        AttemptStart.Outcome outcome = start.start(pending);
        if (outcome instanceof AttemptStart.Outcome.Started started) {
            attempts.put(started.running().jobGroup, started.running());
        }
        if (!(outcome instanceof AttemptStart.Outcome.Waits)) {
            starts.remove(pending.attempt.jobGroup(), pending);
        }
    }
}
