package io.drover.cli.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.cli.UsageException;
import io.drover.cli.api.ApiClient;
import io.drover.job.flow.FlowDefinition;
import io.drover.job.flow.FlowDefinition.RecipeDefinition;
import io.drover.job.flow.FlowDefinition.SourceDefinition;
import io.drover.job.flow.FlowResolver;
import io.drover.job.spec.JobSpec;
import io.drover.recipe.type.TypeSpelling;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a flow on a server. What is there under the same name is changed in place, so ids stay the same over applies; a
 * source whose location or reading changed becomes a new imported dataset, since those can't be changed, and takes the
 * place of the old one.
 */
public final class FlowApply {

    /** Begins the descriptions of imported datasets made here; a checksum of their definition follows. */
    private static final String MARK = "drover flow apply ";

    /** What stands on the server afterwards. */
    public record Applied(long flow, Map<String, Long> importedDatasets, Map<String, Long> wrangledDatasets) {}

    private final ApiClient client;
    private final FlowDefinition flow;
    private final Map<String, Long> imported = new LinkedHashMap<>();
    private final List<Long> superseded = new ArrayList<>();
    private final Map<String, Long> wrangled = new LinkedHashMap<>();

    private FlowApply(ApiClient client, FlowDefinition flow) {
        this.client = client;
        this.flow = flow;
    }

    public static Applied apply(ApiClient client, FlowDefinition flow) {
        return new FlowApply(client, flow).apply();
    }

    private Applied apply() {
        long flowId = flowId();
        Map<String, List<JsonNode>> inputs = new LinkedHashMap<>();
        client.get("/v4/flows/" + flowId + "/inputs").path("data").forEach(input ->
                inputs.computeIfAbsent(input.path("name").asText(), name -> new ArrayList<>()).add(input));
        flow.sources().values().forEach(source -> imported.put(source.name(), importedId(flowId, source, inputs)));

        Map<String, Long> existing = new LinkedHashMap<>();
        client.get("/v4/flows/" + flowId + "?embed=flowNodes.recipe").path("flowNodes").path("data").forEach(node -> {
            if (node.path("wrangled").asBoolean()) {
                existing.put(node.path("recipe").path("name").asText(), node.path("id").asLong());
            }
        });
        for (RecipeDefinition recipe : inOrder()) {
            wrangled.put(recipe.name(), wrangledId(flowId, recipe, existing));
        }
        // Two of one name would leave a recipe's references to it open. Ours alone go: others were put there by somebody.
        superseded.forEach(id -> client.delete("/v4/importedDatasets/" + id));
        // Scripts last: they may name any other dataset of the flow.
        flow.recipes().values().forEach(recipe -> {
            client.put("/v4/wrangledDatasets/" + wrangled.get(recipe.name()) + "/script",
                    Map.of("script", recipe.recipe()));
            outputs(recipe);
        });
        return new Applied(flowId, Map.copyOf(imported), Map.copyOf(wrangled));
    }

    private long flowId() {
        JsonNode found = client.get("/v4/flows?flowsFilter=owned&noLimit=true&filterType=exact&filter="
                + URLEncoder.encode(flow.name(), StandardCharsets.UTF_8));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", flow.name());
        body.put("description", flow.description());
        body.put("parameters", flow.parameters());
        List<Long> ids = new ArrayList<>();
        found.path("data").forEach(node -> ids.add(node.path("id").asLong()));
        if (ids.size() > 1) {
            throw new UsageException("you have several flows named '" + flow.name() + "' (ids "
                    + ids + "): rename or delete all but one");
        }
        if (ids.isEmpty()) {
            return client.post("/v4/flows", body).path("id").asLong();
        }
        client.put("/v4/flows/" + ids.get(0), body);
        return ids.get(0);
    }

