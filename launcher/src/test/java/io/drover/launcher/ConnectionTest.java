package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** {@code /v4/connections}, and what becomes of tables as sources and targets. */
final class ConnectionTest {
    private static final String PASSWORD = "pässwörd-4711";

    @RegisterExtension
    static final RunningLauncher RUNNING =
            new RunningLauncher(settings -> settings.withConnectionHosts(List.of("127.0.0.1", "[::1]:1")));

    private static EmbeddedPostgres postgres;

    private Client client = RUNNING.user();

    @BeforeAll
    static void database() throws IOException, SQLException {
        // Passwords are asked for, as a real server does; the driver's own user is trusted to set one.
        postgres = EmbeddedPostgres.builder().setServerConfig("password_encryption", "scram-sha-256").start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE drover LOGIN PASSWORD '" + PASSWORD + "'");
            statement.execute("CREATE DATABASE \"sales & co\" OWNER drover");
            statement.execute("COPY (VALUES ('host all drover 127.0.0.1/32 scram-sha-256'),"
                    + " ('host all all 127.0.0.1/32 trust')) TO '" + hba(statement) + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static String hba(Statement statement) throws SQLException {
        try (var rows = statement.executeQuery("SHOW hba_file")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static String body(String vendor, int port, String password) {
        return "{'vendor': '" + vendor + "', 'vendorName': '" + vendor + "', 'type': 'jdbc', 'name': 'sales', 'host':"
                + " '127.0.0.1', 'port': " + port + ", 'params': {'database': 'sales & co', 'connectStrOpts': ''},"
                + " 'credentialType': 'basic', 'credentials': [{'username': 'drover', 'password': '" + password + "'}]}";
    }

    private long connection(String vendor) {
        return client.post("/v4/connections", body(vendor, postgres.getPort(), PASSWORD)).is(201).id();
    }

    private JsonNode status(long id) {
        return client.get("/v4/connections/" + id + "/status").is(200).json();
    }

    @Test
    void credentialsAreNeverShownNorReadable() throws IOException {
        Client.Answer made = client.post("/v4/connections", body("postgres", 5432, PASSWORD)).is(201);
        String path = "/v4/connections/" + made.id();
        for (Client.Answer answer : List.of(made, client.get(path), client.get("/v4/connections"),
                client.get(path + "?embed=creator"), client.patch(path, "{'name': 'renamed'}"),
                RUNNING.admin().get(path))) {
            assertThat(answer.is(answer.status() == 201 ? 201 : 200).text())
                    .doesNotContain("credentials\"").doesNotContain(PASSWORD).doesNotContain("drover");
        }
        assertThat(client.get(path).json().get("params").get("database").stringValue()).isEqualTo("sales & co");
        assertThat(client.get("/v4/connections/count").json().get("count").longValue()).isPositive();
        Path store = RUNNING.home().resolve("store");
        try (Stream<Path> files = Files.list(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain(new String(PASSWORD.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.resolve("credentials.key"))))
                .isEqualTo("rw-------");
        RUNNING.other().get(path).error(403, "AccessControlException");
        RUNNING.other().get(path + "/status").error(403, "AccessControlException");
        client.delete(path).is(204);
        client.get(path).error(410, "GoneException");
        assertThat(client.get(path + "?includeDeleted=true").is(200).json().get("deletedAt").isNull()).isFalse();
    }

    @Test
    void statusTriesTheDatabase() throws IOException {
        long id = connection("postgres");
        assertThat(status(id).get("message").isNull()).as(status(id).toString()).isTrue();
        assertThat(status(id).get("status").stringValue()).isEqualTo("ok");
        RUNNING.restart();
        client = RUNNING.user();
        assertThat(status(id).get("status").stringValue()).as("the key outlives the process").isEqualTo("ok");
        client.patch("/v4/connections/" + id, "{'credentials': [{'username': 'drover', 'password': 'wrong-4712'}]}")
                .is(200);
        assertThat(status(id).get("status").stringValue()).isEqualTo("failed");
        assertThat(status(id).get("message").stringValue()).contains("authentication").doesNotContain("wrong-4712");
        client.patch("/v4/connections/" + id, "{'params': {'database': 'none/such?user=x'}, 'credentials':"
                + " [{'username': 'drover', 'password': '" + PASSWORD + "'}]}").is(200);
        assertThat(status(id).get("message").stringValue()).contains("none/such?user=x");
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        long gone = client.post("/v4/connections", body("postgres", closed, "x")).is(201).id();
        assertThat(status(gone).get("status").stringValue()).isEqualTo("failed");
        assertThat(status(connection("oracle")).get("status").stringValue()).isEqualTo("unsupported");
    }

    @Test
    void credentialsWhoseKeyIsLostAreGivenAgain() throws IOException {
        long id = connection("postgres");
        Path key = RUNNING.home().resolve("store").resolve("credentials.key");
        byte[] kept = Files.readAllBytes(key);
        Files.write(key, new byte[kept.length]);
        assertThat(status(id).get("message").stringValue()).contains("give them again");
        Files.write(key, kept);
        Path aside = Files.move(key, key.resolveSibling("aside"));
        assertThat(status(id).get("message").stringValue()).contains("give them again");
        client.patch("/v4/connections/" + id, "{'credentials': [{'username': 'drover', 'password': '" + PASSWORD + "'}]}")
                .is(200);
        assertThat(status(id).get("status").stringValue()).isEqualTo("ok");
        Files.move(aside, key, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void theServerConnectsOnlyWhereItMay() {
        long elsewhere = client.post("/v4/connections", body("postgres", 5432, "x").replace("127.0.0.1", "localhost"))
                .is(201).id();
        assertThat(client.get("/v4/connections/" + elsewhere + "/status").error(403, "AccessControlException").details())
                .contains("connections.allowedHosts");
    }

    @Test
    void whoChangesTheHostGivesTheCredentialsAgain() {
        String path = "/v4/connections/" + connection("postgres");
        for (String change : List.of("'host': 'elsewhere'", "'port': 1", "'params': {}", "'vendor': 'mysql'")) {
            assertThat(RUNNING.admin().patch(path, "{" + change + "}").error(400, "ValidationFailed").details())
                    .contains("credentials");
        }
        client.put(path, "{'name': 'n', 'description': 'd', 'port': " + postgres.getPort() + "}").is(200);
    }

    @Test
    void whatIsWrongIsTold() {
        assertThat(client.post("/v4/connections", "{}").error(400, "ValidationFailed").details())
                .contains("name is required", "vendor is required", "host is required", "port is required");
        assertThat(client.post("/v4/connections", body("postgres", 1, "x").replace("'basic'", "'oauth'"))
                .error(400, "ValidationFailed").details()).contains("credentialType");
        for (String host : List.of("a/b", "h?user=x", "h:1", "user@h", "h,i", "", "::1", "[::1")) {
            client.post("/v4/connections", body("postgres", 1, "x").replace("127.0.0.1", host))
                    .error(400, "ValidationFailed");
        }
        client.post("/v4/connections", body("postgres", 65_536, "x")).error(400, "ValidationFailed");
        assertThat(client.post("/v4/connections", body("postgres", 1, "x").replace("'connectStrOpts': ''",
                "'connectStrOpts': ';password=hunter2xyz'")).error(400, "ValidationFailed").text())
                .contains("params.connectStrOpts holds a secret").doesNotContain("hunter2xyz");
        client.post("/v4/connections", body("postgres", 1, "x").replace("'credentials': [{", "'credentials': [{}, {"))
                .error(400, "ValidationFailed");
    }

    @Test
    void tablesCanBeKeptAsSourcesButNotRun() {
        long connection = connection("postgres");
        JsonNode dataset = client.post("/v4/importedDatasets", "{'name': 't', 'type': 'jdbc', 'jdbcType': 'TABLE',"
                + " 'jdbcPath': ['public'], 'jdbcTable': 'orders', 'connectionId': " + connection + "}").is(201).json();
        assertThat(dataset.get("connection").get("id").longValue()).isEqualTo(connection);
        assertThat(client.get("/v4/importedDatasets/" + dataset.get("id") + "?embed=connection").is(200).json()
                .get("connection").get("host").stringValue()).isEqualTo("127.0.0.1");
        Fixture fixture = new Fixture(client, RUNNING.home());
        long recipe = client.post("/v4/wrangledDatasets", "{'name': 'r', 'flow': {'id': " + fixture.flow
                + "}, 'importedDataset': {'id': " + dataset.get("id") + "}}").is(201).id();
        assertThat(client.post("/v4/jobGroups", fixture.body(recipe, "x.csv")).error(400, "ValidationFailed").text())
                .contains("SOURCE_NOT_EXECUTABLE", "only files can be read");
        String unknown = "{'name': 't', 'type': 'jdbc', 'jdbcTable': 'orders', 'connectionId': 999999}";
        client.post("/v4/importedDatasets", unknown).error(404, "NotFoundException");
        RUNNING.other().post("/v4/importedDatasets", unknown.replace("999999", Long.toString(connection)))
                .error(403, "AccessControlException");
    }

    @Test
    void resultsAreNotPublishedToTablesAndThatIsSaid() {
        Fixture fixture = new Fixture(client, RUNNING.home());
        long recipe = fixture.recipe("succeed");
        long output = client.post("/v4/outputObjects", "{'flowNodeId': " + recipe + ", 'execution': 'photon', 'profiler':"
                + " false, 'writeSettings': [" + fixture.setting("t.csv") + "], 'publications': [{'path': ['public'],"
                + " 'tableName': 't', 'targetType': 'postgres', 'action': 'create', 'connectionId': "
                + connection("postgres") + "}]}").is(201).id();
        assertThat(client.post("/v4/jobGroups", "{'wrangledDataset': {'id': " + recipe + "}}")
                .error(400, "ValidationFailed").text()).contains("TARGET_NOT_EXECUTABLE", "postgres", "files only");
        client.post("/v4/flows/" + fixture.flow + "/run", "").error(400, "ValidationFailed");
        client.patch("/v4/outputObjects/" + output, "{'writeSettings': []}").is(200);
        client.post("/v4/jobGroups", "{'wrangledDataset': {'id': " + recipe + "}}").error(400, "ValidationFailed");
        client.post("/v4/jobGroups", fixture.body(recipe, "x.csv").replace("'profiler': false", "'profiler': false,"
                + " 'publications': [{'tableName': 't', 'targetType': 'hive'}]")).error(400, "ValidationFailed");

        long group = fixture.run(recipe, "published.csv");
        fixture.awaitStatus(group, "Complete");
        for (String version : List.of("v3", "v4")) {
            String path = "/" + version + "/jobGroups/" + group + "/publish";
            String request = "{'connection': {'id': %d}, 'path': ['default'], 'table': 't', 'action': 'create',"
                    + " 'inputFormat': 'pqt', 'flowNodeId': " + recipe + "}";
            assertThat(client.put(path, request.formatted(connection("postgres"))).error(400, "ValidationFailed").text())
                    .contains("TARGET_NOT_EXECUTABLE", "files only");
            assertThat(client.put(path, request.formatted(connection("redshift"))).error(400, "ValidationFailed").text())
                    .contains("TARGET_NOT_EXECUTABLE", "redshift");
            assertThat(client.put(path, "{}").error(400, "ValidationFailed").details())
                    .contains("table is required", "action is required", "connection is required");
        }
        long waiting = fixture.run(fixture.recipe("wait"), "w.csv");
        assertThat(client.put("/v4/jobGroups/" + waiting + "/publish", "{'table': 't', 'action': 'load'}")
                .error(400, "ValidationFailed").details()).contains("InProgress");
        client.post("/v4/jobGroups/" + waiting + "/cancel", "");
        client.put("/v4/jobGroups/999999/publish", "{}").error(404, "NotFoundException");
    }
}
