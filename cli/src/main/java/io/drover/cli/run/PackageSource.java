package io.drover.cli.run;

import io.drover.cli.UsageException;
import io.drover.job.flow.FlowDefinition;
import io.drover.job.flow.FlowDefinition.RecipeDefinition;
import io.drover.job.flow.FlowDefinition.SourceDefinition;
import io.drover.job.flow.FlowException;
import io.drover.job.flow.FlowResolver;
import io.drover.job.flowpackage.FlowPackage;
import io.drover.job.flowpackage.PackageDefinition;
import io.drover.job.flowpackage.PackageException;
import io.drover.job.flowpackage.PackageIssue;
import io.drover.job.flowpackage.PackageLimits;
import io.drover.job.flowpackage.PackageReader;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.SourceOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** A flow package to run here, with files from the command line in place of its datasets. */
final class PackageSource {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);
    private static final int MAGIC = 0x504b;

    private final FlowPackage pack;
    private final PackageDefinition definition;
    private final FlowDefinition flow;
    private final Set<String> replaced;

    private PackageSource(FlowPackage pack, PackageDefinition definition, FlowDefinition flow, Set<String> replaced) {
        this.pack = pack;
        this.definition = definition;
        this.flow = flow;
        this.replaced = replaced;
    }

    /** Whether a file is meant as a package: by its extension or its first bytes. */
    static boolean isPackage(Path file) {
        if (file.getFileName().toString().toLowerCase(java.util.Locale.ROOT).endsWith(".zip")) {
            return true;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return (in.read() << 8 | in.read()) == MAGIC;
        } catch (IOException e) {
            throw new UsageException("cannot read " + file + ": " + e.getMessage());
        }
    }

    static PackageSource read(Path file, List<InputOption> inputs) {
        FlowPackage pack;
        try (InputStream in = Files.newInputStream(file)) {
            pack = PackageReader.read(in, PackageLimits.DEFAULT);
        } catch (PackageException e) {
            throw new UsageException(e.problems().stream()
                    .map(problem -> file + ": " + problem.render() + " [" + e.code() + "]").toList());
        } catch (IOException e) {
            throw new UsageException("cannot read " + file + ": " + e.getMessage());
        }
        PackageDefinition definition = PackageDefinition.of(pack);
        FlowDefinition flow = definition.flow();
        Set<String> replaced = new LinkedHashSet<>();
        for (InputOption input : inputs) {
            for (String name : named(definition, input)) {
                flow = flow.withSource(inPlaceOf(definition.flow().sources().get(name), input));
                replaced.add(name);
            }
        }
        return new PackageSource(pack, definition, flow, replaced);
    }

    FlowDefinition flow() {
        return flow;
    }

    /** The datasets that an option means: several only if they are of one file. */
    private static Set<String> named(PackageDefinition definition, InputOption input) {
        Map<String, SourceDefinition> sources = definition.flow().sources();
        if (input.name().isEmpty()) {
            if (sources.size() == 1) {
                return sources.keySet();
            }
            throw new UsageException("--input " + input.uri() + ": NAME=URI is wanted; the package has the datasets "
                    + String.join(", ", sources.keySet()));
        }
        String name = input.name().get();
        Set<String> found = definition.datasets().getOrDefault(name, Set.of());
        if (found.isEmpty()) {
            throw new UsageException("--input: the package has no dataset '" + name + "'"
                    + FlowSource.didYouMean(name, sources.keySet()));
        }
        if (found.stream().map(each -> sources.get(each).uri()).distinct().count() > 1) {
            throw new UsageException("--input: several datasets are named '" + name + "': use one of "
                    + String.join(", ", found));
        }
        return found;
    }

    /**
     * The file instead of the dataset's, read and structured as the package says unless the option says otherwise. Where the
     * URI names parameters of the dataset's path they stand for the same as there.
     */
    private static SourceDefinition inPlaceOf(SourceDefinition source, InputOption input) {
        SourceOptions given = input.options();
        SourceOptions own = source.options();
        String uri = LocalPaths.absolute(input.uri());
        boolean workbook = uri.matches("(?i).*\\.(xlsx|xlsm|xls)");
        boolean records = uri.matches("(?i).*\\.(avro|parquet|pqt)")
                || given.format() != null && List.of("avro", "pqt", "json").contains(given.format());
        boolean structured = own.structure().equals("raw") && given.structure().equals("auto") && !records;
        SourceOptions options = new SourceOptions(
                given.format() != null ? given.format() : structured && !workbook ? "text" : null,
                given.delimiter() != null ? given.delimiter() : own.delimiter(),
                given.header() != null ? given.header() : own.header(),
                given.quote() != null ? given.quote() : own.quote(),
                given.encoding() != null ? given.encoding() : own.encoding(),
                structured ? "raw" : given.structure(),
                given.sheet() != null ? given.sheet() : workbook ? own.sheet() : null,
                given.badRecords() != null ? given.badRecords() : own.badRecords());
        Map<String, io.drover.recipe.type.ColumnType> types = new LinkedHashMap<>(source.types());
        types.putAll(input.columnTypes());
        Map<String, String> variables = new LinkedHashMap<>(source.parameters());
        variables.keySet().removeIf(name -> !uri.contains("{" + name + "}"));
        return new SourceDefinition(source.name(), uri, options, types, List.of(), variables,
                structured ? source.structuring() : "",
                source.selections().stream().filter(rule -> uri.contains("{" + rule.name() + "}")).toList());
    }

    /** The recipe that a name or an id means. */
    String recipe(String name) {
        Set<String> found = definition.recipes().getOrDefault(name, Set.of());
        if (found.size() > 1) {
            throw new UsageException("--dataset: several recipes are named '" + name + "': use one of "
                    + String.join(", ", found));
        }
        if (found.isEmpty()) {
            Set<String> datasets = definition.datasets().getOrDefault(name, Set.of());
            if (datasets.size() == 1) {
                return datasets.iterator().next();
            }
            throw new UsageException("--dataset: the package has no recipe '" + name + "'"
                    + FlowSource.didYouMean(name, flow.recipes().keySet()));
        }
        return found.iterator().next();
    }

    /** @throws UsageException if it reads places that can't be read from here */
    FlowSource toRun(String name) {
        FlowDefinition runnable = flow;
        if (!flow.recipes().containsKey(name)) {
            // A dataset as its own structuring leaves it.
            Map<String, RecipeDefinition> recipes = new LinkedHashMap<>(flow.recipes());
            String own = name + " (dataset)";
            recipes.put(own, new RecipeDefinition(own, name, "", Optional.empty(), Optional.empty(), List.of()));
            runnable = new FlowDefinition(flow.name(), flow.description(), flow.sources(), recipes, flow.parameters());
            return checked(new FlowSource(runnable, own), List.of());
        }
        RecipeDefinition recipe = flow.recipes().get(name);
        List<JobSpec.Output> reachable =
                recipe.outputs().stream().filter(output -> isReachable(output.path())).toList();
        if (reachable.size() < recipe.outputs().size()) {
            Map<String, RecipeDefinition> recipes = new LinkedHashMap<>(flow.recipes());
            recipes.put(name, new RecipeDefinition(name, recipe.input(), recipe.recipe(), recipe.engine(),
                    recipe.profile(), List.of(), recipe.references()));
            runnable = new FlowDefinition(flow.name(), flow.description(), flow.sources(), recipes, flow.parameters());
        }
        return checked(new FlowSource(runnable, name), recipe.outputs().stream().map(JobSpec.Output::path)
                .filter(path -> !isReachable(path)).toList());
    }

    private FlowSource checked(FlowSource source, List<String> outputsElsewhere) {
        FlowResolver.Resolution chain;
        try {
            chain = FlowResolver.resolve(source.flow(), source.dataset(), Map.of());
        } catch (FlowException e) {
            throw new UsageException(e.getMessage() + " [" + e.code() + "]");
        }
        List<String> wanted = new ArrayList<>();
        for (JobSpec.Source needed : chain.sources()) {
            if (!replaced.contains(needed.name()) && !isReachable(needed.uris().get(0))) {
                wanted.add("  --input \"" + needed.name() + "=URI\"   for "
                        + source.flow().sources().get(needed.name()).uri());
            }
        }
        if (!wanted.isEmpty()) {
            wanted.add(0, "'" + source.dataset() + "' reads what can't be read from here; files are wanted in its place:");
            throw new UsageException(wanted);
        }
        return new FlowSource(source.flow(), source.dataset(), warnings(chain), outputsElsewhere);
    }

    /** What of the package's issues bears on a run of these recipes. */
    private List<String> warnings(FlowResolver.Resolution chain) {
        Set<String> concerned = new LinkedHashSet<>();
        chain.datasets().forEach(dataset -> concerned.add(dataset.name()));
        chain.sources().stream().map(JobSpec.Source::name).filter(name -> !replaced.contains(name))
                .forEach(concerned::add);
        return pack.issues().stream().filter(issue -> issue.severity() != PackageIssue.Severity.NOTE)
                .filter(issue -> !issue.what().equals("output") && !issue.what().equals("publication"))
                .filter(issue -> concerned.stream().anyMatch(name -> name.equals(issue.object())
                        || name.startsWith(issue.object() + " [")))
                .map(PackageIssue::render).toList();
    }

    private static boolean isReachable(String uri) {
        Matcher scheme = SCHEME.matcher(uri);
        if (!scheme.matches()) {
            return true;
        }
        try {
            FileSystem.getFileSystemClass(URI.create(scheme.group(1) + ":///").getScheme(), new Configuration());
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        } catch (RuntimeException e) {
            if (e.getCause() instanceof ClassNotFoundException) {
                return false; // Hadoop knows the scheme, but its file system isn't here
            }
            throw e;
        }
    }
}
