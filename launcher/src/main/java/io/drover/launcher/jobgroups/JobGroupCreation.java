package io.drover.launcher.jobgroups;

import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpecJson;
import io.drover.launcher.flows.Execution;
import io.drover.launcher.flows.FlowNode;
import io.drover.launcher.flows.FlowNodes;
import io.drover.launcher.flows.Flows;
import io.drover.launcher.flows.ImportedDatasets;
import io.drover.launcher.flows.Publication;
import io.drover.launcher.flows.WriteSetting;
import io.drover.launcher.flows.WriteSettings;
import io.drover.launcher.hadoop.HadoopUsers;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Json;
import io.drover.launcher.security.PathPolicy;
import io.drover.launcher.security.User;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes job groups: checks everything that can be decided now, freezes recipe, inputs and settings into a
 * {@link JobSpec}, and stores it waiting for a slot. Runs inside the caller's transaction.
 */
final class JobGroupCreation {
    private static final Set<String> WAREHOUSES = Set.of("redshift", "sqldw", "sqldatawarehouse");

    private final Flows flows;
    private final FlowNodes nodes;
    private final ImportedDatasets importedDatasets;
    private final WriteSettings writeSettings;
    private final JobGroups jobGroups;
    private final Jobs jobs;
    private final JobStates states;
    private final RunSettings.Resolver resolver;
    private final PathPolicy paths;
    private final ChainCheck recipes;
    private final SparkOptions sparkOptions;
    private final JobLimits limits;
    private final JobFiles files;
    private final HadoopUsers hadoopUsers;
    private final Clock clock;

    JobGroupCreation(Flows flows, FlowNodes nodes, ImportedDatasets importedDatasets, WriteSettings writeSettings,
            JobGroups jobGroups, Jobs jobs, JobStates states, RunSettings.Resolver resolver, PathPolicy paths,
            ChainCheck recipes, SparkOptions sparkOptions, JobLimits limits, JobFiles files, HadoopUsers hadoopUsers,
            Clock clock) {
        this.flows = flows;
        this.nodes = nodes;
        this.importedDatasets = importedDatasets;
        this.writeSettings = writeSettings;
        this.jobGroups = jobGroups;
        this.jobs = jobs;
        this.states = states;
        this.resolver = resolver;
        this.paths = paths;
        this.recipes = recipes;
        this.sparkOptions = sparkOptions;
        this.limits = limits;
        this.files = files;
        this.hadoopUsers = hadoopUsers;
        this.clock = clock;
    }

    /** @param body of the 201 */
    record Created(long jobGroup, ObjectNode body) {}

    /** A request in which nothing was found wrong. */
    record Checked(FlowNode recipe, JobGroupRequest request, RunSettings settings, List<String> outputUris,
            RecipeChain.Resolved chain) {}

    /** Empty if something is wrong, which is then noted; everything that is. */
    Optional<Checked> check(JobGroupRequest request, User user, Defects defects) {
        if (request.recipe() == null) {
            return Optional.empty();
        }
        Optional<FlowNode> recipe = nodes.lookup()
                .inBody(Optional.of(request.recipe()), "/wrangledDataset/id", user, defects);
        if (recipe.isEmpty()) {
            return Optional.empty();
        }
        if (!recipe.get().isRecipe()) {
            defects.invalid("/wrangledDataset/id", "NOT_A_RECIPE", "wrangledDataset.id " + recipe.get().id()
                    + " is not a recipe but an input of the flow");
            return Optional.empty();
        }
        try {
            hadoopUsers.of(user.email());
        } catch (HadoopUsers.NoHadoopUser e) {
            defects.forbidden("", e.getMessage());
        }
        RunSettings settings = resolver.resolve(request, recipe.get().id(), defects);
        List<String> uris = checkOutputs(settings, user, defects);
        sparkOptions.check(request.sparkOptions(), Optional.ofNullable(settings.execution()).map(Execution::engine),
                defects);
        checkPublications(settings.publications(), defects);
        RecipeChain.Resolved chain = RecipeChain.of(recipe.get(), flows, nodes, importedDatasets, paths, user,
                request.runParameters(), defects);
        recipes.check(chain, clock.instant(), "/wrangledDataset/id", defects);
        return defects.any() ? Optional.empty()
                : Optional.of(new Checked(recipe.get(), request, settings, uris, chain));
    }

    private List<String> checkOutputs(RunSettings settings, User user, Defects defects) {
        List<String> uris = new ArrayList<>();
        boolean photon = "photon".equals(settings.execution());
        for (int i = 0; i < settings.writeSettings().size(); i++) {
            WriteSetting.Values values = settings.writeSettings().get(i);
            String pointer = settings.pointer() + "/" + settings.places().get(i);
            if (photon && values.format().equals("pqt")) {
                defects.invalid(pointer + "/format", "FORMAT_NOT_FOR_EXECUTION", pointer.substring(1).replace('/', '.')
                        + ".format pqt needs a Spark execution, not photon");
            }
            Defects again = new Defects();
            paths.resolveOutput(values.path(), user, pointer + "/path", again).ifPresent(uri -> {
                checkApart(uri, uris, pointer, defects);
                uris.add(uri);
            });
            // Those of the request were checked when it was read.
            again.all().stream().filter(defect -> defects.all().stream()
                            .noneMatch(known -> known.pointer().equals(defect.pointer())))
                    .forEach(defect -> {
                        if (defect.status() == 403) {
                            defects.forbidden(defect.pointer(), defect.message());
                        } else {
                            defects.invalid(defect.pointer(), defect.code(), defect.message());
                        }
                    });
        }
        return uris;
    }

