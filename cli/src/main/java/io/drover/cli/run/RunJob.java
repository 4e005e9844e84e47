package io.drover.cli.run;

import io.drover.cli.UsageException;
import io.drover.job.flow.FlowDefinition.RecipeDefinition;
import io.drover.job.flow.FlowResolver;
import io.drover.job.spec.JobSpec;
import io.drover.recipe.message.Suggestions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the job description of a {@code drover run}. */
public final class RunJob {
    private static final Set<String> ENGINES = Set.of("photon", "spark");

    private RunJob() {}

    /**
     * @param engine null for the flow's, else photon
     * @param outputs null or empty for the flow's
     * @param profile null for the flow's, else none
     */
    public static JobSpec of(
            FlowSource source, String engine, List<String> outputs, List<String> parameters, Boolean profile) {
        RecipeDefinition recipe = source.flow().recipes().get(source.dataset());
        String chosen = engine != null ? engine : recipe.engine().orElse("photon");
        if (!ENGINES.contains(chosen)) {
            throw new UsageException("--engine " + chosen + ": photon or spark is wanted");
        }
        List<JobSpec.Output> settings = outputs(source, recipe, outputs);
        boolean profiled = profile != null ? profile : recipe.profile().orElse(false);
        return spec(source, parameters, chosen, settings, profiled);
    }

    /** The same without outputs, to compile it only. */
    static JobSpec toCompile(FlowSource source, List<String> parameters) {
        return spec(source, parameters, "photon", List.of(), false);
    }

    private static JobSpec spec(FlowSource source, List<String> parameters, String engine,
            List<JobSpec.Output> settings, boolean profiled) {
        Map<String, String> overrides = overrides(source, parameters);
        FlowResolver.Resolution resolution =
                FlowResolver.resolve(PathParameters.filled(source.flow(), overrides), source.dataset(), overrides);
        // Part of the names of appended part files and of staging folders, so no two runs may share it.
        long jobGroup = System.currentTimeMillis() * 1000 + (ProcessHandle.current().pid() % 1000);
        List<Long> filewriters = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            filewriters.add(2L + i);
        }
        return new JobSpec(
                JobSpec.VERSION,
                jobGroup,
                1,
                engine,
                new JobSpec.Jobs(1, filewriters, profiled ? 2L + settings.size() : null),
                resolution.sources(),
                resolution.datasets(),
                source.dataset(),
                settings,
                profiled,
                resolution.parameters().isEmpty() ? undeclared(source, parameters) : resolution.parameters(),
                Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
                JobSpec.Limits.DEFAULT);
    }

    /** A recipe alone, or a flow that declares no parameters, takes what it is given. */
    private static Map<String, String> undeclared(FlowSource source, List<String> parameters) {
        Map<String, String> given = new LinkedHashMap<>(overrides(source, parameters));
        source.flow().sources().values().forEach(definition -> given.keySet().removeAll(definition.parameters().keySet()));
        return given;
    }

    private static Map<String, String> overrides(FlowSource source, List<String> parameters) {
        Map<String, String> overrides = new LinkedHashMap<>();
        if (parameters == null) {
            return overrides;
        }
        Set<String> known = new LinkedHashSet<>(source.flow().parameters().keySet());
        source.flow().sources().values().forEach(definition -> known.addAll(definition.parameters().keySet()));
        for (String text : parameters) {
            KeyValue pair = KeyValue.parse("--param", text);
            if (!known.isEmpty() && !known.contains(pair.key())) {
                throw new UsageException("--param: the flow has no parameter '" + pair.key() + "'"
                        + Suggestions.nearest(pair.key(), known).map(near -> "; did you mean '" + near + "'?").orElse(""));
            }
            overrides.put(pair.key(), pair.value());
        }
        return overrides;
    }

    private static List<JobSpec.Output> outputs(FlowSource source, RecipeDefinition recipe,
            List<String> outputs) {
        if (outputs == null || outputs.isEmpty()) {
            if (recipe.outputs().isEmpty()) {
                throw new UsageException("--output URI is wanted: '" + recipe.name() + "' "
                        + (source.outputsElsewhere().isEmpty() ? "has no outputs of its own"
                        : "writes to places that can't be written from here: "
                                + String.join(", ", source.outputsElsewhere())));
            }
            return recipe.outputs();
        }
        List<JobSpec.Output> settings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String text : outputs) {
            OutputOption option = OutputOption.parse(text);
            JobSpec.Output output =
                    option.toOutput(Integer.toString(settings.size()), LocalPaths.absolute(option.path()));
            problems.addAll(OutputRules.problems(output, "--output " + option.path()));
            settings.add(output);
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
        return settings;
    }

    /** What format, compression and name have to agree on. */
    private static final class OutputRules {
        static List<String> problems(JobSpec.Output output, String where) {
            List<String> problems = new ArrayList<>();
            boolean text = switch (output.format()) {
                case CSV, JSON -> true;
                case AVRO, PQT -> false;
            };
            String path = output.path().toLowerCase(Locale.ROOT);
            switch (output.compression()) {
                case NONE -> { }
                case GZIP -> {
                    if (!text) {
                        problems.add(where + ": gzip goes with csv and json");
                    } else if (!path.endsWith(".gz")) {
                        problems.add(where + ": a gzip output's name has to end in .gz");
                    }
                }
                case BZIP2 -> {
                    if (!text) {
                        problems.add(where + ": bzip2 goes with csv and json");
                    } else if (!path.endsWith(".bz2")) {
                        problems.add(where + ": a bzip2 output's name has to end in .bz2");
                    }
                }
                case SNAPPY -> {
                    if (text) {
                        problems.add(where + ": snappy goes with avro and pqt");
                    }
                }
            }
            return problems;
        }
    }
}
