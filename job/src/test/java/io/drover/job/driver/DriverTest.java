package io.drover.job.driver;

import static io.drover.job.driver.TestingJob.FIRST;
import static io.drover.job.driver.TestingJob.PROFILE;
import static io.drover.job.driver.TestingJob.SECOND;
import static io.drover.job.driver.TestingJob.WRANGLE;
import static io.drover.job.driver.TestingJob.log;
import static io.drover.job.driver.TestingJob.report;
import static io.drover.job.driver.TestingJob.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.JobState;
import io.drover.job.directory.JobType;
import io.drover.job.directory.Progress;
import io.drover.job.directory.Report;
import io.drover.job.directory.Report.JobResult;
import io.drover.job.directory.Report.Outcome;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec.Action;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver from its job directory to its report, for every way a job can end by itself. */
class DriverTest {
    private static final JobFailure NO_MEMORY = JobCode.ENGINE_FAILED.failure("no memory to profile");

    private final TestingJob job;

    DriverTest(@TempDir Path folder) throws IOException {
        this.job = new TestingJob(folder);
    }

    @Test
    void aJobThatWorksIsPublishedAndReported() throws Exception {
        job.profile = true;
        JobDirectory directory = job.prepare(1);
        InMemoryEngine engine = new InMemoryEngine();
        assertThat(job.run(directory, engine)).isEqualTo(Driver.PUBLISHED);

        assertThat(job.out("one.csv")).hasContent("id,qty,twice\na,1,2\nb,2,4");
        assertThat(job.out("two.csv")).hasSameBinaryContentAs(job.out("one.csv"));
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
                .containsExactly(tuple("o1", FIRST, 2L, true, Files.size(job.out("one.csv"))),
                        tuple("o2", SECOND, 2L, false, Files.size(job.out("two.csv"))));
        assertThat(report.inputs()).singleElement().satisfies(input -> assertThat(input.files()).isEqualTo(job.uris));
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
        JobDirectory directory = job.prepare(1);
        assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.PUBLISHED);
        InMemoryEngine second = new InMemoryEngine().beforeStaging(engine -> {
            throw new IllegalStateException("run again");
        });
        assertThat(job.run(directory, second)).isEqualTo(Driver.PUBLISHED);
        assertThat(job.out("one_1.csv")).doesNotExist();
    }

    @Test
    void aNewAttemptFindsWhatAnEarlierOnePublished() throws Exception {
        JobDirectory directory = job.prepare(1);
        job.run(directory, new InMemoryEngine());
        Files.delete(job.folder().resolve("job/attempt-1/report.json"));
        job.prepare(2);
        assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.PUBLISHED);
        assertThat(report(directory, 2).outputs()).hasSize(2);
        assertThat(job.out("one_1.csv")).doesNotExist();
    }

    @Test
    void aRecipeThatDoesNotFitFailsWithAllItsErrorsBeforeAnythingIsWritten() throws Exception {
        job.recipe = "derive value: quantity * 2 as: 'x'\ndrop col: nothing";
        job.profile = true;
        JobDirectory directory = job.prepare(1);
        assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        Report report = report(directory, 1);
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.rows()).isEqualTo(-1);
        assertThat(result(report, WRANGLE).error().code()).isEqualTo(JobCode.INVALID_RECIPE.id());
        assertThat(result(report, WRANGLE).error().message()).contains("doubled", "quantity", "nothing", "qty");
        assertThat(List.of(result(report, FIRST), result(report, SECOND), result(report, PROFILE)))
                .allSatisfy(job -> {
                    assertThat(job.state()).isEqualTo(JobState.FAILED);
                    assertThat(job.error().code()).isEqualTo(JobCode.UPSTREAM_FAILED.id());
                    assertThat(job.error().message()).isEqualTo("Upstream job 21 failed");
                });
        job.assertNothingPublished();
        assertThat(log(directory)).contains("ended: failed").doesNotContain("at io.drover");
    }

    @Test
    void whoseFolderIsOverwrittenMeanwhileIsBrokenOffAndMayTryAgain() throws Exception {
        JobDirectory directory = job.prepare(1);
        InMemoryEngine engine = new InMemoryEngine().beforeStaging(running -> {
            Files.move(job.folder().resolve("out"), job.folder().resolve("old"));
            Files.createDirectory(job.folder().resolve("out"));
        });
        assertThat(job.run(directory, engine)).isEqualTo(Driver.FAILED);
        JobResult wrangle = result(report(directory, 1), WRANGLE);
        assertThat(wrangle.error().code()).isEqualTo(JobCode.PUBLICATION_BROKEN_OFF.id());
        assertThat(wrangle.error().message()).contains("overwritten a folder around it", "run the job again");
        job.prepare(2);
        assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.PUBLISHED);
        assertThat(job.out("one.csv")).hasContent("id,qty,twice\na,1,2\nb,2,4");
    }

    @Test
    void aMissingSourceIsNamed() throws Exception {
        job.uris = List.of(job.folder().resolve("missing.csv").toUri().toString());
        JobDirectory directory = job.prepare(1);
        assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        assertThat(result(report(directory, 1), WRANGLE).error()).satisfies(error -> {
            assertThat(error.code()).isEqualTo(JobCode.NO_INPUT.id());
            assertThat(error.message()).contains("orders", "missing.csv");
        });
        job.assertNothingPublished();
    }

    @Test
    void anEngineThatFailsAfterStagingLeavesNothing() throws Exception {
        JobDirectory directory = job.prepare(1);
        InMemoryEngine engine = new InMemoryEngine().afterStaging(staged -> {
            throw JobCode.ENGINE_FAILED.failure("the disk is full");
        });
        assertThat(job.run(directory, engine)).isEqualTo(Driver.FAILED);
        assertThat(result(report(directory, 1), WRANGLE).error().message()).isEqualTo("the disk is full");
        job.assertNothingPublished();
        assertThat(engine.localDirectory()).doesNotExist();
    }

    @Test
    void anErrorOfDroversOwnIsToldAsOneWithItsTraceInTheLogOnly() throws Exception {
        JobDirectory directory = job.prepare(1);
        assertThat(job.run(directory, new InMemoryEngine().beforeStaging(engine -> {
            throw new IllegalStateException("unexpected");
        }))).isEqualTo(Driver.FAILED);
        Report.Failure error = result(report(directory, 1), WRANGLE).error();
        assertThat(error.code()).isEqualTo(JobCode.INTERNAL.id());
        assertThat(error.message()).contains("unexpected").doesNotContain("at io.drover");
        assertThat(log(directory)).contains("at io.drover.job.driver.DriverTest");
    }

    @Test
    void storageThatFailsInAnEngineIsNoErrorOfDroversOwn() throws Exception {
        JobDirectory directory = job.prepare(1);
        assertThat(job.run(directory, new InMemoryEngine().beforeStaging(engine -> {
            throw new java.io.UncheckedIOException(new IOException("connection reset"));
        }))).isEqualTo(Driver.FAILED);
        Report.Failure error = result(report(directory, 1), WRANGLE).error();
        assertThat(error.code()).isEqualTo(JobCode.ENGINE_FAILED.id());
        assertThat(error.message()).contains("connection reset");
    }

    @Test
    void outputsThatCannotBePublishedFailTheirJobsAndNoneAppears() throws Exception {
        job.outputs = List.of(job.output("o1", "one.csv", Action.CREATE), job.output("o2", "two.csv", Action.APPEND));
        Files.createDirectories(job.out("two.csv"));
        JobDirectory directory = job.prepare(1);
        assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        Report report = report(directory, 1);
        assertThat(result(report, WRANGLE).state()).isEqualTo(JobState.COMPLETE);
        assertThat(List.of(result(report, FIRST), result(report, SECOND))).allSatisfy(job -> {
            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(job.error().code()).isEqualTo(JobCode.TARGET_KIND.id());
            assertThat(job.error().message()).contains("two.csv");
        });
        assertThat(report.rows()).isEqualTo(2);
        job.assertNothingPublished();
    }

    @Test
    void aProfileThatFailsFailsItsJobAndTheGroupButTheOutputsStay() throws Exception {
        job.profile = true;
        JobDirectory directory = job.prepare(1);
        assertThat(job.run(directory, new InMemoryEngine().failingToProfile(NO_MEMORY))).isEqualTo(Driver.FAILED);
        Report report = report(directory, 1);
        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result(report, WRANGLE).state()).isEqualTo(JobState.COMPLETE);
        assertThat(result(report, FIRST).state()).isEqualTo(JobState.COMPLETE);
        assertThat(result(report, PROFILE).state()).isEqualTo(JobState.FAILED);
        assertThat(result(report, PROFILE).error())
                .isEqualTo(new Report.Failure(JobCode.ENGINE_FAILED.id(), "no memory to profile"));
        assertThat(report.outputs()).hasSize(2);
        assertThat(job.out("one.csv")).exists();
    }

    @Test
    void aProfileThatCannotBeStoredFailsTheSameWay() throws Exception {
        job.profile = true;
        JobDirectory directory = job.prepare(1);
        Files.createDirectories(job.folder().resolve("job/attempt-1/profile.json"));
        assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        Report report = report(directory, 1);
        assertThat(result(report, PROFILE).state()).isEqualTo(JobState.FAILED);
        assertThat(result(report, PROFILE).error().message()).contains("profile.json");
        assertThat(job.out("one.csv")).exists();
    }

    @Test
    void aFailedProfileStaysFailedWhenPublishingFailsToo() throws Exception {
        job.profile = true;
        job.outputs = List.of(job.output("o1", "one.csv", Action.APPEND));
        Files.createDirectories(job.out("one.csv"));
        JobDirectory directory = job.prepare(1);
        job.run(directory, new InMemoryEngine().failingToProfile(NO_MEMORY));
        assertThat(result(report(directory, 1), PROFILE).state()).isEqualTo(JobState.FAILED);
        assertThat(result(report(directory, 1), FIRST).state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void whatIsNoJobOfThisEngineIsRefused() throws Exception {
        URI empty = Files.createDirectory(job.folder().resolve("empty")).toUri();
        assertThat(Driver.run(empty, new InMemoryEngine(), job.configuration())).isEqualTo(Driver.INVALID);
        JobDirectory directory = job.prepare(1);
        Files.writeString(job.folder().resolve("job/job.json"), "{\"version\": 1,");
        assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.INVALID);
        assertThat(directory.attempt(1).report()).isEmpty();
    }
}
