package io.drover.launcher.flows;

import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import io.drover.launcher.store.Listing;
import io.drover.launcher.store.Lookup;
import io.drover.launcher.store.Stamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The flows in the database. */
public final class Flows {
    private static final Listing LISTING = new Listing("flows", Map.of("id", "id", "name", "name", "description",
            "description", "createdAt", "created_at", "updatedAt", "updated_at"), null);

    private final JdbcClient jdbc;
    private final Clock clock;

    Flows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Lookup<Flow> lookup() {
        return new Lookup<>("flow", this::find);
    }

    public Optional<Flow> find(long id) {
        return jdbc.sql("SELECT * FROM flows WHERE id = ?").param(id).query(Flows::map).optional();
    }

    List<Flow> list(User user, Query query) {
        return LISTING.fetch(jdbc, user, query, Flows::map);
    }

    long count(User user, Query query) {
        return LISTING.count(jdbc, user, query);
    }

    Flow add(String name, String description, Map<String, String> parameters, User user) {
        long now = clock.millis();
        long id = jdbc.sql("INSERT INTO flows (name, description, parameters, creator_id, updater_id,"
                        + " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id")
                .params(name, description, Json.write(Json.strings(parameters)), user.id(), user.id(), now, now)
                .query(Long.class).single();
        return find(id).orElseThrow();
    }

    Flow update(long id, String name, String description, Map<String, String> parameters, User user) {
        jdbc.sql("UPDATE flows SET name = ?, description = ?, parameters = ?, updater_id = ?,"
                        + " updated_at = ? WHERE id = ?")
                .params(name, description, Json.write(Json.strings(parameters)), user.id(), clock.millis(), id)
                .update();
        return find(id).orElseThrow();
    }

    /** With its nodes and their outputs; imported datasets and past jobs stay. */
    void delete(long id, User user) {
        long now = clock.millis();
        String outputs = "SELECT o.id FROM output_objects o JOIN flow_nodes n ON n.id = o.node_id WHERE n.flow_id = ?";
        for (String table : List.of("write_settings", "publications")) {
            jdbc.sql("UPDATE " + table + " SET deleted_at = ? WHERE deleted_at IS NULL AND output_object_id IN ("
                    + outputs + ")").params(now, id).update();
        }
        jdbc.sql("UPDATE output_objects SET deleted_at = ? WHERE deleted_at IS NULL"
                + " AND node_id IN (SELECT n.id FROM flow_nodes n WHERE n.flow_id = ?)").params(now, id).update();
        jdbc.sql("UPDATE flow_nodes SET deleted_at = ? WHERE flow_id = ? AND deleted_at IS NULL")
                .params(now, id).update();
        jdbc.sql("UPDATE flows SET deleted_at = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(now, user.id(), now, id).update();
    }

    private static Flow map(ResultSet row, int number) throws SQLException {
        return new Flow(row.getLong("id"), row.getString("name"), row.getString("description"),
                Json.strings(Json.read(row.getString("parameters"))), Stamp.of(row));
    }
}
