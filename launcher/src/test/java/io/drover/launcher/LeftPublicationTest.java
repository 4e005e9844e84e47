package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a driver that is gone, or gave up, has left of its publication: it is completed or undone, and the job ends once. */
final class LeftPublicationTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher(RunningLauncher::impatient);

    @RegisterExtension
    final HeardLog log = new HeardLog();

    private Fixture fixture;

    @BeforeEach
    void fixture() {
        fixture = new Fixture(RUNNING.user(), RUNNING.home());
    }

    @Test
    void aReportThatLeavesTheOutcomeOpenIsSettled() {
        long published = fixture.run(fixture.recipe("unknown-published"), "published.csv");
        RUNNING.awaitStatus(published, "Complete");
        assertThat(RUNNING.history(published)).contains("rolled forward");
        assertThat(fixture.folder.resolve("published.csv")).content().isEqualTo("x\nx\n");
        assertThat(RUNNING.user().get("/v4/jobGroups/" + published + "/outputs").json().get("files").get("data").get(0)
                .get("uri").stringValue()).endsWith("/published.csv");

        long decided = fixture.run(fixture.recipe("unknown-decided"), "decided.csv");
        RUNNING.awaitStatus(decided, "Complete");
        assertThat(RUNNING.history(decided)).contains("rolled forward").doesNotContain("requeued");
        assertThat(fixture.folder.resolve("decided.csv")).content().isEqualTo("x\nx\n");
        assertThat(fixture.folder.resolve(".drover")).doesNotExist();
    }

    @Test
    void aPublicationThatWasBrokenOffBeforeItsDecisionIsMadeAgain() {
        long once = fixture.run(fixture.recipe("unknown-once"), "once.csv");
        RUNNING.awaitStatus(once, "Complete");
        assertThat(RUNNING.history(once)).contains("rolled back", "requeued", "Attempt 2").doesNotContain("Attempt 3");
        assertThat(fixture.folder.resolve("once.csv")).content().isEqualTo("x\nx\n");

        long always = fixture.run(fixture.recipe("unknown-staged"), "staged.csv");
        RUNNING.awaitStatus(always, "Failed");
        assertThat(RUNNING.history(always)).contains("rolled back", "Attempt 3").doesNotContain("Attempt 4");
        assertThat(fixture.folder.resolve("staged.csv")).doesNotExist();
        assertThat(fixture.folder.resolve(".drover")).doesNotExist();
    }

    @Test
    void aDriverThatIsKilledAfterItsDecisionHasPublished() {
        long group = fixture.run(fixture.recipe("crash-decided"), "decided.csv");
        RUNNING.awaitStatus(group, "Complete");
        assertThat(RUNNING.history(group)).contains("rolled forward").doesNotContain("requeued");
        assertThat(fixture.folder.resolve("decided.csv")).content().isEqualTo("x\nx\n");
        assertThat(fixture.folder.resolve(".drover")).doesNotExist();
    }

    /** The target has become a directory since; no step of the publication was made, and none can be. */
    @Test
    void aDecisionThatCanNotBeCarriedOutEndsTheJob() throws IOException {
        Files.writeString(fixture.folder.resolve("vain.csv"), "old\n");
        String body = fixture.body(fixture.recipe("crash-decided-in-vain"), "vain.csv").replace("'create'", "'overwrite'");
        long group = fixture.client.post("/v4/jobGroups", body).is(201).id();
        RUNNING.awaitStatus(group, "Failed");
        assertThat(RUNNING.error(group)).contains("exit code 14", "nothing was published");
        assertThat(fixture.folder.resolve("vain.csv")).isEmptyDirectory();
        assertThat(fixture.folder.resolve(".drover")).doesNotExist();
    }

    /** One of two outputs is in place, where the other is to go is a folder: neither as it was nor as it will be. */
    @Test
    void aDecisionThatIsHalfCarriedOutWaitsForWhatIsInItsWay() throws IOException {
        Path first = Files.writeString(fixture.folder.resolve("first.csv"), "old\n");
        Path second = Files.writeString(fixture.folder.resolve("second.csv"), "old\n");
        long recipe = fixture.recipe("crash-decided-halfway");
        String body = fixture.body(recipe, "first.csv").replace(fixture.setting("first.csv"),
                fixture.setting("first.csv") + ", " + fixture.setting("second.csv")).replace("'create'", "'overwrite'");
        long group = fixture.client.post("/v4/jobGroups", body).is(201).id();
        RUNNING.awaitHistory(group, "publication unsettled");
        assertThat(RUNNING.history(group)).contains(second.toString(), "neither completed nor undone");
        assertThat(RUNNING.status(group)).isEqualTo("InProgress");
        RunningLauncher.await("some more tries", () -> tries(group) >= 4);
        assertThat(RUNNING.events(group, "publication unsettled")).isEqualTo(1);
        assertThat(log.lines(Level.WARN).stream().filter(line -> line.contains("job group " + group))).as("the log")
                .hasSize(1).noneMatch(line -> line.contains("trace"));
        assertThat(first).content().isEqualTo("x\nx\n");
        // It is found unsettled by another launcher, too, which says so, and goes on trying.
        RUNNING.restart();
        RunningLauncher.await("it is told again", () -> RUNNING.events(group, "publication unsettled") == 2);
        Files.delete(second);
        RUNNING.awaitStatus(group, "Complete");
        assertThat(RUNNING.events(group, "publication unsettled")).isEqualTo(2);
        assertThat(RUNNING.history(group)).contains("rolled forward").doesNotContain("unreachable", "requeued");
        for (Path output : new Path[] {first, second}) {
            assertThat(output).content().isEqualTo("x\nx\n");
        }
        assertThat(fixture.folder.resolve(".drover")).doesNotExist();
        assertThat(tries(group)).as("tries, some seconds apart").isLessThan(20);
    }

    private long tries(long group) {
        return log.lines(Level.INFO).stream()
                .filter(line -> line.contains("job group " + group + ", attempt 1 had decided to publish")).count();
    }
}
