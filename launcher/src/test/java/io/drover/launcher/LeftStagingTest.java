package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job that failed and could not remove what it had staged, for its storage was away just then. */
final class LeftStagingTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher(LeftStagingTest::settings);

    @RegisterExtension
    final HeardLog log = new HeardLog();

    private Fixture failing;
    private Fixture living;

    private static LauncherSettings settings(LauncherSettings settings) {
        try {
            return RunningLauncher.impatient(settings).withAllowedPaths(List.of(HangingFileSystem.OUTPUTS + "://" + settings.home() + "/data"))
                    .withHadoop(HangingFileSystem.known(settings.home()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void fixtures() {
        failing = new Fixture(RUNNING.user(), RUNNING.home());
        living = new Fixture(RUNNING.user(), RUNNING.home());
    }

    @AfterEach
    void answer() {
        HangingFileSystem.answer();
        failing.release(); // its drivers, should the test have failed
        living.release();
    }

    /** To the folder of the one that fails. */
    private long run(Fixture fixture, String recipe, String file) {
        String body = fixture.body(fixture.recipe(recipe), file).replace("'path': '" + fixture.folder, "'path': '"
                + HangingFileSystem.OUTPUTS + "://" + failing.folder);
        return fixture.client.post("/v4/jobGroups", body).is(201).id();
    }

    private List<String> staged() throws IOException {
        Path folder = failing.folder.resolve(".drover");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(path -> path.getFileName().toString().replaceAll("-.*", "")).toList();
        }
    }

    @Test
    void isGivenUpAfterManyTries() throws IOException {
        long failed = run(failing, "fail-staged", "failed.csv");
        failing.awaitRunning(failed);
        HangingFileSystem.refuse();
        failing.release();
        RUNNING.awaitHistory(failed, "staging left");
        RUNNING.restart(() -> RUNNING.update("UPDATE job_groups SET sweep_tries = 40, sweep_at = 0 WHERE id = " + failed));
        RUNNING.awaitHistory(failed, "staging given up");
        assertThat(RUNNING.history(failed)).contains("Connection refused", "drover recover").doesNotContain("staging removed");
        HangingFileSystem.answer();
        assertThat(staged()).containsExactly(Long.toString(failed));
        // Which changes a row only if no further try is noted.
        RUNNING.update("UPDATE job_groups SET sweep_tries = 0 WHERE sweep_at IS NULL AND id = " + failed);
    }

    @Test
    void isRemovedWhenTheStorageAnswersAgain() throws IOException {
        long other = run(living, "wait-staged", "other.csv");
        long failed = run(failing, "fail-staged", "failed.csv");
        living.awaitRunning(other);
        failing.awaitRunning(failed);
        HangingFileSystem.refuse();
        failing.release();
        RUNNING.awaitStatus(failed, "Failed");
        RUNNING.awaitHistory(failed, "staging left");
        assertThat(staged()).contains(Long.toString(failed), Long.toString(other));

        RUNNING.restart(HangingFileSystem::answer);
        RUNNING.awaitHistory(failed, "staging removed");
        assertThat(staged()).as("of a job that lives").containsExactly(Long.toString(other));
        assertThat(RUNNING.history(failed)).contains(HangingFileSystem.OUTPUTS, failing.folder.toString());
        assertThat(RUNNING.events(failed, "staging left")).isEqualTo(1);
        assertThat(log.lines(Level.WARN).stream().filter(line -> line.contains("job group " + failed))).as("the log")
                .hasSize(1).noneMatch(line -> line.contains("trace"));

        living.release();
        RUNNING.awaitStatus(other, "Complete");
        assertThat(failing.folder.resolve("other.csv")).content().isEqualTo("x\nx\n");
        assertThat(failing.folder.resolve("failed.csv")).doesNotExist();
        RunningLauncher.await("nothing is left", () -> !Files.exists(failing.folder.resolve(".drover")));
        assertThat(RUNNING.events(failed, "staging removed")).isEqualTo(1);
        assertThat(RUNNING.history(other)).doesNotContain("staging");
    }
}
