package io.drover.launcher.jobgroups;

import io.drover.launcher.flows.Flow;
import io.drover.launcher.flows.FlowNodes;
import io.drover.launcher.flows.FlowObjects;
import io.drover.launcher.flows.Flows;
import io.drover.launcher.flows.WriteSetting;
import io.drover.launcher.flows.WriteSettings;
import io.drover.launcher.rest.Embed;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.Resource;
import io.drover.launcher.security.People;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How job groups and what belongs to them are shown. */
final class JobObjects {
    private static final int SAMPLE_SIZE = 100;

    private final Resource<JobGroup> jobGroup;
    private final Resource<Job> job;
    private final Resource<ScriptResult> scriptResult;
    private final Resource<Job> fileWriterJob;
    private final Resource<Object> leaf = new Resource<>("value", nothing -> Json.object());
    private final JobGroups jobGroups;
    private final Jobs jobs;
    private final FlowNodes nodes;
    private final Flows flows;

    JobObjects(People people, JobGroups jobGroups, Jobs jobs, FlowObjects flowObjects, FlowNodes nodes, Flows flows,
            WriteSettings writeSettings) {
        this.jobGroups = jobGroups;
        this.jobs = jobs;
        this.nodes = nodes;
        this.flows = flows;
        Supplier<Resource<WriteSetting>> settings = flowObjects::writeSetting;
        scriptResult = new Resource<>("scriptResult", this::resultJson)
                .put("storageLocation", this::leaf, (result, into, embed) -> { });
        fileWriterJob = new Resource<Job>("fileWriterJob", writer -> {
            ObjectNode node = Json.stub(writer.id());
            node.set("writeSetting", Json.stub(writer.writeSetting()));
            return node;
        }).one("writeSetting", settings, writer -> writeSettings.find(writer.writeSetting()));
        job = new Resource<>("job", this::jobJson)
                .many("scriptResults", () -> scriptResult, j -> jobs.resultOf(j).stream().toList())
                .put("writeSetting", settings, (j, into, embed) -> into.set("writeSetting",
                        setting(j, writeSettings, settings, embed)))
                .put("fileWriterJob", () -> fileWriterJob, (j, into, embed) -> {
                    into.set("fileWriterJob", j.writeSetting() == null ? JsonNodeFactory.instance.nullNode()
                            : fileWriterJob.render(j, embed));
                    // Clients look for the full setting in the job itself.
                    boolean wanted = embed.children().keySet().stream().anyMatch("writeSetting"::equalsIgnoreCase);
                    if (wanted && j.writeSetting() != null) {
                        into.set("writeSetting", setting(j, writeSettings, settings, Embed.NONE));
                    }
                });
        jobGroup = people.on(new Resource<>("jobGroup", this::groupJson))
                .many("jobs", () -> job, group -> jobs.of(group.id()))
                .one("wrangledDataset", flowObjects::recipe, group -> nodes.find(group.recipe()))
                .put("workspace", this::leaf, (group, into, embed) -> into.set("workspace", FlowObjects.workspace()))
                .put("snapshot", this::leaf, (group, into, embed) -> into.set("snapshot", Json.stub(group.id())))
                .put("flowRun", this::leaf, (group, into, embed) -> into.set("flowRun", Json.stub(group.flowRun())))
                .put("jobGroupDataflowOptions", this::leaf,
                        (group, into, embed) -> into.set("jobGroupDataflowOptions", Json.data(Json.array())));
    }

    Resource<JobGroup> jobGroup() {
        return jobGroup;
    }

    Resource<Job> job() {
        return job;
    }

    Resource<ScriptResult> scriptResult() {
        return scriptResult;
    }

    private Resource<Object> leaf() {
        return leaf;
    }

    /** In lists the recipe always tells its flow. */
    ObjectNode list(List<JobGroup> groups, Embed embed) {
        jobGroup.check(embed);
        boolean full = embed.children().keySet().stream().anyMatch("wrangledDataset"::equalsIgnoreCase);
        return Json.data(groups, group -> {
            ObjectNode node = jobGroup.render(group, embed);
            if (!full) {
                node.set("wrangledDataset", withFlow(group));
            }
            return node;
        });
    }

