package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** {@code /v3}, where it differs from {@code /v4}. */
final class VersionThreeTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher();

    private final Client client = RUNNING.user();
    private final Fixture fixture = new Fixture(client, RUNNING.home());
    private final long me = client.get("/v4/people/current").id();

    private void isFlat(JsonNode json) {
        assertThat(json.get("createdBy").longValue()).isEqualTo(me);
        assertThat(json.get("updatedBy").longValue()).isEqualTo(me);
        assertThat(json.has("creator") || json.has("updater")).isFalse();
        assertThat(json.get("createdAt").stringValue()).endsWith(".000Z");
    }

    @Test
    void jobGroups() {
        long recipe = fixture.recipe("succeed");
        JsonNode made = client.post("/v3/jobGroups", fixture.body(recipe, "v3.csv")).is(201).json();
        long id = made.get("jobgroupId").longValue();
        assertThat(made.get("reason").stringValue()).isEqualTo("JobStarted");
        assertThat(made.get("sessionId").stringValue()).hasSize(36);
        assertThat(made.get("id").longValue()).isEqualTo(id);
        List<Long> ids = made.get("jobIds").valueStream().map(JsonNode::longValue).toList();
        assertThat(ids).hasSize(2).isEqualTo(made.get("jobs").get("data").valueStream()
                .map(job -> job.get("id").longValue()).toList());
        fixture.awaitStatus(id, "Complete");
        assertThat(client.get("/v3/jobGroups/" + id + "/status").is(200).text()).isEqualTo("\"Complete\"");
        assertThat(client.get("/v3/jobGroups/" + id + "/jobs").is(200).json())
                .isEqualTo(client.get("/v4/jobGroups/" + id + "/jobs").json());
        assertThat(client.get("/v3/jobGroups").is(200).json()).isEqualTo(client.get("/v4/jobGroups").json());
        JsonNode read = client.get("/v3/jobgroups/" + id + "/").is(200).json();
        isFlat(read);
        assertThat(read.get("wrangleScript").get("id").longValue()).isEqualTo(recipe);
        assertThat(read.get("jobs").toString()).isEqualTo("{\"data\":null}");
        assertThat(read.has("workspace") || read.has("ranfor") || read.has("flowRun")).isFalse();
        assertThat(read.get("status").stringValue()).isEqualTo("Complete");
        assertThat(client.get("/v3/jobGroups/" + id + "?embed=jobs").json().get("jobs").get("data")).hasSize(2);
    }

    @Test
    void flowsAndNodes() {
        JsonNode flow = client.post("/v3/flows", "{'name': 'flat', 'description': 'd'}").is(201).json();
        isFlat(flow);
        assertThat(flow.get("name").stringValue()).isEqualTo("flat");
        assertThat(flow.get("workspaceId").longValue()).isEqualTo(1);
        assertThat(client.get("/v3/flows/" + flow.get("id")).is(200).json()).isEqualTo(flow);
        JsonNode node = client.post("/v3/importedDatasets/" + fixture.dataset + "/addToFlow",
                "{'flow': {'id': " + flow.get("id") + "}}").is(201).json();
        isFlat(node);
        assertThat(node.get("flowId")).isEqualTo(flow.get("id"));
        assertThat(node.get("scriptId").longValue()).isPositive();
        assertThat(node.get("wrangled").booleanValue()).isFalse();
        assertThat(node.has("flow") || node.has("recipe")).isFalse();
        client.post("/v3/flows", "{}").error(400, "ValidationFailed");
        client.post("/v3/importedDatasets/" + fixture.dataset + "/addToFlow", "{}").error(400, "ValidationFailed");
        RUNNING.other().get("/v3/flows/" + flow.get("id")).error(403, "AccessControlException");
    }

    @Test
    void recipes() {
        JsonNode recipe = client.post("/v3/wrangledDatasets", "{'name': 'r', 'flow': {'id': " + fixture.flow
                + "}, 'importedDataset': {'id': " + fixture.dataset + "}}").is(201).json();
        String path = "/wrangledDatasets/" + recipe.get("id");
        assertThat(client.get("/v4" + path).json()).isEqualTo(recipe);
        assertThat(client.get("/v3" + path).is(200).json()).isEqualTo(recipe);
        assertThat(client.get("/v3/wrangledDatasets").is(200).json()).isEqualTo(client.get("/v4/wrangledDatasets").json());
        long second = client.post("/v4/importedDatasets", "{'uri': 'file://" + fixture.folder + "/second.csv'}").is(201)
                .id();
        assertThat(client.put("/v3" + path + "/primaryInputDataset", "{'importedDataset': {'id': " + second + "}}").is(200)
                .json().get("id")).isEqualTo(recipe.get("id"));
        assertThat(client.get("/v3" + path + "/primaryInputDataset").is(200).json().get("importedDataset").get("id")
                .longValue()).isEqualTo(second);
    }
}
