package io.drover.job.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.job.engine.JobFailure;
import io.drover.job.spec.TestingSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobDirectoryTest {
    private static final Instant START = Instant.parse("2026-03-01T10:20:30Z");

    @TempDir
    Path folder;

    private JobDirectory directory;

    @BeforeEach
    void open() throws IOException {
        directory = JobDirectory.at(folder.resolve("jobs/9").toUri(), new Configuration());
    }

    @Test
    void startsEmpty() throws IOException {
        assertThat(directory.fence()).isZero();
        assertThat(directory.attempts()).isEmpty();
        assertThat(directory.cancelRequested()).isFalse();
        assertThatThrownBy(directory::spec).isInstanceOfSatisfying(JobFailure.class,
                e -> assertThat(e.code()).isEqualTo("DROVER-J101"));
    }

    @Test
    void givesTheJobBack() throws IOException {
        directory.prepare(TestingSpecs.full());

        assertThat(directory.spec()).isEqualTo(TestingSpecs.full());
        assertThat(directory.fence()).isEqualTo(1);
        assertThat(directory.attempts()).containsExactly(1);
        assertThat(directory.attempt(1).progress()).isEmpty();
        assertThat(directory.attempt(1).report()).isEmpty();
        assertThat(directory.attempt(1).profile()).isEmpty();
    }

    @Test
    void neverLowersTheFence() throws IOException {
        directory.prepare(TestingSpecs.full());
        directory.raiseFence(3);
        directory.raiseFence(2);

        assertThat(directory.fence()).isEqualTo(3);
    }

    @Test
    void cancelIsSeen() throws IOException {
        directory.prepare(TestingSpecs.full());
        directory.requestCancel();

        assertThat(directory.cancelRequested()).isTrue();
    }

    @Test
    void givesProgressAndReportBack() throws IOException {
        directory.prepare(TestingSpecs.full());
        AttemptDirectory attempt = directory.attempt(1);
        Progress progress = new Progress(1, 40, 12, 500, -1, "reading orders.csv", START, START.plusSeconds(4), null,
                List.of(new Progress.JobProgress(21, JobType.WRANGLE, JobState.IN_PROGRESS, 40),
                        new Progress.JobProgress(22, JobType.FILEWRITER, JobState.PENDING, 0)));
        Report report = new Report(1, Report.Outcome.FAILED, START, START.plusSeconds(9), -1, 12,
                List.of(new Report.JobResult(21, JobType.WRANGLE, JobState.FAILED,
                        new Report.Failure("DROVER-J201", "nothing matches \"x\""))),
                List.of(new Report.OutputResult("o1", 22, "/a.csv", "file:/a_1.csv", false, "csv", 12, 3, true)),
                List.of(new Report.InputResult("s1", "orders", List.of("file:/in/a.csv"))), List.of("careful"));
        attempt.write(progress);
        attempt.write(report);

        assertThat(attempt.progress()).contains(progress);
        assertThat(attempt.report()).contains(report);
        assertThat(attempt.report().orElseThrow().outputs().get(0).uri()).isEqualTo("file:///a_1.csv");
    }

    @Test
    void leavesNoOtherFiles() throws IOException {
        directory.prepare(TestingSpecs.full());
        directory.prepare(TestingSpecs.full());

        try (var tree = Files.walk(folder)) {
            assertThat(tree.filter(Files::isRegularFile).map(p -> p.getFileName().toString()))
                    .containsExactlyInAnyOrder("job.json", "fence");
        }
    }
}
