package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** docs/operations.md: what becomes of old files, and what can be watched. */
final class OperationTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher(settings ->
            settings.withLimits(RunningLauncher.keeping(settings.limits(), Duration.ofSeconds(1), 1))
                    .withPhoton(settings.photon().within(256L << 20, Optional.of(1))));

    private final Client client = RUNNING.user();
    private final Fixture fixture = new Fixture(client, RUNNING.home());

    private Path directory(long group) {
        return RUNNING.home().resolve("jobs").resolve(Long.toString(group));
    }

    private void await(org.awaitility.core.ThrowingRunnable condition) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200)).untilAsserted(condition);
    }

    private double metric(String name, String engine) {
        return RUNNING.admin().get("/actuator/prometheus").is(200).text().lines()
                .filter(line -> line.startsWith(name + "{engine=\"" + engine + "\"")).findFirst()
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).orElse(Double.NaN);
    }

    @Test
    void filesOfOldJobsGoAndWhatTheyMadeStays() throws IOException {
        long group = client.post("/v4/jobGroups", fixture.body(fixture.recipe("succeed"), "kept.csv")
                .replace("'profiler': false", "'profiler': true")).is(201).id();
        fixture.awaitStatus(group, "Complete");
        await(() -> assertThat(fixture.history(group)).contains("files removed"));
        assertThat(directory(group)).doesNotExist();
        try (var printed = Files.list(RUNNING.home().resolve("work"))) {
            assertThat(printed.map(Path::getFileName).map(Path::toString)).noneMatch(
                    name -> name.startsWith("job-" + group + "-"));
        }
        assertThat(fixture.folder.resolve("kept.csv")).hasContent("x\nx");
        assertThat(fixture.status(group)).isEqualTo("Complete");
        client.get("/v4/jobGroups/" + group + "/profile").is(200);
        client.get("/v4/jobGroups/" + group + "/pdfResults").is(200);
        client.get("/v4/jobGroups/" + group + "/logs").is(200);
        client.get("/jobs/" + group).is(200);
        long result = client.get("/v4/jobGroups/" + group + "?embed=jobs.scriptResults").json().get("jobs").get("data")
                .get(1).get("scriptResults").get("data").get(0).get("id").longValue();
        assertThat(client.get("/v4/scriptResults/" + result + "/download").is(200).text()).isEqualTo("x\nx\n");
    }

    @Test
    void whatRunsIsLeftAloneAndFiguresTellWhatWaits() throws IOException {
        long running = fixture.run(fixture.recipe("wait"), "a.csv");
        fixture.awaitRunning(running);
        assertThat(directory(running).resolve("job.json")).content()
                .contains("\"memoryBytes\" : 268435456", "\"threads\" : 1", "\"timeoutSeconds\" : 3600");
        long waiting = fixture.run(fixture.recipe("wait"), "b.csv");
        await(() -> {
            assertThat(metric("drover_jobs_running", "photon")).isEqualTo(1);
            assertThat(metric("drover_jobs_waiting", "photon")).isGreaterThanOrEqualTo(1);
            assertThat(metric("drover_jobs_longest_wait_seconds", "photon")).isGreaterThan(2);
        });
        assertThat(metric("drover_jobs_slots", "photon")).isEqualTo(1);
        assertThat(metric("drover_jobs_waiting", "spark")).isZero();
        assertThat(directory(running)).as("older than what is kept, but not over").exists();
        Files.writeString(fixture.folder.resolve("in.csv.go"), "");
        fixture.awaitStatus(running, "Complete");
        fixture.awaitStatus(waiting, "Complete");
        await(() -> {
            assertThat(metric("drover_jobs_waiting", "photon")).isZero();
            assertThat(metric("drover_jobs_finished_seconds_count", "photon")).isGreaterThanOrEqualTo(2);
        });
        assertThat(RUNNING.admin().get("/actuator/metrics/drover.jobs.slots").is(200).json().get("name").stringValue())
                .isEqualTo("drover.jobs.slots");
    }
}
