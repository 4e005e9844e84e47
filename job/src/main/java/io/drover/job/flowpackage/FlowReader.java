package io.drover.job.flowpackage;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.job.flow.DatasetNames;
import io.drover.job.flowpackage.PackageIssue.Severity;
import io.drover.job.flowpackage.ScriptImport.Named;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a flow of the newer layout: first what stands in it and how it hangs together, then its parts. */
final class FlowReader {
    private enum Kind { DATASET, RECIPE, REFERENCE }

    /** @param script of a dataset: its structuring recipe; null of a reference @param target of a reference, else null */
    private record Entry(String id, Kind kind, JsonNode script, JsonNode datasource, String target) {}

    private static final int STEP_LIMIT = 20_000;

    private final JsonNode flow;
    private final String id;
    private final String name;
    private final List<PackageProblem> problems;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> primary = new HashMap<>();
    private final Map<String, Map<String, String>> ports = new HashMap<>();
    private final List<JsonNode> spareDatasources = new ArrayList<>();
    private final Map<String, List<Entry>> byName = new HashMap<>();

    /** @param problems what doesn't fit is added to */
    FlowReader(JsonNode flow, int index, List<PackageProblem> problems) {
        this.flow = flow;
        this.problems = problems;
        this.id = flow.path("id").asText("flow-" + index);
        this.name = flow.path("name").asText("").isBlank() ? "Flow " + id : flow.path("name").asText();
        nodes();
        edges();
    }

    String where() {
        return "flow \"" + name + "\"";
    }

    /** Names of nodes by id, for messages. */
    Map<String, String> nodeNames() {
        Map<String, String> names = new LinkedHashMap<>();
        entries.values().forEach(entry -> names.put(entry.id(), givenName(entry)));
        return names;
    }

    /** What each node reads, in this flow or another. */
    Map<String, Set<String>> inputsOfNodes() {
        Map<String, Set<String>> inputs = new LinkedHashMap<>();
        for (Entry entry : entries.values()) {
            Set<String> own = new LinkedHashSet<>(ports.getOrDefault(entry.id(), Map.of()).values());
            Optional.ofNullable(primary.get(entry.id())).ifPresent(own::add);
            Optional.ofNullable(entry.target()).ifPresent(own::add);
            inputs.put(entry.id(), own);
        }
        return inputs;
    }

    private void problem(String message) {
        problems.add(new PackageProblem(where(), message));
    }

    private void nodes() {
        Map<String, JsonNode> recipes = new HashMap<>();
        flow.path("recipes").forEach(recipe -> recipes.put(recipe.path("id").asText(), recipe));
        Map<String, JsonNode> sources = new LinkedHashMap<>();
        Map<String, JsonNode> ofScript = new HashMap<>();
        for (JsonNode source : flow.path("datasources")) {
            if (sources.put(source.path("id").asText(), source) == null && source.hasNonNull("parsingScriptId")) {
                ofScript.putIfAbsent(source.get("parsingScriptId").asText(), source);
            }
        }
        Set<String> used = new HashSet<>();
        for (JsonNode node : flow.path("flownodes")) {
            String nodeId = node.path("id").asText("");
            if (nodeId.isEmpty()) {
                problem("a flow node has no id");
                continue;
            }
            Optional<Entry> entry = entry(nodeId, node, recipes, sources, ofScript);
            entry.ifPresent(found -> {
                if (found.datasource() != null) {
                    used.add(found.datasource().path("id").asText());
                }
                if (entries.put(nodeId, found) != null) {
                    problem("flow node " + nodeId + " is there twice");
                }
            });
        }
        sources.forEach((sourceId, source) -> {
            if (!used.contains(sourceId)) {
                spareDatasources.add(source);
            }
        });
        for (JsonNode source : spareDatasources) {
            String key = "datasource-" + source.path("id").asText();
            entries.put(key, new Entry(key, Kind.DATASET, recipes.get(source.path("parsingScriptId").asText("")), source,
                    null));
        }
    }

