package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Flow packages over the API: import, its dry run, export. */
final class PackageTest {
    private static final Path DOCUMENTS =
            Path.of("..", "job", "src", "test", "resources", "io", "drover", "job", "flowpackage");

    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher();

    private final Client client = RUNNING.user();

    private static String document(String name) throws IOException {
        return Files.readString(DOCUMENTS.resolve(name));
    }

    private static byte[] zip(String document) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("flow_x.json5"));
            zip.write(document.getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
            zip.putNextEntry(new ZipEntry("artifact_310.data"));
            zip.write("{\"input\":\"ACME\",\"output\":\"Acme\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** As curl -F NAME=@flow.zip sends it. */
    private static Client.Answer upload(Client client, String path, String part, byte[] file) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("--b1\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\"flow.zip\"\r\n"
                + "Content-Type: application/zip\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--b1--\r\n".getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = client.request(path).header("Content-Type", "multipart/form-data; boundary=b1")
                .POST(BodyPublishers.ofByteArray(body.toByteArray()));
        return client.send(request);
    }

    private JsonNode imported(String document) throws IOException {
        return upload(client, "/v4/flows/package", "data", zip(document)).is(201).json();
    }

    private static long named(JsonNode list, String name) {
        for (JsonNode entry : list) {
            if (entry.get("name").stringValue().equals(name)) {
                return entry.get("id").longValue();
            }
        }
        throw new AssertionError(name + " is not in " + list);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data", "archive", "file"})
    void thePartMayHaveAnyName(String part) throws IOException {
        JsonNode answer = upload(client, "/v4/flows/package/?folderId=2", part, zip(document("orders.json5")))
                .is(201).json();
        assertThat(answer.get("importRuleChanges").toString()).isEqualTo("{\"object\":[],\"value\":[]}");
        assertThat(answer.get("deletedObjects").toString()).isEqualTo("{}");
        long flow = answer.get("primaryFlowIds").get(0).longValue();
        assertThat(answer.get("flows").get(0).get("id").longValue()).isEqualTo(flow);
        assertThat(client.get("/v4/flows?limit=1").json().get("data").get(0).get("id").longValue()).isEqualTo(flow);
        assertThat(answer.get("datasources")).hasSize(2);
        assertThat(answer.get("flownodes")).hasSize(4);
    }

    @Test
    void allPartsOfAFlowArrive() throws IOException {
        JsonNode answer = imported(document("orders.json5"));
        long flow = answer.get("primaryFlowIds").get(0).longValue();
        assertThat(client.get("/v4/flows/" + flow).json().get("parameters").toString()).isEqualTo("{\"factor\":\"3\"}");
        long enriched = named(answer.get("flownodes"), "Enriched");
        long report = named(answer.get("flownodes"), "Report");
        assertThat(client.get("/v4/wrangledDatasets/" + enriched + "/script").json().get("script").stringValue())
                .contains("join with: Customers – 2.csv").contains("standardize col: name mapping: ['ACME', 'Acme']");
        assertThat(client.get("/v4/wrangledDatasets/" + enriched + "/primaryInputDataset").json()
                .get("importedDataset").get("name").stringValue()).isEqualTo("orders.csv");
        assertThat(client.get("/v4/wrangledDatasets/" + report + "/primaryInputDataset").json()
                .get("wrangledDataset").get("id").longValue()).isEqualTo(enriched);
        JsonNode customers = client.get("/v4/importedDatasets/" + named(answer.get("datasources"), "Customers – 2.csv"))
                .json();
        assertThat(customers.get("dynamicPath").stringValue()).isEqualTo("s3://b/in/{region}/customers.csv");
        assertThat(customers.get("runParameters").get("data").get(0).get("default").stringValue()).isEqualTo("east");
        JsonNode output = client.get("/v4/wrangledDatasets/" + report + "?embed=outputObjects.writeSettings")
                .json().get("outputObjects").get("data").get(0);
        assertThat(output.get("execution").stringValue()).isEqualTo("photon");
        assertThat(output.get("profiler").booleanValue()).isTrue();
        JsonNode setting = output.get("writeSettings").get("data").get(0);
        assertThat(setting.get("path").stringValue()).isEqualTo("hdfs://n:9000/out/report.csv");
        assertThat(setting.get("delim").stringValue()).isEqualTo("|");
        assertThat(answer.get("issues").valueStream().map(issue -> issue.get("object").stringValue() + " "
                + issue.get("what").stringValue()).toList()).contains("orders.csv dataset", "Report output",
                " webhookflowtasks");
        assertThat(answer.toString()).doesNotContain("s3cret");
        RUNNING.other().get("/v4/flows/" + flow).error(403, "AccessControlException");
    }

    @Test
    void anImportedFlowRunsOnceItsDatasetsHavePlaces() throws IOException {
        // The test driver does what the recipe's name says.
        JsonNode answer = imported(document("orders.json5").replace("'Report'", "'succeed'"));
        Fixture fixture = new Fixture(client, RUNNING.home());
        long report = named(answer.get("flownodes"), "succeed");
        String refused = client.post("/v4/jobGroups", fixture.body(report, "report.csv")).is(403).text();
        assertThat(refused).contains("orders.csv").contains("Customers");
        for (JsonNode dataset : answer.get("datasources")) {
            JsonNode moved = client.patch("/v4/importedDatasets/" + dataset.get("id"),
                    "{'uri': 'file://" + fixture.folder + "/in.csv'}").is(200).json();
            assertThat(moved.get("dynamicPath").isNull()).isTrue();
            assertThat(moved.get("parsing").get("script").stringValue()).startsWith("splitrows");
        }
        long group = fixture.run(report, "report.csv");
        fixture.awaitStatus(group, "Complete");
        JsonNode job = client.get("/v4/jobGroups/" + group + "?embed=wrangledDataset").json();
        assertThat(job.get("wrangledDataset").get("name").stringValue()).isEqualTo("succeed");
        Path spec = RUNNING.home().resolve("jobs").resolve(Long.toString(group)).resolve("job.json");
        assertThat(Files.readString(spec)).contains("\"name\" : \"Customers – 2.csv\"").contains("splitrows on: '\\\\n'");
    }

    @Test
    void aDatasetWithParametersKeepsThemInItsNewPlace() throws IOException {
        JsonNode answer = imported(document("orders.json5").replace("'Report'", "'succeed'")
                .replace("runParameters: [{ id: 1,", """
                    runParameters: [{ id: 7, type: 'path', runParameterEdit: { insertionIndices: [{ index: 4, order: 1 }],
                      value: { dateRange: { timezone: 'UTC', formats: ['YYYYMMDD'], last: { unit: 'days', number: 7 } } },
                      overrideKey: 'day' } }, { id: 1,"""));
        Fixture fixture = new Fixture(client, RUNNING.home());
        client.patch("/v4/importedDatasets/" + named(answer.get("datasources"), "orders.csv"),
                "{'uri': 'file://" + fixture.folder + "/in.csv'}").is(200);
        JsonNode moved = client.patch("/v4/importedDatasets/" + named(answer.get("datasources"), "Customers – 2.csv"),
                "{'uri': 'file://" + fixture.folder + "/{region}/{day}.csv'}").is(200).json();
        assertThat(moved.get("dynamicPath").stringValue()).endsWith("/{region}/{day}.csv");
        assertThat(moved.get("runParameters").get("data").valueStream().map(each -> each.get("type").stringValue() + " "
                + each.get("default").stringValue()).toList())
                .containsExactly("variable east", "datetime YYYYMMDD last 7 days");
        long group = fixture.run(named(answer.get("flownodes"), "succeed"), "report.csv");
        fixture.awaitStatus(group, "Complete");
        assertThat(Files.readString(RUNNING.home().resolve("jobs").resolve(Long.toString(group)).resolve("job.json")))
                .contains("/east/{day}.csv").contains("\"YYYYMMDD last 7 days\"");
    }

    @Test
    void aStepThatWasNotMappedIsToldAndRefused() throws IOException {
        JsonNode answer = imported(document("orders.json5").replace("'Standardize'", "'Clusterize'"));
        JsonNode issue = answer.get("issues").valueStream()
                .filter(each -> each.get("severity").stringValue().equals("error")).findFirst().orElseThrow();
        assertThat(issue.get("object").stringValue()).isEqualTo("Enriched");
        assertThat(issue.get("step").intValue()).isEqualTo(3);
        assertThat(issue.get("what").stringValue()).isEqualTo("Clusterize");
        Fixture fixture = new Fixture(client, RUNNING.home());
        answer.get("datasources").forEach(dataset -> client.patch("/v4/importedDatasets/" + dataset.get("id"),
                "{'uri': 'file://" + fixture.folder + "/in.csv'}").is(200));
        assertThat(client.post("/v4/jobGroups", fixture.body(named(answer.get("flownodes"), "Report"), "o.csv"))
                .error(400, "ValidationFailed").details()).contains("Clusterize").contains("DROVER-R116");
    }

    @Test
    void aDryRunKeepsNothing() throws IOException {
        int flows = client.get("/v4/flows?noLimit=true").json().get("data").size();
        int datasets = client.get("/v4/importedDatasets?noLimit=true").json().get("data").size();
        JsonNode answer = upload(client, "/v4/flows/package/dryRun", "data", zip(document("older.json"))).is(200).json();
        assertThat(answer.get("flows").get(0).get("name").stringValue()).isEqualTo("Calls");
        assertThat(answer.get("flownodes")).hasSize(4);
        assertThat(client.get("/v4/flows?noLimit=true").json().get("data")).hasSize(flows);
        assertThat(client.get("/v4/importedDatasets?noLimit=true").json().get("data")).hasSize(datasets);
        client.get("/v4/flows/" + answer.get("primaryFlowIds").get(0)).is(404);
    }

    @Test
    void whatIsNoPackageIsRefusedWhole() throws IOException {
        int flows = client.get("/v4/flows?noLimit=true").json().get("data").size();
        upload(client, "/v4/flows/package", "data", "no zip".getBytes(StandardCharsets.UTF_8))
                .error(400, "ValidationFailed");
        assertThat(upload(client, "/v4/flows/package", "data", zip("{\"data\":")).error(400, "ValidationFailed")
                .json().get("exception").get("errors").get(0).get("code").stringValue()).isEqualTo("DROVER-P104");
        JsonNode errors = upload(client, "/v4/flows/package", "data", zip(document("orders.json5")
                .replace("inFlowNodeId: 70", "inFlowNodeId: 770").replace("scriptId: 4", "scriptId: 44")))
                .error(400, "ValidationFailed").json().get("exception").get("errors");
        assertThat(errors.valueStream().map(error -> error.get("message").stringValue()).toList())
                .anyMatch(message -> message.contains("770")).anyMatch(message -> message.contains("recipe 44"));
        client.post("/v4/flows/package", "{}").error(415, "UnsupportedMediaTypeException");
        client.send(client.request("/v4/flows/package").header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString("--b--\r\n"))).is(400);
        assertThat(client.get("/v4/flows?noLimit=true").json().get("data")).hasSize(flows);
        RUNNING.nobody().send(RUNNING.nobody().request("/v4/flows/package").POST(BodyPublishers.noBody()))
                .error(401, "MissingPersonException");
    }

    @Test
    void anExportedFlowImportsAsTheSame() throws IOException {
        JsonNode first = imported(document("orders.json5"));
        long flow = first.get("primaryFlowIds").get(0).longValue();
        long other = client.post("/v4/flows", "{'name': 'Other', 'description': 'of Orders'}").is(201).id();
        client.post("/v4/wrangledDatasets/" + named(first.get("flownodes"), "Report") + "/addToFlow",
                "{'flow': {'id': " + other + "}}").is(201);
        JsonNode reference = client.get("/v4/flows/" + other + "?embed=flowNodes").json().get("flowNodes").get("data")
                .get(0);
        long last = client.post("/v4/wrangledDatasets", "{'name': 'Last', 'flow': {'id': " + other
                + "}, 'wrangledDataset': {'id': " + reference.get("id") + "}}").is(201).id();
        client.put("/v4/wrangledDatasets/" + last + "/script", "{'script': 'drop col: qty action: Drop\\nunion with: Report'}")
                .is(200);
        client.post("/v4/outputObjects", "{'flowNodeId': " + last + ", 'execution': 'spark', 'profiler': true, 'name': 'o',"
                + "'publications': [{'tableName': 't', 'targetType': 'hive', 'path': ['d']}]}").is(201);

        Client.Answer download = client.get("/v4/flows/" + other + "/package").is(200);
        assertThat(download.header("content-type")).isEqualTo("application/zip");
        JsonNode second = upload(client, "/v4/flows/package", "data", download.bytes()).is(201).json();
        long copy = second.get("primaryFlowIds").get(0).longValue();
        assertThat(client.get("/v4/flows?limit=1").json().get("data").get(0).get("id").longValue()).isEqualTo(copy);
        assertThat(second.get("flows")).hasSize(2);
        assertThat(shape(copy)).isEqualTo(shape(other));
        long ordersCopy = named(second.get("flows"), "Orders");
        assertThat(shape(ordersCopy)).isEqualTo(shape(flow));
        assertThat(ordersCopy).isNotEqualTo(flow);
        assertThat(second.get("issues").valueStream()
                .filter(issue -> issue.get("severity").stringValue().equals("error"))).isEmpty();
        RUNNING.other().get("/v4/flows/" + other + "/package").error(403, "AccessControlException");
    }

    /** All that a flow means, without ids and times. */
    private List<String> shape(long flow) {
        List<String> shape = new ArrayList<>();
        JsonNode json = client.get("/v4/flows/" + flow + "?embed=flowNodes").is(200).json();
        shape.add(json.get("name") + " " + json.get("description") + " " + json.get("parameters"));
        for (JsonNode node : json.get("flowNodes").get("data")) {
            String path = "/v4/wrangledDatasets/" + node.get("id");
            if (node.get("wrangled").booleanValue()) {
                JsonNode recipe = client.get(path + "?embed=outputObjects.writeSettings,outputObjects.publications").json();
                JsonNode input = client.get(path + "/primaryInputDataset").json();
                String inputName = input.has("importedDataset") ? "dataset " + input.get("importedDataset").get("name")
                        : "node " + input.get("wrangledDataset").get("name");
                shape.add("recipe " + recipe.get("name") + recipe.get("description") + " reads " + inputName + " does "
                        + client.get(path + "/script").json().get("script") + " writes "
                        + plain(recipe.get("outputObjects").get("data")));
            } else if (node.get("importedDataset").isNull()) {
                shape.add("reference to " + client.get("/v4/wrangledDatasets/"
                        + node.get("referencedFlowNode").get("id")).json().get("name"));
            } else {
                shape.add("dataset " + plain(client.get("/v4/importedDatasets/"
                        + node.get("importedDataset").get("id")).json()));
            }
        }
        shape.sort(null);
        return shape;
    }

    /** Values by name, without what differs between equal things. */
    private static String plain(JsonNode json) {
        if (json.isArray()) {
            List<String> elements = new ArrayList<>();
            json.forEach(element -> elements.add(plain(element)));
            return elements.toString();
        }
        if (!json.isObject()) {
            return json.toString();
        }
        Set<String> hidden = new TreeSet<>(List.of("id", "createdAt", "updatedAt", "creator", "updater", "flowNode",
                "outputObject", "outputObjectId", "parsingRecipe", "storageLocation"));
        TreeMap<String, String> members = new TreeMap<>();
        json.forEachEntry((name, value) -> {
            if (!hidden.contains(name)) {
                members.put(name, plain(value));
            }
        });
        return members.toString();
    }
}
