package io.drover.launcher.flows;

import io.drover.launcher.flows.ImportedDataset.RunParameter;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The imported datasets in the database. */
public final class ImportedDatasets {
    private static final Listing LISTING = new Listing("imported_datasets", Map.of("id", "id", "name", "name",
            "description", "description", "uri", "uri", "path", "uri", "type", "type", "size", "size", "createdAt",
            "created_at", "updatedAt", "updated_at"), null);

    private final JdbcClient jdbc;
    private final Clock clock;

    ImportedDatasets(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a new one is made of. @param connection whose table it is, null for a file */
    record Draft(String name, String description, String type, String uri, String dynamicPath,
            List<RunParameter> runParameters, JsonNode parsing, Map<String, String> types,
            long size, Long connection) {

        /** A file. */
        Draft(String name, String description, String type, String uri, String dynamicPath,
                List<RunParameter> runParameters, JsonNode parsing, Map<String, String> types, long size) {
            this(name, description, type, uri, dynamicPath, runParameters, parsing, types, size, null);
        }
    }

    public Lookup<ImportedDataset> lookup() {
        return new Lookup<>("imported dataset", this::find);
    }

    public Optional<ImportedDataset> find(long id) {
        return jdbc.sql("SELECT * FROM imported_datasets WHERE id = ?").param(id).query(ImportedDatasets::map)
                .optional();
    }

    List<ImportedDataset> list(User user, Query query) {
        return LISTING.fetch(jdbc, user, query, ImportedDatasets::map);
    }

    long count(User user, Query query) {
        return LISTING.count(jdbc, user, query);
    }

    /** Those in a flow that still exist, in the order they were added. */
    public List<ImportedDataset> inFlow(long flow) {
        return jdbc.sql("SELECT d.* FROM imported_datasets d JOIN flow_nodes n ON n.imported_dataset_id = d.id"
                        + " WHERE n.flow_id = ? AND n.deleted_at IS NULL AND d.deleted_at IS NULL ORDER BY n.id")
                .param(flow).query(ImportedDatasets::map).list();
    }

    ImportedDataset add(Draft draft, User user) {
        long now = clock.millis();
        long id = jdbc.sql("INSERT INTO imported_datasets (name, description, type, uri, dynamic_path, run_parameters,"
                        + " parsing, types, size, connection_id, creator_id, updater_id, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")
                .params(draft.name(), draft.description(), draft.type(), draft.uri(), draft.dynamicPath(),
                        parameters(draft), draft.parsing() == null ? null : Json.write(draft.parsing()),
                        Json.write(Json.strings(draft.types())), draft.size(), draft.connection(), user.id(),
                        user.id(), now, now)
                .query(Long.class).single();
        return find(id).orElseThrow();
    }

    ImportedDataset update(long id, String name, String description, User user) {
        jdbc.sql("UPDATE imported_datasets SET name = ?, description = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(name, description, user.id(), clock.millis(), id).update();
        return find(id).orElseThrow();
    }

    private static String parameters(Draft draft) {
        ArrayNode parameters = Json.array();
        draft.runParameters().forEach(p -> parameters.addObject().put("name", p.name()).put("type", p.kind())
                .put("value", p.value()));
        return Json.write(parameters);
    }

    /** Another place for it. */
    ImportedDataset move(long id, Draft place, User user) {
        jdbc.sql("UPDATE imported_datasets SET type = ?, uri = ?, dynamic_path = ?, run_parameters = ?, parsing = ?,"
                        + " size = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(place.type(), place.uri(), place.dynamicPath(), parameters(place),
                        place.parsing() == null ? null : Json.write(place.parsing()),
                        place.size(), user.id(), clock.millis(), id)
                .update();
        return find(id).orElseThrow();
    }

    void delete(long id, User user) {
        long now = clock.millis();
        jdbc.sql("UPDATE imported_datasets SET deleted_at = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(now, user.id(), now, id).update();
        jdbc.sql("UPDATE flow_nodes SET deleted_at = ? WHERE imported_dataset_id = ? AND deleted_at IS NULL")
                .params(now, id).update();
    }

    private static ImportedDataset map(ResultSet row, int number) throws SQLException {
        List<RunParameter> parameters = new ArrayList<>();
        Json.read(row.getString("run_parameters")).forEach(p -> parameters.add(new RunParameter(
                p.get("name").stringValue(), p.get("type").stringValue(), p.get("value").stringValue())));
        String parsing = row.getString("parsing");
        return new ImportedDataset(row.getLong("id"), row.getString("name"), row.getString("description"),
                row.getString("type"), row.getString("uri"), row.getString("dynamic_path"), List.copyOf(parameters),
                parsing == null ? null : Json.read(parsing), Json.strings(Json.read(row.getString("types"))),
                row.getLong("size"), Stamp.number(row, "connection_id"), Stamp.of(row));
    }
}
