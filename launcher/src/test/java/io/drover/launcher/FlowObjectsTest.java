package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Flows, datasets, recipes and output objects over the API. */
final class FlowObjectsTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher();

    private final Client client = RUNNING.user();

    private long flow(String name) {
        return client.post("/v4/flows", "{'name': '" + name + "'}").is(201).id();
    }

    private long dataset(String file) {
        return client.post("/v4/importedDatasets", "{'uri': 'file://" + RUNNING.home() + "/data/" + file + "'}")
                .is(201).id();
    }

    private long recipe(long flow, long dataset) {
        return client.post("/v4/wrangledDatasets", "{'name': 'r', 'flow': {'id': '" + flow
                + "'}, 'importedDataset': {'id': " + dataset + "}, 'inferredScript': {}}").is(201).id();
    }

    @Test
    void flowLife() {
        Client.Answer made = client.post("/v4/flows", "{'name': 'Orders', 'folder': {'id': 2}}").is(201);
        JsonNode flow = made.json();
        assertThat(flow.get("createdAt").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.000Z");
        assertThat(flow.get("folder").isNull()).isTrue();
        assertThat(flow.get("description").isNull()).isTrue();
        String path = "/v4/flows/" + made.id();
        assertThat(client.patch(path, "{'description': 'd'}").is(200).json().get("name").stringValue())
                .isEqualTo("Orders");
        assertThat(client.get(path + "?embed=creator").json().get("creator").get("email").stringValue())
                .isEqualTo(RunningLauncher.USER);
        RUNNING.other().get(path).error(403, "AccessControlException");
        RUNNING.other().delete(path).error(403, "AccessControlException");
        RUNNING.admin().get(path).is(200);
        client.delete(path).is(204);
        client.get(path).error(410, "GoneException");
        client.delete(path).error(410, "GoneException");
        assertThat(client.get(path + "?includeDeleted=true").is(200).json().get("deletedAt").isString()).isTrue();
    }

    @Test
    void flowsHaveParameters() {
        JsonNode made = client.post("/v4/flows",
                "{'name': 'f', 'parameters': {'year': 2026, 'a b': 'x', 'none': null}}").is(201).json();
        assertThat(made.get("parameters").toString()).isEqualTo("{\"year\":\"2026\",\"a b\":\"x\"}");
        String path = "/v4/flows/" + made.get("id");
        assertThat(client.patch(path, "{'name': 'g'}").is(200).json().get("parameters")).hasSize(2);
        assertThat(client.put(path, "{'parameters': {'year': '2027'}}").is(200).json().get("name").stringValue())
                .isEqualTo("g");
        assertThat(client.get(path).json().get("parameters").toString()).isEqualTo("{\"year\":\"2027\"}");
        JsonNode copy = client.post(path + "/copy", "").is(201).json();
        assertThat(copy.get("parameters")).hasSize(1);
        assertThat(client.patch(path, "{'parameters': {'year': []}}").error(400, "ValidationFailed").details())
                .contains("parameters.year");
        assertThat(client.patch(path, "{'parameters': {}}").is(200).json().get("parameters")).isEmpty();
    }

    @Test
    void datasetsHaveTypes() {
        String place = "{'uri': 'file://" + RUNNING.home() + "/data/a.csv', 'types': ";
        JsonNode made = client.post("/v4/importedDatasets", place + "{'n': 'Integer', 'd': 'Datetime(dd*mm*yyyy)'}}")
                .is(201).json();
        assertThat(client.get("/v4/importedDatasets/" + made.get("id")).json().get("types").get("d").stringValue())
                .isEqualTo("Datetime(dd*mm*yyyy)");
        assertThat(client.post("/v4/importedDatasets", place + "{'n': 'Intger', 'd': 'Datetime(??)'}}")
                .error(400, "ValidationFailed").details()).contains("types.n").contains("Intger");
        assertThat(client.get("/v4/importedDatasets/" + client.post("/v4/importedDatasets",
                "{'uri': 'file://" + RUNNING.home() + "/data/a.csv'}").is(201).id()).json().get("types")).isEmpty();
    }

    @Test
    void recipesHangOnDatasetsAndRecipes() {
        long flow = flow("chain");
        long dataset = dataset("a.csv");
        long first = recipe(flow, dataset);
        Client.Answer second = client.post("/v4/wrangledDatasets", "{'name': 'second', 'flow': {'id': " + flow
                + "}, 'wrangledDataset': {'id': " + first + "}, 'script': 'rename col: a to: b'}").is(201);
        JsonNode json = second.json();
        assertThat(json.get("name")).isEqualTo(json.get("recipe").get("name"));
        assertThat(json.get("wrangled").booleanValue()).isTrue();
        assertThat(client.get("/v4/wrangledDatasets/" + second.id() + "/script").json().get("script").stringValue())
                .contains("rename");
        client.put("/v4/wrangledDatasets/" + second.id() + "/script", "{'script': ''}").is(200);
        client.put("/v4/wrangledDatasets/" + second.id() + "/script", "{}").error(400, "ValidationFailed");
        client.put("/v4/wrangledDatasets/" + first + "/primaryInputDataset",
                "{'wrangledDataset': {'id': " + second.id() + "}}").error(400, "ValidationFailed");
        client.put("/v4/wrangledDatasets/" + first + "/primaryInputDataset",
                "{'wrangledDataset': {'id': " + first + "}}").error(400, "ValidationFailed");
        long other = dataset("b.csv");
        client.put("/v4/wrangledDatasets/" + first + "/primaryInputDataset",
                "{'importedDataset': {'id': " + other + "}}").is(200);
        assertThat(client.get("/v4/wrangledDatasets/" + first + "/primaryInputDataset").json().get("importedDataset")
                .get("id").longValue()).isEqualTo(other);
        assertThat(client.get("/v4/wrangledDatasets/" + second.id() + "/primaryInputDataset").json()
                .get("wrangledDataset").get("id").longValue()).isEqualTo(first);
        JsonNode nodes = client.get("/v4/flows/" + flow + "?embed=flownodes.recipe").json().get("flowNodes").get("data");
        assertThat(nodes).hasSize(4).anySatisfy(n -> assertThat(n.get("recipe").path("name").asString(""))
                .isEqualTo("second")).anySatisfy(n -> assertThat(n.get("recipe").isNull()).isTrue());
        assertThat(client.get("/v4/wrangledDatasets/" + first + "?embed=flow,outputObjects,recipe,activeSample")
                .is(200).json().get("flow").get("name").stringValue()).isEqualTo("chain");
        assertThat(client.get("/v4/flows/" + flow + "/inputs").json().get("data")).hasSize(2);
        client.delete("/v4/flows/" + flow).is(204);
        client.get("/v4/wrangledDatasets/" + first).error(410, "GoneException");
        client.get("/v4/importedDatasets/" + dataset).is(200);
    }

    @Test
    void unknownIdsInBodiesAre404ButOtherDefectsWin() {
        client.post("/v4/wrangledDatasets", "{'name': 'x', 'flow': {'id': 9999}, 'importedDataset': {'id': 9999}}")
                .error(404, "NotFoundException");
        Client.Answer mixed = client.post("/v4/wrangledDatasets",
                "{'flow': {'id': 9999}, 'importedDataset': {'id': 9999}}").error(400, "ValidationFailed");
        assertThat(mixed.json().get("exception").get("errors")).hasSize(3);
    }

    @Test
    void importedDatasets() throws IOException {
        Path folder = Files.createDirectories(RUNNING.home().resolve("data"));
        Files.writeString(folder.resolve("five.csv"), "a\n1\n\n");
        JsonNode json = client.post("/v4/importedDatasets", "{'path': '" + folder + "/five.csv', 'type': 'file',"
                + "'parsing': {'delimiter': ';', 'header': true}}").is(201).json();
        assertThat(json.get("name").stringValue()).isEqualTo("five.csv");
        assertThat(json.get("size").stringValue()).isEqualTo("5");
        assertThat(json.get("uri").stringValue()).isEqualTo("file://" + folder + "/five.csv");
        assertThat(json.get("storageLocation").get("fullUri")).isEqualTo(json.get("uri"));
        assertThat(client.post("/v4/importedDatasets", "{'uri': 'hdfs:///open/x/../b.csv'}").is(201).json().get("path")
                .stringValue()).isEqualTo("/open/b.csv");
        JsonNode dynamic = client.post("/v4/importedDatasets", "{'uri': 'file://" + folder + "/west.csv',"
                + "'dynamicPath': '" + folder + "/{region}-{day}.csv', 'runParameters': ["
                + "{'name': 'region', 'type': 'variable', 'default': 'west'}, {'name': 'day', 'type': 'wildcard'}]}")
                .is(201).json();
        assertThat(dynamic.get("isDynamic").booleanValue()).isTrue();
        assertThat(dynamic.get("uri").stringValue()).endsWith("/west-*.csv");
        assertThat(dynamic.get("runParameters").get("data")).hasSize(2);
        JsonNode ruled = client.post("/v4/importedDatasets", "{'dynamicPath': '" + folder + "/{day}-{part}.csv',"
                + "'runParameters': [{'name': 'day', 'type': 'datetime', 'default': 'yyyy-MM-dd last 7 days'},"
                + "{'name': 'part', 'type': 'pattern', 'default': '/[0-9]+/'}]}").is(201).json();
        assertThat(ruled.get("uri").stringValue()).endsWith("/{day}-{part}.csv");
        assertThat(ruled.get("runParameters").get("data").get(0).get("default").stringValue())
                .isEqualTo("yyyy-MM-dd last 7 days");
        assertThat(client.post("/v4/importedDatasets", "{'dynamicPath': '" + folder + "/{day}-{part}.csv',"
                + "'runParameters': [{'name': 'day', 'type': 'datetime', 'default': 'yyyy sometime'},"
                + "{'name': 'part', 'type': 'pattern'}]}").error(400, "ValidationFailed").details())
                .contains("sometime", "runParameters.1.default");
        client.post("/v4/importedDatasets", "{'dynamicPath': '" + folder + "/{region}.csv'}")
                .error(400, "ValidationFailed");
        client.post("/v4/importedDatasets", "{}").error(400, "ValidationFailed");
        client.post("/v4/importedDatasets", "{'uri': 'ftp://x/y'}").error(400, "ValidationFailed");
        client.post("/v4/importedDatasets", "{'uri': 'file://" + folder + "/a', 'parsing': {'header': 'yes'}}")
                .error(400, "ValidationFailed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "/etc/passwd", "hdfs:///closed/x", "hdfs://other/open/x",
        "s3://bucket/x", "HOME/data/../../../etc/passwd", "HOME/store/drover.db", "HOME/st*/drover.db", "HOME",
        "HOME/data/../store/drover.db", "HOME/{store,data}/x", "HOME/data/{a,../store}/drover.db", "hdfs:///open/../x",
        "hdfs:///../../open", "hdfs:///openly", "HOME/data/link/passwd", "file://host/HOME/data/x", "../../../../../../../../etc/x",
        "HOME/etc/x", "x/../../../../../etc/x", "../../../../jobs/1/job.json"})
    void placesOutsideTheAllowedOnesAreRefused(String path) throws IOException {
        Path link = Files.createDirectories(RUNNING.home().resolve("data")).resolve("link");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, Path.of("/etc"));
        }
        client.post("/v4/importedDatasets", "{'uri': '" + path.replace("HOME", RUNNING.home().toString()) + "'}")
                .error(403, "AccessControlException");
    }

    @Test
    void addToFlowGivesTheSameNodeAgain() {
        long flow = flow("nodes");
        long dataset = dataset("n.csv");
        Client.Answer node = client.post("/v4/importedDatasets/" + dataset + "/addToFlow", "{'flow': {'id': " + flow
                + "}}").is(201);
        assertThat(node.json().get("wrangled").booleanValue()).isFalse();
        assertThat(client.post("/v4/importedDatasets/" + dataset + "/addToFlow", "{'flow': {'id': " + flow + "}}")
                .is(201).id()).isEqualTo(node.id());
        client.post("/v4/outputObjects", "{'flowNodeId': " + node.id() + "}").error(400, "ValidationFailed");
        client.post("/v4/importedDatasets/" + dataset + "/addToFlow", "{}").error(400, "ValidationFailed");
    }

    @Test
    void outputObjects() {
        long recipe = recipe(flow("outs"), dataset("o.csv"));
        String path = "/trifacta/queryResults/" + RunningLauncher.USER + "/o.csv";
        Client.Answer made = client.post("/v4/outputObjects", "{'flowNode': {'id': " + recipe
                + "}, 'execution': 'photon', 'profiler': true, 'writeSettings': {'data': [{'path': '" + path
                + "', 'action': 'create', 'format': 'csv'}]}}").is(201);
        assertThat(made.json().get("flowNode").get("id").longValue()).isEqualTo(recipe);
        client.post("/v4/outputObjects", "{'flowNodeId': " + recipe + "}").error(400, "ValidationFailed");
        client.post("/v4/outputObjects", "{'flowNodeId': " + recipe + ", 'isAdhoc': false}").is(201);
        JsonNode full = client.get("/v4/outputObjects/" + made.id() + "?embed=writesettings,publications,flownode")
                .is(200).json();
        JsonNode setting = full.get("writeSettings").get("data").get(0);
        assertThat(setting.get("compression").stringValue()).isEqualTo("none");
        assertThat(setting.get("includeMismatches").booleanValue()).isTrue();
        assertThat(setting.get("delim").stringValue()).isEqualTo(",");
        long added = client.post("/v4/writeSettings", "{'outputObjectId': " + made.id() + ", 'path': '" + path
                + ".gz', 'action': 'append', 'format': 'json', 'compression': 'gzip'}").is(201).id();
        client.patch("/v4/writeSettings/" + added, "{'compression': 'bzip2'}").error(400, "ValidationFailed");
        client.patch("/v4/writeSettings/" + added, "{'asSingleFile': true}").is(200);
        client.delete("/v4/writeSettings/" + added).is(204);
        client.put("/v4/outputObjects/" + made.id(), "{'writeSettings': []}").is(200);
        assertThat(client.get("/v4/outputObjects/" + made.id() + "?embed=writeSettings").json().get("writeSettings")
                .get("data")).isEmpty();
        client.post("/v4/publications", "{'outputObjectId': " + made.id() + ", 'path': ['s'], 'tableName': 't',"
                + "'targetType': 'redshift', 'action': 'create'}").is(201);
        client.delete("/v4/outputObjects/" + made.id()).is(204);
        client.get("/v4/outputObjects/" + made.id()).error(410, "GoneException");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'format': 'csv', 'action': 'create' | path",
        "'path': 'a.csv', 'action': 'create' | format",
        "'path': 'a.csv', 'format': 'csv' | action",
        "'path': '', 'action': 'create', 'format': 'csv' | path",
        "'path': 'a.csv', 'action': 'Create', 'format': 'csv' | create, append, overwrite",
        "'path': 'a.csv', 'action': 'create', 'format': 'parquet' | csv, json, avro, pqt",
        "'path': 'a.csv', 'action': 'create', 'format': 'csv', 'compression': 'gzip' | .gz",
        "'path': 'a.csv', 'action': 'create', 'format': 'csv', 'compression': 'bzip2' | .bz2",
        "'path': 'a.csv', 'action': 'create', 'format': 'csv', 'compression': 'snappy' | snappy",
        "'path': 'a.gz', 'action': 'create', 'format': 'avro', 'compression': 'gzip' | gzip",
        "'path': 'a.csv', 'action': 'create', 'format': 'csv', 'header': 'x' | header",
        "'path': 'a.csv', 'action': 'create', 'format': 'csv', 'delim': '' | delim",
        "'path': 'nope://a', 'action': 'create', 'format': 'csv' | nope",
        "'path': 'redshift://a/b', 'action': 'create', 'format': 'csv' | Redshift",
        "'path': 's3a://key:secret@bucket/a', 'action': 'create', 'format': 'csv' | holds a password"})
    void writeSettingsAreChecked(String members, String named) {
        long recipe = recipe(flow("checks"), dataset("w.csv"));
        long output = client.post("/v4/outputObjects", "{'flowNodeId': " + recipe + "}").is(201).id();
        assertThat(client.post("/v4/writeSettings", "{'outputObjectId': " + output + ", " + members + "}")
                .error(400, "ValidationFailed").details()).contains(named);
    }

    @Test
    void copiesHaveTheSameShapeUnderNewIds() {
        long flow = flow("original");
        long dataset = dataset("c.csv");
        long first = recipe(flow, dataset);
        long second = client.post("/v4/wrangledDatasets", "{'name': 's', 'flow': {'id': " + flow
                + "}, 'wrangledDataset': {'id': " + first + "}, 'script': ''}").is(201).id();
        client.post("/v4/outputObjects", "{'flowNodeId': " + second + ", 'writeSettings': [{'path': 'c.csv',"
                + " 'action': 'create', 'format': 'csv'}]}").is(201);
        Client.Answer copy = client.post("/v4/flows/" + flow + "/copy", "").is(201);
        assertThat(copy.json().get("name").stringValue()).isEqualTo("original copy");
        JsonNode nodes = client.get("/v4/flows/" + copy.id() + "?embed=flowNodes.recipe").json().get("flowNodes")
                .get("data");
        assertThat(nodes).hasSize(3);
        assertThat(client.get("/v4/flows/" + copy.id() + "/outputs?embed=writeSettings").json().get("data").get(0)
                .get("writeSettings").get("data").get(0).get("path").stringValue()).isEqualTo("c.csv");
        assertThat(client.get("/v4/flows/" + copy.id() + "/inputs").json().get("data").get(0).get("id").longValue())
                .isEqualTo(dataset);
        long deep = client.post("/v4/flows/" + flow + "/copy", "{'name': 'deep', 'copyDatasources': true}").is(201)
                .id();
        assertThat(client.get("/v4/flows/" + deep + "/inputs").json().get("data").get(0).get("id").longValue())
                .isNotEqualTo(dataset);
    }
}
