package io.drover.launcher.flows;

import io.drover.launcher.security.User;
import java.util.HashMap;
import java.util.Map;

/** Makes a flow like another. */
final class FlowCopy {
    private final Flows flows;
    private final FlowNodes nodes;
    private final ImportedDatasets datasets;
    private final OutputObjects outputs;
    private final WriteSettings writeSettings;
    private final Publications publications;

    FlowCopy(Flows flows, FlowNodes nodes, ImportedDatasets datasets, OutputObjects outputs,
            WriteSettings writeSettings, Publications publications) {
        this.flows = flows;
        this.nodes = nodes;
        this.datasets = datasets;
        this.outputs = outputs;
        this.writeSettings = writeSettings;
        this.publications = publications;
    }

    Flow copy(Flow original, String name, String description, boolean withDatasources, User user) {
        Flow copy = flows.add(name, description, original.parameters(), user);
        Map<Long, Long> datasetIds = new HashMap<>();
        if (withDatasources) {
            datasets.inFlow(original.id()).forEach(d -> datasetIds.put(d.id(), datasets.add(
                    new ImportedDatasets.Draft(d.name(), d.description(), d.type(), d.uri(), d.dynamicPath(),
                            d.runParameters(), d.parsing(), d.types(), d.size(), d.connection()), user).id()));
        }
        Map<Long, Long> nodeIds = new HashMap<>();
        for (FlowNode node : nodes.inFlow(original.id())) {
            nodeIds.put(node.id(), copyNode(node, copy, datasetIds, user).id());
        }
        // A recipe may have been given an input that was added after it.
        for (FlowNode node : nodes.inFlow(copy.id())) {
            Long moved = nodeIds.get(node.inputNode());
            if (moved != null) {
                nodes.changeInput(node.id(), new FlowNodes.Input(null, moved), user);
            }
        }
        for (OutputObject output : outputs.inFlow(original.id())) {
            OutputObject made = outputs.add(nodeIds.get(output.node()), new OutputObjects.Values(output.execution(),
                    output.profiler(), output.adhoc(), output.name(), output.description()), user);
            writeSettings.of(output).forEach(setting -> writeSettings.add(made, setting.values(), user));
            publications.of(output).forEach(publication -> publications.add(made, publication.values(), user));
        }
        return copy;
    }

    private FlowNode copyNode(FlowNode node, Flow copy, Map<Long, Long> datasetIds, User user) {
        switch (node.kind()) {
            case SOURCE: {
                long dataset = datasetIds.getOrDefault(node.importedDataset(), node.importedDataset());
                return nodes.addSource(copy.id(), datasets.find(dataset).orElseThrow(), user);
            }
            case REFERENCE:
                return nodes.addReference(copy.id(), nodes.find(node.referencedNode()).orElseThrow(), user);
            case RECIPE: {
                Long dataset = node.inputDataset() == null ? null
                        : datasetIds.getOrDefault(node.inputDataset(), node.inputDataset());
                return nodes.addRecipe(copy.id(), node.name(), node.description(),
                        new FlowNodes.Input(dataset, node.inputNode()), node.script(), user);
            }
        }
        throw new IllegalStateException("unknown kind " + node.kind());
    }
}
