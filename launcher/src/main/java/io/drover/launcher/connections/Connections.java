package io.drover.launcher.connections;

import io.drover.launcher.connections.Connection.Credentials;
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
import tools.jackson.databind.JsonNode;

/** The connections in the database. */
public final class Connections {
    private static final Listing LISTING = new Listing("connections", Map.of("id", "id", "name", "name", "description",
            "description", "vendor", "vendor", "host", "host", "port", "port", "createdAt", "created_at", "updatedAt",
            "updated_at"), null);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final CredentialCipher cipher;

    Connections(JdbcClient jdbc, Clock clock, CredentialCipher cipher) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.cipher = cipher;
    }

    public Lookup<Connection> lookup() {
        return new Lookup<>("connection", this::find);
    }

    public Optional<Connection> find(long id) {
        return jdbc.sql("SELECT * FROM connections WHERE id = ?").param(id).query(Connections::map).optional();
    }

    List<Connection> list(User user, Query query) {
        return LISTING.fetch(jdbc, user, query, Connections::map);
    }

    long count(User user, Query query) {
        return LISTING.count(jdbc, user, query);
    }

    Connection add(Connection.Values v, Credentials credentials, User user) {
        long now = clock.millis();
        long id = jdbc.sql("INSERT INTO connections (name, description, vendor, vendor_name, type, host, port, params,"
                        + " credential_type, creator_id, updater_id, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")
                .params(v.name(), v.description(), v.vendor(), v.vendorName(), v.type(), v.host(), v.port(),
                        Json.write(Json.strings(v.params())), v.credentialType(), user.id(), user.id(), now, now)
                .query(Long.class).single();
        store(id, credentials);
        return find(id).orElseThrow();
    }

    /** @param credentials empty to keep those there are */
    Connection update(long id, Connection.Values v, Optional<Credentials> credentials, User user) {
        jdbc.sql("UPDATE connections SET name = ?, description = ?, vendor = ?, vendor_name = ?, type = ?, host = ?,"
                        + " port = ?, params = ?, credential_type = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(v.name(), v.description(), v.vendor(), v.vendorName(), v.type(), v.host(), v.port(),
                        Json.write(Json.strings(v.params())), v.credentialType(), user.id(), clock.millis(), id)
                .update();
        credentials.ifPresent(fresh -> store(id, fresh));
        return find(id).orElseThrow();
    }

    private void store(long id, Credentials credentials) {
        String text = Json.write(Json.object().put("username", credentials.username())
                .put("password", credentials.password()));
        jdbc.sql("UPDATE connections SET credentials = ? WHERE id = ?").params(cipher.encrypt(text, context(id)), id)
                .update();
    }

    /** Decrypted. */
    Credentials credentials(Connection connection) {
        String stored = jdbc.sql("SELECT credentials FROM connections WHERE id = ?").param(connection.id())
                .query(String.class).single();
        JsonNode read = Json.read(cipher.decrypt(stored, context(connection.id())));
        return new Credentials(read.get("username").stringValue(), read.get("password").stringValue());
    }

    /** Its credentials go for good. */
    void delete(long id, User user) {
        long now = clock.millis();
        jdbc.sql("UPDATE connections SET deleted_at = ?, credentials = NULL, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(now, user.id(), now, id).update();
    }

    /** One connection's credentials can't be given to another. */
    private static String context(long id) {
        return "connection " + id;
    }

    private static Connection map(ResultSet row, int number) throws SQLException {
        return new Connection(row.getLong("id"), new Connection.Values(row.getString("name"),
                row.getString("description"), row.getString("vendor"), row.getString("vendor_name"),
                row.getString("type"), row.getString("host"), row.getInt("port"),
                Json.strings(Json.read(row.getString("params"))), row.getString("credential_type")), Stamp.of(row));
    }
}
