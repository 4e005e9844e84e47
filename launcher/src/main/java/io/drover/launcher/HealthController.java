package io.drover.launcher;

import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Json;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /v4/health}, and the few calls whose answer is always the same. */
@RestController
final class HealthController {
    private final JdbcClient jdbc;

    HealthController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Fails if the database does. */
    @GetMapping("/v4/health")
    ResponseEntity<JsonNode> health() {
        jdbc.sql("SELECT 1").query(Integer.class).single();
        return Answers.ok(Json.object().put("status", "ok"));
    }

    /** No cloud storage is configured here, ever. */
    @GetMapping("/v4/awsConfigs/current")
    ResponseEntity<JsonNode> awsConfig() {
        throw ApiException.notFound("No cloud storage is configured");
    }

    /** Plans are no part of this service. */
    @GetMapping("/v4/plans")
    ResponseEntity<JsonNode> plans() {
        return Answers.ok(Json.data(Json.array()));
    }
}
