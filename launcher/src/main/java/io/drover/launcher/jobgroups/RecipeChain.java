package io.drover.launcher.jobgroups;

import io.drover.job.flow.DatasetNames;
import io.drover.job.spec.JobSpec.Dataset;
import io.drover.job.spec.JobSpec.Dataset.Input;
import io.drover.job.spec.JobSpec.PathSelection;
import io.drover.job.spec.JobSpec.Source;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.launcher.flows.FlowNode;
import io.drover.launcher.flows.FlowNodes;
import io.drover.launcher.flows.Flows;
import io.drover.launcher.flows.ImportedDataset;
import io.drover.launcher.flows.ImportedDataset.RunParameter;
import io.drover.launcher.flows.ImportedDatasets;
import io.drover.launcher.flows.RunParameters;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Members;
import io.drover.launcher.security.PathPolicy;
import io.drover.launcher.security.User;
import io.drover.recipe.message.Problem;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.RecipeParser;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.TypeSpelling;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Finds all that a recipe needs: the recipes before it, those it names, and the sources of all of them. */
final class RecipeChain {
    private static final String POINTER = "/wrangledDataset/id";
    private static final Set<String> WAREHOUSES = Set.of("redshift", "sqldw", "sqldatawarehouse");

    private final Flows flows;
    private final FlowNodes nodes;
    private final ImportedDatasets importedDatasets;
    private final PathPolicy paths;
    private final User user;
    private final Map<String, String> overrides;
    private final Defects defects;
    private final RecipeParser parser = new RecipeParser();
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Set<Long> path = new LinkedHashSet<>();

    private RecipeChain(Flows flows, FlowNodes nodes, ImportedDatasets importedDatasets, PathPolicy paths, User user,
            Map<String, String> overrides, Defects defects) {
        this.flows = flows;
        this.nodes = nodes;
        this.importedDatasets = importedDatasets;
        this.paths = paths;
        this.user = user;
        this.overrides = overrides;
        this.defects = defects;
    }

    /**
     * @param datasets in dependency order, the wanted one last
     * @param parameters by name, with the values in force
     */
    record Resolved(List<Source> sources, List<Dataset> datasets, String target, Map<String, String> parameters) {}

    /** Source ids name the imported dataset they come from. */
    static String sourceId(long importedDataset) {
        return "source-" + importedDataset;
    }

    /** Empty if it is no id of a source. */
    static Optional<Long> importedDataset(String sourceId) {
        return sourceId.startsWith("source-") ? io.drover.launcher.rest.Ids.of(sourceId.substring(7))
                : Optional.empty();
    }

    /** What is wrong is noted; what is returned is then of no use. */
    static Resolved of(FlowNode recipe, Flows flows, FlowNodes nodes, ImportedDatasets importedDatasets,
            PathPolicy paths, User user, Map<String, String> overrides, Defects defects) {
        RecipeChain chain = new RecipeChain(flows, nodes, importedDatasets, paths, user, overrides, defects);
        String target = chain.add(recipe);
        return new Resolved(List.copyOf(chain.sources.values()), List.copyOf(chain.datasets.values()), target,
                chain.parameters);
    }

    private static String id(FlowNode recipe) {
        return "recipe-" + recipe.id();
    }

    private String add(FlowNode recipe) {
        String id = id(recipe);
        if (datasets.containsKey(id)) {
            return id;
        }
        if (!path.add(recipe.id())) {
            defects.invalid(POINTER, "CYCLE", "Recipe \"" + Members.clip(recipe.name()) + "\" needs its own result");
            return id;
        }
        // The wanted recipe's flow comes first, so its value holds where another flow has the same name.
        flows.find(recipe.flow()).ifPresent(flow -> flow.parameters().forEach((name, value) ->
                parameters.putIfAbsent(name, overrides.getOrDefault(name, value))));
        Input input = input(recipe);
        Recipe parsed = parser.parse(recipe.script());
        for (Problem problem : parsed.problems()) {
            if (problem.isError()) {
                defects.invalid(POINTER, problem.code().id(),
                        "Recipe \"" + Members.clip(recipe.name()) + "\", " + problem.render());
            }
        }
        Map<String, Input> references = new LinkedHashMap<>();
        for (String name : DatasetNames.in(parsed)) {
            named(name, recipe).ifPresent(found -> references.put(name, found));
        }
        path.remove(recipe.id());
        datasets.put(id, new Dataset(id, recipe.name(), input, references, recipe.script()));
        return id;
    }

    private Input input(FlowNode recipe) {
        if (recipe.inputDataset() != null) {
            return source(recipe.inputDataset(), recipe);
        }
        if (recipe.inputNode() != null) {
            return recipe(recipe.inputNode(), recipe);
        }
        defects.invalid(POINTER, "NO_INPUT", "Recipe \"" + Members.clip(recipe.name())
                + "\" has no input; give it one with PUT /v4/wrangledDatasets/" + recipe.id() + "/primaryInputDataset");
        return Input.ofDataset(id(recipe));
    }

    private Input recipe(Long nodeId, FlowNode reader) {
        Optional<FlowNode> node = nodes.find(nodeId);
        if (node.isPresent() && node.get().kind() == FlowNode.Kind.REFERENCE) {
            node = nodes.find(node.get().referencedNode());
        }
        if (node.isEmpty() || node.get().stamp().deletedAt() != null) {
            defects.invalid(POINTER, "INPUT_DELETED", "Recipe \"" + Members.clip(reader.name()) + "\" reads from recipe "
                    + nodeId + ", which was deleted");
            return Input.ofDataset("recipe-" + nodeId);
        }
        return Input.ofDataset(add(node.get()));
    }