    private Optional<Entry> entry(String node, JsonNode json, Map<String, JsonNode> recipes,
            Map<String, JsonNode> sources, Map<String, JsonNode> ofScript) {
        String target = json.hasNonNull("referencedFlowNodeId") ? json.get("referencedFlowNodeId").asText()
                : json.path("referencedFlowNode").hasNonNull("id") ? json.path("referencedFlowNode").get("id").asText()
                : json.path("flowNodeId").asText("");
        if (!json.hasNonNull("scriptId")) {
            if (target.isEmpty() || target.equals("null")) {
                problem("flow node " + node + " has neither a recipe nor a node it refers to");
                return Optional.empty();
            }
            return Optional.of(new Entry(node, Kind.REFERENCE, null, null, target));
        }
        String scriptId = json.get("scriptId").asText();
        JsonNode script = recipes.get(scriptId);
        if (script == null) {
            problem("flow node " + node + " has recipe " + scriptId + ", which the package doesn't have");
            return Optional.empty();
        }
        JsonNode source = Optional.ofNullable(ofScript.get(scriptId)).orElseGet(() -> loaded(script, sources));
        boolean wrangled = json.hasNonNull("wrangled") ? json.get("wrangled").asBoolean() : source == null;
        if (wrangled) {
            return Optional.of(new Entry(node, Kind.RECIPE, script, null, null));
        }
        if (source == null) {
            problem("flow node " + node + " is a dataset, but the package has no datasource for it");
            return Optional.empty();
        }
        return Optional.of(new Entry(node, Kind.DATASET, script, source, null));
    }

    /** The datasource that a structuring recipe loads; null if it names none. */
    private static JsonNode loaded(JsonNode script, Map<String, JsonNode> sources) {
        for (JsonNode step : script.path("steps")) {
            String location = step.path("task").path("parameters").path("location").path("value").asText("");
            if (location.startsWith("id://")) {
                return sources.get(location.substring("id://".length()));
            }
        }
        return null;
    }

    private void edges() {
        for (JsonNode edge : flow.path("flowedges")) {
            String from = edge.path("inFlowNodeId").asText("");
            String to = edge.path("outFlowNodeId").asText("");
            String label = "edge " + edge.path("id").asText("");
            List<String> missing = new ArrayList<>();
            for (String end : List.of(from, to)) {
                if (!entries.containsKey(end) && !missing.contains(end)) {
                    missing.add(end);
                }
            }
            if (!missing.isEmpty()) {
                problem(label + " joins flow node " + String.join(" and ", missing) + ", which the package doesn't have");
            } else if (entries.get(to).kind() != Kind.RECIPE) {
                problem(label + " leads into flow node " + to + ", which is no recipe");
            } else {
                boolean first = !edge.hasNonNull("outPortId");
                String before = first ? primary.put(to, from)
                        : ports.computeIfAbsent(to, key -> new LinkedHashMap<>()).put(edge.get("outPortId").asText(), from);
                if (before != null && !before.equals(from)) {
                    problem("flow node " + to + " has two edges into its "
                            + (first ? "primary input" : "input " + edge.get("outPortId").asText()));
                }
            }
        }
    }

    private static String givenName(Entry entry) {
        if (entry.kind() == Kind.REFERENCE) {
            return "reference " + entry.id();
        }
        String own = entry.datasource() == null ? "" : entry.datasource().path("name").asText("");
        String script = entry.script() == null ? "" : entry.script().path("name").asText("");
        String found = own.isBlank() ? script : own;
        if (found.isBlank() && entry.datasource() != null) {
            String path = entry.datasource().path("path").asText("").replaceAll("/+$", "");
            found = path.substring(path.lastIndexOf('/') + 1);
        }
        return found.isBlank() ? (entry.kind() == Kind.DATASET ? "Dataset " : "Recipe ") + entry.id() : found;
    }

