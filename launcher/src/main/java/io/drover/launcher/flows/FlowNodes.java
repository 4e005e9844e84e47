package io.drover.launcher.flows;

import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import io.drover.launcher.store.Listing;
import io.drover.launcher.store.Lookup;
import io.drover.launcher.store.Stamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The nodes of flows in the database; recipes among them. */
public final class FlowNodes {
    private static final Listing RECIPES = new Listing("flow_nodes", Map.of("id", "id", "name", "name", "description",
            "description", "createdAt", "created_at", "updatedAt", "updated_at"), "kind = 'RECIPE'");

    private final JdbcClient jdbc;
    private final Clock clock;

    FlowNodes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A recipe's primary input; at most one is not null. A recipe of a package may have none. */
    public record Input(Long dataset, Long node) {}

    public Lookup<FlowNode> lookup() {
        return new Lookup<>("wrangled dataset", this::find);
    }

    public Optional<FlowNode> find(long id) {
        return jdbc.sql("SELECT * FROM flow_nodes WHERE id = ?").param(id).query(FlowNodes::map).optional();
    }

    List<FlowNode> listRecipes(User user, Query query) {
        return RECIPES.fetch(jdbc, user, query, FlowNodes::map);
    }

    long countRecipes(User user, Query query) {
        return RECIPES.count(jdbc, user, query);
    }

    /** In the order they were added. */
    public List<FlowNode> inFlow(long flow) {
        return jdbc.sql("SELECT * FROM flow_nodes WHERE flow_id = ? AND deleted_at IS NULL ORDER BY id").param(flow)
                .query(FlowNodes::map).list();
    }

    FlowNode addRecipe(long flow, String name, String description, Input input, String script, User user) {
        return add(flow, FlowNode.Kind.RECIPE, name, description, null, null, input, script, user);
    }

    /** The node of a source in a flow; the one that is there, or a new one. */
    FlowNode addSource(long flow, ImportedDataset dataset, User user) {
        Optional<FlowNode> existing = jdbc.sql("SELECT * FROM flow_nodes WHERE flow_id = ? AND imported_dataset_id = ?"
                + " AND deleted_at IS NULL ORDER BY id LIMIT 1").params(flow, dataset.id()).query(FlowNodes::map)
                .optional();
        return existing.orElseGet(() -> add(flow, FlowNode.Kind.SOURCE, dataset.name(), null, dataset.id(), null,
                new Input(null, null), "", user));
    }

    /** The node that stands for another flow's recipe in a flow; the one that is there, or a new one. */
    FlowNode addReference(long flow, FlowNode recipe, User user) {
        Optional<FlowNode> existing = jdbc.sql("SELECT * FROM flow_nodes WHERE flow_id = ? AND referenced_node_id = ?"
                + " AND deleted_at IS NULL ORDER BY id LIMIT 1").params(flow, recipe.id()).query(FlowNodes::map)
                .optional();
        return existing.orElseGet(() -> add(flow, FlowNode.Kind.REFERENCE, recipe.name(), null, null, recipe.id(),
                new Input(null, null), "", user));
    }

    private FlowNode add(long flow, FlowNode.Kind kind, String name, String description, Long dataset,
            Long referenced, Input input, String script, User user) {
        long now = clock.millis();
        long id = jdbc.sql("INSERT INTO flow_nodes (flow_id, kind, name, description, imported_dataset_id,"
                        + " referenced_node_id, input_dataset_id, input_node_id, script, creator_id, updater_id,"
                        + " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")
                .params(flow, kind.name().toUpperCase(Locale.ROOT), name, description, dataset, referenced,
                        input.dataset(), input.node(), script, user.id(), user.id(), now, now)
                .query(Long.class).single();
        return find(id).orElseThrow();
    }

    FlowNode rename(long id, String name, String description, User user) {
        jdbc.sql("UPDATE flow_nodes SET name = ?, description = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(name, description, user.id(), clock.millis(), id).update();
        return find(id).orElseThrow();
    }

    FlowNode rewrite(long id, String script, User user) {
        jdbc.sql("UPDATE flow_nodes SET script = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(script, user.id(), clock.millis(), id).update();
        return find(id).orElseThrow();
    }

    FlowNode changeInput(long id, Input input, User user) {
        jdbc.sql("UPDATE flow_nodes SET input_dataset_id = ?, input_node_id = ?, updater_id = ?, updated_at = ?"
                + " WHERE id = ?").params(input.dataset(), input.node(), user.id(), clock.millis(), id).update();
        return find(id).orElseThrow();
    }

    void delete(long id, User user) {
        long now = clock.millis();
        for (String table : List.of("write_settings", "publications")) {
            jdbc.sql("UPDATE " + table + " SET deleted_at = ? WHERE deleted_at IS NULL AND output_object_id IN"
                    + " (SELECT o.id FROM output_objects o WHERE o.node_id = ?)").params(now, id).update();
        }
        jdbc.sql("UPDATE output_objects SET deleted_at = ? WHERE node_id = ? AND deleted_at IS NULL")
                .params(now, id).update();
        jdbc.sql("UPDATE flow_nodes SET deleted_at = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(now, user.id(), now, id).update();
    }

    /** Whether a recipe would feed itself if it read from a node. */
    boolean wouldLoop(long recipe, long input) {
        Set<Long> seen = new HashSet<>();
        Long at = input;
        while (at != null && seen.add(at)) {
            if (at == recipe) {
                return true;
            }
            FlowNode node = find(at).orElseThrow();
            at = node.referencedNode() != null ? node.referencedNode() : node.inputNode();
        }
        return false;
    }

    private static FlowNode map(ResultSet row, int number) throws SQLException {
        return new FlowNode(row.getLong("id"), row.getLong("flow_id"), FlowNode.Kind.valueOf(row.getString("kind")),
                row.getString("name"), row.getString("description"), Stamp.number(row, "imported_dataset_id"),
                Stamp.number(row, "referenced_node_id"), Stamp.number(row, "input_dataset_id"),
                Stamp.number(row, "input_node_id"), row.getString("script"), Stamp.of(row));
    }
}
