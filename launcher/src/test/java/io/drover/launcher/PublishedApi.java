package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server says of its own API, to hold its answers against; a member that it doesn't mention is an error. */
final class PublishedApi {
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonNode document;
    private final ObjectNode components;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    PublishedApi(JsonNode document) {
        this.document = document;
        components = ((ObjectNode) document.get("components")).deepCopy();
        components.get("schemas").forEachEntry((name, schema) -> {
            if (schema.has("properties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
    }

    /** @param path with a query, if there is one */
    void check(String method, String path, Client.Answer answer) {
        String plain = path.split("[?;]", 2)[0];
        Optional<JsonNode> operation = operation(method, plain);
        if (operation.isEmpty()) {
            return;
        }
        JsonNode responses = operation.get().get("responses");
        String status = Integer.toString(answer.status());
        JsonNode response = responses.get(status);
        String about = method + " " + path + ": " + status;
        if (response == null) {
            assertThat(answer.status()).as(about + " is no answer that the description has: " + answer.text())
                    .isGreaterThanOrEqualTo(400);
            response = responses.get("default");
        }
        String type = Optional.ofNullable(answer.header("content-type")).orElse("");
        JsonNode content = response.get("content");
        if (content == null) {
            assertThat(answer.bytes()).as(about).isEmpty();
            return;
        }
        JsonNode media = content.get("application/json");
        if (media == null) {
            assertThat(type).as(about).doesNotStartWith("application/json");
            return;
        }
        assertThat(type).as(about).startsWith("application/json");
        List<Error> errors = schemas.computeIfAbsent(media.get("schema").toString(), s -> schema(media.get("schema")))
                .validate(answer.json());
        assertThat(errors).as(about + " " + answer.text()).isEmpty();
    }

    private Schema schema(JsonNode schema) {
        ObjectNode root = schema.deepCopy().asObject();
        root.set("components", components);
        return registry.getSchema(root);
    }

    private Optional<JsonNode> operation(String method, String path) {
        String[] segments = path.replaceFirst("/$", "").split("/");
        JsonNode best = null;
        long literals = -1;
        for (Map.Entry<String, JsonNode> entry : document.get("paths").properties()) {
            String[] template = entry.getKey().split("/");
            JsonNode operation = entry.getValue().get(method.toLowerCase(Locale.ROOT));
            long same = matches(segments, template);
            if (operation != null && same > literals) {
                best = operation;
                literals = same;
            }
        }
        return Optional.ofNullable(best);
    }

    /** How many segments are the same; -1 if the template doesn't fit. */
    private static long matches(String[] segments, String[] template) {
        if (segments.length != template.length) {
            return -1;
        }
        long same = 0;
        for (int i = 0; i < segments.length; i++) {
            if (template[i].equalsIgnoreCase(segments[i])) {
                same++;
            } else if (!template[i].startsWith("{")) {
                return -1;
            }
        }
        return same;
    }
}
