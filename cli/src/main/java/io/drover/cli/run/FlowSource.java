package io.drover.cli.run;

import io.drover.cli.UsageException;
import io.drover.cli.flow.FlowDirectory;
import io.drover.job.flow.FlowDefinition;
import io.drover.job.flow.FlowDefinition.RecipeDefinition;
import io.drover.job.flow.FlowDefinition.SourceDefinition;
import io.drover.recipe.message.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@code run}, {@code check} and {@code explain} are given: a flow directory or a single recipe, with inputs from the
 * command line.
 *
 * @param dataset the recipe that is wanted
 */
public record FlowSource(FlowDefinition flow, String dataset) {

    /**
     * @param dataset null to take the only recipe that no other one reads
     */
    public static FlowSource read(Path path, String dataset, List<String> inputs) {
        List<InputOption> options = inputs == null ? List.of() : inputs.stream().map(InputOption::parse).toList();
        if (Files.isDirectory(path)) {
            if (!FlowDirectory.isFlow(path)) {
                throw new UsageException(path + " is a directory without flow.yaml");
            }
            FlowDefinition flow = replaceInputs(FlowDirectory.read(path), options);
            return new FlowSource(flow, dataset == null ? onlyResult(flow) : known(flow, dataset));
        }
        if (!Files.isRegularFile(path)) {
            throw new UsageException("there is no " + path
                    + ": a flow directory, a package or a .wrangle recipe is wanted");
        }
        return recipe(path, dataset, options);
    }

    /** Every dataset that the flow ends in; only the named one if one is named. */
    public static List<FlowSource> all(Path path, String dataset, List<String> inputs) {
        if (dataset != null || !Files.isDirectory(path)) {
            return List.of(read(path, dataset, inputs));
        }
        FlowDefinition flow = read(path, anyRecipe(path), inputs).flow();
        return results(flow).stream().map(name -> new FlowSource(flow, name)).toList();
    }

    private static String anyRecipe(Path path) {
        if (!FlowDirectory.isFlow(path)) {
            throw new UsageException(path + " is a directory without flow.yaml");
        }
        return FlowDirectory.read(path).recipes().keySet().iterator().next();
    }

    private static FlowSource recipe(Path file, String dataset, List<InputOption> options) {
        String name = file.getFileName().toString().replaceAll("\\.wrangle(\\.txt)?$", "");
        if (dataset != null && !dataset.equals(name)) {
            throw new UsageException("--dataset " + dataset + ": a single recipe is its only dataset, '" + name + "'");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("cannot read " + file + " as UTF-8 text: " + e.getMessage());
        }
        Map<String, SourceDefinition> sources = new LinkedHashMap<>();
        for (InputOption option : options) {
            String sourceName = option.name().orElseGet(() -> lastSegment(option.uri()));
            if (sources.put(sourceName, source(sourceName, option)) != null) {
                throw new UsageException("--input: two inputs are named '" + sourceName + "'");
            }
        }
        if (sources.isEmpty()) {
            throw new UsageException("a recipe needs an input: --input NAME=URI (the first is its primary input)");
        }
        if (sources.containsKey(name)) {
            throw new UsageException("--input: '" + name + "' is the recipe's own name; give the input another");
        }
        String primary = sources.keySet().iterator().next();
        RecipeDefinition recipe =
                new RecipeDefinition(name, primary, text, Optional.empty(), Optional.empty(), List.of());
        return new FlowSource(new FlowDefinition(name, null, sources, Map.of(name, recipe), Map.of()), name);
    }

    private static FlowDefinition replaceInputs(FlowDefinition flow, List<InputOption> options) {
        FlowDefinition changed = flow;
        for (InputOption option : options) {
            String name = option.name().orElseGet(() -> {
                if (flow.sources().size() == 1) {
                    return flow.sources().keySet().iterator().next();
                }
                throw new UsageException("--input " + option.uri() + ": NAME=URI is wanted; the flow has the datasets "
                        + String.join(", ", flow.sources().keySet()));
            });
            if (!flow.sources().containsKey(name)) {
                throw new UsageException("--input: the flow has no dataset '" + name + "'"
                        + didYouMean(name, flow.sources().keySet()));
            }
            changed = changed.withSource(source(name, option));
        }
        return changed;
    }

    private static SourceDefinition source(String name, InputOption option) {
        return new SourceDefinition(
                name, LocalPaths.absolute(option.uri()), option.options(), option.columnTypes(), List.of(), Map.of());
    }

    private static String onlyResult(FlowDefinition flow) {
        Set<String> results = results(flow);
        if (results.size() != 1) {
            throw new UsageException("--dataset NAME is wanted; the flow ends in " + String.join(", ", results));
        }
        return results.iterator().next();
    }

    /** The recipes that no other one reads. */
    private static Set<String> results(FlowDefinition flow) {
        Set<String> results = new LinkedHashSet<>(flow.recipes().keySet());
        flow.recipes().keySet().forEach(name -> io.drover.job.flow.FlowResolver.resolve(flow, name, Map.of())
                .datasets().stream()
                .map(dataset -> dataset.id())
                .filter(id -> !id.equals(name))
                .forEach(results::remove));
        return results;
    }

    private static String known(FlowDefinition flow, String dataset) {
        if (!flow.recipes().containsKey(dataset)) {
            throw new UsageException("--dataset: the flow has no recipe '" + dataset + "'"
                    + didYouMean(dataset, flow.recipes().keySet()));
        }
        return dataset;
    }

    private static String didYouMean(String name, Set<String> names) {
        return Suggestions.nearest(name, new ArrayList<>(names))
                .map(found -> "; did you mean '" + found + "'?")
                .orElse("; it has " + String.join(", ", names));
    }

    private static String lastSegment(String uri) {
        String path = uri.replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
