package io.drover.job.driver;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report;
import io.drover.job.directory.Report.Outcome;
import io.drover.job.engine.DeepStack;
import io.drover.job.engine.Engine;
import io.drover.job.engine.JobFailure;
import io.drover.job.redaction.Redaction;
import io.drover.job.spec.JobSpec;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main loop of a driver; the same for every engine.
 *
 * <p>Reads the job from its directory, resolves the sources, compiles the recipes, lets the engine run, publishes, and
 * writes the report last. Any end but a kill leaves a report.
 */
public final class Driver {
    /** Exit code: every output is in place. */
    public static final int PUBLISHED = 0;
    /** Exit code: the job failed, or it can't be told whether the outputs are in place; the report says which. */
    public static final int FAILED = 1;
    /** Exit code: there is no job to run. */
    public static final int INVALID = 2;
    /** Exit code. */
    public static final int CANCELED = 130;

    private static final Logger LOG = LoggerFactory.getLogger(Driver.class);

    private Driver() {}

    /**
     * Runs the job's current attempt. Closes the engine.
     *
     * <p>A caller that is interrupted is told to end, as the main thread of a driver is by Spark when YARN has given its
     * application up; the job then ends as it does when the process is terminated.
     *
     * @return the exit code
     */
    public static int run(URI directory, Engine engine, Configuration configuration) {
        try (DeepStack stack = new DeepStack("driver")) {
            AtomicReference<DriverRun> running = new AtomicReference<>();
            return stack.call(() -> runHere(directory, engine, configuration, running), () -> {
                DriverRun run = running.get();
                if (run != null) {
                    run.terminate();
                }
            });
        }
    }

    private static int runHere(URI directory, Engine engine, Configuration configuration,
            AtomicReference<DriverRun> running) {
        try {
            JobDirectory jobDirectory = JobDirectory.at(directory, configuration);
            JobSpec spec = jobDirectory.spec();
            if (!spec.engine().equals(engine.name())) {
                LOG.error("The job in {} is for the engine {}, not {}", directory, spec.engine(), engine.name());
                return INVALID;
            }
            AttemptDirectory attempt = jobDirectory.attempt(spec.attempt());
            Optional<Report> earlier = attempt.report();
            if (earlier.isPresent()) {
                LOG.warn("Attempt {} in {} is over already", spec.attempt(), directory);
                return exitCode(earlier.get().outcome());
            }
            attempt.create();
            Optional<String> other = attempt.claim();
            if (other.isPresent()) {
                LOG.error("Attempt {} in {} was started by {}, which may still run; run the job as a new attempt",
                        spec.attempt(), directory, other.get());
                return INVALID;
            }
            DriverRun run = new DriverRun(jobDirectory, spec, attempt, engine, configuration);
            running.set(run);
            return exitCode(run.run());
        } catch (JobFailure e) {
            LOG.error("{} [{}]", Redaction.of(configuration).apply(e.getMessage()), e.code());
            return INVALID;
        } catch (IOException e) {
            LOG.error("Cannot read the job in {}: {}", directory, Redaction.of(configuration).apply(e.toString()));
            return INVALID;
        } finally {
            try {
                engine.close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("The engine didn't close cleanly: {}", Redaction.of(configuration).apply(e.toString()));
            }
            DriverRun run = running.get();
            if (run != null) {
                run.tidyUp();
            }
        }
    }

    private static int exitCode(Outcome outcome) {
        return switch (outcome) {
            case PUBLISHED -> PUBLISHED;
            case FAILED, UNKNOWN -> FAILED;
            case CANCELED -> CANCELED;
        };
    }
}
