package io.drover.job.flowpackage;

import io.drover.job.flow.FlowDefinition;
import io.drover.job.flow.FlowDefinition.RecipeDefinition;
import io.drover.job.flow.FlowDefinition.SourceDefinition;
import io.drover.job.flowpackage.PackagedNode.Dataset;
import io.drover.job.flowpackage.PackagedNode.PathParameter;
import io.drover.job.flowpackage.PackagedNode.Recipe;
import io.drover.job.flowpackage.PackagedNode.Reference;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.PathSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A package as a flow that runs without a server: all its flows together, since they may refer to each other.
 *
 * @param flow with names that are unique: where several nodes share a name each has its id behind it
 * @param recipes names in {@code flow} by what a recipe may be called: its name, its id
 * @param datasets names in {@code flow} by what a dataset may be called: its name, its file's name, its ids
 */
public record PackageDefinition(FlowDefinition flow, Map<String, Set<String>> recipes,
        Map<String, Set<String>> datasets) {

    public static PackageDefinition of(FlowPackage pack) {
        return new Merge(pack).merged();
    }

    private static final class Merge {
        private final List<PackagedFlow> flows = new ArrayList<>();
        private final Map<String, PackagedNode> nodes = new HashMap<>();
        private final Map<String, String> keys = new HashMap<>();

        Merge(FlowPackage pack) {
            pack.flows().stream().filter(flow -> pack.primaryFlows().contains(flow.id())).forEach(flows::add);
            pack.flows().stream().filter(flow -> !flows.contains(flow)).forEach(flows::add);
            for (PackagedFlow flow : flows) {
                flow.nodes().forEach(node -> nodes.put(node.id(), node));
            }
            keys();
        }

        /** A dataset that shares its recipe's name stands behind it; recipes are what is asked for by name. */
        private void keys() {
            Map<String, Integer> recipes = new HashMap<>();
            Map<String, Integer> all = new HashMap<>();
            nodes.values().forEach(node -> {
                recipes.merge(node.name(), node instanceof Recipe ? 1 : 0, Integer::sum);
                all.merge(node.name(), node instanceof Reference ? 0 : 1, Integer::sum);
            });
            Set<String> taken = new HashSet<>();
            for (PackagedNode node : nodes.values()) {
                boolean alone = node instanceof Recipe ? recipes.get(node.name()) == 1 : all.get(node.name()) == 1;
                String key = alone ? node.name() : node.name() + " [" + node.id() + "]";
                while (!taken.add(key)) {
                    key += "'";
                }
                keys.put(node.id(), key);
            }
        }

        PackageDefinition merged() {
            Map<String, SourceDefinition> sources = new LinkedHashMap<>();
            Map<String, RecipeDefinition> recipes = new LinkedHashMap<>();
            Map<String, String> parameters = new LinkedHashMap<>();
            Map<String, Set<String>> recipeNames = new LinkedHashMap<>();
            Map<String, Set<String>> datasetNames = new LinkedHashMap<>();
            for (PackagedFlow flow : flows) {
                flow.parameters().forEach(parameters::putIfAbsent);
                for (Dataset dataset : flow.nodes(Dataset.class)) {
                    String key = keys.get(dataset.id());
                    sources.put(key, source(key, dataset));
                    for (String alias : List.of(key, dataset.name(), fileName(dataset.uri()), dataset.datasource(),
                            dataset.id())) {
                        datasetNames.computeIfAbsent(alias, name -> new LinkedHashSet<>()).add(key);
                    }
                }
                for (Recipe recipe : flow.nodes(Recipe.class)) {
                    String key = keys.get(recipe.id());
                    recipes.put(key, recipe(key, recipe));
                    for (String alias : List.of(key, recipe.name(), recipe.id())) {
                        recipeNames.computeIfAbsent(alias, name -> new LinkedHashSet<>()).add(key);
                    }
                }
            }
            String name = flows.isEmpty() ? "" : flows.get(0).name();
            String description = flows.isEmpty() ? null : flows.get(0).description();
            return new PackageDefinition(new FlowDefinition(name, description, sources, recipes, parameters),
                    recipeNames, datasetNames);
        }

        private static SourceDefinition source(String key, Dataset dataset) {
            Map<String, String> variables = new LinkedHashMap<>();
            List<PathSelection> selections = new ArrayList<>();
            for (PathParameter parameter : dataset.parameters()) {
                parameter.selection().ifPresentOrElse(selections::add,
                        () -> variables.put(parameter.name(), parameter.value()));
            }
            return new SourceDefinition(key, dataset.template() == null ? dataset.uri() : dataset.template(),
                    dataset.options(), dataset.types(), List.of(), variables, dataset.structuring(), selections);
        }

        private RecipeDefinition recipe(String key, Recipe recipe) {
            Map<String, String> references = new LinkedHashMap<>();
            recipe.references().forEach((name, node) -> references.put(name, target(node)));
            Optional<PackagedOutput> output = recipe.outputs().stream()
                    .min(java.util.Comparator.comparing(each -> !each.adhoc()));
            List<JobSpec.Output> settings = new ArrayList<>();
            output.map(PackagedOutput::writeSettings).orElse(List.of()).forEach(setting ->
                    settings.add(output(Integer.toString(settings.size()), setting)));
            return new RecipeDefinition(key, recipe.input().map(this::target).orElse(null), recipe.script(),
                    output.map(PackagedOutput::execution).filter(List.of("photon", "spark")::contains),
                    output.map(PackagedOutput::profiler), settings, references);
        }

        /** What a node stands for, over references. They don't lead in circles: the reader has seen to it. */
        private String target(String node) {
            String at = node;
            while (nodes.get(at) instanceof Reference reference) {
                at = reference.target();
            }
            return keys.get(at);
        }
    }

    private static JobSpec.Output output(String id, PackagedOutput.WriteSetting setting) {
        return new JobSpec.Output(id, setting.path(), JobSpec.Action.valueOf(upper(setting.action())),
                JobSpec.FileFormat.valueOf(upper(setting.format())),
                JobSpec.Compression.valueOf(upper(setting.compression())), setting.header(), setting.asSingleFile(),
                setting.delim(), setting.hasQuotes(), setting.includeMismatches());
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static String fileName(String uri) {
        String path = uri.replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
