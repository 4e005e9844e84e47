package io.drover.job.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.JobState;
import io.drover.job.directory.JobType;
import io.drover.job.directory.Progress;
import io.drover.job.directory.Report;
import io.drover.job.directory.Report.JobResult;
import io.drover.job.directory.Report.Outcome;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Dataset;
import io.drover.job.spec.JobSpec.Limits;
import io.drover.job.storage.LocalPlaces;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver from its job directory to its report, for every way a job can end. */
class DriverTest {
    private static final long WRANGLE = 21;
    private static final long FIRST = 100;
    private static final long SECOND = 101;
    private static final long PROFILE = 200;
    private static final JobFailure NO_MEMORY = JobCode.ENGINE_FAILED.failure("no memory to profile");

    @TempDir
    private Path folder;

    private final Configuration configuration = new Configuration();
    private String recipe = "derive type: single value: qty * 2 as: 'twice'";
    private List<JobSpec.Output> outputs;
    private boolean profile;
    private Limits limits = Limits.DEFAULT;
    private List<String> uris;

    @BeforeEach
    void source() throws IOException {
        Files.writeString(folder.resolve("orders.csv"), "id,qty\na,1\nb,2\n");
        uris = List.of(folder.resolve("orders.csv").toUri().toString());
        outputs = List.of(output("o1", "one.csv", Action.CREATE), output("o2", "two.csv", Action.CREATE));
    }

    private JobSpec.Output output(String id, String name, Action action) {
        return new JobSpec.Output(id, folder.resolve("out").resolve(name).toUri().toString(), action,
                JobSpec.FileFormat.CSV, JobSpec.Compression.NONE, true, true, ",", false, true);
    }

    private JobSpec spec(int attempt) {
        List<Long> filewriters = new ArrayList<>();
        outputs.forEach(output -> filewriters.add(FIRST + filewriters.size()));
        return new JobSpec(1, 9, attempt, "photon",
                new JobSpec.Jobs(WRANGLE, filewriters, profile ? PROFILE : null),
                List.of(new JobSpec.Source("s", "orders", uris, JobSpec.SourceOptions.DETECT, List.of())),
                List.of(new Dataset("d", "doubled", Dataset.Input.ofSource("s"), Map.of(), recipe)),
                "d", outputs, profile, Map.of(), Instant.parse("2026-01-01T00:00:00Z"), limits);
    }

    private JobDirectory prepare(int attempt) throws IOException {
        JobDirectory directory = JobDirectory.at(folder.resolve("job").toUri(), configuration);
        directory.prepare(spec(attempt));
        return directory;
    }

    private int run(JobDirectory directory, InMemoryEngine engine) {
        int code = Driver.run(directory.uri(), engine, configuration);
        assertThat(engine.isClosed()).isTrue();
        return code;
    }

    private static Report report(JobDirectory directory, int attempt) throws IOException {
        return directory.attempt(attempt).report().orElseThrow();
    }

    private String log(JobDirectory directory) throws IOException {
        return new String(directory.attempt(1).readLog(0, 1 << 20), StandardCharsets.UTF_8);
    }

    private static JobResult job(Report report, long id) {
        return report.jobs().stream().filter(job -> job.id() == id).findFirst().orElseThrow();
    }

    private Path out(String name) {
        return folder.resolve("out").resolve(name);
    }