    /** Names of the recipes that other flows may refer to, by node. */
    Optional<String> recipeName(String node) {
        return Optional.ofNullable(entries.get(node)).filter(entry -> entry.kind() != Kind.REFERENCE)
                .map(FlowReader::givenName);
    }

    /**
     * The flow; only once it is known to hold together.
     *
     * @param nameOfReferenced the name of a node of any flow
     */
    PackagedFlow read(ScriptImport scripts, java.util.function.Function<String, Optional<String>> nameOfReferenced,
            List<PackageIssue> issues) {
        Map<String, String> given = new LinkedHashMap<>();
        entries.values().forEach(entry -> given.put(entry.id(), entry.target() == null ? givenName(entry)
                : nameOfReferenced.apply(entry.target()).orElse(givenName(entry))));
        Set<String> referenced = new HashSet<>();
        ports.values().forEach(own -> referenced.addAll(own.values()));
        Set<String> recipeNodes = new HashSet<>();
        entries.values().stream().filter(entry -> entry.kind() != Kind.DATASET)
                .forEach(entry -> recipeNodes.add(entry.id()));
        NodeNames names = NodeNames.of(given, referenced, recipeNodes);
        names.renamed().forEach((node, reason) -> issues.add(PackageIssue.of(Severity.NOTE, name, given.get(node), "",
                "is named '" + names.of(node) + "' here: " + reason)));
        FlowParameters parameters = FlowParameters.read(flow, name, issues);
        Map<String, String> ofDatasource = new HashMap<>();
        entries.values().stream().filter(entry -> entry.kind() == Kind.DATASET).forEach(entry ->
                ofDatasource.putIfAbsent(entry.datasource().path("id").asText(), entry.id()));
        Map<String, List<JsonNode>> outputs = new HashMap<>();
        for (JsonNode output : flow.path("outputobjects")) {
            outputs.computeIfAbsent(output.path("flowNodeId").asText(""), key -> new ArrayList<>()).add(output);
        }
        List<PackagedNode> nodes = new ArrayList<>();
        for (Entry entry : inOrder()) {
            String nodeName = names.of(entry.id());
            switch (entry.kind()) {
                case DATASET -> nodes.add(new DatasetReader(name, entry.id(), nodeName, entry.datasource(),
                        entry.script(), parameters, issues).read(scripts));
                case REFERENCE -> nodes.add(new PackagedNode.Reference(entry.id(), nodeName, entry.target()));
                case RECIPE -> {
                    ScriptImport.Inputs inputs = new ScriptImport.Inputs(
                            port -> Optional.ofNullable(ports.getOrDefault(entry.id(), Map.of()).get(port))
                                    .map(node -> new Named(node, names.of(node))),
                            source -> Optional.ofNullable(ofDatasource.get(source))
                                    .map(node -> new Named(node, names.of(node))),
                            parameters.all());
                    nodes.add(recipe(entry, names, scripts, inputs,
                            outputs.getOrDefault(entry.id(), List.of()), parameters, issues));
                }
            }
        }
        outputs.keySet().stream().filter(node -> !recipeNodes.contains(node)).forEach(node -> issues.add(PackageIssue.of(
                Severity.WARNING, name, "", "outputs", "the output of flow node " + node
                        + " is left behind: that is no recipe of the flow")));
        leftBehind("webhookflowtasks", "webhooks call other systems and aren't taken over", issues);
        leftBehind("notes", "notes on the canvas aren't taken over", issues);
        return new PackagedFlow(id, name, text(flow, "description"), parameters.declared(), nodes);
    }

