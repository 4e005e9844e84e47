package io.drover.launcher.rest;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON that goes over the wire and into document columns. */
public final class Json {
    /** Deep or huge documents end in an error, not in a stack overflow or an exhausted heap. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(200).build())
                    .build())
            .build();

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** An object of strings, in the map's order. */
    public static ObjectNode strings(Map<String, String> members) {
        ObjectNode object = object();
        members.forEach(object::put);
        return object;
    }

    /** The members of an object of strings, in order. */
    public static Map<String, String> strings(JsonNode object) {
        Map<String, String> members = new LinkedHashMap<>();
        object.forEachEntry((name, value) -> members.put(name, value.stringValue()));
        return Collections.unmodifiableMap(members);
    }

    /** {@code {"id": n}}. */
    public static ObjectNode stub(long id) {
        return object().put("id", id);
    }

    /** {@code {"id": n}} or null. */
    public static JsonNode stub(Long id) {
        return id == null ? JsonNodeFactory.instance.nullNode() : stub(id.longValue());
    }

    /** {@code {"data": [...]}}. */
    public static <T> ObjectNode data(Collection<T> items, Function<? super T, ? extends JsonNode> render) {
        ArrayNode array = array();
        items.forEach(item -> array.add(render.apply(item)));
        return data(array);
    }

    public static ObjectNode data(ArrayNode array) {
        ObjectNode object = object();
        object.set("data", array);
        return object;
    }

    /** With whole seconds, as clients parse it; null gives null. */
    public static String timestamp(Instant instant) {
        return instant == null ? null : TIMESTAMP.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    public static String write(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }
}
