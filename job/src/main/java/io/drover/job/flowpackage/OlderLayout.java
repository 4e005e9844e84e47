package io.drover.job.flowpackage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The older layout of packages (releases up to 6.4): one table a kind of object, rows naming each other by id. Made into
 * flows of the newer layout.
 */
final class OlderLayout {
    private final JsonNode data;
    private final List<PackageProblem> problems;
    private final Map<String, Map<String, List<JsonNode>>> indexes = new HashMap<>();

    private OlderLayout(JsonNode data, List<PackageProblem> problems) {
        this.data = data;
        this.problems = problems;
    }

    static boolean is(JsonNode data) {
        return data.has("editablescripts") || data.has("scriptlines");
    }

    /** @param problems where steps lead nowhere; added to */
    static List<JsonNode> flows(JsonNode data, List<PackageProblem> problems) {
        return new OlderLayout(data, problems).flows();
    }

    private List<JsonNode> flows() {
        Map<String, List<JsonNode>> nodes = by("flownodes", "flowId");
        Map<String, List<JsonNode>> edges = by("flowedges", "flowId");
        Map<String, JsonNode> scripts = new HashMap<>();
        data.path("editablescripts").forEach(script -> scripts.put(script.path("id").asText(), script));
        Map<String, List<JsonNode>> sources = by("datasources", "parsingScriptId");
        Map<String, List<JsonNode>> outputs = by("outputobjects", "flowNodeId");
        Map<String, List<JsonNode>> parameters = by("runparameters", "flowId");
        Map<String, List<JsonNode>> overrides = by("flowrunparameteroverrides", "flowId");
        Steps steps = new Steps();
        boolean single = data.path("flows").size() == 1;
        List<JsonNode> flows = new ArrayList<>();
        for (JsonNode row : data.path("flows")) {
            String id = row.path("id").asText();
            ObjectNode flow = JsonNodeFactory.instance.objectNode();
            flow.set("id", row.path("id"));
            flow.set("name", row.path("name"));
            flow.set("description", row.path("description"));
            ArrayNode recipes = flow.putArray("recipes");
            ArrayNode datasources = flow.putArray("datasources");
            ArrayNode outputobjects = flow.putArray("outputobjects");
            Set<String> seen = new HashSet<>();
            for (JsonNode node : nodes.getOrDefault(id, List.of())) {
                flow.withArray("flownodes").add(node);
                String scriptId = node.path("scriptId").asText();
                if (scripts.containsKey(scriptId) && seen.add(scriptId)) {
                    recipes.add(recipe(scripts.get(scriptId), steps));
                    sources.getOrDefault(scriptId, List.of()).forEach(source -> datasources.add(datasource(source)));
                }
                outputs.getOrDefault(node.path("id").asText(), List.of()).forEach(
                        output -> outputobjects.add(output(output)));
            }
            edges.getOrDefault(id, List.of()).forEach(flow.withArray("flowedges")::add);
            ArrayNode runparameters = flow.putArray("runparameters");
            parameters.getOrDefault(id, List.of()).forEach(parameter -> runparameters.add(parameter(parameter)));
            ArrayNode flowOverrides = flow.putArray("flowrunparameteroverrides");
            (single ? rows("flowrunparameteroverrides") : overrides.getOrDefault(id, List.of()))
                    .forEach(flowOverrides::add);
            flows.add(flow);
        }
        return flows;
    }

    /** A table's rows by a member's value; rows without it are left out. */
    private Map<String, List<JsonNode>> by(String table, String member) {
        return indexes.computeIfAbsent(table + " by " + member, name -> {
            Map<String, List<JsonNode>> found = new HashMap<>();
            for (JsonNode row : data.path(table)) {
                if (row.hasNonNull(member)) {
                    found.computeIfAbsent(row.get(member).asText(), key -> new ArrayList<>()).add(row);
                }
            }
            return found;
        });
    }

