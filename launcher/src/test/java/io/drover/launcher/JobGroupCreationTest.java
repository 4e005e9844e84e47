package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.spec.JobSpec;
import io.drover.launcher.rest.Json;
import io.drover.recipe.type.TypeSpelling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.net.http.HttpRequest.BodyPublishers;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What {@code POST /v4/jobGroups} takes, makes of it, and refuses. */
final class JobGroupCreationTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher();

    private final Client client = RUNNING.user();
    private Fixture fixture;
    private long recipe;

    @BeforeEach
    void fixture() {
        fixture = new Fixture(client, RUNNING.home());
        recipe = fixture.recipe("succeed");
    }

    private Client.Answer post(String body) {
        return client.post("/v4/jobGroups", body);
    }

    private Client.Answer simplified() {
        return post("{'wrangledDataset': {'id': " + recipe + "}}");
    }

    private Client.Answer overrides(String members) {
        return post("{'wrangledDataset': {'id': '" + recipe + "'}, 'overrides': {" + members + "}}");
    }

    private String pathOf(Client.Answer created) {
        return client.get("/v4/jobGroups/" + created.id() + "?embed=jobs.fileWriterJob.writeSetting").is(200).json()
                .get("jobs").get("data").get(1).get("writeSetting").get("path").stringValue();
    }

    @Test
    void sparkOptionsAreRefusedUnlessTheServerAllowsThem() {
        Client.Answer answer = overrides("'execution': 'spark', 'profiler': false, 'writesettings': ["
                + fixture.setting("o.csv") + "], 'sparkOptions': [{'key': 'spark.jars', 'value': 'x'}, {'value': 1}]")
                .error(400, "ValidationFailed");
        assertThat(answer.details()).contains("\"spark.jars\" can't be set by a request")
                .contains("overrides.sparkOptions.1.key is required");
        answer = overrides("'execution': 'photon', 'profiler': false, 'writesettings': ["
                + fixture.setting("o.csv") + "], 'sparkOptions': {'spark.executor.memory': '1g'}")
                .error(400, "ValidationFailed");
        assertThat(answer.details()).contains("needs a Spark execution, not photon");
    }

    @Test
    void theAnswer() {
        JsonNode json = post(fixture.body(recipe, "a.csv").replace("'profiler': false", "'profiler': true")).is(201)
                .json();
        assertThat(json.get("reason").stringValue()).isEqualTo("JobStarted");
        assertThat(json.get("sessionId").stringValue()).matches("[0-9a-f-]{36}");
        assertThat(json.get("jobs").get("data")).hasSize(3);
        assertThat(json.get("jobGraph").get("vertices")).hasSize(3);
        assertThat(json.get("jobGraph").get("edges").get(0).get("source")).isEqualTo(
                json.get("jobs").get("data").get(0).get("id"));
        assertThat(json.get("warnings")).isNull();
        assertThat(fixture.status(json.get("id").longValue())).isIn("InProgress", "Complete");
        JsonNode jobs = client.get("/v4/jobGroups/" + json.get("id") + "/jobs").json().get("data");
        assertThat(jobs.get(0).get("jobType").stringValue()).isEqualTo("wrangle");
        assertThat(jobs.get(1).get("jobType").stringValue()).isEqualTo("filewriter");
        assertThat(jobs.get(2).get("jobType").stringValue()).isEqualTo("profile");
    }

    @Test
    void settingsOfTheFirstRun() {
        assertThat(simplified().error(400, "ValidationFailed").details()).contains("overrides.execution is required")
                .contains("overrides.profiler is required").contains("overrides.writesettings is required");
        assertThat(overrides("'execution': 'photon'").error(400, "ValidationFailed").details())
                .doesNotContain("execution").contains("profiler").contains("writesettings");
        overrides("'execution': 'photon', 'profiler': false, 'writesettings': []").error(400, "ValidationFailed");
        assertThat(client.get("/v4/jobGroups/count").json().get("count").intValue())
                .isEqualTo(client.get("/v4/jobGroups?noLimit=true").json().get("data").size());
        post(fixture.body(recipe, "a.csv")).is(201);
        assertThat(pathOf(simplified().is(201))).endsWith("/a.csv");
        Client.Answer again = overrides("'profiler': true").is(201);
        assertThat(pathOf(again)).endsWith("/a.csv");
        assertThat(client.get("/v4/jobGroups/" + again.id()).json().get("profilingEnabled").booleanValue()).isTrue();
        assertThat(pathOf(overrides("'writeSettings': {'data': [" + fixture.setting("b.csv") + "]}").is(201)))
                .endsWith("/b.csv");
        assertThat(pathOf(simplified().is(201))).endsWith("/b.csv");
    }

    @Test
    void theOutputObjectComesBeforeTheLastRun() {
        client.post("/v4/outputObjects", "{'flowNodeId': " + recipe + ", 'execution': 'photon', 'profiler': false,"
                + "'writeSettings': [" + fixture.setting("object.csv") + "]}").is(201);
        assertThat(pathOf(simplified().is(201))).endsWith("/object.csv");
        assertThat(pathOf(overrides("'writesettings': [" + fixture.setting("once.csv") + "]").is(201)))
                .endsWith("/once.csv");
        assertThat(pathOf(simplified().is(201))).endsWith("/object.csv");
    }

    @Test
    void bothSpellingsGivenTheSmallOneWins() {
        assertThat(pathOf(overrides("'execution': 'photon', 'profiler': false, 'writeSettings': ["
                + fixture.setting("big.csv") + "], 'writesettings': [" + fixture.setting("small.csv") + "]").is(201)))
                .endsWith("/small.csv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{} | wrangledDataset is required",
        "{'wrangledDataset': {}} | wrangledDataset.id is required",
        "{'wrangledDataset': {'id': 'x'}} | wrangledDataset.id must be a positive integer",
        "{'wrangledDataset': 7} | wrangledDataset must be an object",
        "{'wrangledDataset': {'id': R}, 'overrides': []} | overrides must be an object",
        "{'wrangledDataset': {'id': R}, 'overrides': {'profiler': 'yes'}} | overrides.profiler must be a boolean",
        "{'wrangledDataset': {'id': R}, 'overrides': {'execution': 'Photon'}} | accepted are photon, spark",
        "{'wrangledDataset': {'id': R}, 'overrides': {'writesettings': 'x'}} | overrides.writesettings must be a list",
        "{'wrangledDataset': {'id': R}, 'overrides': {'writesettings': [{}]}} | overrides.writesettings.0.path",
        "{'wrangledDataset': {'id': R}, 'overrides': {'writesettings': [7]}} | overrides.writesettings.0 must be",
        "{'wrangledDataset': {'id': R}, 'ranfrom': 'moon'} | accepted are ui, cli, schedule, api",
        "{'wrangledDataset': {'id': R}, 'runParameters': []} | runParameters must be an object",
        "{'wrangledDataset': {'id': R}, 'runParameters': {'overrides': 7}} | run parameters have the form",
        "{'wrangledDataset': {'id': R}, 'runParameters': {'overrides': [{}]}} | run parameters have the form",
        "{'wrangledDataset': {'id': R}, 'runParameters': {'overrides': {'data': [{'value': 1}]}}} | key is required"})
    void badRequests(String body, String named) {
        assertThat(post(body.replace("R", Long.toString(recipe))).error(400, "ValidationFailed").details())
                .contains(named);
    }

    @Test
    void idsThatAreNoRecipes() {
        post("{'wrangledDataset': {'id': 99999}}").error(404, "NotFoundException");
        long node = client.post("/v4/importedDatasets/" + fixture.dataset + "/addToFlow", "{'flow': {'id': "
                + fixture.flow + "}}").is(201).id();
        assertThat(post("{'wrangledDataset': {'id': " + node + "}}").error(400, "ValidationFailed").details())
                .contains("is not a recipe");
        client.delete("/v4/wrangledDatasets/" + recipe).is(204);
        post("{'wrangledDataset': {'id': " + recipe + "}}").error(404, "NotFoundException");
        RUNNING.other().post("/v4/jobGroups", fixture.body(fixture.recipe("succeed"), "x.csv"))
                .error(403, "AccessControlException");
    }

    @Test
    void allDefectsAreTold() {
        JsonNode errors = post("{'wrangledDataset': {'id': 99999}, 'ranfrom': 'x', 'overrides': {'execution': 'x',"
                + "'writesettings': [{'path': '/etc/x', 'action': 'create', 'format': 'csv'},"
                + "{'path': 'a.csv', 'action': 'x', 'format': 'csv', 'header': 1}]}}")
                .error(400, "ValidationFailed").json().get("exception").get("errors");
        assertThat(errors.valueStream().map(e -> e.get("pointer").stringValue())).containsExactlyInAnyOrder(
                "/wrangledDataset/id", "/ranfrom", "/overrides/execution", "/overrides/writesettings/0/path",
                "/overrides/writesettings/1/action", "/overrides/writesettings/1/header");
    }

    @Test
    void aSettingKeepsItsPlaceBesideAWrongOne() {
        JsonNode errors = overrides("'execution': 'photon', 'profiler': false, 'writesettings': ["
                + "{'path': '" + fixture.folder + "/a.csv', 'action': 'create', 'format': 'csv', 'compression': 'gzip'},"
                + "{'path': '" + fixture.folder + "/p', 'action': 'create', 'format': 'pqt'}]")
                .error(400, "ValidationFailed").json().get("exception").get("errors");
        assertThat(errors.valueStream().map(e -> e.get("pointer").stringValue())).containsExactlyInAnyOrder(
                "/overrides/writesettings/0/path", "/overrides/writesettings/1/format");
    }

    @Test
    void parquetNeedsSpark() {
        String pqt = "'writesettings': [{'path': '" + fixture.folder + "/p', 'action': 'create', 'format': 'pqt'}]";
        assertThat(overrides("'execution': 'photon', 'profiler': false, " + pqt).error(400, "ValidationFailed")
                .details()).contains("pqt needs a Spark execution");
        long group = overrides("'execution': 'emrSpark', 'profiler': false, " + pqt).is(201).id();
        fixture.awaitStatus(group, "Failed");
        assertThat(client.get("/v4/jobGroups/" + group + "/jobs").json().get("data").get(0).get("errorMessage")
                .stringValue()).contains("Spark is not configured");
        overrides("'execution': 'photon'").error(400, "ValidationFailed");
    }

    @Test
    void placesAreChecked() {
        String rest = "'execution': 'photon', 'profiler': false, 'writesettings': [{'action': 'create',"
                + "'format': 'csv', 'path': '";
        overrides(rest + "/etc/out.csv'}]").error(403, "AccessControlException");
        overrides(rest + fixture.folder + "/../../../../../../etc/x.csv'}]").error(403, "AccessControlException");
        overrides(rest + "redshift://x/y'}]").error(400, "ValidationFailed");
        overrides(rest + "sqldw://x/y'}]").error(400, "ValidationFailed");
        overrides(rest + "gopher://x/y'}]").error(400, "ValidationFailed");
        overrides(rest + "x'}, {'path': '/etc/x.csv', 'action': 'create', 'format': 'csv'}, {'path': 'gopher:x',"
                + "'action': 'create', 'format': 'csv'}]").error(400, "ValidationFailed");
    }

    @Test
    void warehousesAreRefused() {
        long source = client.post("/v4/importedDatasets", "{'type': 'redshift', 'jdbcTable': 't', 'jdbcPath': ['s']}")
                .is(201).id();
        long reader = client.post("/v4/wrangledDatasets", "{'name': 'w', 'flow': {'id': " + fixture.flow
                + "}, 'importedDataset': {'id': " + source + "}}").is(201).id();
        assertThat(post(fixture.body(reader, "w.csv")).error(400, "ValidationFailed").details()).contains("Redshift");
        long output = client.post("/v4/outputObjects", "{'flowNodeId': " + recipe + ", 'execution': 'photon',"
                + "'publications': [{'tableName': 't', 'targetType': 'sqldatawarehouse', 'action': 'create'}]}")
                .is(201).id();
        assertThat(simplified().error(400, "ValidationFailed").details()).contains("sqldatawarehouse");
        client.delete("/v4/outputObjects/" + output).is(204);
    }

    @Test
    void deletedInputsAreTold() {
        client.delete("/v4/importedDatasets/" + fixture.dataset).is(204);
        assertThat(post(fixture.body(recipe, "d.csv")).error(400, "ValidationFailed").details())
                .contains("was deleted");
    }

    @Test
    void recipesThatDoNotParse() {
        assertThat(client.put("/v4/wrangledDatasets/" + recipe + "/script", "{'script': 'derive value: ('}")
                .error(400, "ValidationFailed").details()).contains("line 1");
    }

    @Test
    void recipesThatCanNotBeRightAreRefusedAtOnce() {
        String path = "/v4/wrangledDatasets/" + recipe + "/script";
        assertThat(script(path, "drop col: s\nfrobnicate col: s\nderive type: single value: NOSUCHFUNCTION(s) as: 'x'")
                .error(400, "ValidationFailed").details()).contains("line 2").contains("frobnicate")
                .contains("line 3").contains("NOSUCHFUNCTION");
        assertThat(script(path, "drop col: s clo: t").error(400, "ValidationFailed").details()).contains("clo");
        // Whether these are right depends on what comes later.
        script(path, "filter type: custom rowType: single row: nowhere == $later action: Keep").is(200);
        assertThat(post(fixture.body(recipe, "a.csv")).error(400, "ValidationFailed").details())
                .contains("line 1").contains("$later").doesNotContain("nowhere");
        client.patch("/v4/flows/" + fixture.flow, "{'parameters': {'later': 'x'}}").is(200);
        post(fixture.body(recipe, "a.csv")).is(201);
        script(path, "union with: nosuch").is(200);
        assertThat(post(fixture.body(recipe, "a.csv")).error(400, "ValidationFailed").details()).contains("nosuch");
        // So is one upstream.
        long next = client.post("/v4/wrangledDatasets", "{'name': 'succeed', 'flow': {'id': " + fixture.flow
                + "}, 'wrangledDataset': {'id': " + recipe + "}}").is(201).id();
        assertThat(post(fixture.body(next, "a.csv")).error(400, "ValidationFailed").details()).contains("nosuch");
    }

    private Client.Answer script(String path, String script) {
        return client.send(client.request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(
                Json.write(Json.object().put("script", script)))));
    }

    @Test
    void runParametersInBothShapesAndPlaces() {
        long dynamic = client.post("/v4/importedDatasets", "{'dynamicPath': '" + fixture.folder + "/{region}.csv',"
                + "'runParameters': [{'name': 'region', 'type': 'variable', 'default': 'in'}]}").is(201).id();
        recipe = client.post("/v4/wrangledDatasets", "{'name': 'succeed', 'flow': {'id': " + fixture.flow
                + "}, 'importedDataset': {'id': " + dynamic + "}}").is(201).id();
        long first = post(fixture.body(recipe, "a.csv")).is(201).id();
        assertThat(inputOf(first)).endsWith("/in.csv");
        String one = "{'data': [{'key': 'region', 'value': 'west'}, {'key': 'nope', 'value': 1}]}";
        for (String shape : new String[] {"'runParameters': {'overrides': " + one + "}",
            "'runParameters': {'overrides': [" + one + "]}",
            "'overrides': {'runParameters': {'overrides': " + one + "}}",
            "'runParameters': {'overrides': [{'data': [{'key': 'region', 'value': 'x'}]}, " + one + "]}"}) {
            Client.Answer made = post("{'wrangledDataset': {'id': " + recipe + "}, " + shape + "}").is(201);
            assertThat(made.json().get("warnings")).hasSize(1);
            assertThat(inputOf(made.id())).endsWith("/west.csv");
        }
        assertThat(inputOf(simplified().is(201).id())).endsWith("/in.csv");
        post("{'wrangledDataset': {'id': " + recipe + "}, 'runParameters': {'overrides': {'data': []}}}").is(201);
        post("{'wrangledDataset': {'id': " + recipe + "}, 'runParameters': {'overrides': {'data': [{'key': 'region',"
                + "'value': '../../../../../../etc/passwd'}]}}}").error(403, "AccessControlException");
        post("{'wrangledDataset': {'id': " + recipe + "}, 'runParameters': {'overrides': {'data': [{'key': 'region',"
                + "'value': '{a,../../../../store/drover}'}]}}}").error(403, "AccessControlException");
    }

    @Test
    void flowParametersReachTheJob() {
        client.patch("/v4/flows/" + fixture.flow, "{'parameters': {'limit': 5, 'two words': 'x'}}").is(200);
        long job = post(fixture.body(recipe, "a.csv")).is(201).id();
        assertThat(parameters(job)).isEqualTo(Map.of("limit", "5", "two words", "x"));
        Client.Answer made = post("{'wrangledDataset': {'id': " + recipe + "}, 'runParameters': {'overrides': {'data':"
                + "[{'key': 'limit', 'value': 9}, {'key': 'other', 'value': 1}]}}}").is(201);
        assertThat(parameters(made.id())).isEqualTo(Map.of("limit", "9", "two words", "x"));
        assertThat(made.json().get("warnings")).hasSize(1);
        assertThat(made.json().get("warnings").get(0).stringValue()).contains("other");
    }

    @Test
    void typesOfDatasetsReachTheJob() throws IOException {
        long typed = client.post("/v4/importedDatasets", "{'uri': 'file://" + fixture.folder + "/in.csv',"
                + "'types': {'s': 'Datetime(yyyy-MM-dd)'}}").is(201).id();
        long other = client.post("/v4/wrangledDatasets", "{'name': 'succeed', 'flow': {'id': " + fixture.flow
                + "}, 'importedDataset': {'id': " + typed + "}}").is(201).id();
        long job = post(fixture.body(other, "a.csv")).is(201).id();
        fixture.awaitStatus(job, "Complete");
        assertThat(spec(job).sources().get(0).types())
                .isEqualTo(Map.of("s", TypeSpelling.parse("Datetime(yyyy-MM-dd)").orElseThrow()));
    }

    private Map<String, String> parameters(long job) {
        fixture.awaitStatus(job, "Complete");
        try {
            return spec(job).parameters();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JobSpec spec(long job) throws IOException {
        return JobDirectory.at(LauncherSettings.under(RUNNING.home()).jobsDirectory().resolve(Long.toString(job))
                .toUri(), new Configuration()).spec();
    }

    private String inputOf(long group) {
        fixture.awaitStatus(group, "Complete");
        return client.get("/v4/jobGroups/" + group + "/inputs").is(200).json().get("data").get(0).get("files").get(0)
                .stringValue();
    }

    @Test
    void ranfrom() {
        String body = fixture.body(recipe, "r.csv");
        assertThat(client.get("/v4/jobGroups/" + post(body).is(201).id()).json().get("ranfrom").stringValue())
                .isEqualTo("ui");
        long hidden = post(body.replace("{'wrangledDataset'", "{'ranfrom': null, 'wrangledDataset'")).is(201).id();
        assertThat(client.get("/v4/jobGroups/" + hidden).json().get("ranfrom").isNull()).isTrue();
        assertThat(client.get("/v4/jobGroups?limit=1").json().get("data").get(0).get("id").longValue())
                .isEqualTo(hidden);
        assertThat(client.get("/v4/jobLibrary?limit=1").json().get("data").get(0).get("id").longValue())
                .isNotEqualTo(hidden);
        assertThat(client.get("/v4/jobGroups/" + post(body.replace("{'wrangledDataset'",
                "{'ranfrom': 'cli', 'wrangledDataset'")).is(201).id()).json().get("ranfrom").stringValue())
                .isEqualTo("cli");
    }

    @Test
    void idempotencyKeys() {
        String body = fixture.body(recipe, "i.csv").replace('\'', '"');
        Client.Answer first = keyed(client, "key 1", body).is(201);
        assertThat(keyed(client, "key 1", "  " + body).is(201).text()).isEqualTo(first.text());
        keyed(client, "key 1", body.replace("false", "true")).error(400, "ValidationFailed");
        assertThat(keyed(client, "key 2", body).is(201).id()).isNotEqualTo(first.id());
        keyed(RUNNING.admin(), "key 1", body.replace("false", "true")).is(201);
        keyed(client, " ", body).error(400, "ValidationFailed");
        assertThat(post(body).is(201).id()).isNotEqualTo(post(body).is(201).id());
    }

    private static Client.Answer keyed(Client client, String key, String body) {
        return client.send(client.request("/v4/jobGroups").header("Idempotency-Key", key)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    @Test
    void v3() {
        JsonNode made = client.post("/v3/jobGroups", fixture.body(recipe, "v3.csv")).is(201).json();
        assertThat(made.get("jobgroupId")).isEqualTo(made.get("id"));
        assertThat(made.get("jobIds")).hasSize(2);
        JsonNode read = client.get("/v3/jobgroups/" + made.get("id")).is(200).json();
        assertThat(read.get("createdBy").isNumber()).isTrue();
        assertThat(read.get("jobs").get("data").isNull()).isTrue();
        assertThat(read.has("workspace")).isFalse();
        client.get("/v3/jobGroups/" + made.get("id") + "/status").is(200);
    }

    @Test
    void flowRuns() {
        long flow = fixture.flow;
        client.post("/v4/flows/" + flow + "/run", "").error(400, "ValidationFailed");
        client.post("/v4/outputObjects", "{'flowNodeId': " + recipe + ", 'execution': 'photon', 'profiler': false,"
                + "'writeSettings': [" + fixture.setting("flow.csv") + "]}").is(201);
        JsonNode data = client.post("/v4/flows/" + flow + "/run/", "").is(201).json().get("data");
        assertThat(data).hasSize(1);
        long run = data.get(0).get("flowRun").get("id").longValue();
        long group = data.get(0).get("id").longValue();
        fixture.awaitStatus(group, "Complete");
        assertThat(client.get("/v4/flowRuns/" + run + "/status").is(200).text()).isEqualTo("\"Complete\"");
        assertThat(client.get("/v4/flowruns/" + run + "/jobgroups").json().get("data").get(0).get("flowRun")
                .get("id").longValue()).isEqualTo(run);
        RUNNING.other().get("/v4/flowRuns/" + run).error(403, "AccessControlException");
    }

    @Test
    void recipesBeforeAndReferencesComeAlong() throws Exception {
        long other = client.post("/v4/importedDatasets", "{'uri': 'file://" + fixture.folder
                + "/in.csv', 'name': 'lookup table'}").is(201).id();
        client.post("/v4/importedDatasets/" + other + "/addToFlow", "{'flow': {'id': " + fixture.flow + "}}").is(201);
        long second = client.post("/v4/wrangledDatasets", "{'name': 'succeed', 'flow': {'id': " + fixture.flow
                + "}, 'wrangledDataset': {'id': " + recipe + "}}").is(201).id();
        client.send(client.request("/v4/wrangledDatasets/" + second + "/script").PUT(BodyPublishers.ofString(
                "{\"script\": \"union with: 'lookup table'\"}"))).is(200);
        long group = fixture.run(second, "chain.csv");
        fixture.awaitStatus(group, "Complete");
        JobSpec spec = JobDirectory.at(RUNNING.home().resolve("jobs/" + group).toUri(), new Configuration()).spec();
        assertThat(spec.datasets()).extracting(JobSpec.Dataset::id)
                .containsExactly("recipe-" + recipe, "recipe-" + second);
        assertThat(spec.datasets().get(1).references()).containsEntry("lookup table",
                JobSpec.Dataset.Input.ofSource("source-" + other));
        assertThat(spec.sources()).hasSize(2);
    }

    @Test
    void recipesThatNeedEachOtherAreRefused() {
        long second = client.post("/v4/wrangledDatasets", "{'name': 'second', 'flow': {'id': " + fixture.flow
                + "}, 'wrangledDataset': {'id': " + recipe + "}}").is(201).id();
        client.put("/v4/wrangledDatasets/" + recipe + "/script", "{'script': 'union with: second'}").is(200);
        assertThat(post(fixture.body(second, "x.csv")).error(400, "ValidationFailed").details())
                .contains("needs its own result");
    }
}
