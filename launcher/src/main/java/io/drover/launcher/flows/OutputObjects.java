package io.drover.launcher.flows;

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

/** The output objects in the database. */
public final class OutputObjects {
    private static final Listing LISTING = new Listing("output_objects", Map.of("id", "id", "name", "name",
            "execution", "execution", "createdAt", "created_at", "updatedAt", "updated_at"), null);

    private final JdbcClient jdbc;
    private final Clock clock;

    OutputObjects(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Values(String execution, boolean profiler, boolean adhoc, String name, String description) {}

    public Lookup<OutputObject> lookup() {
        return new Lookup<>("output object", this::find);
    }

    public Optional<OutputObject> find(long id) {
        return jdbc.sql("SELECT * FROM output_objects WHERE id = ?").param(id).query(OutputObjects::map).optional();
    }

    List<OutputObject> list(User user, Query query) {
        return LISTING.fetch(jdbc, user, query, OutputObjects::map);
    }

    /** Those of a recipe, the manual one first. */
    public List<OutputObject> of(long node) {
        return jdbc.sql("SELECT * FROM output_objects WHERE node_id = ? AND deleted_at IS NULL"
                + " ORDER BY is_adhoc DESC, id").param(node).query(OutputObjects::map).list();
    }

    List<OutputObject> inFlow(long flow) {
        return jdbc.sql("SELECT o.* FROM output_objects o JOIN flow_nodes n ON n.id = o.node_id WHERE n.flow_id = ?"
                + " AND o.deleted_at IS NULL AND n.deleted_at IS NULL ORDER BY o.id").param(flow)
                .query(OutputObjects::map).list();
    }

    OutputObject add(long node, Values values, User user) {
        long now = clock.millis();
        long id = jdbc.sql("INSERT INTO output_objects (node_id, execution, profiler, is_adhoc, name, description,"
                        + " creator_id, updater_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                        + " RETURNING id")
                .params(node, values.execution(), values.profiler() ? 1 : 0, values.adhoc() ? 1 : 0, values.name(),
                        values.description(), user.id(), user.id(), now, now)
                .query(Long.class).single();
        return find(id).orElseThrow();
    }

    OutputObject update(long id, Values values, User user) {
        jdbc.sql("UPDATE output_objects SET execution = ?, profiler = ?, is_adhoc = ?, name = ?, description = ?,"
                        + " updater_id = ?, updated_at = ? WHERE id = ?")
                .params(values.execution(), values.profiler() ? 1 : 0, values.adhoc() ? 1 : 0, values.name(),
                        values.description(), user.id(), clock.millis(), id)
                .update();
        return find(id).orElseThrow();
    }

    void delete(long id, User user) {
        long now = clock.millis();
        for (String table : List.of("write_settings", "publications")) {
            jdbc.sql("UPDATE " + table + " SET deleted_at = ? WHERE output_object_id = ? AND deleted_at IS NULL")
                    .params(now, id).update();
        }
        jdbc.sql("UPDATE output_objects SET deleted_at = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(now, user.id(), now, id).update();
    }

    private static OutputObject map(ResultSet row, int number) throws SQLException {
        return new OutputObject(row.getLong("id"), row.getLong("node_id"), row.getString("execution"),
                row.getInt("profiler") == 1, row.getInt("is_adhoc") == 1, row.getString("name"),
                row.getString("description"), Stamp.of(row));
    }
}
