package io.drover.launcher.store;

import io.drover.launcher.rest.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who made and last changed an object, and when.
 *
 * @param deletedAt null while the object lives
 */
public record Stamp(long creator, long updater, Instant createdAt, Instant updatedAt, Instant deletedAt) {

    public static Stamp of(ResultSet row) throws SQLException {
        return new Stamp(row.getLong("creator_id"), row.getLong("updater_id"), instant(row, "created_at"),
                instant(row, "updated_at"), instant(row, "deleted_at"));
    }

    /** Null if the column is. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** Null if the column is. */
    public static Long number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    /** Adds createdAt, updatedAt, creator, updater and, for a deleted object, deletedAt. */
    public ObjectNode into(ObjectNode node) {
        node.put("createdAt", Json.timestamp(createdAt)).put("updatedAt", Json.timestamp(updatedAt));
        node.set("creator", Json.stub(creator));
        node.set("updater", Json.stub(updater));
        if (deletedAt != null) {
            node.put("deletedAt", Json.timestamp(deletedAt));
        }
        return node;
    }
}
