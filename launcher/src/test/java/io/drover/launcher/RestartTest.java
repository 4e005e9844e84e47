package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A launcher that was gone at each stage of a job's life finds what became of it: every job ends exactly once, and its
 * history says what happened. Rows are set to what they hold when a launcher is killed, or the power fails, between two
 * writes; processes are real.
 */
final class RestartTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher(settings -> {
        LauncherSettings.Limits l = settings.limits();
        return settings.withLimits(new LauncherSettings.Limits(l.bodyBytes(), l.uploadBytes(), l.recipeChars(), 20, 4, 20,
                Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(1), l.drainTimeout(), l.keepJobFiles(),
                l.jobTimeout()));
    });

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
            await(() -> Files.exists(report(finished)) && Files.exists(report(reporting)) && !isAlive(committed));
            assertThat(report(committed)).doesNotExist();
        });

        for (long group : new long[] {running, unrecorded}) {
            await(() -> history(group).contains("adopted"));
        }
        for (long group : new long[] {claimed, lost}) {
            await(() -> history(group).contains("Attempt 2"));
        }
        later.release();
        for (long group : new long[] {running, unrecorded, finished, reporting, committed}) {
            awaitStatus(group, "Complete");
            assertThat(history(group)).doesNotContain("requeued", "Attempt 2");
        }
        for (long group : new long[] {finished, reporting}) {
            assertThat(history(group)).contains("found finished");
        }
        assertThat(history(committed)).contains("rolled forward");
        awaitStatus(canceled, "Canceled");
        assertThat(history(canceled)).doesNotContain("requeued", "Attempt 2");
        awaitStatus(forgotten, "Failed");
        assertThat(error(forgotten)).contains("no engine for execution \"spark\"");
        awaitStatus(claimed, "Complete");
        assertThat(history(claimed)).contains("looked for", "The driver never started");
        awaitStatus(lost, "Complete");
        assertThat(history(lost)).contains("The driver was lost before it published anything");
        for (long group : new long[] {claimed, lost}) {
            assertThat(history(group)).contains("Attempt 2").doesNotContain("Attempt 3");
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
    void aReportThatLeavesTheOutcomeOpenIsSettled() {
        long published = later.run(later.recipe("unknown-published"), "published.csv");
        awaitStatus(published, "Complete");
        assertThat(history(published)).contains("rolled forward");
        assertThat(later.folder.resolve("published.csv")).content().isEqualTo("x\nx\n");
        assertThat(RUNNING.user().get("/v4/jobGroups/" + published + "/outputs").json().get("files").get("data").get(0)
                .get("uri").stringValue()).endsWith("/published.csv");

        long decided = later.run(later.recipe("unknown-decided"), "decided.csv");
        awaitStatus(decided, "Complete");
        assertThat(history(decided)).contains("rolled forward").doesNotContain("requeued");
        assertThat(later.folder.resolve("decided.csv")).content().isEqualTo("x\nx\n");
        assertThat(later.folder.resolve(".drover")).doesNotExist();
    }

    @Test
    void aPublicationThatWasBrokenOffBeforeItsDecisionIsMadeAgain() {
        long once = later.run(later.recipe("unknown-once"), "once.csv");
        awaitStatus(once, "Complete");
        assertThat(history(once)).contains("rolled back", "requeued", "Attempt 2").doesNotContain("Attempt 3");
        assertThat(later.folder.resolve("once.csv")).content().isEqualTo("x\nx\n");

        long always = later.run(later.recipe("unknown-staged"), "staged.csv");
        awaitStatus(always, "Failed");
        assertThat(history(always)).contains("rolled back", "Attempt 3").doesNotContain("Attempt 4");
        assertThat(later.folder.resolve("staged.csv")).doesNotExist();
        assertThat(later.folder.resolve(".drover")).doesNotExist();
    }

    @Test
    void aDriverThatIsKilledAfterItsDecisionHasPublished() {
        long group = later.run(later.recipe("crash-decided"), "decided.csv");
        awaitStatus(group, "Complete");
        assertThat(history(group)).contains("rolled forward").doesNotContain("requeued");
        assertThat(later.folder.resolve("decided.csv")).content().isEqualTo("x\nx\n");
        assertThat(later.folder.resolve(".drover")).doesNotExist();
    }

    /** The target has become a directory since; no step of the publication was made, and none can be. */
    @Test
    void aDecisionThatCanNotBeCarriedOutEndsTheJob() throws IOException {
        Files.writeString(later.folder.resolve("vain.csv"), "old\n");
        String body = later.body(later.recipe("crash-decided-in-vain"), "vain.csv").replace("'create'", "'overwrite'");
        long group = later.client.post("/v4/jobGroups", body).is(201).id();
        awaitStatus(group, "Failed");
        assertThat(error(group)).contains("exit code 14", "nothing was published");
        assertThat(later.folder.resolve("vain.csv")).isEmptyDirectory();
        assertThat(later.folder.resolve(".drover")).doesNotExist();
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
        await(() -> history(group).contains("Attempt 2"));
        later.release();
        awaitStatus(group, "Complete");
        assertThat(history(group)).contains("was terminated").doesNotContain("Attempt 3");
    }

    @Test
    void damagedWordsOfADriverEndItsJobAndNoOther() throws IOException {
        long damaged = later.run(later.recipe("wait"), "damaged.csv");
        later.awaitRunning(damaged);
        Path written = report(damaged).resolveSibling("report.part");
        Files.writeString(written, "{\"version\": ");
        Files.move(written, report(damaged));
        awaitStatus(damaged, "Failed");
        assertThat(error(damaged)).contains("can't be read", "report.json");
        long next = later.run(later.recipe("succeed"), "next.csv");
        awaitStatus(next, "Complete");
        later.release();
    }

    @Test
    void storageThatDoesNotAnswerHoldsUpOnlyWhatNeedsIt() throws IOException {
        long stuck = later.run(later.recipe("wait"), "stuck.csv");
        later.awaitRunning(stuck);
        try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            RUNNING.restart(() -> {
                update("UPDATE job_groups SET directory = 'hdfs://127.0.0.1:" + deaf.getLocalPort()
                        + "/jobs/1' WHERE id = " + stuck);
            });
            await(() -> history(stuck).contains("adopted"));
            Fixture quick = new Fixture(RUNNING.user(), RUNNING.home());
            long other = quick.run(quick.recipe("succeed"), "other.csv");
            awaitStatus(other, "Complete");
            assertThat(history(stuck)).as("the first look at it is still under way").doesNotContain("unreachable");
        }
        await(() -> history(stuck).contains("storage unreachable"));
        assertThat(status(stuck)).isEqualTo("InProgress");
        ProcessHandle driver = process(stuck);
        RUNNING.user().post("/v4/jobGroups/" + stuck + "/cancel", "").is(200);
        await(() -> !driver.isAlive());
        assertThat(history(stuck)).contains("cancel delivered", "can't be reached");
        assertThat(status(stuck)).as("what it published can't be told yet").isEqualTo("InProgress");
        set("UPDATE job_groups SET directory = NULL WHERE id = ?", stuck);
        awaitStatus(stuck, "Canceled");
        assertThat(later.folder.resolve("stuck.csv")).doesNotExist();
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /** The client is asked for anew: a launcher that was started again listens elsewhere. */
    private static String status(long group) {
        return RUNNING.user().get("/v4/jobGroups/" + group + "/status").is(200).json().stringValue();
    }

    private static void awaitStatus(long group, String wanted) {
        await(() -> !status(group).equals("InProgress"));
        assertThat(status(group)).as(history(group)).isEqualTo(wanted);
    }

    private static String history(long group) {
        return RUNNING.user().get("/v4/jobGroups/" + group + "/history").is(200).text();
    }

    private static String error(long group) {
        JsonNode jobs = RUNNING.user().get("/v4/jobGroups/" + group + "/jobs").is(200).json().get("data");
        return jobs.get(0).get("errorMessage").stringValue();
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
        await(() -> !process.isAlive());
    }

    /** As between the start of a process and its recording. */
    private static void setUnrecorded(long group) {
        set("UPDATE attempts SET pid = NULL, pid_started_at = NULL, state = 'STARTING' WHERE job_group_id = ?", group);
    }

    private static void set(String sql, long group) {
        update(sql.replace("?", Long.toString(group)));
    }

    private static void update(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + RUNNING.home().resolve("store/drover.db")
                + "?busy_timeout=5000"); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) {
        try {
            RunningLauncher.deleteTree(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
