package io.drover.job.flow;

import io.drover.job.flow.FlowDefinition.RecipeDefinition;
import io.drover.job.flow.FlowDefinition.SourceDefinition;
import io.drover.job.source.PathRules;
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

    /** Before the id of a source's structuring; no recipe's name begins so. */
    private static final String STRUCTURING = "\u0001structuring of ";

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
        resolver.sources.keySet().forEach(name -> flow.sources().get(name).parameters().forEach(parameters::putIfAbsent));
        parameters.replaceAll((name, value) -> overrides.getOrDefault(name, value));
        return new Resolution(
                List.copyOf(resolver.sources.values()), List.copyOf(resolver.datasets.values()), parameters);
    }

    /** The sources and recipes that a recipe reads itself, as far as the flow has them. */
    public static Set<String> inputs(FlowDefinition flow, RecipeDefinition recipe) {
        FlowResolver resolver = new FlowResolver(flow, Map.of());
        Set<String> inputs = new LinkedHashSet<>();
        Optional.ofNullable(recipe.input()).flatMap(resolver::find).ifPresent(inputs::add);
        DatasetNames.in(recipe.recipe()).forEach(name -> resolver.referred(recipe, name).ifPresent(inputs::add));
        return inputs;
    }

    private Optional<String> referred(RecipeDefinition recipe, String name) {
        return Optional.ofNullable(recipe.references().get(name)).or(() -> find(name));
    }

    private void add(RecipeDefinition recipe) {
        if (datasets.containsKey(recipe.name())) {
            return;
        }
        if (!path.add(recipe.name())) {
            throw new FlowException("recipes depend on each other in a circle: " + String.join(" → ", path) + " → "
                    + recipe.name());
        }
        if (recipe.input() == null) {
            throw new FlowException("recipe '" + recipe.name() + "' has no input");
        }
        Input input = input(recipe.input(), "recipe '" + recipe.name() + "': input");
        Map<String, Input> references = new LinkedHashMap<>();
        for (String name : DatasetNames.in(recipe.recipe())) {
            // A name nobody knows is left to the compiler, which can say at which step and column it stands.
            referred(recipe, name).ifPresent(known -> references.put(name, input(known, "recipe '" + recipe.name() + "'")));
        }
        path.remove(recipe.name());
        datasets.put(recipe.name(), new Dataset(recipe.name(), recipe.name(), input, references, recipe.recipe()));
    }

    private Input input(String name, String where) {
        SourceDefinition source = flow.sources().get(name);
        if (source != null) {
            sources.computeIfAbsent(name, key -> toSource(source));
            return source.structuring().isEmpty() ? Input.ofSource(name) : structured(source);
        }
        RecipeDefinition recipe = flow.recipes().get(name);
        if (recipe == null) {
            throw new FlowException(where + " '" + name + "' is neither a dataset nor a recipe of the flow"
                    + near(name, names()));
        }
        add(recipe);
        return Input.ofDataset(name);
    }

    /** A dataset of its own between the source and its readers. */
    private Input structured(SourceDefinition source) {
        String id = STRUCTURING + source.name();
        datasets.computeIfAbsent(id, key -> new Dataset(id, source.name(), Input.ofSource(source.name()), Map.of(),
                source.structuring()));
        return Input.ofDataset(id);
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
            uri = uri.replace("{" + parameter.getKey() + "}", PathRules.literal(value));
        }
        return new Source(source.name(), source.name(), List.of(uri), source.options(), source.columns(),
                source.types(), source.selections());
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
