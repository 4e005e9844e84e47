package io.drover.job.flowpackage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A flow of a package.
 *
 * @param description null if there is none
 * @param parameters flow parameters with their values
 * @param nodes recipes after the nodes they read
 */
public record PackagedFlow(String id, String name, String description, Map<String, String> parameters,
        List<PackagedNode> nodes) {
    public PackagedFlow {
        parameters = new LinkedHashMap<>(parameters);
        nodes = List.copyOf(nodes);
    }

    public Optional<PackagedNode> node(String nodeId) {
        return nodes.stream().filter(node -> node.id().equals(nodeId)).findFirst();
    }

    /** In order. */
    public <T extends PackagedNode> List<T> nodes(Class<T> kind) {
        return nodes.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
