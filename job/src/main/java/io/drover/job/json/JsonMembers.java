package io.drover.job.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads the members of a JSON object; what is missing or of the wrong type is a {@link JobFailure} that names the place
 * by its JSON pointer. Members nobody asks for are ignored, so that a newer writer's document can be read.
 */
public final class JsonMembers {
    private final JsonNode node;
    private final String document;
    private final String pointer;
    private final JobCode code;

    private JsonMembers(JsonNode node, String document, String pointer, JobCode code) {
        this.node = node;
        this.document = document;
        this.pointer = pointer;
        this.code = code;
    }

    /**
     * @param document what the text is, for messages, e.g. {@code job.json}
     * @param code of failures
     */
    public static JsonMembers parse(byte[] text, String document, JobCode code) {
        JsonNode node;
        try {
            node = JsonText.MAPPER.readTree(text);
        } catch (java.io.IOException e) {
            throw code.failure(document + " is not JSON: " + firstLine(e.getMessage()), e);
        }
        if (node == null || !node.isObject()) {
            throw code.failure(document + " is not a JSON object");
        }
        return new JsonMembers(node, document, "", code);
    }

    private static String firstLine(String text) {
        int end = text == null ? -1 : text.indexOf('\n');
        return end < 0 ? String.valueOf(text) : text.substring(0, end);
    }

    public boolean has(String name) {
        JsonNode value = node.get(name);
        return value != null && !value.isNull();
    }

    public String string(String name) {
        return required(name, JsonNode::isTextual, "a string").textValue();
    }

    /** Null if absent or null. */
    public String optionalString(String name) {
        return has(name) ? string(name) : null;
    }

    public long integer(String name) {
        JsonNode value = required(name, n -> n.isIntegralNumber() && n.canConvertToLong(), "a 64-bit integer");
        return value.longValue();
    }

    public int smallInteger(String name) {
        return required(name, n -> n.isIntegralNumber() && n.canConvertToInt(), "a 32-bit integer").intValue();
    }

    public Long optionalInteger(String name) {
        return has(name) ? integer(name) : null;
    }

    public Integer optionalSmallInteger(String name) {
        return has(name) ? smallInteger(name) : null;
    }

    public double number(String name) {
        return required(name, JsonNode::isNumber, "a number").doubleValue();
    }

    public Double optionalNumber(String name) {
        return has(name) ? number(name) : null;
    }

    public boolean bool(String name) {
        return required(name, JsonNode::isBoolean, "true or false").booleanValue();
    }

    public Boolean optionalBool(String name) {
        return has(name) ? bool(name) : null;
    }

    public Instant instant(String name) {
        String text = string(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong(name, "an instant such as 2026-01-31T12:00:00Z", e);
        }
    }

    /** The constant whose word (by {@code word}) is the member's text. */
    public <E extends Enum<E>> E constant(String name, Class<E> type, Function<E, String> word) {
        String text = string(name);
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            if (word.apply(constant).equals(text)) {
                return constant;
            }
            words.add(word.apply(constant));
        }
        throw wrong(name, "one of " + String.join(", ", words) + " (is \"" + text + "\")", null);
    }

    public JsonMembers object(String name) {
        return at(required(name, JsonNode::isObject, "an object"), "/" + escape(name));
    }

    /** Empty if absent or null. */
    public <T> List<T> objects(String name, Function<JsonMembers, T> read) {
        List<T> list = new ArrayList<>();
        if (has(name)) {
            JsonNode array = required(name, JsonNode::isArray, "an array");
            for (int i = 0; i < array.size(); i++) {
                String place = "/" + escape(name) + "/" + i;
                if (!array.get(i).isObject()) {
                    throw code.failure(document + ": " + pointer + place + " must be an object");
                }
                list.add(read.apply(at(array.get(i), place)));
            }
        }
        return List.copyOf(list);
    }

    /** Empty if absent or null. */
    public List<String> strings(String name) {
        return texts(name, JsonNode::isTextual, "a string", JsonNode::textValue);
    }

    /** Empty if absent or null. */
    public List<Long> integers(String name) {
        return texts(name, n -> n.isIntegralNumber() && n.canConvertToLong(), "a 64-bit integer", JsonNode::longValue);
    }

    private <T> List<T> texts(String name, java.util.function.Predicate<JsonNode> test, String expected,
            Function<JsonNode, T> read) {
        List<T> list = new ArrayList<>();
        if (has(name)) {
            JsonNode array = required(name, JsonNode::isArray, "an array");
            for (int i = 0; i < array.size(); i++) {
                if (!test.test(array.get(i))) {
                    throw code.failure(document + ": " + pointer + "/" + escape(name) + "/" + i + " must be "
                            + expected);
                }
                list.add(read.apply(array.get(i)));
            }
        }
        return List.copyOf(list);
    }

    /** The members of the object {@code name} in order, each read as an object; empty if absent or null. */
    public <T> Map<String, T> objectMap(String name, Function<JsonMembers, T> read) {
        Map<String, T> map = new LinkedHashMap<>();
        if (has(name)) {
            JsonMembers object = object(name);
            object.node.fieldNames().forEachRemaining(key -> map.put(key, read.apply(object.object(key))));
        }
        return map;
    }

    /** The members of the object {@code name} in order, each a string; empty if absent or null. */
    public Map<String, String> stringMap(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        if (has(name)) {
            JsonMembers object = object(name);
            object.node.fieldNames().forEachRemaining(key -> map.put(key, object.string(key)));
        }
        return map;
    }

    /** A failure about the member {@code name} of this object. */
    public JobFailure wrong(String name, String expected, Throwable cause) {
        return code.failure(document + ": " + pointer + "/" + escape(name) + " must be " + expected, cause);
    }

    public JsonNode node() {
        return node;
    }

    private JsonMembers at(JsonNode value, String place) {
        return new JsonMembers(value, document, pointer + place, code);
    }

    private JsonNode required(String name, java.util.function.Predicate<JsonNode> test, String expected) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw code.failure(document + ": " + pointer + "/" + escape(name) + " is missing; it must be " + expected);
        }
        if (!test.test(value)) {
            throw wrong(name, expected, null);
        }
        return value;
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