    private long importedId(long flowId, SourceDefinition source, Map<String, List<JsonNode>> inputs) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", source.name());
        if (source.parameters().isEmpty() && source.selections().isEmpty()) {
            body.put("uri", source.uri());
        } else {
            int path = pathStart(source.uri());
            body.put("uri", source.uri());
            body.put("dynamicPath", source.uri().substring(path));
            List<Map<String, Object>> parameters = new ArrayList<>();
            source.parameters().forEach((name, value) ->
                    parameters.add(Map.of("name", name, "type", "variable", "default", value)));
            source.selections().forEach(selection -> parameters.add(Map.of("name", selection.name(),
                    "type", selection.kind().word(), "default", selection.value())));
            body.put("runParameters", parameters);
        }
        Map<String, Object> parsing = parsing(source.options());
        if (!parsing.isEmpty()) {
            body.put("parsing", parsing);
        }
        if (!source.types().isEmpty()) {
            Map<String, String> types = new LinkedHashMap<>();
            source.types().forEach((column, type) -> types.put(column, TypeSpelling.print(type)));
            body.put("types", types);
        }
        String description = MARK + Integer.toHexString(body.toString().hashCode());
        body.put("description", description);
        Optional<Long> same = Optional.empty();
        for (JsonNode input : inputs.getOrDefault(source.name(), List.of())) {
            String found = input.path("description").asText("");
            if (found.equals(description) && same.isEmpty()) {
                same = Optional.of(input.path("id").asLong());
            } else if (found.startsWith(MARK)) {
                superseded.add(input.path("id").asLong());
            }
        }
        if (same.isPresent()) {
            return same.get();
        }
        long id = client.post("/v4/importedDatasets", body).path("id").asLong();
        client.post("/v4/importedDatasets/" + id + "/addToFlow", Map.of("flow", Map.of("id", flowId)));
        return id;
    }

    private static int pathStart(String uri) {
        int authority = uri.indexOf("://");
        int slash = uri.indexOf('/', authority < 0 ? 0 : authority + 3);
        return Math.max(slash, 0);
    }

    private static Map<String, Object> parsing(JobSpec.SourceOptions options) {
        Map<String, Object> parsing = new LinkedHashMap<>();
        putIfGiven(parsing, "format", options.format());
        putIfGiven(parsing, "delimiter", options.delimiter());
        putIfGiven(parsing, "header", options.header());
        putIfGiven(parsing, "quote", options.quote());
        putIfGiven(parsing, "encoding", options.encoding());
        putIfGiven(parsing, "sheet", options.sheet());
        putIfGiven(parsing, "badRecords", options.badRecords());
        if (!"auto".equals(options.structure())) {
            putIfGiven(parsing, "structure", options.structure());
        }
        return parsing;
    }

    private static void putIfGiven(Map<String, Object> map, String key, Object value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private long wrangledId(long flowId, RecipeDefinition recipe, Map<String, Long> existing) {
        Map<String, Object> input = flow.sources().containsKey(recipe.input())
                ? Map.of("importedDataset", Map.of("id", imported.get(recipe.input())))
                : Map.of("wrangledDataset", Map.of("id", wrangled.get(recipe.input())));
        Long id = existing.get(recipe.name());
        if (id != null) {
            client.put("/v4/wrangledDatasets/" + id + "/primaryInputDataset", input);
            return id;
        }
        Map<String, Object> body = new LinkedHashMap<>(input);
        body.put("name", recipe.name());
        body.put("flow", Map.of("id", flowId));
        return client.post("/v4/wrangledDatasets", body).path("id").asLong();
    }

    private void outputs(RecipeDefinition recipe) {
        if (recipe.outputs().isEmpty() && recipe.engine().isEmpty() && recipe.profile().isEmpty()) {
            return;
        }
        long node = wrangled.get(recipe.name());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("flowNodeId", node);
        recipe.engine().ifPresent(engine -> body.put("execution", engine));
        body.put("profiler", recipe.profile().orElse(false));
        body.put("writeSettings", recipe.outputs().stream().map(FlowApply::writeSetting).toList());
        Optional<Long> existing = Optional.empty();
        for (JsonNode output : client.get("/v4/wrangledDatasets/" + node + "?embed=outputObjects")
                .path("outputObjects").path("data")) {
            existing = Optional.of(output.path("id").asLong());
        }
        if (existing.isPresent()) {
            client.put("/v4/outputObjects/" + existing.get(), body);
        } else {
            client.post("/v4/outputObjects", body);
        }
    }

    private static Map<String, Object> writeSetting(JobSpec.Output output) {
        Map<String, Object> setting = new LinkedHashMap<>();
        setting.put("path", output.path());
        setting.put("action", output.action().name().toLowerCase(Locale.ROOT));
        setting.put("format", output.format().name().toLowerCase(Locale.ROOT));
        setting.put("compression", output.compression().name().toLowerCase(Locale.ROOT));
        setting.put("header", output.header());
        setting.put("asSingleFile", output.asSingleFile());
        setting.put("delim", output.delimiter());
        setting.put("hasQuotes", output.hasQuotes());
        return setting;
    }

    /** Recipes after the ones whose rows come into them. */
    private List<RecipeDefinition> inOrder() {
        Map<String, RecipeDefinition> ordered = new LinkedHashMap<>();
        flow.recipes().keySet().forEach(name -> FlowResolver.resolve(flow, name, Map.of()).datasets().stream()
                .filter(dataset -> flow.recipes().containsKey(dataset.id()))
                .forEach(dataset -> ordered.putIfAbsent(dataset.id(), flow.recipes().get(dataset.id()))));
        return List.copyOf(ordered.values());
    }
}
