package io.drover.launcher.connections;

import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Embed;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.JsonBody;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /v4/connections}. */
@RestController
final class ConnectionController {
    private final Connections connections;
    private final ConnectionObjects objects;
    private final ConnectionTrial trial;
    private final TransactionTemplate transaction;

    ConnectionController(Connections connections, ConnectionObjects objects, ConnectionTrial trial,
            TransactionTemplate transaction) {
        this.connections = connections;
        this.objects = objects;
        this.trial = trial;
        this.transaction = transaction;
    }

    @PostMapping("/v4/connections")
    ResponseEntity<JsonNode> create(User user, JsonBody body) {
        Defects defects = new Defects();
        ConnectionForm.Read read = ConnectionForm.read(body.object(defects), null);
        defects.check();
        Connection made = transaction.execute(
                status -> connections.add(read.values(), read.credentials().orElseThrow(), user));
        return Answers.created(objects.connection().render(made, Embed.NONE));
    }

    @GetMapping("/v4/connections")
    ResponseEntity<JsonNode> list(User user, Query query) {
        return Answers.ok(objects.connection().list(connections.list(user, query), query.embed()));
    }

    @GetMapping("/v4/connections/count")
    ResponseEntity<JsonNode> count(User user, Query query) {
        return Answers.ok(Json.object().put("count", connections.count(user, query)));
    }

    @GetMapping("/v4/connections/{id}")
    ResponseEntity<JsonNode> read(User user, @PathVariable String id, Query query) {
        return Answers.ok(objects.connection().render(connections.lookup().inPath(id, user, query), query.embed()));
    }

    @RequestMapping(path = "/v4/connections/{id}", method = {RequestMethod.PATCH, RequestMethod.PUT})
    ResponseEntity<JsonNode> update(User user, @PathVariable String id, JsonBody body) {
        Connection connection = connections.lookup().inPath(id, user);
        Defects defects = new Defects();
        ConnectionForm.Read read = ConnectionForm.read(body.object(defects), connection.values());
        defects.check();
        Connection updated = transaction.execute(
                status -> connections.update(connection.id(), read.values(), read.credentials(), user));
        return Answers.ok(objects.connection().render(updated, Embed.NONE));
    }

    @DeleteMapping("/v4/connections/{id}")
    ResponseEntity<JsonNode> delete(User user, @PathVariable String id) {
        Connection connection = connections.lookup().inPath(id, user);
        transaction.executeWithoutResult(status -> connections.delete(connection.id(), user));
        return Answers.noContent();
    }

    /** Connects, to see whether it can be done. */
    @GetMapping("/v4/connections/{id}/status")
    ResponseEntity<JsonNode> status(User user, @PathVariable String id) {
        Connection connection = connections.lookup().inPath(id, user);
        ConnectionTrial.Outcome outcome = outcome(connection);
        return Answers.ok(Json.object().put("id", connection.id()).put("status", outcome.status())
                .put("message", outcome.message()));
    }

    private ConnectionTrial.Outcome outcome(Connection connection) {
        Connection.Credentials credentials;
        try {
            credentials = connections.credentials(connection);
        } catch (CredentialCipher.UnreadableCredentials e) {
            return new ConnectionTrial.Outcome("failed", e.getMessage());
        }
        return trial.run(connection, credentials);
    }
}
