package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** Jobs from their start to their results: real driver processes that speak the job directory's protocol. */
final class JobExecutionTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher();

    private Client client;
    private Fixture fixture;

    @BeforeEach
    void fixture() {
        client = RUNNING.user();
        fixture = new Fixture(client, RUNNING.home());
    }

    @Test
    void aJobThatSucceeds() throws IOException {
        long recipe = fixture.recipe("succeed");
        long group = client.post("/v4/jobGroups", "{'wrangledDataset': {'id': " + recipe + "}, 'overrides': {"
                + "'execution': 'photon', 'profiler': true, 'writesettings': [" + fixture.setting("one.csv") + ","
                + "{'path': '" + fixture.folder + "/many.csv', 'action': 'create', 'format': 'csv', 'header': true}]}}")
                .is(201).id();
        fixture.awaitStatus(group, "Complete");
        JsonNode jobs = client.get("/v4/jobGroups/" + group
                + "?embed=jobs.scriptResults.storageLocation,jobs.fileWriterJob.writeSetting,wrangledDataset.flow,"
                + "creator,snapshot,workspace,flowRun,jobGroupDataflowOptions").is(200).json().get("jobs").get("data");
        assertThat(jobs).hasSize(4).allSatisfy(job -> {
            assertThat(job.get("status").stringValue()).isEqualTo("Complete");
            assertThat(job.get("percentComplete").intValue()).isEqualTo(100);
            assertThat(job.get("errorMessage").isNull()).isTrue();
        });
        assertThat(jobs.get(0).get("scriptResults").get("data")).isEmpty();
        assertThat(jobs.get(0).get("executionLanguage").stringValue()).isEqualTo("photon");
        JsonNode result = jobs.get(1).get("scriptResults").get("data").get(0);
        assertThat(result.get("isPrimaryOutput").booleanValue()).isTrue();
        assertThat(result.get("path").stringValue()).isEqualTo("file://" + fixture.folder + "/one.csv");
        assertThat(jobs.get(2).get("writeSetting").get("path").stringValue()).endsWith("/many.csv");

        JsonNode files = client.get("/v4/jobGroups/" + group + "/outputs").json().get("files").get("data");
        assertThat(files.get(1).get("fileType").stringValue()).isEqualTo("DIRECTORY");
        Client.Answer download = client.send(client.request("/v4/scriptResults/" + result.get("id") + "/download")
                .header("Accept", "application/json")).is(200);
        assertThat(download.text()).isEqualTo("x\nx\n");
        assertThat(download.header("content-type")).isEqualTo("text/csv");
        assertThat(download.header("content-disposition")).contains("one.csv");
        long joined = jobs.get(2).get("scriptResult").get("id").longValue();
        assertThat(client.get("/v4/scriptResults/" + joined + "/download").is(200).text()).isEqualTo("s\nx\nx\n");
        RUNNING.other().get("/v4/scriptResults/" + joined + "/download").error(403, "AccessControlException");

        JsonNode profile = client.get("/v4/jobGroups/" + group + "/profile").is(200).json();
        assertThat(profile.get("columnTypes").get("s").get(0).stringValue()).isEqualTo("String");
        assertThat(client.get("/v4/jobGroups/" + group + "/inputs").json().get("data").get(0).get("importedDataset")
                .get("id").longValue()).isEqualTo(fixture.dataset);

        Map<String, String> logs = unzip(client.get("/v4/jobGroups/" + group + "/logs").is(200).bytes());
        String log = logs.get("job-" + group + "-logs/" + jobs.get(0).get("id") + "/job.log");
        assertThat(log.lines()).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*"))
                .contains("2026-01-02 03:04:05.678 driver started", "2026-01-02 03:04:05.678 no time here");
        assertThat(logs).hasSize(4);

        JsonNode listed = client.get("/v4/jobGroups?limit=1").json().get("data").get(0);
        assertThat(listed.get("wrangledDataset").get("flow").get("name").stringValue()).isEqualTo("fixture");
        client.delete("/v4/jobGroups/" + group + "/").is(204);
        client.get("/v4/jobGroups/" + group + "/status").error(410, "GoneException");
        assertThat(Files.exists(fixture.folder.resolve("one.csv"))).isTrue();
    }

    private static Map<String, String> unzip(byte[] bytes) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void failuresSayWhatWentWrong() {
        long failed = fixture.run(fixture.recipe("fail"), "f.csv");
        fixture.awaitStatus(failed, "Failed");
        JsonNode jobs = client.get("/v4/jobGroups/" + failed + "/jobs").json().get("data");
        assertThat(jobs.get(0).get("errorMessage").stringValue()).isEqualTo("told to fail");
        assertThat(jobs.get(0).get("errorCode").stringValue()).isEqualTo("DROVER-T1");
        assertThat(jobs.get(1).get("errorMessage").stringValue())
                .isEqualTo("Upstream job " + jobs.get(0).get("id") + " failed");
        client.get("/v4/jobGroups/" + failed + "/profile").error(400, "ProfilingDataNotFoundException");

        long crashed = fixture.run(fixture.recipe("crash"), "c.csv");
        fixture.awaitStatus(crashed, "Failed");
        assertThat(client.get("/v4/jobGroups/" + crashed + "/jobs").json().get("data").get(0).get("errorMessage")
                .stringValue()).contains("exit code 7").contains("out of luck");
        assertThat(client.get("/v4/jobGroups/" + crashed + "/jobs").json().get("data").get(0).get("errorCode")
                .stringValue()).isEqualTo("DROVER-L103");

        long unknown = fixture.run(fixture.recipe("crash-publishing"), "u.csv");
        fixture.awaitStatus(unknown, "Failed");
        assertThat(client.get("/v4/jobGroups/" + unknown + "/jobs").json().get("data").get(0).get("errorMessage")
                .stringValue()).contains("can't be told").contains("recover");
    }

    @Test
    void aDriverLostWhileItPublishes() throws IOException {
        long staged = fixture.run(fixture.recipe("crash-staged"), "staged.csv");
        fixture.awaitStatus(staged, "Failed");
        assertThat(client.get("/v4/jobGroups/" + staged + "/jobs").json().get("data").get(0).get("errorMessage")
                .stringValue()).contains("nothing was published");
        assertThat(fixture.folder.resolve("staged.csv")).doesNotExist();
        assertThat(fixture.folder.resolve(".drover")).doesNotExist();

        long published = fixture.run(fixture.recipe("crash-published"), "published.csv");
        fixture.awaitStatus(published, "Complete");
        assertThat(fixture.history(published)).contains("rolled forward");
        assertThat(Files.readString(fixture.folder.resolve("published.csv"))).isEqualTo("x\nx\n");
        assertThat(client.get("/v4/jobGroups/" + published + "/outputs").json().get("files").get("data").get(0)
                .get("uri").stringValue()).endsWith("/published.csv");
    }

    @Test
    void aRunningJobIsCanceled() {
        long group = fixture.run(fixture.recipe("wait"), "w.csv");
        assertThat(fixture.status(group)).isEqualTo("InProgress");
        fixture.awaitRunning(group);
        JsonNode job = client.get("/v4/jobGroups/" + group + "/jobs").json().get("data").get(0);
        assertThat(job.get("status").stringValue()).isEqualTo("InProgress");
        assertThat(job.get("lastHeartbeatAt").isString()).isTrue();
        RUNNING.other().post("/v4/jobGroups/" + group + "/cancel", "").error(403, "AccessControlException");
        assertThat(client.post("/v4/jobGroups/" + group + "/cancel", "").is(200).json().get("jobIds")).hasSize(2);
        fixture.awaitStatus(group, "Canceled");
        assertThat(client.post("/v4/jobGroups/" + group + "/cancel", "").is(200).json().get("jobIds")).isEmpty();
        assertThat(fixture.history(group)).contains("cancel requested").contains("cancel delivered");
    }

    @Test
    void aDriverThatWillNotStopIsKilledInTime() {
        long group = fixture.run(fixture.recipe("stubborn"), "s.csv");
        fixture.awaitRunning(group);
        client.post("/v4/jobGroups/" + group + "/cancel", "").is(200);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> fixture.status(group).equals("Canceled"));
    }

    @Test
    void whatWaitsIsCanceledBeforeItStarts() {
        long recipe = fixture.recipe("wait");
        long[] groups = new long[4];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = fixture.run(recipe, "q" + i + ".csv");
        }
        fixture.awaitRunning(groups[1]);
        long last = groups[3];
        assertThat(client.get("/v4/jobGroups/" + last + "/jobs").json().get("data").get(0).get("status")
                .stringValue()).isEqualTo("Pending");
        assertThat(fixture.status(last)).isEqualTo("InProgress");
        client.post("/v4/jobGroups/" + last + "/cancel", "").is(200);
        assertThat(fixture.status(last)).isEqualTo("Canceled");

        // Another user's job overtakes the first user's waiting one.
        Fixture others = new Fixture(RUNNING.other(), RUNNING.home());
        long theirs = others.run(others.recipe("succeed"), "o.csv");
        client.post("/v4/jobGroups/" + groups[0] + "/cancel", "").is(200);
        others.awaitStatus(theirs, "Complete");
        fixture.release();
        for (int i = 1; i < 3; i++) {
            fixture.awaitStatus(groups[i], "Complete");
        }
    }

    @Test
    void aRestartLosesNothing() {
        long recipe = fixture.recipe("wait");
        long running = fixture.run(recipe, "r1.csv");
        fixture.awaitRunning(running);
        long second = fixture.run(recipe, "r2.csv");
        long waiting = fixture.run(recipe, "r3.csv");
        RUNNING.restart();
        Fixture after = fixture;
        assertThat(RUNNING.status(running)).isEqualTo("InProgress");
        RUNNING.awaitHistory(running, "adopted");
        after.release();
        for (long group : new long[] {running, second, waiting}) {
            RUNNING.awaitStatus(group, "Complete");
        }
        assertThat(RUNNING.history(running)).doesNotContain("Attempt 2");
    }

    @Test
    void theProfileIsAlsoAPdf() throws IOException {
        long recipe = fixture.recipe("wait");
        String body = fixture.body(recipe, "pdf.csv").replace("'profiler': false", "'profiler': true");
        long group = client.post("/v4/jobGroups", body).is(201).id();
        String path = "/v4/jobGroups/" + group + "/pdfResults";
        client.get(path).error(404, "NotFoundException");
        Files.writeString(fixture.folder.resolve("in.csv.go"), "");
        fixture.awaitStatus(group, "Complete");
        Client.Answer pdf = client.send(client.request(path).header("Accept", "application/json")).is(200);
        assertThat(pdf.header("content-type")).isEqualTo("application/pdf");
        try (PDDocument document = Loader.loadPDF(pdf.bytes())) {
            assertThat(new PDFTextStripper().getText(document)).startsWith("Report of job " + group)
                    .contains(TestDriver.HOSTILE, "Integer", "upper quartile");
        }
        RUNNING.other().get(path).error(403, "AccessControlException");
        long without = fixture.run(fixture.recipe("succeed"), "nopdf.csv");
        client.get("/v4/jobGroups/" + without + "/pdfResults").error(400, "ProfilingDataNotFoundException");
        long failed = client.post("/v4/jobGroups", fixture.body(fixture.recipe("fail"), "pdf.csv")
                .replace("'profiler': false", "'profiler': true")).is(201).id();
        fixture.awaitStatus(failed, "Failed");
        client.get("/v4/jobGroups/" + failed + "/pdfResults").error(404, "NotFoundException");
    }
}
