package io.drover.launcher.connections;

import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.Resource;
import io.drover.launcher.security.People;
import tools.jackson.databind.node.ObjectNode;

/** How connections are shown: without credentials. */
public final class ConnectionObjects {
    private final Resource<Connection> connection;

    ConnectionObjects(People people) {
        connection = people.on(new Resource<>("connection", ConnectionObjects::json));
    }

    public Resource<Connection> connection() {
        return connection;
    }

    private static ObjectNode json(Connection connection) {
        Connection.Values v = connection.values();
        ObjectNode node = Json.object().put("id", connection.id()).put("name", v.name())
                .put("description", v.description()).put("vendor", v.vendor()).put("vendorName", v.vendorName())
                .put("type", v.type()).put("host", v.host()).put("port", v.port())
                .put("credentialType", v.credentialType());
        node.set("params", Json.strings(v.params()));
        return connection.stamp().into(node);
    }
}