    /** Of two outputs of which one lies in the other, one would take the other's place. */
    private static void checkApart(String uri, List<String> others, String pointer, Defects defects) {
        for (String other : others) {
            if (uri.startsWith(other + "/") || other.startsWith(uri + "/")) {
                defects.invalid(pointer + "/path", "OUTPUT_IN_OUTPUT", pointer.substring(1).replace('/', '.') + ".path: of "
                        + uri + " and " + other + ", which are outputs of this job both, one lies in the other");
                return;
            }
        }
    }

    private static void checkPublications(List<Publication.Values> publications, Defects defects) {
        for (int i = 0; i < publications.size(); i++) {
            String target = publications.get(i).targetType();
            String pointer = "/overrides/publications/" + i + "/targetType";
            if (WAREHOUSES.contains(target.toLowerCase(Locale.ROOT))) {
                defects.invalid(pointer, "TARGET_NOT_EXECUTABLE",
                        "Publication " + i + " goes to " + target + "; such jobs can't be run through the API");
            } else {
                defects.invalid(pointer, "TARGET_NOT_EXECUTABLE", "Publication " + i + " goes to a table (" + target
                        + "); this server writes files only");
            }
        }
    }

    /** @param flowRun null if it is not part of one */
    Created create(Checked checked, Long flowRun, String requestHash, User user) {
        Instant now = clock.instant();
        RunSettings settings = checked.settings();
        JobGroupRequest request = checked.request();
        String session = UUID.randomUUID().toString();
        String engine = Execution.engine(settings.execution());
        long group = jobGroups.add(new JobGroups.Draft(checked.recipe().id(), checked.recipe().flow(), flowRun,
                request.name(), request.description(), request.ranfrom(), "recipe", settings.execution(), engine,
                settings.profiler(), session, now, requestHash), user);
        List<Job> made = new ArrayList<>();
        made.add(jobs.add(group, "wrangle", 0, null));
        List<JobSpec.Output> outputs = new ArrayList<>();
        for (int i = 0; i < settings.writeSettings().size(); i++) {
            WriteSetting.Values values = settings.writeSettings().get(i);
            WriteSetting recorded = writeSettings.addToJobGroup(group, values, user);
            made.add(jobs.add(group, "filewriter", i, recorded.id()));
            outputs.add(output("output-" + (i + 1), checked.outputUris().get(i), values));
        }
        List<Long> filewriters = made.stream().skip(1).map(Job::id).toList();
        Long profile = null;
        if (settings.profiler()) {
            Job job = jobs.add(group, "profile", 0, null);
            made.add(job);
            profile = job.id();
        }
        RecipeChain.Resolved chain = checked.chain();
        JobSpec spec = new JobSpec(JobSpec.VERSION, group, 1, engine,
                new JobSpec.Jobs(made.get(0).id(), filewriters, profile), chain.sources(), chain.datasets(),
                chain.target(), outputs, settings.profiler(), chain.parameters(), now,
                limits.of(engine, paths.localPlaces(user)));
        ObjectNode body = body(session, group, made, RecipeChain.unknownKeys(chain, request.runParameters()));
        jobGroups.complete(group, new String(JobSpecJson.write(spec), StandardCharsets.UTF_8), Json.write(body),
                files.directory(group, engine).orElse(null), request.sparkOptions());
        states.record(group, 0, "accepted", "Accepted from " + user.email() + " for " + settings.execution());
        return new Created(group, body);
    }

    private static JobSpec.Output output(String id, String uri, WriteSetting.Values values) {
        return new JobSpec.Output(id, uri, JobSpec.Action.valueOf(values.action().toUpperCase(Locale.ROOT)),
                JobSpec.FileFormat.valueOf(values.format().toUpperCase(Locale.ROOT)),
                JobSpec.Compression.valueOf(values.compression().toUpperCase(Locale.ROOT)), values.header(),
                values.asSingleFile(), values.delim(), values.hasQuotes(), values.includeMismatches());
    }

    private static ObjectNode body(String session, long group, List<Job> jobs, Set<String> unknownKeys) {
        ObjectNode body = Json.object().put("sessionId", session).put("reason", "JobStarted");
        ObjectNode graph = body.putObject("jobGraph");
        ArrayNode vertices = graph.putArray("vertices");
        ArrayNode edges = graph.putArray("edges");
        long wrangle = jobs.get(0).id();
        jobs.forEach(job -> {
            vertices.add(job.id());
            if (job.id() != wrangle) {
                edges.addObject().put("source", wrangle).put("target", job.id());
            }
        });
        body.put("id", group);
        body.set("jobs", Json.data(jobs, job -> Json.stub(job.id())));
        if (!unknownKeys.isEmpty()) {
            ArrayNode warnings = body.putArray("warnings");
            unknownKeys.forEach(key -> warnings.add("Neither the flow nor a dataset of this recipe has a parameter"
                    + " named \"" + key + "\"; its value was ignored"));
        }
        return body;
    }
}
