package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Storage of job directories that doesn't answer, or can't be reached when a job is to be started. */
final class OutageTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher(OutageTest::withSpark);

    private Fixture fixture;

    /** Spark jobs have their directories on the storage that fails; their spark-submit is the test's driver. */
    private static LauncherSettings withSpark(LauncherSettings settings) {
        Path home = settings.home();
        try {
            Path spark = Files.createDirectories(home.resolve("spark"));
            Path submit = Files.createDirectories(spark.resolve("bin")).resolve("spark-submit");
            Files.writeString(submit, """
                    #!/usr/bin/env bash
                    directory=$(printf '%%s' "${@: -1}" | sed 's#^far:/*#file:/#')
                    exec "%s" -Xmx64m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dtag="$*" -cp "%s" %s "$directory"
                    """.formatted(settings.photon().java(), settings.photon().classPath(), TestDriver.class.getName()));
            Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
            return RunningLauncher.impatient(settings)
                    .withSpark(new LauncherSettings.Spark(spark, home.resolve("job.jar"), List.of(), "local[1]", "client",
                            Map.of(), Map.of(), List.of()))
                    .withHadoop(new LauncherSettings.Hadoop(HangingFileSystem.known(home).conf(),
                            Optional.of(URI.create("far://" + home + "/far")), Map.of(), Optional.empty(),
                            Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void fixture() {
        fixture = new Fixture(RUNNING.user(), RUNNING.home());
    }

    @AfterEach
    void answer() {
        HangingFileSystem.answer();
        fixture.release(); // its drivers, should the test have failed
    }

    private long runOnSpark(String recipe, String file) {
        return fixture.client.post("/v4/jobGroups", fixture.body(fixture.recipe(recipe), file)
                .replace("'photon'", "'spark'")).is(201).id();
    }

    @Test
    void storageThatDoesNotAnswerHoldsUpOneJobAlone() {
        long waits = runOnSpark("wait", "hangs.csv");
        fixture.awaitRunning(waits);
        HangingFileSystem.hang();
        long second = runOnSpark("wait", "hangs-at-start.csv");
        RUNNING.awaitHistory(second, "claimed");
        for (int i = 0; i < 3; i++) {
            RUNNING.awaitStatus(fixture.run(fixture.recipe("succeed"), "beside-" + i + ".csv"), "Complete");
        }
        assertThat(RUNNING.status(waits)).isEqualTo("InProgress");
        HangingFileSystem.answer();
        fixture.release();
        RUNNING.awaitStatus(waits, "Complete");
        RUNNING.awaitStatus(second, "Complete");
        assertThat(RUNNING.history(waits)).doesNotContain("Attempt 2");
    }

    @Test
    void aJobWaitsForStorageThatCanNotBeReached() {
        HangingFileSystem.refuse();
        long waits = runOnSpark("succeed", "later.csv");
        long canceled = runOnSpark("succeed", "never.csv");
        RUNNING.awaitHistory(waits, "storage unreachable");
        RUNNING.awaitHistory(canceled, "storage unreachable");
        RUNNING.user().post("/v4/jobGroups/" + canceled + "/cancel", "").is(200);
        RUNNING.awaitStatus(canceled, "Canceled");
        assertThat(RUNNING.status(waits)).isEqualTo("InProgress");
        HangingFileSystem.answer();
        RUNNING.awaitStatus(waits, "Complete");
        assertThat(RUNNING.history(waits)).doesNotContain("Attempt 2");
        assertThat(RUNNING.history(canceled)).contains("before its driver was started");
    }
}
