package io.drover.launcher.openapi;

import io.drover.launcher.rest.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes JSON schemas of the short notation in {@code openapi/api.yaml}, which says how it is read. */
final class SchemaNotation {
    private static final String REFERENCE = "#/components/schemas/";

    private final Set<String> names;

    /** @param names of all schemas */
    SchemaNotation(Set<String> names) {
        this.names = names;
    }

    /** @param notation the type of a value, or an object's types by member */
    ObjectNode schema(Object notation) {
        if (!(notation instanceof Map<?, ?> members)) {
            return type(notation.toString());
        }
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = Json.object();
        ArrayNode required = Json.array();
        members.forEach((key, value) -> {
            String name = key.toString();
            boolean optional = name.endsWith("?");
            String member = optional ? name.substring(0, name.length() - 1) : name;
            properties.set(member, schema(value));
            if (!optional) {
                required.add(member);
            }
        });
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    /** @throws IllegalArgumentException if the notation is wrong: it is part of the program */
    ObjectNode type(String notation) {
        if (notation.endsWith("?")) {
            return nullable(type(notation.substring(0, notation.length() - 1)));
        }
        if (notation.startsWith("[") && notation.endsWith("]")) {
            ObjectNode list = Json.object().put("type", "array");
            list.set("items", type(notation.substring(1, notation.length() - 1)));
            return list;
        }
        if (notation.startsWith("{") && notation.endsWith("}")) {
            ObjectNode map = Json.object().put("type", "object");
            map.set("additionalProperties", type(notation.substring(1, notation.length() - 1)));
            return map;
        }
        if (notation.startsWith("data ")) {
            return schema(Map.of("data", "[" + notation.substring(5) + "]"));
        }
        if (notation.startsWith("ref ")) {
            String name = notation.substring(4);
            return name.equals("Stub") ? type(name) : anyOf(List.of(type("Stub"), type(name)));
        }
        return switch (notation) {
            case "string", "integer", "number", "boolean" -> Json.object().put("type", notation);
            case "any" -> Json.object();
            case "date" -> Json.object().put("type", "string").put("format", "date-time");
            case "uuid" -> Json.object().put("type", "string").put("format", "uuid");
            default -> named(notation);
        };
    }

    private ObjectNode named(String notation) {
        if (names.contains(notation)) {
            return Json.object().put("$ref", REFERENCE + notation);
        }
        if (!notation.matches("[A-Za-z0-9]+(\\|[A-Za-z0-9]+)*")) {
            throw new IllegalArgumentException("no type: " + notation);
        }
        if (!notation.contains("|") && !notation.equals("JobStarted")) {
            throw new IllegalArgumentException("no schema is named " + notation);
        }
        ObjectNode values = Json.object().put("type", "string");
        ArrayNode accepted = values.putArray("enum");
        for (String value : notation.split("\\|")) {
            accepted.add(value);
        }
        return values;
    }

    private static ObjectNode nullable(ObjectNode schema) {
        return schema.isEmpty() ? schema : anyOf(List.of(schema, Json.object().put("type", "null")));
    }

    private static ObjectNode anyOf(List<ObjectNode> schemas) {
        ObjectNode any = Json.object();
        ArrayNode choices = any.putArray("anyOf");
        schemas.forEach(choices::add);
        return any;
    }
}
