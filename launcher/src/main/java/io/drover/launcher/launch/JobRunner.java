package io.drover.launcher.launch;

import io.drover.job.directory.JobDirectory;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpecJson;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.jobgroups.Attempt;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobGroups;
import io.drover.launcher.jobgroups.JobStates;
import io.drover.launcher.jobgroups.QueueSignal;
import io.drover.launcher.queue.JobQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * One thread that gives waiting groups their slots, starts their drivers and watches them until they are over. The
 * rows in the database are the truth; what is in memory here can be made again from them, which is what happens after
 * a restart. A group that makes trouble is set aside with its error; the others go on.
 */
final class JobRunner implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
    private static final long ROUND_MILLIS = 250;
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int STARTS_PER_ROUND = 4;

    private final LauncherSettings settings;
    private final JobStates states;
    private final JobGroups jobGroups;
    private final JobFiles files;
    private final JobQueue queue;
    private final QueueSignal signal;
    private final Clock clock;
    private final DriverLaunchers launchers;
    private final ClusterApplications applications;
    private final Recovery recovery;
    private final AttemptWatch watch;
    private final String owner = UUID.randomUUID().toString();
    private final Map<Long, RunningAttempt> attempts = new HashMap<>();
    private volatile Thread thread;
    private volatile boolean running;
    private Instant leaseRenewed = Instant.EPOCH;

    JobRunner(LauncherSettings settings, JobStates states, JobGroups jobGroups, JobFiles files, JobQueue queue,
            QueueSignal signal, DriverLaunchers launchers, ClusterApplications applications, Clock clock) {
        this.settings = settings;
        this.states = states;
        this.jobGroups = jobGroups;
        this.files = files;
        this.queue = queue;
        this.signal = signal;
        this.clock = clock;
        this.launchers = launchers;
        this.applications = applications;
        LostDriver lost = new LostDriver(states, new LostPublication(states, files, clock));
        this.recovery = new Recovery(settings, states, files, lost, clock);
        this.watch = new AttemptWatch(settings.limits(), states, files, lost, applications, clock);
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
        Instant now = clock.instant();
        if (Duration.between(leaseRenewed, now).compareTo(LEASE.dividedBy(3)) > 0) {
            states.renewLeases(owner, now.plus(LEASE));
            leaseRenewed = now;
            adopt(now);
        }
        watchAll();
        for (int i = 0; i < STARTS_PER_ROUND && running; i++) {
            Optional<JobGroup> next = queue.next(launchers::isReady);
            if (next.isEmpty()) {
                return;
            }
            launch(next.get());
        }
    }

    /** Groups that run, but not under a launcher that still lives. Nobody else can have this home open. */
    private void adopt(Instant now) {
        Instant expired = now.plus(LEASE.multipliedBy(2));
        for (JobGroup group : states.takeOver(owner, now.plus(LEASE), expired)) {
            if (!attempts.containsKey(group.id())) {
                try {
                    adopt(group);
                } catch (IOException | RuntimeException e) {
                    // Storage that can't be read is no proof of anything: the next round looks again.
                    LOG.warn("job group {} could not be taken over yet", group.id(), e);
                }
            }
        }
    }

    private void adopt(JobGroup group) throws IOException {
        Optional<DriverLauncher> launcher = launchers.of(group.engine());
        if (launcher.isEmpty()) {
            // Without its settings nobody can tell where to look for its driver.
            LOG.warn("job group {} waits for an engine {} to be configured again", group.id(), group.engine());
            return;
        }
        files.as(group, () -> recovery.recover(group, launcher.get()))
                .ifPresent(found -> attempts.put(group.id(), found));
    }

    private void watchAll() {
        applications.watch(attempts.values().stream().filter(running -> running.onYarn)
                .map(running -> running.attempt.tag()).collect(Collectors.toSet()));
        for (RunningAttempt attempt : List.copyOf(attempts.values())) {
            try {
                JobGroup group = jobGroups.find(attempt.jobGroup).orElseThrow();
                if (files.as(group, () -> watch.look(attempt, group))) {
                    attempts.remove(attempt.jobGroup);
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("job group {} could not be looked at; it counts as running", attempt.jobGroup, e);
            }
        }
    }

    private void launch(JobGroup group) {
        Optional<Attempt> claimed = states.claim(group.id(), owner, clock.instant().plus(LEASE));
        if (claimed.isEmpty()) {
            return;
        }
        Attempt attempt = claimed.get();
        JobGroup current = jobGroups.find(group.id()).orElseThrow();
        Optional<DriverLauncher> launcher = launchers.of(group.engine());
        if (launcher.isEmpty()) {
            states.fail(current, "DROVER-L101", "This server has no engine for execution \"" + group.execution()
                    + "\": Spark is not configured");
            return;
        }
        Process process = null;
        try {
            files.create(current);
            JobDirectory directory = files.as(current, () -> {
                JobDirectory made = files.directory(current);
                made.prepare(spec(group.id(), attempt.number()));
                return made;
            });
            Path output = files.processOutput(group.id(), attempt.number());
            Files.createDirectories(output.getParent());
            process = launcher.get().start(new DriverStart(group.id(), attempt.number(), attempt.tag(),
                    directory.uri(), files.hadoopUser(current), current.sparkOptions(), output));
            // Recorded last: a launcher killed before this finds the process by its tag.
            states.processStarted(attempt, process.pid(), process.info().startInstant().orElse(null), "started");
            attempts.put(group.id(), RunningAttempt.started(current,
                    states.attempt(group.id(), attempt.number()).orElseThrow(), launcher.get(), process,
                    clock.instant()));
        } catch (IOException | RuntimeException e) {
            if (process != null) {
                // It runs, though that could not be recorded: the next look for groups without a watch finds it.
                LOG.warn("the process {} of job group {} could not be recorded yet", process.pid(), group.id(), e);
                return;
            }
            LOG.warn("job group {} could not be started", group.id(), e);
            states.fail(current, "DROVER-L102", "The driver could not be started: " + e.getMessage());
        }
    }

    private JobSpec spec(long group, int attempt) {
        JobSpec stored = JobSpecJson.read(jobGroups.spec(group).getBytes(StandardCharsets.UTF_8));
        return new JobSpec(stored.version(), stored.jobGroup(), attempt, stored.engine(), stored.jobs(),
                stored.sources(), stored.datasets(), stored.target(), stored.outputs(), stored.profile(),
                stored.parameters(), stored.referenceTime(), stored.limits());
    }
}
