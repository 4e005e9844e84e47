package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A launcher that was gone at each stage of a job's life finds what became of it: every job ends exactly once, and its
 * history says what happened. Rows are set to what they hold when a launcher is killed, or the power fails, between two
 * writes; processes are real.
 */
final class RestartTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher(RunningLauncher::impatient);

    /** Its drivers end when the launcher is there again. */
    private Fixture later;
    /** Its drivers end while no launcher is there. */
    private Fixture meanwhile;

    @BeforeEach
    void fixtures() {
        later = new Fixture(RUNNING.user(), RUNNING.home());
        meanwhile = new Fixture(RUNNING.user(), RUNNING.home());
    }

    @Test
    void eachStageOfAJobsLifeIsFoundAgain() {
        long wait = later.recipe("wait");
        long running = later.run(wait, "running.csv");
        long unrecorded = later.run(wait, "unrecorded.csv");
        long claimed = later.run(wait, "claimed.csv");
        long lost = later.run(wait, "lost.csv");
        long canceled = later.run(wait, "canceled.csv");
        long forgotten = later.run(wait, "forgotten.csv");
        long finished = meanwhile.run(meanwhile.recipe("wait"), "finished.csv");
        long reporting = meanwhile.run(meanwhile.recipe("wait"), "reporting.csv");
        long committed = meanwhile.run(meanwhile.recipe("crash-published-later"), "committed.csv");
        for (long group : new long[] {running, unrecorded, claimed, lost, canceled, forgotten, finished, reporting,
            committed}) {
            later.awaitRunning(group);
        }

        RUNNING.restart(() -> {
            // The clock was an hour ahead when the lease was taken, and when the process was started.
            set("UPDATE job_groups SET lease_until = lease_until + 3600000 WHERE id = ?", running);
            set("UPDATE attempts SET pid_started_at = pid_started_at + 3600000 WHERE job_group_id = ?", running);
            setUnrecorded(unrecorded);
            kill(claimed);
            setUnrecorded(claimed);
            delete(RUNNING.home().resolve("jobs/" + claimed + "/attempt-1"));
            kill(lost);
            kill(canceled);
            set("UPDATE job_groups SET cancel_requested_at = 1 WHERE id = ?", canceled);
            // Spark was configured when these were started.
            set("UPDATE job_groups SET engine = 'spark', execution = 'spark' WHERE id = ?", forgotten);
            kill(forgotten);
            set("UPDATE job_groups SET engine = 'spark', execution = 'spark' WHERE id = ?", reporting);
            meanwhile.release();
            RunningLauncher.await("drivers end without a launcher", () -> Files.exists(report(finished))
                    && Files.exists(report(reporting)) && !isAlive(committed));
            assertThat(report(committed)).doesNotExist();
        });

        for (long group : new long[] {running, unrecorded}) {
            RUNNING.awaitHistory(group, "adopted");
        }
        for (long group : new long[] {claimed, lost}) {
            RUNNING.awaitHistory(group, "Attempt 2");
        }
        later.release();
        for (long group : new long[] {running, unrecorded, finished, reporting, committed}) {
            RUNNING.awaitStatus(group, "Complete");
            assertThat(RUNNING.history(group)).doesNotContain("requeued", "Attempt 2");
        }
        for (long group : new long[] {finished, reporting}) {
            assertThat(RUNNING.history(group)).contains("found finished");
        }
        assertThat(RUNNING.history(committed)).contains("rolled forward");
        RUNNING.awaitStatus(canceled, "Canceled");
        assertThat(RUNNING.history(canceled)).doesNotContain("requeued", "Attempt 2");
        RUNNING.awaitStatus(forgotten, "Failed");
        assertThat(RUNNING.error(forgotten)).contains("no engine for execution \"spark\"");
        RUNNING.awaitStatus(claimed, "Complete");
        assertThat(RUNNING.history(claimed)).contains("looked for", "The driver never started");
        RUNNING.awaitStatus(lost, "Complete");
        assertThat(RUNNING.history(lost)).contains("The driver was lost before it published anything");
        for (long group : new long[] {claimed, lost}) {
            assertThat(RUNNING.history(group)).contains("Attempt 2").doesNotContain("Attempt 3");
        }
        assertThat(meanwhile.folder.resolve("committed.csv")).content().isEqualTo("x\nx\n");
        for (String name : new String[] {"canceled", "forgotten"}) {
            assertThat(later.folder.resolve(name + ".csv")).doesNotExist();
        }
        for (Fixture fixture : new Fixture[] {later, meanwhile}) {
            assertThat(fixture.folder.resolve(".drover")).doesNotExist();
        }
    }

    @Test
    void aSecondOneIsToldWhatIsInItsWay(@TempDir Path other) {
        assertThatThrownBy(() -> Launcher.start(RunningLauncher.settings(RUNNING.home())))
                .isInstanceOf(StartFailure.class).hasMessageContaining("another launcher uses " + RUNNING.home());
        int port = RUNNING.launcher().port();
        assertThatThrownBy(() -> Launcher.start(RunningLauncher.settings(other).withAddress("127.0.0.1", port)))
                .isInstanceOf(StartFailure.class).hasMessageContaining("port " + port + " of 127.0.0.1 is in use");
        assertThat(RUNNING.user().get("/v4/people/current").is(200)).isNotNull();
    }

    @Test
    void aDriverThatIsTerminatedIsStartedAgain() {
        long group = later.run(later.recipe("wait"), "terminated.csv");
        later.awaitRunning(group);
        process(group).destroy();
        RUNNING.awaitHistory(group, "Attempt 2");
        later.release();
        RUNNING.awaitStatus(group, "Complete");
        assertThat(RUNNING.history(group)).contains("was terminated").doesNotContain("Attempt 3");
    }

    @Test
    void damagedWordsOfADriverEndItsJobAndNoOther() throws IOException {
        long damaged = later.run(later.recipe("wait"), "damaged.csv");
        later.awaitRunning(damaged);
        Path written = report(damaged).resolveSibling("report.part");
        Files.writeString(written, "{\"version\": ");
        Files.move(written, report(damaged));
        RUNNING.awaitStatus(damaged, "Failed");
        assertThat(RUNNING.error(damaged)).contains("can't be read", "report.json");
        long next = later.run(later.recipe("succeed"), "next.csv");
        RUNNING.awaitStatus(next, "Complete");
        later.release();
    }

    @Test
    void storageThatDoesNotAnswerHoldsUpOnlyWhatNeedsIt() throws IOException {
        long stuck = later.run(later.recipe("wait"), "stuck.csv");
        later.awaitRunning(stuck);
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            RUNNING.restart(() -> {
                RUNNING.update("UPDATE job_groups SET directory = 'hdfs://127.0.0.1:" + deaf.getLocalPort()
                        + "/jobs/1' WHERE id = " + stuck);
            });
            RUNNING.awaitHistory(stuck, "adopted");
            Fixture quick = new Fixture(RUNNING.user(), RUNNING.home());
            long other = quick.run(quick.recipe("succeed"), "other.csv");
            RUNNING.awaitStatus(other, "Complete");
            assertThat(RUNNING.history(stuck)).as("the first look at it is still under way").doesNotContain("unreachable");
        }
        RUNNING.awaitHistory(stuck, "storage unreachable");
        assertThat(RUNNING.status(stuck)).isEqualTo("InProgress");
        ProcessHandle driver = process(stuck);
        RUNNING.user().post("/v4/jobGroups/" + stuck + "/cancel", "").is(200);
        RunningLauncher.await("the driver ends", () -> !driver.isAlive());
        assertThat(RUNNING.history(stuck)).contains("cancel delivered", "can't be reached");
        assertThat(RUNNING.status(stuck)).as("what it published can't be told yet").isEqualTo("InProgress");
        set("UPDATE job_groups SET directory = NULL WHERE id = ?", stuck);
        RUNNING.awaitStatus(stuck, "Canceled");
        assertThat(later.folder.resolve("stuck.csv")).doesNotExist();
    }

    private static Path report(long group) {
        return RUNNING.home().resolve("jobs/" + group + "/attempt-1/report.json");
    }

    private static ProcessHandle process(long group) {
        return find(group).orElseThrow();
    }

    private static java.util.Optional<ProcessHandle> find(long group) {
        return ProcessHandle.allProcesses().filter(process -> process.info().commandLine()
                .map(line -> line.contains("/jobs/" + group + " ") || line.endsWith("/jobs/" + group)
                        || line.endsWith("/jobs/" + group + "/")).orElse(false)
                && process.info().commandLine().orElse("").contains(RUNNING.home().toString())).findFirst();
    }

    private static boolean isAlive(long group) {
        return find(group).isPresent();
    }

    private static void kill(long group) {
        ProcessHandle process = process(group);
        process.destroyForcibly();
        RunningLauncher.await("the process ends", () -> !process.isAlive());
    }

    /** As between the start of a process and its recording. */
    private static void setUnrecorded(long group) {
        set("UPDATE attempts SET pid = NULL, pid_started_at = NULL, state = 'STARTING' WHERE job_group_id = ?", group);
    }

    private static void set(String sql, long group) {
        RUNNING.update(sql.replace("?", Long.toString(group)));
    }

    private static void delete(Path folder) {
        try {
            RunningLauncher.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