    /** A name that fits nothing is left to the compiler, which can say at which step it stands. */
    private Optional<Input> named(String name, FlowNode reader) {
        List<FlowNode> others =
                nodes.inFlow(reader.flow()).stream().filter(node -> node.id() != reader.id()).toList();
        List<FlowNode> matches = others.stream().filter(node -> node.name().equals(name)).toList();
        if (matches.isEmpty()) {
            matches = others.stream().filter(node -> node.name().equalsIgnoreCase(name)).toList();
        }
        // A recipe often bears the name of its source; what is wanted then is the recipe's result.
        List<FlowNode> recipes =
                matches.stream().filter(node -> node.kind() != FlowNode.Kind.SOURCE).toList();
        List<FlowNode> candidates = recipes.isEmpty() ? matches : recipes;
        if (candidates.size() > 1) {
            defects.invalid(POINTER, "AMBIGUOUS_DATASET", "Recipe \"" + Members.clip(reader.name()) + "\" names dataset \""
                    + Members.clip(name) + "\", and the flow has " + candidates.size() + " of that name");
            return Optional.empty();
        }
        return candidates.stream().findFirst().map(node -> node.kind() == FlowNode.Kind.SOURCE
                ? source(node.importedDataset(), reader) : recipe(node.id(), reader));
    }

    private Input source(long datasetId, FlowNode reader) {
        String id = sourceId(datasetId);
        if (!sources.containsKey(id)) {
            Optional<ImportedDataset> dataset = importedDatasets.find(datasetId);
            if (dataset.isEmpty() || dataset.get().stamp().deletedAt() != null) {
                defects.invalid(POINTER, "INPUT_DELETED", "Recipe \"" + Members.clip(reader.name())
                        + "\" reads from imported dataset " + datasetId + ", which was deleted");
            } else {
                sources.put(id, toSource(id, dataset.get()));
                structuring(dataset.get());
            }
        }
        String structured = structuringId(datasetId);
        return datasets.containsKey(structured) ? Input.ofDataset(structured) : Input.ofSource(id);
    }

    /** A dataset's own steps stand between its file and whoever reads it. */
    private void structuring(ImportedDataset dataset) {
        String script = dataset.parsing() == null ? null : text(dataset.parsing(), ImportedDataset.STRUCTURING);
        if (script != null && !script.isEmpty()) {
            String id = structuringId(dataset.id());
            datasets.put(id, new Dataset(id, dataset.name(), Input.ofSource(sourceId(dataset.id())), Map.of(), script));
        }
    }

    private static String structuringId(long importedDataset) {
        return "structuring-" + importedDataset;
    }

    private Source toSource(String id, ImportedDataset dataset) {
        String name = "Imported dataset \"" + Members.clip(dataset.name()) + "\"";
        if (WAREHOUSES.contains(dataset.type())) {
            defects.invalid(POINTER, "SOURCE_NOT_EXECUTABLE", name
                    + " is in Redshift or SQL DW; jobs that read from there can't be run through the API");
        } else if (dataset.isRelational()) {
            defects.invalid(POINTER, "SOURCE_NOT_EXECUTABLE", name + " is a database table; only files can be read");
        } else {
            for (RunParameter parameter : dataset.runParameters()) {
                if (parameter.kind().equals(RunParameter.VARIABLE)) {
                    parameters.putIfAbsent(parameter.name(), overrides.getOrDefault(parameter.name(), parameter.value()));
                }
            }
            String given = dataset.dynamicPath() == null ? dataset.uri()
                    : RunParameters.fill(dataset.dynamicPath(), dataset.runParameters(), overrides);
            Defects refused = new Defects();
            Optional<String> uri = paths.resolve(given, user, POINTER, refused);
            refused.all().forEach(defect -> {
                String message = name + ": " + defect.message();
                if (defect.status() == 403) {
                    defects.forbidden(POINTER, message);
                } else {
                    defects.invalid(POINTER, defect.code(), message);
                }
            });
            return new Source(id, dataset.name(), List.of(uri.orElse(given)), options(dataset.parsing()), List.of(),
                    types(dataset), selections(dataset));
        }
        return new Source(id, dataset.name(), List.of(), SourceOptions.DETECT, List.of());
    }

    /** Wildcards are part of the URI already. */
    private static List<PathSelection> selections(ImportedDataset dataset) {
        return dataset.runParameters().stream().flatMap(parameter -> parameter.selection().stream())
                .filter(selection -> selection.kind() != PathSelection.Kind.WILDCARD).toList();
    }

    /** The spellings were checked when they were stored. */
    private static Map<String, ColumnType> types(ImportedDataset dataset) {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        dataset.types().forEach((column, spelling) ->
                types.put(column, TypeSpelling.parse(spelling).orElseThrow()));
        return types;
    }

    private static SourceOptions options(JsonNode parsing) {
        if (parsing == null) {
            return SourceOptions.DETECT;
        }
        JsonNode header = parsing.get("header");
        return new SourceOptions(text(parsing, "format"), text(parsing, "delimiter"),
                header == null || header.isNull() ? null : header.booleanValue(), text(parsing, "quote"),
                text(parsing, "encoding"),
                Optional.ofNullable(text(parsing, "structure")).orElse(SourceOptions.DETECT.structure()),
                text(parsing, "sheet"), text(parsing, "badRecords"));
    }

    private static String text(JsonNode parsing, String member) {
        JsonNode value = parsing.get(member);
        return value == null || value.isNull() ? null : value.stringValue();
    }

    /** Keys of overrides that are neither a parameter of a flow nor a variable of a source. */
    static Set<String> unknownKeys(Resolved resolved, Map<String, String> overrides) {
        Set<String> unknown = new TreeSet<>(overrides.keySet());
        unknown.removeAll(resolved.parameters().keySet());
        return unknown;
    }
}
