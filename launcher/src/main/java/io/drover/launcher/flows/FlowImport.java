package io.drover.launcher.flows;

import io.drover.job.flowpackage.FlowPackage;
import io.drover.job.flowpackage.PackageIssue;
import io.drover.job.flowpackage.PackageIssue.Severity;
import io.drover.job.flowpackage.PackagedFlow;
import io.drover.job.flowpackage.PackagedNode;
import io.drover.job.flowpackage.PackagedOutput;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Json;
import io.drover.launcher.security.PathPolicy;
import io.drover.launcher.security.User;
import io.drover.recipe.type.TypeSpelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/** Puts a package's flows into the database; all of them, in the caller's transaction. */
final class FlowImport {
    private static final int PATH_LIMIT = 2048;
    private static final int DELIMITER_LIMIT = 100;

    private final Flows flows;
    private final FlowNodes nodes;
    private final ImportedDatasets datasets;
    private final OutputObjects outputs;
    private final WriteSettings writeSettings;
    private final Publications publications;
    private final PathPolicy paths;
    private final LauncherSettings settings;

    FlowImport(Flows flows, FlowNodes nodes, ImportedDatasets datasets, OutputObjects outputs,
            WriteSettings writeSettings, Publications publications, PathPolicy paths, LauncherSettings settings) {
        this.flows = flows;
        this.nodes = nodes;
        this.datasets = datasets;
        this.outputs = outputs;
        this.writeSettings = writeSettings;
        this.publications = publications;
        this.paths = paths;
        this.settings = settings;
    }

    /**
     * What was made.
     *
     * @param primaryFlows those that were exported; the first of them is the newest flow
     * @param issues of the package, and of taking it over here
     */
    record Imported(List<Flow> flows, List<Flow> primaryFlows, List<ImportedDataset> datasets, List<FlowNode> nodes,
            List<PackageIssue> issues) {}

    Imported put(FlowPackage pack, User user) {
        return new Run(pack, user).put();
    }

    /** One import. */
    private final class Run {
        private final FlowPackage pack;
        private final User user;
        private final Map<String, Flow> made = new LinkedHashMap<>();
        private final Map<String, FlowNode> nodeOf = new HashMap<>();
        private final List<ImportedDataset> madeDatasets = new ArrayList<>();
        private final List<FlowNode> madeNodes = new ArrayList<>();
        private final List<PackageIssue> issues;

        Run(FlowPackage pack, User user) {
            this.pack = pack;
            this.user = user;
            this.issues = new ArrayList<>(pack.issues());
        }

        Imported put() {
            List<PackagedFlow> order = new ArrayList<>(pack.flows());
            order.removeIf(flow -> pack.primaryFlows().contains(flow.id()));
            // Clients take the newest flow for the imported one, so the first primary flow is made last.
            for (int i = pack.primaryFlows().size() - 1; i >= 0; i--) {
                String id = pack.primaryFlows().get(i);
                pack.flows().stream().filter(flow -> flow.id().equals(id)).findFirst().ifPresent(order::add);
            }
            for (PackagedFlow flow : order) {
                made.put(flow.id(), flows.add(flow.name(), flow.description(), flow.parameters(), user));
            }
            nodes();
            return new Imported(List.copyOf(made.values()), pack.primaryFlows().stream().map(made::get).toList(),
                    madeDatasets, madeNodes, issues);
        }

        /** Each after what it reads, which may stand in another flow. The package has no circles. */
        private void nodes() {
            Map<String, Integer> next = new HashMap<>();
            boolean moved = true;
            while (moved) {
                moved = false;
                for (PackagedFlow flow : pack.flows()) {
                    int at = next.getOrDefault(flow.id(), 0);
                    while (at < flow.nodes().size() && isReady(flow.nodes().get(at))) {
                        PackagedNode node = flow.nodes().get(at++);
                        FlowNode placed = place(flow, node);
                        nodeOf.put(node.id(), placed);
                        madeNodes.add(placed);
                        moved = true;
                    }
                    next.put(flow.id(), at);
                }
            }
        }

        private boolean isReady(PackagedNode node) {
            if (node instanceof PackagedNode.Reference reference) {
                return nodeOf.containsKey(reference.target());
            }
            return !(node instanceof PackagedNode.Recipe recipe) || recipe.input().map(nodeOf::containsKey).orElse(true);
        }

        private FlowNode place(PackagedFlow flow, PackagedNode node) {
            long flowId = made.get(flow.id()).id();
            if (node instanceof PackagedNode.Dataset dataset) {
                ImportedDataset imported = datasets.add(draft(flow, dataset), user);
                madeDatasets.add(imported);
                return nodes.addSource(flowId, imported, user);
            }
            if (node instanceof PackagedNode.Reference reference) {
                return nodes.addReference(flowId, nodeOf.get(reference.target()), user);
            }
            PackagedNode.Recipe recipe = (PackagedNode.Recipe) node;
            FlowNode placed = nodes.addRecipe(flowId, recipe.name(), recipe.description(), input(recipe),
                    recipe.script(), user);
            recipe.outputs().forEach(output -> output(flow, recipe, placed, output));
            return placed;
        }

