package io.drover.launcher.flows;

import io.drover.launcher.connections.ConnectionObjects;
import io.drover.launcher.connections.Connections;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.Resource;
import io.drover.launcher.security.People;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How flows and what belongs to them are shown. */
public final class FlowObjects {
    private static final long WORKSPACE = 1;

    private final Resource<Flow> flow;
    private final Resource<FlowNode> recipe;
    private final Resource<FlowNode> node;
    private final Resource<FlowNode> recipeDetails;
    private final Resource<ImportedDataset> importedDataset;
    private final Resource<OutputObject> outputObject;
    private final Resource<WriteSetting> writeSetting;
    private final Resource<Publication> publication;

    FlowObjects(People people, Flows flows, FlowNodes nodes, ImportedDatasets datasets, OutputObjects outputs,
            WriteSettings writeSettings, Publications publications, Connections connections,
            ConnectionObjects connectionObjects) {
        recipeDetails = new Resource<>("recipe", FlowObjects::recipeDetails);
        writeSetting = people.on(new Resource<>("writeSetting", FlowObjects::writeSettingJson))
                .one("outputObject", this::outputObject, w -> Optional.ofNullable(w.outputObject()).flatMap(outputs::find));
        publication = people.on(new Resource<>("publication", FlowObjects::publicationJson));
        flow = people.on(new Resource<>("flow", FlowObjects::flowJson))
                .many("flowNodes", this::node, f -> nodes.inFlow(f.id()))
                .put("workspace", () -> recipeDetails, (f, into, embed) -> into.set("workspace", workspace()));
        node = people.on(new Resource<>("flowNode", FlowObjects::nodeJson))
                .one("recipe", () -> recipeDetails, n -> n.isRecipe() ? Optional.of(n) : Optional.empty())
                .one("flow", this::flow, n -> flows.find(n.flow()));
        recipe = people.on(new Resource<>("wrangledDataset", FlowObjects::recipeJson))
                .one("recipe", () -> recipeDetails, Optional::of)
                .one("flow", this::flow, n -> flows.find(n.flow()))
                .many("outputObjects", this::outputObject, n -> outputs.of(n.id()))
                .put("activeSample", () -> recipeDetails,
                        (n, into, embed) -> into.set("activeSample", JsonNodeFactory.instance.nullNode()));
        outputObject = people.on(new Resource<>("outputObject", FlowObjects::outputObjectJson))
                .many("writeSettings", this::writeSetting, writeSettings::of)
                .many("publications", this::publication, publications::of)
                .one("flowNode", this::recipe, o -> nodes.find(o.node()));
        importedDataset = people.on(new Resource<>("importedDataset", FlowObjects::importedDatasetJson))
                .one("connection", connectionObjects::connection,
                        d -> Optional.ofNullable(d.connection()).flatMap(connections::find))
                .put("storageLocation", () -> recipeDetails, (d, into, embed) -> { })
                .put("runParameters", () -> recipeDetails,
                        (d, into, embed) -> into.set("runParameters", Json.data(runParameters(d))));
    }

    public Resource<Flow> flow() {
        return flow;
    }

    public Resource<FlowNode> node() {
        return node;
    }

    public Resource<FlowNode> recipe() {
        return recipe;
    }

    public Resource<ImportedDataset> importedDataset() {
        return importedDataset;
    }

    public Resource<OutputObject> outputObject() {
        return outputObject;
    }

    public Resource<WriteSetting> writeSetting() {
        return writeSetting;
    }

    public Resource<Publication> publication() {
        return publication;
    }

    /** There is one workspace. */
    public static ObjectNode workspace() {
        return Json.stub(WORKSPACE);
    }

    private static ObjectNode flowJson(Flow flow) {
        ObjectNode node = Json.object().put("id", flow.id()).put("name", flow.name())
                .put("description", flow.description());
        flow.stamp().into(node).putNull("folder");
        node.set("workspace", workspace());
        node.set("parameters", Json.strings(flow.parameters()));
        return node;
    }

    private static ObjectNode nodeJson(FlowNode node) {
        ObjectNode json = Json.object().put("id", node.id()).put("wrangled", node.isRecipe()).put("name", node.name());
        node.stamp().into(json).putNull("referenceInfo").putNull("activeSample");
        json.set("recipe", node.kind() == FlowNode.Kind.REFERENCE ? JsonNodeFactory.instance.nullNode()
                : Json.stub(node.id()));
        json.set("referencedFlowNode", Json.stub(node.referencedNode()));
        json.set("importedDataset", Json.stub(node.importedDataset()));
        json.set("flow", Json.stub(node.flow()));
        return json;
    }

