package io.drover.launcher.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The members of a JSON object in a request. A member that is null counts as absent. What is wrong is added to the
 * request's {@link Defects}, and reading goes on, so that one answer names everything.
 */
public final class Members {
    private static final int MOST_OBJECTS = 1000;

    private final ObjectNode node;
    private final String pointer;
    private final Defects defects;

    public Members(ObjectNode node, String pointer, Defects defects) {
        this.node = node;
        this.pointer = pointer;
        this.defects = defects;
    }

    public Defects defects() {
        return defects;
    }

    public ObjectNode node() {
        return node;
    }

    public String pointer(String member) {
        return pointer + "/" + member.replace("~", "~0").replace("/", "~1");
    }

    /** As people write it in messages: {@code overrides.writesettings.0.path}. */
    public String label(String member) {
        return (pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.') + ".") + member;
    }

    /** Whether the member is there at all, null included. */
    public boolean has(String member) {
        return node.has(member);
    }

    /** Null if absent or null. */
    public JsonNode value(String member) {
        JsonNode value = node.get(member);
        return value == null || value.isNull() ? null : value;
    }

    public void missing(String member) {
        defects.invalid(pointer(member), "REQUIRED", label(member) + " is required");
    }

    public void wrongType(String member, String wanted) {
        defects.invalid(pointer(member), "WRONG_TYPE", label(member) + " must be " + wanted);
    }

    public Optional<String> string(String member) {
        JsonNode value = value(member);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isString()) {
            wrongType(member, "a string");
            return Optional.empty();
        }
        return Optional.of(value.stringValue());
    }

    /** Not empty; null if it is absent or wrong, which is then noted. */
    public String requiredString(String member) {
        if (value(member) == null) {
            missing(member);
            return null;
        }
        Optional<String> text = string(member);
        if (text.isPresent() && text.get().isBlank()) {
            defects.invalid(pointer(member), "EMPTY", label(member) + " must not be empty");
            return null;
        }
        return text.orElse(null);
    }

    public Optional<Boolean> bool(String member) {
        JsonNode value = value(member);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            wrongType(member, "a boolean (true or false)");
            return Optional.empty();
        }
        return Optional.of(value.booleanValue());
    }

    /** An id: a positive integer, or a string of one. */
    public Optional<Long> id(String member) {
        JsonNode value = value(member);
        if (value == null) {
            return Optional.empty();
        }
        Optional<Long> id = Ids.of(value);
        if (id.isEmpty()) {
            wrongType(member, "a positive integer");
        }
        return id;
    }

    /** Empty if it is absent or wrong, which is then noted. */
    public Optional<Long> requiredId(String member) {
        if (value(member) == null) {
            missing(member);
        }
        return id(member);
    }

    /** The id in {@code {"member": {"id": n}}}. */
    public Optional<Long> reference(String member) {
        return object(member).flatMap(inner -> {
            if (inner.value("id") == null) {
                inner.missing("id");
                return Optional.empty();
            }
            return inner.id("id");
        });
    }

    /** Empty if it is absent or wrong, which is then noted. */
    public Optional<Long> requiredReference(String member) {
        if (value(member) == null) {
            defects.invalid(pointer(member), "REQUIRED", label(member) + " is required, as {\"id\": <integer>}");
        }
        return reference(member);
    }

    public Optional<Members> object(String member) {
        JsonNode value = value(member);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof ObjectNode object)) {
            wrongType(member, "an object");
            return Optional.empty();
        }
        return Optional.of(new Members(object, pointer(member), defects));
    }

    /** A list of objects, plain or as {@code {"data": […]}}. Empty if absent or wrong. */
    public Optional<List<Members>> objects(String member) {
        JsonNode value = value(member);
        String at = pointer(member);
        if (value instanceof ObjectNode object && object.get("data") != null) {
            value = object.get("data");
            at = at + "/data";
        }
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isArray()) {
            wrongType(member, "a list");
            return Optional.empty();
        }
        if (value.size() > MOST_OBJECTS) {
            defects.invalid(at, "TOO_MANY", label(member) + " has " + value.size() + " elements, " + MOST_OBJECTS
                    + " are accepted at most");
            return Optional.empty();
        }
        List<Members> list = new ArrayList<>();
        int index = 0;
        for (JsonNode element : value) {
            String place = at + "/" + index++;
            if (element instanceof ObjectNode object) {
                list.add(new Members(object, place, defects));
            } else {
                defects.invalid(place, "WRONG_TYPE", place.substring(1).replace('/', '.') + " must be an object");
            }
        }
        return Optional.of(list);
    }

    /** One of the given values, compared exactly. */
    public Optional<String> oneOf(String member, List<String> values) {
        Optional<String> text = string(member);
        if (text.isPresent() && !values.contains(text.get())) {
            defects.invalid(pointer(member), "UNKNOWN_VALUE", label(member) + " is \"" + clip(text.get())
                    + "\", accepted are " + values.stream().collect(Collectors.joining(", ")));
            return Optional.empty();
        }
        return text;
    }

    /**
     * An object of texts by name; a number or boolean is taken as its text, a null leaves the name out.
     *
     * @return empty if absent; what is wrong is left out and noted
     */
    public Optional<Map<String, String>> texts(String member) {
        return object(member).map(inner -> {
            Map<String, String> found = new LinkedHashMap<>();
            inner.forEach((name, value) -> {
                if (name.isBlank()) {
                    defects.invalid(inner.pointer(name), "EMPTY", label(member) + " has a member without a name");
                } else if (value.isValueNode() && !value.isNull()) {
                    found.put(name, value.asString());
                } else if (!value.isNull()) {
                    inner.wrongType(name, "a string, number or boolean");
                }
            });
            return found;
        });
    }

    /** Every element of a list of strings. */
    public Optional<List<String>> strings(String member) {
        JsonNode value = value(member);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isArray() || !Stream.ofNullable(value).flatMap(v -> v.valueStream()).allMatch(JsonNode::isString)) {
            wrongType(member, "a list of strings");
            return Optional.empty();
        }
        List<String> list = new ArrayList<>();
        value.forEach(element -> list.add(element.stringValue()));
        return Optional.of(list);
    }

    /** Calls back for each member, in order. */
    public void forEach(BiConsumer<String, JsonNode> action) {
        node.forEachEntry(action);
    }

    /** A value as it may stand in a message. */
    public static String clip(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
