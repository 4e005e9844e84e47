package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Files that are uploaded and become datasets. */
final class UploadTest {
    private static final int LIMIT = 100_000;

    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher(settings -> settings.withLimits(
            RunningLauncher.uploads(settings.limits(), LIMIT)));

    private final Client client = RUNNING.user();
    private final long flow = client.post("/v4/flows", "{'name': 'uploads'}").is(201).id();
    private final String path = "/v4/flows/" + flow + "/importAndAddDatasetToFlow";

    private static Client.Answer upload(Client client, String path, String name, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--b1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n"
                + "Content-Type: text/csv\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--b1--\r\n".getBytes(StandardCharsets.UTF_8));
        return client.send(client.request(path).header("Content-Type", "multipart/form-data; boundary=b1")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> kept() throws IOException {
        Path folder = RUNNING.home().resolve("data" + client.get("/v4/people/current").json().get("uploadDir")
                .stringValue());
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aFileBecomesADatasetWithARecipeThatRuns() throws IOException {
        JsonNode answer = upload(client, path, "Größe 中.csv", bytes("a,b\n1,ü\n")).is(201).json();
        assertThat(answer.get("wrangledDatasetName").stringValue()).isEqualTo("Größe 中");
        long recipe = answer.get("wrangledDatasetId").longValue();
        JsonNode dataset = client.get("/v4/importedDatasets/" + answer.get("importedDatasetId")).is(200).json();
        assertThat(dataset.get("name").stringValue()).isEqualTo("Größe 中.csv");
        assertThat(dataset.get("size").stringValue()).isEqualTo("9");
        assertThat(dataset.get("path").stringValue())
                .contains(client.get("/v4/people/current").json().get("uploadDir").stringValue() + "/");
        assertThat(dataset.get("parsing").get("header").booleanValue()).isTrue();
        assertThat(Files.readString(Path.of(dataset.get("path").stringValue()))).isEqualTo("a,b\n1,ü\n");
        assertThat(client.get("/v4/wrangledDatasets/" + recipe + "/primaryInputDataset").json()
                .get("importedDataset").get("id")).isEqualTo(dataset.get("id"));
        assertThat(client.get("/v4/flows/" + flow + "?embed=flowNodes").json().get("flowNodes").get("data")).hasSize(2);
        // A relative path is under the user's outputHomeDir, as his upload is under his uploadDir.
        client.post("/v4/jobGroups", "{'wrangledDataset': {'id': " + recipe + "}, 'overrides': {'execution': 'photon',"
                + " 'profiler': false, 'writesettings': [{'path': 'out.csv', 'action': 'create', 'format': 'csv'}]}}")
                .is(201);
    }

    @Test
    void uploadsOfOneNameStandBesideEachOther() {
        JsonNode first = upload(client, path, "same.csv", bytes("a\n1\n")).is(201).json();
        JsonNode second = upload(client, path, "same.csv", bytes("a\n2\n")).is(201).json();
        assertThat(Stream.of(first, second).map(answer -> client.get("/v4/importedDatasets/"
                + answer.get("importedDatasetId")).json().get("uri").stringValue()).distinct()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"../../../etc/passwd,passwd", "C:\\\\temp\\\\x.csv,x.csv", "..,upload.csv", ".hidden.csv,hidden.csv",
        "_SUCCESS,SUCCESS", "a*b?{c}.csv,a_b__c_.csv", "x/,upload.csv", "per%2Fcent.csv,per_2Fcent.csv"})
    void namesAreMadeSafe(String given, String kept) {
        JsonNode answer = upload(client, path, given, bytes("a\n1\n")).is(201).json();
        JsonNode dataset = client.get("/v4/importedDatasets/" + answer.get("importedDatasetId")).json();
        assertThat(dataset.get("name").stringValue()).isEqualTo(kept);
        assertThat(dataset.get("uri").stringValue())
                .matches("file://.*/data/trifacta/uploads/\\d+/[0-9a-f-]{36}/[^/]+").endsWith("/" + kept);
    }

    @Test
    void aLongNameKeepsItsExtension() {
        JsonNode answer = upload(client, path, "長".repeat(200) + ".csv.gz", bytes("a\n1\n")).is(201).json();
        assertThat(client.get("/v4/importedDatasets/" + answer.get("importedDatasetId")).json().get("name")
                .stringValue()).endsWith("長.csv.gz").hasSizeLessThan(80);
    }

    @Test
    void whatIsRefusedLeavesNothingBehind() throws IOException {
        int before = kept().size();
        upload(client, path, "big.csv", new byte[LIMIT + 1]).error(400, "ApiValidationFailed");
        assertThat(upload(client, path, "big.csv", new byte[8 << 20]).error(400, "ApiValidationFailed").details())
                .contains(Integer.toString(LIMIT));
        upload(client, path, "empty.csv", new byte[0]).error(400, "ValidationFailed");
        client.post(path, "{}").error(415, "UnsupportedMediaTypeException");
        client.send(client.request(path).header("Content-Type", "multipart/form-data; boundary=b1")
                .POST(BodyPublishers.ofString("--b1\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n--b1--\r\n")))
                .error(400, "ValidationFailed");
        client.send(client.request(path).header("Content-Type", "multipart/form-data; boundary=b1")
                .POST(BodyPublishers.ofString("--b1\r\nContent-Disp"))).error(400, "ApiValidationFailed");
        client.send(client.request(path).header("Content-Type", "multipart/form-data")
                .POST(BodyPublishers.ofString("x"))).error(400, "ApiValidationFailed");
        upload(RUNNING.other(), path, "x.csv", bytes("a\n")).error(403, "AccessControlException");
        upload(client, "/v4/flows/999999/importAndAddDatasetToFlow", "x.csv", bytes("a\n"))
                .error(404, "NotFoundException");
        assertThat(kept()).hasSize(before);
        assertThat(client.get("/v4/flows/" + flow + "?embed=flowNodes").json().get("flowNodes").get("data")).isEmpty();
    }

    @Test
    void nobodyReadsOrWritesWhatAnotherUploaded() {
        JsonNode answer = upload(client, path, "mine.csv", bytes("a\n1\n")).is(201).json();
        String uri = client.get("/v4/importedDatasets/" + answer.get("importedDatasetId")).json().get("uri").stringValue();
        client.post("/v4/importedDatasets", "{'uri': '" + uri + "'}").is(201);
        RUNNING.admin().post("/v4/importedDatasets", "{'uri': '" + uri + "'}").is(201);
        String bare = uri.substring(uri.indexOf("/trifacta/"));
        String data = uri.substring(0, uri.indexOf("/trifacta/"));
        for (String wanted : List.of(uri, bare, "/trifacta/uploads", "/trifacta/uploads/*/*/mine.csv", "/trifacta", data,
                "/trifacta/*/*", data + "/*/uploads", data + "/{trifacta/uploads,x}/*/*", data + "/tri[f]acta/uploads/*",
                "/trifacta/queryResults/" + RunningLauncher.USER + "/x.csv")) {
            RUNNING.other().post("/v4/importedDatasets", "{'uri': '" + wanted + "'}")
                    .error(403, "AccessControlException");
        }
        for (String wanted : List.of(data + "/elsewhere/*.csv", data + "/*.csv", "/trifacta/else/x.csv",
                "/trifacta/queryResults/" + RunningLauncher.OTHER + "/x*.csv", "relative.csv")) {
            RUNNING.other().post("/v4/importedDatasets", "{'uri': '" + wanted + "'}").is(201);
        }
    }
}
