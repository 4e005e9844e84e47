package io.drover.cli.run;

import io.drover.cli.UsageException;
import io.drover.cli.flow.FlowDirectory;
import io.drover.job.flow.FlowDefinition;
import io.drover.job.flow.FlowDefinition.RecipeDefinition;
import io.drover.job.flow.FlowDefinition.SourceDefinition;
import io.drover.job.flow.FlowResolver;
import io.drover.recipe.message.Suggestions;
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
 * What {@code run}, {@code check} and {@code explain} are given: a flow directory, a flow package or a single recipe, with
 * inputs from the command line.
 *
 * @param dataset the recipe that is wanted
 * @param warnings sentences about what didn't arrive from a package as it was
 * @param outputsElsewhere places of the recipe's own outputs, if they can't be written from here
 */
public record FlowSource(FlowDefinition flow, String dataset, List<String> warnings, List<String> outputsElsewhere) {
    /** In a recipe's place: it comes from the standard input. */
    private static final String STANDARD_INPUT = "-";

    /**
     * The datasets of a flow that can be compiled, and why others can't, a sentence each.
     */
    public record Selection(List<FlowSource> sources, List<String> failures) {}

    FlowSource(FlowDefinition flow, String dataset) {
        this(flow, dataset, List.of(), List.of());
    }

    /**
     * @param dataset null to take the only recipe that no other one reads
     */
    public static FlowSource read(Path path, String dataset, List<String> inputs) {
        List<InputOption> options = options(inputs);
        if (path.toString().equals(STANDARD_INPUT)) {
            return recipe("recipe", RecipeText.of(System.in), dataset, options);
        }
        if (Files.isDirectory(path)) {
            FlowDefinition flow = directory(path, options);
            return new FlowSource(flow, dataset == null ? onlyResult(flow) : known(flow, dataset));
        }
        if (!Files.isRegularFile(path)) {
            throw new UsageException("there is no " + path
                    + ": a flow directory, a package, a .wrangle recipe or - for the standard input is wanted");
        }
        if (PackageSource.isPackage(path)) {
            PackageSource source = PackageSource.read(path, options);
            String wanted = dataset == null ? onlyResult(source.flow()) : source.recipe(dataset);
            return source.toRun(wanted);
        }
        String name = path.getFileName().toString().replaceAll("\\.wrangle(\\.txt)?$", "");
        return recipe(name, RecipeText.of(path), dataset, options);
    }

    /** Every dataset that the flow ends in; only the named one if one is named. */
    public static Selection all(Path path, String dataset, List<String> inputs) {
        if (dataset != null) {
            return new Selection(List.of(read(path, dataset, inputs)), List.of());
        }
        if (Files.isDirectory(path)) {
            FlowDefinition flow = directory(path, options(inputs));
            return new Selection(results(flow).stream().map(name -> new FlowSource(flow, name)).toList(), List.of());
        }
        if (Files.isRegularFile(path) && PackageSource.isPackage(path)) {
            PackageSource source = PackageSource.read(path, options(inputs));
            List<FlowSource> sources = new ArrayList<>();
            List<String> failures = new ArrayList<>();
            for (String name : results(source.flow())) {
                try {
                    sources.add(source.toRun(name));
                } catch (UsageException e) {
                    failures.addAll(e.lines());
                }
            }
            return new Selection(sources, failures);
        }
        return new Selection(List.of(read(path, null, inputs)), List.of());
    }

    private static List<InputOption> options(List<String> inputs) {
        return inputs == null ? List.of() : inputs.stream().map(InputOption::parse).toList();
    }

    private static FlowDefinition directory(Path path, List<InputOption> options) {
        if (!FlowDirectory.isFlow(path)) {
            throw new UsageException(path + " is a directory without flow.yaml");
        }
        return replaceInputs(FlowDirectory.read(path), options);
    }

    private static FlowSource recipe(String name, String text, String dataset, List<InputOption> options) {
        if (dataset != null && !dataset.equals(name)) {
            throw new UsageException("--dataset " + dataset + ": a single recipe is its only dataset, '" + name + "'");
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
            changed = changed.withSource(elsewhere(flow.sources().get(name), option));
        }
        return changed;
    }

    /** With those of its parameters and rules that the other path has places for. */
    private static SourceDefinition elsewhere(SourceDefinition declared, InputOption option) {
        SourceDefinition other = source(declared.name(), option);
        Map<String, String> parameters = new LinkedHashMap<>(declared.parameters());
        parameters.keySet().removeIf(name -> !other.uri().contains("{" + name + "}"));
        return new SourceDefinition(other.name(), other.uri(), other.options(), other.types(), other.columns(), parameters, "",
                declared.selections().stream().filter(rule -> other.uri().contains("{" + rule.name() + "}")).toList());
    }

    private static SourceDefinition source(String name, InputOption option) {
        return new SourceDefinition(
                name, LocalPaths.absolute(option.uri()), option.options(), option.columnTypes(), List.of(), Map.of());
    }

    private static String onlyResult(FlowDefinition flow) {
        Set<String> results = results(flow);
        if (results.isEmpty()) {
            throw new UsageException("the flow '" + flow.name() + "' has no recipe to run");
        }
        if (results.size() != 1) {
            throw new UsageException("--dataset NAME is wanted; the flow ends in " + String.join(", ", results));
        }
        return results.iterator().next();
    }

    /** The recipes that no other one reads. */
    private static Set<String> results(FlowDefinition flow) {
        Set<String> results = new LinkedHashSet<>(flow.recipes().keySet());
        flow.recipes().values().forEach(recipe -> FlowResolver.inputs(flow, recipe).stream()
                .filter(name -> !name.equals(recipe.name()))
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

    static String didYouMean(String name, Set<String> names) {
        return Suggestions.nearest(name, new ArrayList<>(names))
                .map(found -> "; did you mean '" + found + "'?")
                .orElse("; it has " + String.join(", ", names));
    }

    private static String lastSegment(String uri) {
        String path = uri.replaceAll("/+$", "");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
