package io.drover.launcher.connections;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.connections.Connection.Credentials;
import io.drover.launcher.rest.ApiException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Tries connections. Only hosts that the configuration names are ever connected to: a server that went wherever its users
 * say would look into networks for them.
 */
final class ConnectionTrial {
    private static final Set<String> POSTGRES = Set.of("postgres", "postgresql");
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final String SECONDS = "10";
    private static final int VALIDATION_SECONDS = 5;

    private final LauncherSettings settings;

    ConnectionTrial(LauncherSettings settings) {
        this.settings = settings;
    }

    /** @param status ok, failed or unsupported @param message null if it is ok */
    record Outcome(String status, String message) {}

    /** @throws ApiException 403 if the host is none that the server may connect to */
    Outcome run(Connection connection, Credentials credentials) {
        Connection.Values values = connection.values();
        if (!POSTGRES.contains(values.vendor())) {
            return new Outcome("unsupported", "This server has no driver for " + values.vendor() + "; it has one for"
                    + " postgres");
        }
        requireAllowed(values);
        Map<String, String> params = values.params();
        if (!params.getOrDefault("connectStrOpts", "").isBlank()) {
            return new Outcome("unsupported", "params.connectStrOpts is not used by this server; params.sslmode is");
        }
        String mode = params.getOrDefault("sslmode", "prefer");
        if (!SSL_MODES.contains(mode)) {
            return new Outcome("failed", "params.sslmode is none of " + String.join(", ", SSL_MODES));
        }
        Properties properties = new Properties();
        properties.setProperty("user", credentials.username());
        properties.setProperty("password", credentials.password());
        properties.setProperty("sslmode", mode);
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        properties.setProperty("loginTimeout", SECONDS);
        properties.setProperty("ApplicationName", "drover");
        String database = URLEncoder.encode(params.getOrDefault("database", credentials.username()),
                StandardCharsets.UTF_8).replace("+", "%20");
        Driver driver = new org.postgresql.Driver();
        try (java.sql.Connection opened = driver.connect(
                "jdbc:postgresql://" + values.host() + ":" + values.port() + "/" + database, properties)) {
            return opened.isValid(VALIDATION_SECONDS) ? new Outcome("ok", null)
                    : new Outcome("failed", "The database does not answer");
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            return new Outcome("failed", credentials.password().isEmpty() ? message
                    : message.replace(credentials.password(), "***"));
        }
    }

    private void requireAllowed(Connection.Values values) {
        boolean allowed = settings.connectionHosts().stream().anyMatch(host -> host.equalsIgnoreCase(values.host())
                || host.equalsIgnoreCase(values.host() + ":" + values.port()));
        if (!allowed) {
            throw ApiException.forbidden("This server may not connect to " + values.host() + ":" + values.port()
                    + "; an administrator lists hosts in the setting connections.allowedHosts");
        }
    }
}
