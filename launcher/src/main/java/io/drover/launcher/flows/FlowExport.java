package io.drover.launcher.flows;

import io.drover.job.flowpackage.PackageWriter;
import io.drover.job.flowpackage.PackagedFlow;
import io.drover.job.flowpackage.PackagedNode;
import io.drover.job.flowpackage.PackagedOutput;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.security.User;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.TypeSpelling;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Makes packages of flows. */
final class FlowExport {
    private final Flows flows;
    private final FlowNodes nodes;
    private final ImportedDatasets datasets;
    private final OutputObjects outputs;
    private final WriteSettings writeSettings;
    private final Publications publications;
    private final Clock clock;

    FlowExport(Flows flows, FlowNodes nodes, ImportedDatasets datasets, OutputObjects outputs,
            WriteSettings writeSettings, Publications publications, Clock clock) {
        this.flows = flows;
        this.nodes = nodes;
        this.datasets = datasets;
        this.outputs = outputs;
        this.writeSettings = writeSettings;
        this.publications = publications;
        this.clock = clock;
    }

    /**
     * The flow with all flows it refers to.
     *
     * @throws ApiException 403 if it refers to a flow that the user may not read
     */
    byte[] write(Flow flow, User user) {
        Map<Long, Flow> wanted = new LinkedHashMap<>();
        wanted.put(flow.id(), flow);
        List<Flow> open = new ArrayList<>(List.of(flow));
        while (!open.isEmpty()) {
            for (FlowNode node : nodes.inFlow(open.remove(0).id())) {
                if (node.kind() == FlowNode.Kind.REFERENCE) {
                    referenced(node).map(target -> flows.find(target.flow()).orElseThrow())
                            .filter(other -> !wanted.containsKey(other.id())).ifPresent(other -> {
                                flows.lookup().required(other.id(), user);
                                wanted.put(other.id(), other);
                                open.add(other);
                            });
                }
            }
        }
        return PackageWriter.write(wanted.values().stream().map(this::packaged).toList(),
                List.of(Long.toString(flow.id())), clock.instant());
    }

    /** What a reference stands for; empty if it was deleted. */
    private Optional<FlowNode> referenced(FlowNode reference) {
        return nodes.find(reference.referencedNode()).filter(target -> target.stamp().deletedAt() == null);
    }

    private PackagedFlow packaged(Flow flow) {
        List<PackagedNode> packaged = new ArrayList<>();
        Map<Long, Long> nodeOfDataset = new HashMap<>();
        List<FlowNode> inFlow = nodes.inFlow(flow.id());
        for (FlowNode node : inFlow) {
            if (node.kind() == FlowNode.Kind.SOURCE) {
                datasets.find(node.importedDataset()).filter(dataset -> dataset.stamp().deletedAt() == null)
                        .ifPresent(dataset -> {
                            nodeOfDataset.put(dataset.id(), node.id());
                            packaged.add(dataset(node, dataset));
                        });
            } else if (node.kind() == FlowNode.Kind.REFERENCE) {
                referenced(node).ifPresent(target -> packaged.add(new PackagedNode.Reference(
                        Long.toString(node.id()), node.name(), Long.toString(target.id()))));
            }
        }
        List<Long> there = new ArrayList<>(packaged.stream().map(node -> Long.parseLong(node.id())).toList());
        inFlow.stream().filter(FlowNode::isRecipe).forEach(node -> there.add(node.id()));
        for (FlowNode node : inFlow) {
            if (node.isRecipe()) {
                Long input = node.inputDataset() != null ? nodeOfDataset.get(node.inputDataset()) : node.inputNode();
                packaged.add(new PackagedNode.Recipe(Long.toString(node.id()), node.name(), node.description(),
                        Optional.ofNullable(input).filter(there::contains).map(id -> Long.toString(id)), Map.of(),
                        node.script(), outputs.of(node.id()).stream().map(this::output).toList()));
            }
        }
        return new PackagedFlow(Long.toString(flow.id()), flow.name(), flow.description(), flow.parameters(), packaged);
    }

    private static PackagedNode.Dataset dataset(FlowNode node, ImportedDataset dataset) {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        dataset.types().forEach((column, spelling) -> types.put(column, TypeSpelling.parse(spelling).orElseThrow()));
        JsonNode parsing = dataset.parsing();
        SourceOptions options = parsing == null ? SourceOptions.DETECT : new SourceOptions(text(parsing, "format"),
                text(parsing, "delimiter"), parsing.hasNonNull("header") ? parsing.get("header").booleanValue() : null,
                text(parsing, "quote"), text(parsing, "encoding"),
                Optional.ofNullable(text(parsing, "structure")).orElse("auto"), text(parsing, "sheet"),
                text(parsing, "badRecords"));
        String structuring = parsing == null ? null : text(parsing, ImportedDataset.STRUCTURING);
        return new PackagedNode.Dataset(Long.toString(node.id()), Long.toString(dataset.id()), dataset.name(),
                dataset.description(), dataset.type(), dataset.isRelational(), dataset.uri(), dataset.dynamicPath(),
                dataset.runParameters().stream().map(parameter -> new PackagedNode.PathParameter(parameter.name(),
                        parameter.kind(), parameter.value())).toList(),
                options, structuring == null ? "" : structuring, types, dataset.size());
    }

    private static String text(JsonNode parsing, String member) {
        JsonNode value = parsing.get(member);
        return value == null || value.isNull() ? null : value.stringValue();
    }

    private PackagedOutput output(OutputObject output) {
        return new PackagedOutput(output.execution(), output.profiler(), output.adhoc(), output.name(),
                output.description(),
                writeSettings.of(output).stream().map(WriteSetting::values).map(v -> new PackagedOutput.WriteSetting(
                        v.path(), v.action(), v.format(), v.compression(), v.header(), v.asSingleFile(), v.delim(),
                        v.prefix(), v.suffix(), v.hasQuotes(), v.includeMismatches())).toList(),
                publications.of(output).stream().map(Publication::values).map(v -> new PackagedOutput.Publication(
                        v.path(), v.tableName(), v.targetType(), v.action())).toList());
    }
}
