package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A flow with one source, made through the API. */
final class Fixture {
    final Client client;
    final Path folder;
    final long flow;
    final long dataset;

    Fixture(Client client, Path home) {
        this.client = client;
        try {
            folder = Files.createTempDirectory(Files.createDirectories(home.resolve("data")), "fixture");
            Files.writeString(folder.resolve("in.csv"), "s\nx\nx\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        flow = client.post("/v4/flows", "{'name': 'fixture'}").is(201).id();
        dataset = client.post("/v4/importedDatasets", "{'uri': 'file://" + folder + "/in.csv'}").is(201).id();
    }

    long recipe(String name) {
        return client.post("/v4/wrangledDatasets", "{'name': '" + name + "', 'flow': {'id': " + flow
                + "}, 'importedDataset': {'id': " + dataset + "}}").is(201).id();
    }

    String setting(String file) {
        return "{'path': '" + folder + "/" + file + "', 'action': 'create', 'format': 'csv', 'asSingleFile': true}";
    }

    String body(long recipe, String file) {
        return "{'wrangledDataset': {'id': " + recipe + "}, 'overrides': {'execution': 'photon', 'profiler': false,"
                + " 'writesettings': [" + setting(file) + "]}}";
    }

    long run(long recipe, String file) {
        return client.post("/v4/jobGroups", body(recipe, file)).is(201).id();
    }

    String status(long group) {
        return client.status(group);
    }

    void awaitStatus(long group, String wanted) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50))
                .until(() -> !status(group).equals("InProgress"));
        assertThat(status(group)).as(client.get("/v4/jobGroups/" + group + "/jobs").text()).isEqualTo(wanted);
        client.get("/v4/jobGroups/" + group + "/jobs").json().get("data").forEach(job ->
                assertThat(job.get("status").stringValue()).isIn("Complete", "Failed", "Canceled"));
    }

    /** Until the driver has shown a sign of life. */
    void awaitRunning(long group) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).until(() ->
                client.get("/v4/jobGroups/" + group + "/jobs").json().get("data").get(0).get("percentComplete")
                        .intValue() > 0);
    }

    String history(long group) {
        return client.history(group);
    }

    void release() {
        try {
            Files.writeString(folder.resolve("in.csv.go"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