    private ObjectNode withFlow(JobGroup group) {
        ObjectNode recipe = Json.stub(group.recipe());
        Optional<Flow> flow = nodes.find(group.recipe()).flatMap(node -> flows.find(node.flow()));
        recipe.set("flow", flow.<JsonNode>map(f -> Json.stub(f.id()).put("name", f.name()))
                .orElseGet(JsonNodeFactory.instance::nullNode));
        return recipe;
    }

    private ObjectNode groupJson(JobGroup group) {
        ObjectNode node = Json.object().put("id", group.id()).put("name", group.name())
                .put("description", group.description()).put("ranfrom", group.ranfrom()).put("ranfor", group.ranfor())
                .put("status", Status.shown(group.status())).put("profilingEnabled", group.profiler())
                .put("runParameterReferenceDate", Json.timestamp(group.referenceTime()));
        group.stamp().into(node);
        node.set("workspace", FlowObjects.workspace());
        node.set("snapshot", Json.stub(group.id()));
        node.set("wrangledDataset", Json.stub(group.recipe()));
        node.set("flowRun", Json.stub(group.flowRun()));
        return node;
    }

    private ObjectNode jobJson(Job j) {
        JobGroup group = jobGroups.find(j.jobGroup()).orElseThrow();
        ObjectNode node = Json.object().put("id", j.id()).put("status", j.status()).put("jobType", j.type())
                .put("sampleSize", SAMPLE_SIZE).put("percentComplete", j.percent())
                .put("lastHeartbeatAt", Json.timestamp(j.heartbeatAt())).put("createdAt", Json.timestamp(j.createdAt()))
                .put("updatedAt", Json.timestamp(j.updatedAt()));
        node.set("creator", Json.stub(group.stamp().creator()));
        node.set("jobGroup", Json.stub(j.jobGroup()));
        node.put("errorMessage", j.errorMessage());
        node.put("errorCode", j.errorCode()); // an extension: what docs/operations.md lists
        if (j.type().equals("wrangle")) {
            node.put("executionLanguage", group.execution())
                    .put("cpJobId", jobs.engineJobId(group.id()).orElse(null)).putNull("templateLocation");
        } else if (j.type().equals("filewriter")) {
            node.set("writeSetting", Json.stub(j.writeSetting()));
            node.set("scriptResult", Json.stub(jobs.resultOf(j).map(ScriptResult::id).orElse(null)));
        }
        return node;
    }

    private static JsonNode setting(Job j, WriteSettings writeSettings, Supplier<Resource<WriteSetting>> settings,
            Embed embed) {
        return Optional.ofNullable(j.writeSetting()).flatMap(writeSettings::find)
                .<JsonNode>map(found -> settings.get().render(found, embed))
                .orElseGet(JsonNodeFactory.instance::nullNode);
    }

    private ObjectNode resultJson(ScriptResult result) {
        int scheme = result.uri().indexOf(':');
        ObjectNode node = Json.object().put("id", result.id()).put("isPrimaryOutput", result.primary())
                .put("path", result.uri()).put("format", result.format());
        node.set("job", Json.stub(result.job()));
        node.set("storageLocation", Json.object().put("id", result.id())
                .put("type", scheme < 0 ? "file" : result.uri().substring(0, scheme)).put("bucket", authority(result))
                .put("path", path(result.uri())).put("fullUri", result.uri()).put("size", result.size()));
        return node.put("createdAt", Json.timestamp(result.createdAt()))
                .put("updatedAt", Json.timestamp(result.createdAt()));
    }

    private static String authority(ScriptResult result) {
        int start = result.uri().indexOf("://");
        int slash = start < 0 ? -1 : result.uri().indexOf('/', start + 3);
        return slash <= start + 3 ? null : result.uri().substring(start + 3, slash);
    }

    private static String path(String uri) {
        int start = uri.indexOf("://");
        int slash = start < 0 ? uri.indexOf('/') : uri.indexOf('/', start + 3);
        return slash < 0 ? uri : uri.substring(slash);
    }
}
