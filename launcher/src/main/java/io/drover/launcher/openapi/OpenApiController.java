package io.drover.launcher.openapi;

import io.drover.launcher.rest.Answers;
import io.drover.launcher.rest.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /v4/open-api-spec}: this API as OpenAPI 3.1. Paths and methods are those of the controllers,
 * which read and write JSON trees; what these hold is described in {@code openapi/api.yaml}.
 */
@RestController
final class OpenApiController {
    private final RequestMappingHandlerMapping mappings;
    /** Made when it is first asked for. */
    private volatile ObjectNode document;

    OpenApiController(RequestMappingHandlerMapping requestMappingHandlerMapping) {
        this.mappings = requestMappingHandlerMapping;
    }

    @GetMapping("/v4/open-api-spec")
    ResponseEntity<JsonNode> document() {
        if (document == null) {
            document = make();
        }
        return Answers.ok(document);
    }

    private ObjectNode make() {
        ApiDescription description = ApiDescription.load();
        ObjectNode root = Json.object().put("openapi", "3.1.0");
        root.putObject("info").put("title", "Drover").put("version", "4")
                .put("description", "Runs data-preparation recipes as jobs. Paths compare without case and may end in /;"
                        + " a body's unknown members are ignored; an id may be a string of digits.")
                .putObject("license").put("name", "Apache-2.0").put("identifier", "Apache-2.0");
        root.putArray("servers").addObject().put("url", "/");
        ObjectNode paths = root.putObject("paths");
        routes().forEach((path, methods) -> {
            ObjectNode item = paths.putObject(path);
            methods.forEach(method -> item.set(method.toLowerCase(java.util.Locale.ROOT),
                    description.operation(method, path).orElseThrow(() -> new IllegalStateException(
                            method + " " + path + " is not described in openapi/api.yaml"))));
        });
        ObjectNode components = root.putObject("components");
        components.set("schemas", description.schemas());
        ObjectNode schemes = components.putObject("securitySchemes");
        schemes.putObject("basic").put("type", "http").put("scheme", "basic");
        schemes.putObject("token").put("type", "http").put("scheme", "bearer");
        var security = root.putArray("security");
        security.addObject().putArray("basic");
        security.addObject().putArray("token");
        return root;
    }

    /** The methods of each path of the API. */
    private Map<String, Set<String>> routes() {
        Map<String, Set<String>> routes = new TreeMap<>();
        mappings.getHandlerMethods().keySet().forEach(mapping -> mapping.getPatternValues().stream()
                .filter(path -> path.startsWith("/v3/") || path.startsWith("/v4/"))
                .forEach(path -> mapping.getMethodsCondition().getMethods().forEach(method ->
                        routes.computeIfAbsent(path, p -> new TreeSet<>()).add(method.name()))));
        return routes;
    }
}