        private FlowNodes.Input input(PackagedNode.Recipe recipe) {
            FlowNode input = recipe.input().map(nodeOf::get).orElse(null);
            if (input == null) {
                return new FlowNodes.Input(null, null);
            }
            return input.kind() == FlowNode.Kind.SOURCE ? new FlowNodes.Input(input.importedDataset(), null)
                    : new FlowNodes.Input(null, input.id());
        }

        private ImportedDatasets.Draft draft(PackagedFlow flow, PackagedNode.Dataset dataset) {
            Defects refused = new Defects();
            String uri = dataset.uri();
            if (!dataset.relational()) {
                // A place of another system may be kept, as a job checks it again; a place of this one is normalised.
                Optional<String> allowed = paths.resolve(uri, user, "", refused);
                uri = allowed.orElse(uri.contains("://") ? uri : dataset.type() + "://" + uri);
                refused.all().forEach(defect -> issue(flow, dataset.name(), "dataset", Severity.WARNING,
                        "can't be read here until it is given another place: " + defect.message()));
            }
            Map<String, String> types = new LinkedHashMap<>();
            dataset.types().forEach((column, type) -> types.put(column, TypeSpelling.print(type)));
            return new ImportedDatasets.Draft(dataset.name(), dataset.description(), dataset.type(), uri,
                    dataset.template(), dataset.parameters().stream().map(parameter -> new ImportedDataset.RunParameter(
                            parameter.name(), parameter.kind(), parameter.value())).toList(),
                    parsing(dataset), types, dataset.size());
        }

        private static ObjectNode parsing(PackagedNode.Dataset dataset) {
            SourceOptions options = dataset.options();
            ObjectNode parsing = Json.object();
            put(parsing, "format", options.format());
            put(parsing, "delimiter", options.delimiter());
            if (options.header() != null) {
                parsing.put("header", options.header());
            }
            put(parsing, "quote", options.quote());
            put(parsing, "encoding", options.encoding());
            put(parsing, "structure", "auto".equals(options.structure()) ? null : options.structure());
            put(parsing, "sheet", options.sheet());
            put(parsing, "badRecords", options.badRecords());
            put(parsing, ImportedDataset.STRUCTURING, dataset.structuring().isEmpty() ? null : dataset.structuring());
            return parsing.isEmpty() ? null : parsing;
        }

        private static void put(ObjectNode object, String member, String value) {
            if (value != null) {
                object.put(member, value);
            }
        }

        private void output(PackagedFlow flow, PackagedNode.Recipe recipe, FlowNode placed, PackagedOutput output) {
            String execution = output.execution();
            if (execution == null || !Execution.NAMES.contains(execution)) {
                if (execution != null) {
                    issue(flow, recipe.name(), "output", Severity.WARNING, "engine \"" + execution
                            + "\" is unknown here; " + settings.defaultExecution() + " is taken");
                }
                execution = settings.defaultExecution();
            }
            OutputObject object = outputs.add(placed.id(), new OutputObjects.Values(execution, output.profiler(),
                    output.adhoc(), output.name(), output.description()), user);
            for (PackagedOutput.WriteSetting setting : output.writeSettings()) {
                if (setting.path().length() > PATH_LIMIT || setting.delim().length() > DELIMITER_LIMIT
                        || setting.delim().matches("(?s).*[\\n\\r\"].*")) {
                    issue(flow, recipe.name(), "output", Severity.WARNING,
                            "a file is left behind: its path or delimiter is too long, or the delimiter can't be one");
                    continue;
                }
                Defects refused = new Defects();
                paths.resolveOutput(setting.path(), user, "", refused);
                refused.all().forEach(defect -> issue(flow, recipe.name(), "output", Severity.WARNING,
                        "can't be written here until it is given another place: " + defect.message()));
                writeSettings.add(object, new WriteSetting.Values(setting.path(), setting.action(), setting.format(),
                        setting.compression(), setting.header(), setting.asSingleFile(), setting.delim(),
                        setting.prefix(), setting.suffix() == null ? "_increment" : setting.suffix(),
                        setting.hasQuotes(), setting.includeMismatches()), user);
            }
            for (PackagedOutput.Publication publication : output.publications()) {
                publications.add(object, new Publication.Values(publication.path(), publication.tableName(),
                        publication.targetType(), publication.action(), null), user);
            }
        }

        private void issue(PackagedFlow flow, String object, String what, Severity severity, String message) {
            issues.add(new PackageIssue(severity, flow.name(), object, OptionalInt.empty(), what, message));
        }
    }
}