    /** The row that {@code member} of {@code row} names; null if there is none. */
    private JsonNode named(String table, JsonNode row, String member) {
        List<JsonNode> found = by(table, "id").getOrDefault(row.path(member).asText(), List.of());
        return found.isEmpty() ? null : found.get(0);
    }

    private List<JsonNode> rows(String table) {
        List<JsonNode> rows = new ArrayList<>();
        data.path(table).forEach(rows::add);
        return rows;
    }

    private JsonNode recipe(JsonNode script, Steps steps) {
        ObjectNode recipe = JsonNodeFactory.instance.objectNode();
        recipe.set("id", script.path("id"));
        recipe.set("name", script.path("name"));
        recipe.set("description", script.path("description"));
        recipe.set("steps", steps.of(script));
        return recipe;
    }

    /** The steps of scripts' current edits; older edits' lines stay behind. */
    private final class Steps {
        private final Map<String, List<JsonNode>> linesOfEdit = by("editsscriptlines", "editId");

        ArrayNode of(JsonNode script) {
            ArrayNode steps = JsonNodeFactory.instance.arrayNode();
            List<JsonNode> places = new ArrayList<>(
                    linesOfEdit.getOrDefault(script.path("currentEditId").asText(), List.of()));
            places.sort(Comparator.comparingLong(place -> place.path("index").asLong()));
            for (JsonNode place : places) {
                JsonNode line = named("scriptlines", place, "scriptlineId");
                if (line == null) {
                    problems.add(new PackageProblem("recipe \"" + script.path("name").asText() + "\"", "step "
                            + place.path("index").asText() + " is scriptline " + place.path("scriptlineId").asText()
                            + ", which the package doesn't have"));
                } else {
                    ObjectNode step = copy(line);
                    if (place.hasNonNull("portId")) {
                        step.set("portId", place.get("portId"));
                    }
                    steps.add(step);
                }
            }
            return steps;
        }
    }

    private JsonNode datasource(JsonNode row) {
        ObjectNode source = copy(row);
        String id = row.path("id").asText();
        JsonNode location = named("storagelocations", row, "storageLocationId");
        if (location != null) {
            source.set("storageLocation", location);
            for (String member : List.of("path", "type", "bucket")) {
                if (!source.hasNonNull(member) && location.hasNonNull(member)) {
                    source.set(member, location.get(member));
                }
            }
        }
        first("relationalsources", "datasourceId", id, source, "relationalsource");
        first("convertedsources", "datasourceId", id, source, "convertedSource");
        parameters(source, "datasourceId", id);
        return source;
    }

    private JsonNode output(JsonNode row) {
        ObjectNode output = copy(row);
        String id = row.path("id").asText();
        ArrayNode settings = output.putArray("writesettings");
        by("writesettings", "outputObjectId").getOrDefault(id, List.of()).forEach(setting -> {
            ObjectNode copy = copy(setting);
            parameters(copy, "writesettingId", setting.path("id").asText());
            settings.add(copy);
        });
        ArrayNode publications = output.putArray("publications");
        by("publications", "outputObjectId").getOrDefault(id, List.of()).forEach(publications::add);
        return output;
    }

    private void first(String table, String member, String id, ObjectNode into, String name) {
        List<JsonNode> found = by(table, member).getOrDefault(id, List.of());
        if (!found.isEmpty()) {
            into.set(name, found.get(0));
        }
    }

    private void parameters(ObjectNode into, String member, String id) {
        ArrayNode parameters = into.putArray("runParameters");
        by("runparameters", member).getOrDefault(id, List.of()).forEach(row -> parameters.add(parameter(row)));
    }

    private JsonNode parameter(JsonNode row) {
        ObjectNode parameter = copy(row);
        JsonNode edit = named("runparameteredits", row, "runParameterEditId");
        if (edit != null) {
            parameter.set("runParameterEdit", edit);
        }
        return parameter;
    }

    /** Shares what it holds: a package may name one line a million times. */
    private static ObjectNode copy(JsonNode row) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        return row instanceof ObjectNode object ? copy.setAll(object) : copy;
    }
}
