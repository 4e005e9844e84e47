package io.drover.launcher.rest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Answers in JSON, whatever the request's Accept header says. */
public final class Answers {
    private Answers() {}

    public static ResponseEntity<JsonNode> ok(JsonNode body) {
        return json(HttpStatus.OK.value(), body);
    }

    public static ResponseEntity<JsonNode> created(JsonNode body) {
        return json(HttpStatus.CREATED.value(), body);
    }

    /** A bare JSON string, quotes included. */
    public static ResponseEntity<JsonNode> word(String text) {
        return ok(JsonNodeFactory.instance.stringNode(text));
    }

    public static ResponseEntity<JsonNode> noContent() {
        return ResponseEntity.noContent().build();
    }

    public static ResponseEntity<JsonNode> json(int status, JsonNode body) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(body);
    }
}
