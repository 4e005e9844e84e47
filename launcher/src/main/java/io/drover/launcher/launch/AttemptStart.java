package io.drover.launcher.launch;

import io.drover.job.directory.JobDirectory;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpecJson;
import io.drover.job.storage.StorageOutage;
import io.drover.launcher.jobgroups.Attempt;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobGroups;
import io.drover.launcher.jobgroups.JobStates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a claimed attempt to its process. Storage that doesn't answer is waited for: nothing has been done yet. */
final class AttemptStart {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptStart.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final JobStates states;
    private final JobGroups jobGroups;
    private final JobFiles files;
    private final DriverLaunchers launchers;
    private final Clock clock;

    AttemptStart(JobStates states, JobGroups jobGroups, JobFiles files, DriverLaunchers launchers, Clock clock) {
        this.states = states;
        this.jobGroups = jobGroups;
        this.files = files;
        this.launchers = launchers;
        this.clock = clock;
    }

    /** A claimed attempt that has no process yet. Used by one thread at a time. */
    static final class Pending {
        final Attempt attempt;
        private Instant notBefore = Instant.MIN;
        private boolean waitTold;

        Pending(Attempt attempt) {
            this.attempt = attempt;
        }
    }

    /** What came of a try. */
    sealed interface Outcome {
        record Started(RunningAttempt running) implements Outcome {}

        /** There will be no process, or it has to be looked for. */
        record Over() implements Outcome {}

        /** To be tried again. */
        record Waits() implements Outcome {}
    }

    Outcome start(Pending pending) {
        Attempt attempt = pending.attempt;
        JobGroup group = jobGroups.find(attempt.jobGroup()).orElseThrow();
        if (group.isTerminal() || group.attempt() != attempt.number()) {
            return new Outcome.Over();
        }
        if (group.cancelRequestedAt() != null) {
            states.canceled(group, "Canceled before its driver was started");
            return new Outcome.Over();
        }
        if (clock.instant().isBefore(pending.notBefore)) {
            return new Outcome.Waits();
        }
        Optional<DriverLauncher> launcher = launchers.of(group.engine());
        if (launcher.isEmpty()) {
            states.fail(group, "DROVER-L101", "This server has no engine for execution \"" + group.execution()
                    + "\": Spark is not configured");
            return new Outcome.Over();
        }
        Process process;
        try {
            process = launch(group, attempt, launcher.get());
        } catch (IOException | RuntimeException e) {
            return failed(pending, group, e);
        }
        try {
            // Recorded last: a launcher killed before this finds the process by its tag.
            states.processStarted(attempt, process.pid(), process.info().startInstant().orElse(null), "started");
            return new Outcome.Started(RunningAttempt.started(group,
                    states.attempt(group.id(), attempt.number()).orElseThrow(), launcher.get(), process,
                    clock.instant()));
        } catch (RuntimeException e) {
            // It runs, though that could not be recorded: the next look for groups without a watch finds it.
            LOG.warn("the process {} of job group {} could not be recorded yet: {}", process.pid(), group.id(),
                    e.toString());
            return new Outcome.Over();
        }
    }

    private Process launch(JobGroup group, Attempt attempt, DriverLauncher launcher) throws IOException {
        files.create(group);
        JobDirectory directory = files.as(group, () -> {
            JobDirectory made = files.directory(group);
            made.prepare(spec(group.id(), attempt.number()));
            return made;
        });
        Path output = files.processOutput(group.id(), attempt.number());
        Files.createDirectories(output.getParent());
        return launcher.start(new DriverStart(group.id(), attempt.number(), attempt.tag(), directory.uri(),
                files.hadoopUser(group), group.sparkOptions(), output));
    }

    private Outcome failed(Pending pending, JobGroup group, Exception why) {
        if (!StorageOutage.is(why)) {
            LOG.warn("job group {} could not be started", group.id(), why);
            states.fail(group, "DROVER-L102", "The driver could not be started: " + why.getMessage());
            return new Outcome.Over();
        }
        pending.notBefore = clock.instant().plus(PAUSE);
        if (!pending.waitTold) {
            pending.waitTold = true;
            LOG.warn("job group {} waits for its storage: {}", group.id(), why.toString());
            states.record(group.id(), group.attempt(), "storage unreachable",
                    "It is started as soon as its storage answers: " + why.getMessage());
        }
        return new Outcome.Waits();
    }

    private JobSpec spec(long group, int attempt) {
        JobSpec stored = JobSpecJson.read(jobGroups.spec(group).getBytes(StandardCharsets.UTF_8));
        return new JobSpec(stored.version(), stored.jobGroup(), attempt, stored.engine(), stored.jobs(),
                stored.sources(), stored.datasets(), stored.target(), stored.outputs(), stored.profile(),
                stored.parameters(), stored.referenceTime(), stored.limits());
    }
}
