package io.drover.launcher.openapi;

import io.drover.launcher.rest.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code openapi/api.yaml} says of the calls, as parts of an OpenAPI document. */
final class ApiDescription {
    private static final String RESOURCE = "/openapi/api.yaml";
    private static final Pattern PATH_VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final Map<String, Map<String, List<String>>> parameters;
    private final Map<String, Object> schemas;
    private final Map<String, Map<String, Object>> calls;
    private final SchemaNotation notation;

    private ApiDescription(Map<String, Map<String, List<String>>> parameters, Map<String, Object> schemas,
            Map<String, Map<String, Object>> calls) {
        this.parameters = parameters;
        this.schemas = schemas;
        this.calls = calls;
        this.notation = new SchemaNotation(schemas.keySet());
    }

    @SuppressWarnings("unchecked")
    static ApiDescription load() {
        try (InputStream in = ApiDescription.class.getResourceAsStream(RESOURCE)) {
            Map<String, Object> root = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new ApiDescription((Map<String, Map<String, List<String>>>) root.get("parameters"),
                    (Map<String, Object>) root.get("schemas"), (Map<String, Map<String, Object>>) root.get("calls"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of calls, each {@code METHOD path}. */
    Set<String> calls() {
        return calls.keySet();
    }

    ObjectNode schemas() {
        ObjectNode node = Json.object();
        schemas.forEach((name, schema) -> node.set(name, notation.schema(schema)));
        return node;
    }

    /** The operation object of a call; empty if it isn't described. */
    Optional<ObjectNode> operation(String method, String path) {
        return Optional.ofNullable(calls.get(method + " " + path)).map(call -> operation(method, path, call));
    }

    private ObjectNode operation(String method, String path, Map<String, Object> call) {
        String[] segments = path.split("/");
        ObjectNode operation = Json.object().put("summary", call.get("summary").toString())
                .put("operationId", operationId(method, segments));
        operation.putArray("tags").add(segments[2]);
        ArrayNode wanted = operation.putArray("parameters");
        Matcher variables = PATH_VARIABLE.matcher(path);
        while (variables.find()) {
            parameter(wanted, variables.group(1), "path", segments[2].equals("apiAccessTokens") ? "string" : "integer")
                    .put("required", true);
        }
        for (Object group : list(call.get("query"))) {
            parameters.get(group.toString()).forEach((name, about) ->
                    parameter(wanted, name, "query", about.get(0)).put("description", about.get(1)));
        }
        for (Object header : list(call.get("headers"))) {
            parameter(wanted, header.toString(), "header", "string");
        }
        body(operation, call);
        ObjectNode responses = operation.putObject("responses");
        answer(responses.putObject(Integer.toString((int) call.getOrDefault("status", 200))), call.get("gives"));
        ObjectNode error = responses.putObject("default").put("description", "What is wrong");
        content(error, "application/json", notation.type("Error"));
        if (path.equals("/v4/health")) {
            operation.putArray("security");
        }
        return operation;
    }

    private ObjectNode parameter(ArrayNode list, String name, String in, String type) {
        ObjectNode parameter = list.addObject().put("name", name).put("in", in);
        parameter.set("schema", notation.type(type));
        return parameter;
    }

    private void body(ObjectNode operation, Map<String, Object> call) {
        if (call.get("body") != null) {
            String name = call.get("body").toString();
            ObjectNode body = operation.putObject("requestBody").put("required", hasRequired(schemas.get(name)));
            content(body, "application/json", notation.type(name));
        } else if (call.get("form") != null) {
            ObjectNode form = Json.object().put("type", "object");
            form.putObject("properties").putObject(call.get("form").toString()).put("type", "string")
                    .put("contentMediaType", "application/octet-stream");
            content(operation.putObject("requestBody").put("required", true), "multipart/form-data", form);
        }
    }

    private static boolean hasRequired(Object schema) {
        return schema instanceof Map<?, ?> members && members.keySet().stream().anyMatch(
                member -> !member.toString().endsWith("?"));
    }

    /** @param gives null for nothing, a media type in quotes, or a type of the notation */
    private void answer(ObjectNode answer, Object gives) {
        if (gives == null) {
            answer.put("description", "Done");
        } else if (gives.toString().startsWith("\"")) {
            answer.put("description", "The file");
            content(answer, gives.toString().replace("\"", ""), Json.object().put("type", "string")
                    .put("contentMediaType", "application/octet-stream"));
        } else {
            answer.put("description", "Done");
            content(answer, "application/json", notation.type(gives.toString()));
        }
    }

    private static void content(ObjectNode holder, String mediaType, ObjectNode schema) {
        holder.putObject("content").putObject(mediaType).set("schema", schema);
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /** E.g. {@code getFlowsByIdInputs}, with V3 at its end for that version. */
    private static String operationId(String method, String[] segments) {
        StringBuilder id = new StringBuilder(method.toLowerCase(Locale.ROOT));
        for (int i = 2; i < segments.length; i++) {
            for (String word : segments[i].startsWith("{") ? new String[] {"by", segments[i].substring(1,
                    segments[i].length() - 1)} : segments[i].split("-")) {
                id.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
            }
        }
        return segments[1].equals("v3") ? id + "V3" : id.toString();
    }
}
