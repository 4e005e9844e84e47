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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ArrayNode;

/** The publications in the database. */
public final class Publications {
    private static final Listing LISTING = new Listing("publications", Map.of("id", "id", "name", "table_name",
            "tableName", "table_name", "createdAt", "created_at", "updatedAt", "updated_at"), null);

    private final JdbcClient jdbc;
    private final Clock clock;

    Publications(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Lookup<Publication> lookup() {
        return new Lookup<>("publication", this::find);
    }

    Optional<Publication> find(long id) {
        return jdbc.sql("SELECT * FROM publications WHERE id = ?").param(id).query(Publications::map).optional();
    }

    List<Publication> list(User user, Query query) {
        return LISTING.fetch(jdbc, user, query, Publications::map);
    }

    public List<Publication> of(OutputObject output) {
        return jdbc.sql("SELECT * FROM publications WHERE output_object_id = ? AND deleted_at IS NULL ORDER BY id")
                .param(output.id()).query(Publications::map).list();
    }

    Publication add(OutputObject output, Publication.Values values, User user) {
        long now = clock.millis();
        ArrayNode path = Json.array();
        values.path().forEach(path::add);
        long id = jdbc.sql("INSERT INTO publications (output_object_id, path, table_name, target_type, action,"
                        + " connection_id, creator_id, updater_id, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")
                .params(output.id(), Json.write(path), values.tableName(), values.targetType(), values.action(),
                        values.connection(), user.id(), user.id(), now, now)
                .query(Long.class).single();
        return find(id).orElseThrow();
    }

    void delete(long id, User user) {
        long now = clock.millis();
        jdbc.sql("UPDATE publications SET deleted_at = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(now, user.id(), now, id).update();
    }

    void deleteOf(OutputObject output, User user) {
        of(output).forEach(publication -> delete(publication.id(), user));
    }

    private static Publication map(ResultSet row, int number) throws SQLException {
        List<String> path = new ArrayList<>();
        Json.read(row.getString("path")).forEach(segment -> path.add(segment.stringValue()));
        return new Publication(row.getLong("id"), row.getLong("output_object_id"),
                new Publication.Values(List.copyOf(path), row.getString("table_name"), row.getString("target_type"),
                        row.getString("action"), Stamp.number(row, "connection_id")),
                Stamp.of(row));
    }
}
