package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
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
            Path conf = Files.createDirectories(home.resolve("conf"));
            Files.writeString(conf.resolve("core-site.xml"), "<configuration><property><name>fs.far.impl</name><value>"
                    + HangingFileSystem.class.getName() + "</value></property></configuration>");
            return withLimits(settings).withSpark(new LauncherSettings.Spark(spark, home.resolve("job.jar"), List.of(),
                            "local[1]", "client", Map.of(), Map.of(), List.of()))
                    .withHadoop(new LauncherSettings.Hadoop(Optional.of(conf),
                            Optional.of(URI.create("far://" + home + "/far")), Map.of(), Optional.empty(),
                            Optional.empty()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static LauncherSettings withLimits(LauncherSettings settings) {
        LauncherSettings.Limits l = settings.limits();
        return settings.withLimits(new LauncherSettings.Limits(l.bodyBytes(), l.uploadBytes(), l.recipeChars(),
                l.photonJobs(), l.sparkJobs(), 8, l.startTimeout(), l.heartbeatTimeout(), l.cancelGrace(),
                l.drainTimeout(), l.keepJobFiles(), l.jobTimeout()));
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

    private static String history(long group) {
        return RUNNING.user().get("/v4/jobGroups/" + group + "/history").is(200).text();
    }

    private static void awaitEvent(long group, String event) {
        Awaitility.await(event).atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50))
                .until(() -> history(group).contains(event));
    }

    private static void awaitStatus(long group, String wanted) {
        Awaitility.await("job group " + group).atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(50))
                .until(() -> !status(group).equals("InProgress"));
        assertThat(status(group)).as(() -> history(group)).isEqualTo(wanted);
    }

    private static String status(long group) {
        return RUNNING.user().get("/v4/jobGroups/" + group + "/status").is(200).json().stringValue();
    }

    @Test
    void storageThatDoesNotAnswerHoldsUpOneJobAlone() {
        long waits = runOnSpark("wait", "hangs.csv");
        fixture.awaitRunning(waits);
        HangingFileSystem.hang();
        long second = runOnSpark("wait", "hangs-at-start.csv");
        awaitEvent(second, "claimed");
        for (int i = 0; i < 3; i++) {
            awaitStatus(fixture.run(fixture.recipe("succeed"), "beside-" + i + ".csv"), "Complete");
        }
        assertThat(status(waits)).isEqualTo("InProgress");
        HangingFileSystem.answer();
        fixture.release();
        awaitStatus(waits, "Complete");
        awaitStatus(second, "Complete");
        assertThat(history(waits)).doesNotContain("Attempt 2");
    }

    @Test
    void aJobWaitsForStorageThatCanNotBeReached() {
        HangingFileSystem.refuse();
        long waits = runOnSpark("succeed", "later.csv");
        long canceled = runOnSpark("succeed", "never.csv");
        awaitEvent(waits, "storage unreachable");
        awaitEvent(canceled, "storage unreachable");
        RUNNING.user().post("/v4/jobGroups/" + canceled + "/cancel", "").is(200);
        awaitStatus(canceled, "Canceled");
        assertThat(status(waits)).isEqualTo("InProgress");
        HangingFileSystem.answer();
        awaitStatus(waits, "Complete");
        assertThat(history(waits)).doesNotContain("Attempt 2");
        assertThat(history(canceled)).contains("before its driver was started");
    }
}