    private void assertNothingPublished() throws IOException {
        if (Files.exists(folder.resolve("out"))) {
            try (Stream<Path> left = Files.walk(folder.resolve("out"))) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }

    @Test
    void aJobThatWorksIsPublishedAndReported() throws Exception {
        profile = true;
        JobDirectory directory = prepare(1);
        InMemoryEngine engine = new InMemoryEngine();
        assertThat(run(directory, engine)).isEqualTo(Driver.PUBLISHED);

        assertThat(out("one.csv")).hasContent("id,qty,twice\na,1,2\nb,2,4");
        assertThat(out("two.csv")).hasSameBinaryContentAs(out("one.csv"));
        Report report = report(directory, 1);
        assertThat(report.outcome()).isEqualTo(Outcome.PUBLISHED);
        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.jobs()).extracting(JobResult::id, JobResult::type, JobResult::state, JobResult::error)
                .containsExactly(
                        tuple(WRANGLE, JobType.WRANGLE, JobState.COMPLETE, null),
                        tuple(FIRST, JobType.FILEWRITER, JobState.COMPLETE, null),
                        tuple(SECOND, JobType.FILEWRITER, JobState.COMPLETE, null),
                        tuple(PROFILE, JobType.PROFILE, JobState.COMPLETE, null));
        assertThat(report.outputs()).extracting(Report.OutputResult::id, Report.OutputResult::job,
                        Report.OutputResult::rows, Report.OutputResult::primary, Report.OutputResult::size)
                .containsExactly(tuple("o1", FIRST, 2L, true, Files.size(out("one.csv"))),
                        tuple("o2", SECOND, 2L, false, Files.size(out("two.csv"))));
        assertThat(report.inputs()).singleElement().satisfies(input -> assertThat(input.files()).isEqualTo(uris));
        assertThat(report.warnings()).containsExactly("one row was odd");
        assertThat(report.finishedAt()).isAfterOrEqualTo(report.startedAt());
        assertThat(directory.attempt(1).profile().orElseThrow().columns()).hasSize(3);
        Progress progress = directory.attempt(1).progress().orElseThrow();
        assertThat(progress.jobs()).extracting(Progress.JobProgress::id)
                .containsExactly(WRANGLE, FIRST, SECOND, PROFILE);
        assertThat(log(directory)).contains("source orders: 1 files", "published ", "ended: published");
        assertThat(log(directory).lines()).allMatch(line ->
                line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*"));
        assertThat(engine.localDirectory()).doesNotExist();
    }

    @Test
    void anAttemptThatIsOverIsNotRunAgain() throws Exception {
        JobDirectory directory = prepare(1);
        assertThat(run(directory, new InMemoryEngine())).isEqualTo(Driver.PUBLISHED);
        InMemoryEngine second = new InMemoryEngine().beforeStaging(engine -> {
            throw new IllegalStateException("run again");
        });
        assertThat(run(directory, second)).isEqualTo(Driver.PUBLISHED);
        assertThat(out("one_1.csv")).doesNotExist();
    }

    @Test
    void aNewAttemptFindsWhatAnEarlierOnePublished() throws Exception {
        JobDirectory directory = prepare(1);
        run(directory, new InMemoryEngine());
        Files.delete(folder.resolve("job/attempt-1/report.json"));
        prepare(2);
        assertThat(run(directory, new InMemoryEngine())).isEqualTo(Driver.PUBLISHED);
        assertThat(report(directory, 2).outputs()).hasSize(2);
        assertThat(out("one_1.csv")).doesNotExist();
    }

    @Test
    void aRecipeThatDoesNotFitFailsWithAllItsErrorsBeforeAnythingIsWritten() throws Exception {
        recipe = "derive value: quantity * 2 as: 'x'\ndrop col: nothing";
        profile = true;
        JobDirectory directory = prepare(1);
        assertThat(run(directory, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        Report report = report(directory, 1);
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.rows()).isEqualTo(-1);
        assertThat(job(report, WRANGLE).error().code()).isEqualTo(JobCode.INVALID_RECIPE.id());
        assertThat(job(report, WRANGLE).error().message()).contains("doubled", "quantity", "nothing", "qty");
        assertThat(List.of(job(report, FIRST), job(report, SECOND), job(report, PROFILE)))
                .allSatisfy(job -> {
                    assertThat(job.state()).isEqualTo(JobState.FAILED);
                    assertThat(job.error().code()).isEqualTo(JobCode.UPSTREAM_FAILED.id());
                    assertThat(job.error().message()).isEqualTo("Upstream job 21 failed");
                });
        assertNothingPublished();
        assertThat(log(directory)).contains("ended: failed").doesNotContain("at io.drover");
    }

    @Test
    void aMissingSourceIsNamed() throws Exception {
        uris = List.of(folder.resolve("missing.csv").toUri().toString());
        JobDirectory directory = prepare(1);
        assertThat(run(directory, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        assertThat(job(report(directory, 1), WRANGLE).error()).satisfies(error -> {
            assertThat(error.code()).isEqualTo(JobCode.NO_INPUT.id());
            assertThat(error.message()).contains("orders", "missing.csv");
        });
        assertNothingPublished();
    }

    @Test
    void anEngineThatFailsAfterStagingLeavesNothing() throws Exception {
        JobDirectory directory = prepare(1);
        InMemoryEngine engine = new InMemoryEngine().afterStaging(staged -> {
            throw JobCode.ENGINE_FAILED.failure("the disk is full");
        });
        assertThat(run(directory, engine)).isEqualTo(Driver.FAILED);
        assertThat(job(report(directory, 1), WRANGLE).error().message()).isEqualTo("the disk is full");
        assertNothingPublished();
        assertThat(engine.localDirectory()).doesNotExist();
    }

    @Test
    void anErrorOfDroversOwnIsToldAsOneWithItsTraceInTheLogOnly() throws Exception {
        JobDirectory directory = prepare(1);
        assertThat(run(directory, new InMemoryEngine().beforeStaging(engine -> {
            throw new IllegalStateException("unexpected");
        }))).isEqualTo(Driver.FAILED);
        Report.Failure error = job(report(directory, 1), WRANGLE).error();
        assertThat(error.code()).isEqualTo(JobCode.INTERNAL.id());
        assertThat(error.message()).contains("unexpected").doesNotContain("at io.drover");
        assertThat(log(directory)).contains("at io.drover.job.driver.DriverTest");
    }

    @Test
    void storageThatFailsInAnEngineIsNoErrorOfDroversOwn() throws Exception {
        JobDirectory directory = prepare(1);
        assertThat(run(directory, new InMemoryEngine().beforeStaging(engine -> {
            throw new java.io.UncheckedIOException(new IOException("connection reset"));
        }))).isEqualTo(Driver.FAILED);
        Report.Failure error = job(report(directory, 1), WRANGLE).error();
        assertThat(error.code()).isEqualTo(JobCode.ENGINE_FAILED.id());
        assertThat(error.message()).contains("connection reset");
    }

    @Test
    void outputsThatCannotBePublishedFailTheirJobsAndNoneAppears() throws Exception {
        outputs = List.of(output("o1", "one.csv", Action.CREATE), output("o2", "two.csv", Action.APPEND));
        Files.createDirectories(out("two.csv"));
        JobDirectory directory = prepare(1);
        assertThat(run(directory, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        Report report = report(directory, 1);
        assertThat(job(report, WRANGLE).state()).isEqualTo(JobState.COMPLETE);
        assertThat(List.of(job(report, FIRST), job(report, SECOND))).allSatisfy(job -> {
            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(job.error().code()).isEqualTo(JobCode.TARGET_KIND.id());
            assertThat(job.error().message()).contains("two.csv");
        });
        assertThat(report.rows()).isEqualTo(2);
        assertNothingPublished();
    }

    @Test
    void aProfileThatFailsFailsItsJobAndTheGroupButTheOutputsStay() throws Exception {
        profile = true;
        JobDirectory directory = prepare(1);
        assertThat(run(directory, new InMemoryEngine().failingToProfile(NO_MEMORY))).isEqualTo(Driver.FAILED);
        Report report = report(directory, 1);
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(job(report, WRANGLE).state()).isEqualTo(JobState.COMPLETE);
        assertThat(job(report, FIRST).state()).isEqualTo(JobState.COMPLETE);
        assertThat(job(report, PROFILE).state()).isEqualTo(JobState.FAILED);
        assertThat(job(report, PROFILE).error())
                .isEqualTo(new Report.Failure(JobCode.ENGINE_FAILED.id(), "no memory to profile"));
        assertThat(report.outputs()).hasSize(2);
        assertThat(out("one.csv")).exists();
    }

    @Test
    void aProfileThatCannotBeStoredFailsTheSameWay() throws Exception {
        profile = true;
        JobDirectory directory = prepare(1);
        Files.createDirectories(folder.resolve("job/attempt-1/profile.json"));
        assertThat(run(directory, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        Report report = report(directory, 1);
        assertThat(job(report, PROFILE).state()).isEqualTo(JobState.FAILED);
        assertThat(job(report, PROFILE).error().message()).contains("profile.json");
        assertThat(out("one.csv")).exists();
    }

    @Test
    void aFailedProfileStaysFailedWhenPublishingFailsToo() throws Exception {
        profile = true;
        outputs = List.of(output("o1", "one.csv", Action.APPEND));
        Files.createDirectories(out("one.csv"));
        JobDirectory directory = prepare(1);
        run(directory, new InMemoryEngine().failingToProfile(NO_MEMORY));
        assertThat(job(report(directory, 1), PROFILE).state()).isEqualTo(JobState.FAILED);
        assertThat(job(report(directory, 1), FIRST).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void aCancelMarkerStopsARunningJob() throws Exception {
        profile = true;
        JobDirectory directory = prepare(1);
        InMemoryEngine engine = new InMemoryEngine().beforeStaging(InMemoryEngine::untilCanceled);
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> run(directory, engine));
        engine.awaitRunning();
        directory.requestCancel();
        assertThat(code.get(30, TimeUnit.SECONDS)).isEqualTo(Driver.CANCELED);
        Report report = report(directory, 1);
        assertThat(report.outcome()).isEqualTo(Outcome.CANCELED);
        assertThat(report.jobs()).hasSize(4).allMatch(job -> job.state() == JobState.CANCELED && job.error() == null);
        assertNothingPublished();
    }

    @Test
    void aJobThatIsCanceledBeforeItStartsReadsNothing() throws Exception {
        JobDirectory directory = prepare(1);
        directory.requestCancel();
        InMemoryEngine engine = new InMemoryEngine().beforeStaging(InMemoryEngine::untilCanceled);
        assertThat(run(directory, engine)).isEqualTo(Driver.CANCELED);
        assertNothingPublished();
    }

    @Test
    void aJobThatRunsTooLongFailsWithItsLimit() throws Exception {
        limits = new Limits(null, null, 1L, null, null);
        JobDirectory directory = prepare(1);
        assertThat(run(directory, new InMemoryEngine().beforeStaging(InMemoryEngine::untilCanceled)))
                .isEqualTo(Driver.FAILED);
        assertThat(job(report(directory, 1), WRANGLE).error()).satisfies(error -> {
            assertThat(error.code()).isEqualTo(JobCode.TIME_LIMIT.id());
            assertThat(error.message()).contains("1 s");
        });
        assertNothingPublished();
    }

    @Test
    void anAttemptThatANewerOneReplacesStopsAndPublishesNothing() throws Exception {
        JobDirectory directory = prepare(1);
        InMemoryEngine engine = new InMemoryEngine().beforeStaging(InMemoryEngine::untilCanceled);
        CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> run(directory, engine));
        engine.awaitRunning();
        prepare(2);
        assertThat(run(directory, new InMemoryEngine())).isEqualTo(Driver.PUBLISHED);
        assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(Driver.FAILED);
        assertThat(job(report(directory, 1), WRANGLE).error().code()).isEqualTo(JobCode.SUPERSEDED.id());
        assertThat(report(directory, 2).outcome()).isEqualTo(Outcome.PUBLISHED);
        assertThat(out("one.csv")).hasContent("id,qty,twice\na,1,2\nb,2,4");
        assertThat(out("one_1.csv")).doesNotExist();
    }

    @Test
    void anAttemptThatIsReplacedJustBeforeItPublishesIsFencedOff() throws Exception {
        JobDirectory directory = prepare(1);
        assertThat(run(directory, new InMemoryEngine().afterStaging(engine -> directory.raiseFence(2))))
                .isEqualTo(Driver.FAILED);
        Report report = report(directory, 1);
        assertThat(report.jobs()).filteredOn(job -> job.error() != null).extracting(job -> job.error().code())
                .contains(JobCode.SUPERSEDED.id());
        assertNothingPublished();
    }

    @Test
    void aTerminatedProcessStopsItsJobAndStillReports() throws Exception {
        JobDirectory directory = prepare(1);
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
            assertNothingPublished();
        } finally {
            process.destroyForcibly();
        }
    }

    /** So Spark tells a driver that YARN has given its application up; what it was about fails then, and that is no reason. */
    @Test
    void aDriverThatIsInterruptedStopsAndReportsNoFailure() throws Exception {
        JobDirectory directory = prepare(1);
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
        Thread main = new Thread(() -> code.set(run(directory, engine)));
        main.start();
        engine.awaitRunning();
        main.interrupt();
        main.join(60_000);
        assertThat(code).hasValue(Driver.CANCELED);
        assertThat(report(directory, 1).outcome()).isEqualTo(Outcome.CANCELED);
        assertThat(log(directory)).contains("asked to stop: its process is told to end");
        assertNothingPublished();
    }

    @Test
    void anAttemptWhoseProcessWasKilledIsRunAgainAndKeepsItsLog() throws Exception {
        JobDirectory directory = prepare(1);
        Process process = start(directory.uri());
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log(directory).contains(" running"));
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.attempt(1).report()).isEmpty();
        String before = log(directory);
        assertThat(run(directory, new InMemoryEngine())).isEqualTo(Driver.PUBLISHED);
        assertThat(log(directory)).startsWith(before).contains("ended: published");
    }

    @Test
    void anAttemptThatALivingProcessRunsIsNotRunASecondTime() throws Exception {
        JobDirectory directory = prepare(1);
        Process process = start(directory.uri());
        try {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> log(directory).contains(" running"));
            assertThat(run(directory, new InMemoryEngine())).isEqualTo(Driver.INVALID);
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
                .redirectErrorStream(true).redirectOutput(folder.resolve("process.log").toFile()).start();
    }

    @Test
    void noSecretReachesLogErrorReportOrProgress() throws Exception {
        configuration.set("fs.s3a.secret.key", "wJalrXUtnFEMI/K7MDENG");
        JobDirectory directory = prepare(1);
        assertThat(run(directory, new InMemoryEngine().beforeStaging(engine -> {
            throw new IllegalStateException("GET https://b/k?X-Amz-Signature=f00dfeed (Authorization: Basic ZXZlOnA=)",
                    new IOException("spark.hadoop.fs.azure.account.key.x=c0ffee; wJalrXUtnFEMI/K7MDENG"));
        }))).isEqualTo(Driver.FAILED);
        assertThat(job(report(directory, 1), WRANGLE).error().message()).contains("https://b/k?X-Amz-Signature=***");
        try (Stream<Path> files = Files.walk(folder.resolve("job"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString())
                        .doesNotContain("f00dfeed", "ZXZlOnA", "c0ffee", "wJalrXUtnFEMI");
            }
        }
        assertThat(log(directory)).contains("spark.hadoop.fs.azure.account.key.x=***");
    }

    @Test
    void aUriWithAPasswordIsRefusedWithoutRepeatingIt() throws Exception {
        uris = List.of("ftp://eve:hunter2@localhost/orders.csv");
        JobDirectory directory = prepare(1);
        assertThat(run(directory, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        assertThat(job(report(directory, 1), WRANGLE).error()).satisfies(error -> {
            assertThat(error.code()).isEqualTo(JobCode.INVALID_SPEC.id());
            assertThat(error.message()).contains("orders", "password").doesNotContain("hunter2");
        });
        assertThat(log(directory)).doesNotContain("hunter2");
    }

    @Test
    void linksDoNotLeadOutOfThePlacesOfTheJob() throws Exception {
        Path allowed = Files.createDirectory(folder.resolve("allowed"));
        Path elsewhere = Files.writeString(folder.resolve("orders-of-others.csv"), "id,qty\n1,2\n");
        Files.copy(folder.resolve("orders.csv"), allowed.resolve("a.csv"));
        limits = Limits.DEFAULT.within(new LocalPlaces(List.of(folder.resolve("out").toString(), allowed.toString()),
                List.of()));
        uris = List.of(allowed.toUri() + "*.csv");
        assertThat(run(prepare(1), new InMemoryEngine())).isEqualTo(Driver.PUBLISHED);

        Files.createSymbolicLink(allowed.resolve("b.csv"), elsewhere);
        JobDirectory source = JobDirectory.at(folder.resolve("job-2").toUri(), configuration);
        source.prepare(spec(1));
        assertThat(run(source, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        assertThat(job(report(source, 1), WRANGLE).error().code()).isEqualTo("DROVER-J204");
        assertThat(job(report(source, 1), WRANGLE).error().message())
                .isEqualTo("source orders: " + allowed.resolve("b.csv") + " leads to a place that the job may not use");

        uris = List.of(allowed.resolve("a.csv").toUri().toString());
        outputs = List.of(new JobSpec.Output("o1", allowed.resolve("link/new.csv").toUri().toString(), Action.CREATE,
                JobSpec.FileFormat.CSV, JobSpec.Compression.NONE, true, true, ",", false, true));
        Files.createSymbolicLink(allowed.resolve("link"), Files.createDirectory(folder.resolve("others")));
        JobDirectory output = JobDirectory.at(folder.resolve("job-3").toUri(), configuration);
        output.prepare(spec(1));
        assertThat(run(output, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        assertThat(job(report(output, 1), WRANGLE).error().code()).isEqualTo("DROVER-J204");
        try (Stream<Path> left = Files.list(folder.resolve("others"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void whatIsNoJobOfThisEngineIsRefused() throws Exception {
        URI empty = Files.createDirectory(folder.resolve("empty")).toUri();
        assertThat(Driver.run(empty, new InMemoryEngine(), configuration)).isEqualTo(Driver.INVALID);
        JobDirectory directory = prepare(1);
        Files.writeString(folder.resolve("job/job.json"), "{\"version\": 1,");
        assertThat(run(directory, new InMemoryEngine())).isEqualTo(Driver.INVALID);
        assertThat(directory.attempt(1).report()).isEmpty();
    }
}
