package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database on a real disk of a few megabytes, where the machine lets the test mount one, and no room left on it. */
final class DatabaseDiskFullTest {
    private static Path disk;
    private static boolean mounted;

    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher(DatabaseDiskFullTest::mount);

    @RegisterExtension
    final HeardLog log = new HeardLog();

    private static LauncherSettings mount(LauncherSettings settings) {
        try {
            disk = Files.createTempDirectory("drover-disk");
            mounted = run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", disk.toString());
            Files.createSymbolicLink(settings.home().resolve("store"), disk);
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void unmount() throws IOException {
        if (mounted) {
            // What is still open goes with the launcher, which is closed after this.
            run("umount", "--lazy", disk.toString());
            Files.delete(disk);
        }
    }

    private static boolean run(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            return false; // there is no such command
        }
    }

    @BeforeEach
    void assumeMounted() {
        assumeTrue(mounted, "this machine doesn't let the test mount a file system");
    }

    private static Path fill() throws IOException {
        Path filler = disk.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[4096];
            while (Files.size(filler) < 64 << 20) {
                out.write(block);
            }
            throw new AssertionError("the disk isn't full");
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
        return filler;
    }

    private static void refused(Client.Answer answer) {
        answer.is(503);
        assertThat(answer.header("Retry-After")).isNotNull();
        assertThat(answer.error(503, "ServiceUnavailableException").details()).contains("database", "full");
    }

    @Test
    void writesAreRefusedReadsGoOnAndJobsEndWhenThereIsRoomAgain() throws Exception {
        Client user = RUNNING.user();
        Fixture fixture = new Fixture(user, RUNNING.home());
        long recipe = fixture.recipe("wait");
        long running = fixture.run(recipe, "out.csv");
        fixture.awaitRunning(running);
        int groups = user.get("/v4/jobGroups").is(200).json().get("data").size();

        Path filler = fill();
        List<Client.Answer> made = new ArrayList<>();
        String large = "x".repeat(200_000);
        Client.Answer last;
        do {
            last = user.post("/v4/flows", "{'name': 'large', 'description': '" + large + "'}");
            made.add(last);
        } while (last.status() == 201 && made.size() < 100);
        refused(last);
        for (int i = 0; i < 3; i++) {
            refused(user.post("/v4/jobGroups", fixture.body(recipe, "more-" + i + ".csv")));
        }
        assertThat(user.get("/v4/jobGroups").is(200).json().get("data")).hasSize(groups);
        assertThat(user.get("/v4/flows?limit=200").is(200).text().split("\"large\"", -1)).hasSize(made.size());
        // Reading notes when a token was last used.
        RUNNING.with("Bearer issued-token").get("/v4/jobGroups/" + running + "/status").is(200);
        assertThat(user.get("/v4/jobGroups/" + running + "/status").is(200).json().stringValue()).isEqualTo("InProgress");
        user.get("/jobs").is(200);

        fixture.release();
        RunningLauncher.await("the driver's report, which can't be taken in",
                () -> Files.exists(RUNNING.home().resolve("jobs/" + running + "/attempt-1/report.json")));
        RunningLauncher.await("the runner has tried that", () -> log.lines(Level.WARN).stream()
                .anyMatch(line -> line.contains("job group " + running)));
        assertThat(fixture.status(running)).isEqualTo("InProgress");
        List<String> told = log.lines(Level.WARN);
        assertThat(told).as("the log").noneMatch(line -> line.contains("trace"));
        assertThat(told.stream().filter(line -> line.contains("POST /v4/"))).hasSize(4);
        assertThat(told.stream().filter(line -> line.contains("job group " + running)))
                .as("what is tried several times a second").hasSizeLessThan(4);

        Files.delete(filler);
        fixture.awaitStatus(running, "Complete");
        assertThat(fixture.history(running)).doesNotContain("unreachable", "requeued");
        fixture.awaitStatus(fixture.run(fixture.recipe("succeed"), "next.csv"), "Complete");
    }
}
