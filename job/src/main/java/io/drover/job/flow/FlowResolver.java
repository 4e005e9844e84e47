package io.drover.job.flow;

import io.drover.job.flow.FlowDefinition.RecipeDefinition;
import io.drover.job.flow.FlowDefinition.SourceDefinition;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Dataset;
import io.drover.job.spec.JobSpec.Dataset.Input;
import io.drover.job.spec.JobSpec.Source;
import io.drover.recipe.message.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds all that a recipe needs: the sources and the recipes before it, in dependency order. */
public final class FlowResolver {

    /** Sources and datasets of a job, the wanted one last. Ids are names. */
    public record Resolution(List<Source> sources, List<Dataset> datasets, Map<String, String> parameters) {}

    private final FlowDefinition flow;
    private final Map<String, String> overrides;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Dataset> datasets = new LinkedHashMap<>();
    private final Set<String> path = new LinkedHashSet<>();

    private FlowResolver(FlowDefinition flow, Map<String, String> overrides) {
        this.flow = flow;
        this.overrides = overrides;
    }

    /**
     * @param overrides of flow and path parameters, by name
     * @throws FlowException if a name is unknown or recipes depend on each other in a circle
     */
    public static Resolution resolve(FlowDefinition flow, String recipe, Map<String, String> overrides) {
        FlowResolver resolver = new FlowResolver(flow, overrides);
        RecipeDefinition wanted = flow.recipes().get(recipe);
        if (wanted == null) {
            throw new FlowException("the flow has no recipe '" + recipe + "'" + near(recipe, flow.recipes().keySet()));
        }
        resolver.add(wanted);
        Map<String, String> parameters = new LinkedHashMap<>(flow.parameters());
        parameters.replaceAll((name, value) -> overrides.getOrDefault(name, value));
        return new Resolution(
                List.copyOf(resolver.sources.values()), List.copyOf(resolver.datasets.values()), parameters);
    }

    private void add(RecipeDefinition recipe) {
        if (datasets.containsKey(recipe.name())) {
            return;
        }
        if (!path.add(recipe.name())) {
            throw new FlowException("recipes depend on each other in a circle: " + String.join(" → ", path) + " → "
                    + recipe.name());
        }
        Input input = input(recipe.input(), "recipe '" + recipe.name() + "': input");
        Map<String, Input> references = new LinkedHashMap<>();
        for (String name : DatasetNames.in(recipe.recipe())) {
            // A name nobody knows is left to the compiler, which can say at which step and column it stands.
            find(name).ifPresent(known -> references.put(name, input(known, "recipe '" + recipe.name() + "'")));
        }
        path.remove(recipe.name());
        datasets.put(recipe.name(), new Dataset(recipe.name(), recipe.name(), input, references, recipe.recipe()));
    }

    private Input input(String name, String where) {
        SourceDefinition source = flow.sources().get(name);
        if (source != null) {
            sources.computeIfAbsent(name, key -> toSource(source));
            return Input.ofSource(name);
        }
        RecipeDefinition recipe = flow.recipes().get(name);
        if (recipe == null) {
            throw new FlowException(where + " '" + name + "' is neither a dataset nor a recipe of the flow"
                    + near(name, names()));
        }
        add(recipe);
        return Input.ofDataset(name);
    }

    private Optional<String> find(String name) {
        if (flow.sources().containsKey(name) || flow.recipes().containsKey(name)) {
            return Optional.of(name);
        }
        List<String> matches = names().stream().filter(name::equalsIgnoreCase).toList();
        return matches.size() == 1 ? Optional.of(matches.get(0)) : Optional.empty();
    }

    private Source toSource(SourceDefinition source) {
        String uri = source.uri();
        for (Map.Entry<String, String> parameter : source.parameters().entrySet()) {
            String value = overrides.getOrDefault(parameter.getKey(), parameter.getValue());
            uri = uri.replace("{" + parameter.getKey() + "}", value);
        }
        return new Source(source.name(), source.name(), List.of(uri), source.options(), source.columns());
    }

    private List<String> names() {
        List<String> names = new ArrayList<>(flow.sources().keySet());
        names.addAll(flow.recipes().keySet());
        return names;
    }

    private static String near(String name, Iterable<String> names) {
        List<String> candidates = new ArrayList<>();
        names.forEach(candidates::add);
        return Suggestions.nearest(name, candidates).map(found -> "; did you mean '" + found + "'?").orElse("");
    }
}