    private PackagedNode.Recipe recipe(Entry entry, NodeNames names, ScriptImport scripts, ScriptImport.Inputs inputs,
            List<JsonNode> outputs, FlowParameters parameters, List<PackageIssue> issues) {
        String nodeName = names.of(entry.id());
        Optional<String> input = Optional.ofNullable(primary.get(entry.id()));
        if (input.isEmpty()) {
            issues.add(PackageIssue.of(Severity.ERROR, name, nodeName, "",
                    "has no input in the package, so it can't be run until it is given one"));
        }
        JsonNode own = entry.script().path("script");
        String script;
        Map<String, String> references;
        if (own.isTextual()) {
            script = own.textValue();
            references = references(entry, script, names);
        } else {
            if (entry.script().path("steps").size() > STEP_LIMIT) {
                throw new PackageException(PackageException.Kind.TOO_LARGE, "recipe \"" + nodeName + "\" has more than "
                        + STEP_LIMIT + " steps");
            }
            ScriptImport.Script read = scripts.read(name, nodeName, entry.script().path("steps"), inputs, issues);
            script = read.text();
            references = read.references();
        }
        if (!entry.script().path("dqScriptRules").isEmpty()) {
            issues.add(PackageIssue.of(Severity.NOTE, name, nodeName, "data quality rules",
                    entry.script().path("dqScriptRules").size() + " of them aren't taken over; they don't change results"));
        }
        return new PackagedNode.Recipe(entry.id(), nodeName, text(entry.script(), "description"), input, references,
                script, OutputReader.read(name, nodeName, outputs, parameters.overrides(), issues));
    }

    /** What a recipe's own text names: nodes of its flow, recipes before datasets of the same name. */
    private Map<String, String> references(Entry reader, String script, NodeNames names) {
        if (byName.isEmpty()) {
            entries.values().forEach(entry -> byName.computeIfAbsent(
                    names.of(entry.id()).toLowerCase(Locale.ROOT), name -> new ArrayList<>()).add(entry));
        }
        Map<String, String> references = new LinkedHashMap<>();
        for (String named : DatasetNames.in(script)) {
            byName.getOrDefault(named.toLowerCase(Locale.ROOT), List.of()).stream().filter(entry -> entry != reader)
                    .min(Comparator.comparing((Entry entry) -> !names.of(entry.id()).equals(named))
                            .thenComparing(entry -> entry.kind() == Kind.DATASET))
                    .ifPresent(found -> references.put(named, found.id()));
        }
        return references;
    }

    private void leftBehind(String member, String reason, List<PackageIssue> issues) {
        int count = flow.path(member).size();
        if (count > 0) {
            issues.add(PackageIssue.of(Severity.NOTE, name, "", member, count + " left behind: " + reason));
        }
    }

    /** Datasets, references, then recipes after what they read; the document's order otherwise. */
    private List<Entry> inOrder() {
        List<Entry> ordered = new ArrayList<>();
        Map<String, Integer> open = new LinkedHashMap<>();
        Map<String, List<String>> readers = new HashMap<>();
        for (Entry entry : entries.values()) {
            Set<String> inputs = new LinkedHashSet<>(ports.getOrDefault(entry.id(), Map.of()).values());
            Optional.ofNullable(primary.get(entry.id())).ifPresent(inputs::add);
            open.put(entry.id(), inputs.size());
            inputs.forEach(input -> readers.computeIfAbsent(input, key -> new ArrayList<>()).add(entry.id()));
        }
        java.util.ArrayDeque<String> ready = new java.util.ArrayDeque<>();
        for (Kind kind : List.of(Kind.DATASET, Kind.REFERENCE, Kind.RECIPE)) {
            entries.values().stream().filter(entry -> entry.kind() == kind && open.get(entry.id()) == 0)
                    .forEach(entry -> ready.add(entry.id()));
        }
        while (!ready.isEmpty()) {
            String node = ready.remove();
            ordered.add(entries.get(node));
            for (String reader : readers.getOrDefault(node, List.of())) {
                if (open.merge(reader, -1, Integer::sum) == 0) {
                    ready.add(reader);
                }
            }
        }
        return ordered;
    }

    private static String text(JsonNode json, String member) {
        String value = json.path(member).isTextual() ? json.get(member).textValue() : "";
        return value.isEmpty() ? null : value;
    }
}