    private static ObjectNode recipeJson(FlowNode recipe) {
        ObjectNode json = Json.object().put("id", recipe.id()).put("name", recipe.name())
                .put("description", recipe.description()).put("wrangled", recipe.isRecipe());
        recipe.stamp().into(json);
        json.set("recipe", recipeDetails(recipe));
        json.putNull("referenceInfo").putNull("activeSample");
        json.set("referencedFlowNode", Json.stub(recipe.referencedNode()));
        json.set("flow", Json.stub(recipe.flow()));
        return json;
    }

    private static ObjectNode recipeDetails(FlowNode recipe) {
        ObjectNode json = Json.object().put("id", recipe.id()).put("name", recipe.name())
                .put("description", recipe.description()).put("active", true).put("nextPortId", 1);
        json.set("currentEdit", Json.stub(recipe.id()));
        json.putNull("redoLeafEdit");
        return recipe.stamp().into(json);
    }

    private static ObjectNode outputObjectJson(OutputObject output) {
        ObjectNode json = Json.object().put("id", output.id()).put("name", output.name())
                .put("description", output.description()).put("execution", output.execution())
                .put("profiler", output.profiler()).put("isAdhoc", output.adhoc()).put("ignoreRecipeErrors", false);
        output.stamp().into(json);
        json.set("flowNode", Json.stub(output.node()));
        return json;
    }

    private static ObjectNode writeSettingJson(WriteSetting setting) {
        WriteSetting.Values v = setting.values();
        ObjectNode json = Json.object().put("id", setting.id()).put("path", v.path()).put("action", v.action())
                .put("format", v.format()).put("compression", v.compression()).put("header", v.header())
                .put("asSingleFile", v.asSingleFile()).put("delim", v.delim()).put("prefix", v.prefix())
                .put("suffix", v.suffix()).put("hasQuotes", v.hasQuotes())
                .put("includeMismatches", v.includeMismatches());
        setting.stamp().into(json);
        json.set("outputObject", Json.stub(setting.outputObject()));
        return json;
    }

    private static ObjectNode publicationJson(Publication publication) {
        Publication.Values v = publication.values();
        ObjectNode json = Json.object().put("id", publication.id());
        ArrayNode path = json.putArray("path");
        v.path().forEach(path::add);
        json.put("tableName", v.tableName()).put("targetType", v.targetType()).put("action", v.action())
                .put("connectionId", v.connection()).put("outputObjectId", publication.outputObject());
        publication.stamp().into(json);
        json.set("outputObject", Json.stub(publication.outputObject()));
        return json;
    }

    private static ObjectNode importedDatasetJson(ImportedDataset dataset) {
        boolean dynamic = dataset.dynamicPath() != null;
        ObjectNode json = Json.object().put("id", dataset.id()).put("name", dataset.name())
                .put("description", dataset.description()).put("uri", dataset.uri()).put("path", dataset.path())
                .put("type", dataset.type()).put("bucket", dataset.authority().orElse(null)).putNull("container")
                .putNull("blobHost").put("size", Long.toString(dataset.size()))
                .put("dynamicPath", dataset.dynamicPath()).put("isSchematized", false).put("isDynamic", dynamic)
                .put("isConverted", false).put("isDynamicOrConverted", dynamic).put("disableTypeInference", false)
                .put("hasStructuring", true);
        json.set("runParameters", Json.data(runParameters(dataset)));
        json.set("parsing", dataset.parsing() == null ? JsonNodeFactory.instance.nullNode() : dataset.parsing());
        json.set("types", Json.strings(dataset.types()));
        json.set("storageLocation", Json.object().put("id", dataset.id()).put("fullUri", dataset.uri())
                .put("path", dataset.path()).put("size", Long.toString(dataset.size())).put("type", dataset.type())
                .put("bucket", dataset.authority().orElse(null)).put("workspaceId", WORKSPACE));
        json.set("parsingRecipe", Json.stub(dataset.id()));
        json.set("connection", Json.stub(dataset.connection()));
        return dataset.stamp().into(json);
    }

    private static ArrayNode runParameters(ImportedDataset dataset) {
        ArrayNode array = Json.array();
        dataset.runParameters().forEach(p -> {
            ObjectNode entry = array.addObject().put("name", p.name()).put("type", p.kind());
            JsonNode value = JsonNodeFactory.instance.stringNode(p.value());
            entry.set("default", value);
        });
        return array;
    }
}
