package io.drover.job.driver;

import static io.drover.job.driver.TestingJob.WRANGLE;
import static io.drover.job.driver.TestingJob.log;
import static io.drover.job.driver.TestingJob.report;
import static io.drover.job.driver.TestingJob.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.JobState;
import io.drover.job.directory.Report;
import io.drover.job.directory.Report.Outcome;
import io.drover.job.engine.JobCode;
import io.drover.job.spec.JobSpec.Limits;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers that are canceled, replaced, terminated, interrupted or killed. */
class StoppedDriverTest {
    private final TestingJob job;

    StoppedDriverTest(@TempDir Path folder) throws IOException {
        this.job = new TestingJob(folder);
    }

    @Test
    void aCancelMarkerStopsARunningJob() throws Exception {
        job.profile = true;
        JobDirectory directory = job.prepare(1);
        InMemoryEngine engine = new InMemoryEngine().beforeStaging(InMemoryEngine::untilCanceled);
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> job.run(directory, engine));
        engine.awaitRunning();
        directory.requestCancel();
        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(Driver.CANCELED);
        Report report = report(directory, 1);
        assertThat(report.outcome()).isEqualTo(Outcome.CANCELED);
        assertThat(report.jobs()).hasSize(4).allMatch(job -> job.state() == JobState.CANCELED && job.error() == null);
        job.assertNothingPublished();
    }

    @Test
    void aJobThatIsCanceledBeforeItStartsReadsNothing() throws Exception {
        JobDirectory directory = job.prepare(1);
        directory.requestCancel();
        InMemoryEngine engine = new InMemoryEngine().beforeStaging(InMemoryEngine::untilCanceled);
        assertThat(job.run(directory, engine)).isEqualTo(Driver.CANCELED);
        job.assertNothingPublished();
    }

    @Test
    void aJobThatRunsTooLongFailsWithItsLimit() throws Exception {
        job.limits = new Limits(null, null, 1L, null, null);
        JobDirectory directory = job.prepare(1);
        assertThat(job.run(directory, new InMemoryEngine().beforeStaging(InMemoryEngine::untilCanceled)))
                .isEqualTo(Driver.FAILED);
        assertThat(result(report(directory, 1), WRANGLE).error()).satisfies(error -> {
            assertThat(error.code()).isEqualTo(JobCode.TIME_LIMIT.id());
            assertThat(error.message()).contains("1 s");
        });
        job.assertNothingPublished();
    }

    @Test
    void anAttemptThatANewerOneReplacesStopsAndPublishesNothing() throws Exception {
        JobDirectory directory = job.prepare(1);
        InMemoryEngine engine = new InMemoryEngine().beforeStaging(InMemoryEngine::untilCanceled);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> job.run(directory, engine));
        engine.awaitRunning();
        job.prepare(2);
        assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.PUBLISHED);
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(Driver.FAILED);
        assertThat(result(report(directory, 1), WRANGLE).error().code()).isEqualTo(JobCode.SUPERSEDED.id());
        assertThat(report(directory, 2).outcome()).isEqualTo(Outcome.PUBLISHED);
        assertThat(job.out("one.csv")).hasContent("id,qty,twice\na,1,2\nb,2,4");
        assertThat(job.out("one_1.csv")).doesNotExist();
    }

    @Test
    void anAttemptThatIsReplacedJustBeforeItPublishesIsFencedOff() throws Exception {
        JobDirectory directory = job.prepare(1);
        assertThat(job.run(directory, new InMemoryEngine().afterStaging(engine -> directory.raiseFence(2))))
                .isEqualTo(Driver.FAILED);
        Report report = report(directory, 1);
        assertThat(report.jobs()).filteredOn(job -> job.error() != null).extracting(job -> job.error().code())
                .contains(JobCode.SUPERSEDED.id());
        job.assertNothingPublished();
    }

    @Test
    void aTerminatedProcessStopsItsJobAndStillReports() throws Exception {
        JobDirectory directory = job.prepare(1);
        Process process = start(directory.uri());
        try {
            AttemptDirectory attempt = directory.attempt(1);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log(directory).contains(" running"));
            long terminated = System.nanoTime();
            process.destroy();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            // Well under the time that a process manager leaves before it kills.
            assertThat(Duration.ofNanos(System.nanoTime() - terminated)).isLessThan(Duration.ofSeconds(10));
            assertThat(attempt.report().orElseThrow().outcome()).isEqualTo(Outcome.CANCELED);
            job.assertNothingPublished();
        } finally {
            process.destroyForcibly();
        }
    }

    /** So Spark tells a driver that YARN has given its application up; what it was about fails then, and that is no reason. */
    @Test
    void aDriverThatIsInterruptedStopsAndReportsNoFailure() throws Exception {
        JobDirectory directory = job.prepare(1);
        InMemoryEngine engine = new InMemoryEngine().afterStaging(running -> {
            try {
                running.untilCanceled();
            } finally {
                if (Thread.interrupted()) {
                    throw new IOException("interrupted while something was read");
                }
            }
        });
        AtomicInteger code = new AtomicInteger(-1);
        Thread main = new Thread(() -> code.set(job.run(directory, engine)));
        main.start();
        engine.awaitRunning();
        main.interrupt();
        main.join(60_000);
        assertThat(code).hasValue(Driver.CANCELED);
        assertThat(report(directory, 1).outcome()).isEqualTo(Outcome.CANCELED);
        assertThat(log(directory)).contains("asked to stop: its process is told to end");
        job.assertNothingPublished();
    }

    @Test
    void anAttemptWhoseProcessWasKilledIsRunAgainAndKeepsItsLog() throws Exception {
        JobDirectory directory = job.prepare(1);
        Process process = start(directory.uri());
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log(directory).contains(" running"));
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.attempt(1).report()).isEmpty();
        String before = log(directory);
        assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.PUBLISHED);
        assertThat(log(directory)).startsWith(before).contains("ended: published");
    }

    @Test
    void anAttemptThatALivingProcessRunsIsNotRunASecondTime() throws Exception {
        JobDirectory directory = job.prepare(1);
        Process process = start(directory.uri());
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log(directory).contains(" running"));
            assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.INVALID);
            assertThat(directory.attempt(1).report()).isEmpty();
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(URI directory) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                BlockedDriver.class.getName(), directory.toString())
                .redirectErrorStream(true).redirectOutput(job.folder().resolve("process.log").toFile()).start();
    }
}
