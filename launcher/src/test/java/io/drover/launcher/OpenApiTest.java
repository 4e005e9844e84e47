package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.launcher.rest.Json;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/**
 * The API's description of itself. That its schemas are those of the answers is held by every other test
 * here: {@link Client} checks each answer against them.
 */
final class OpenApiTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher();

    private final JsonNode document = RUNNING.user().get("/v4/open-api-spec").is(200).json();

    @Test
    void isAValidDocument() {
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(Json.write(document));
        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(result.getOpenAPI().getPaths().get("/v4/jobGroups").getPost().getSummary()).isEqualTo("Run a recipe");
    }

    @Test
    @SuppressWarnings("unchecked")
    void describesTheCallsThereAreAndNoOthers() throws Exception {
        Set<String> calls = new TreeSet<>();
        document.get("paths").forEachEntry((path, item) ->
                item.forEachEntry((method, operation) -> calls.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
        try (InputStream in = getClass().getResourceAsStream("/openapi/api.yaml")) {
            Map<String, Object> description = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            assertThat(calls).containsExactlyInAnyOrderElementsOf(((Map<String, Object>) description.get("calls")).keySet());
        }
        assertThat(calls).contains("POST /v4/jobGroups", "GET /v3/jobGroups/{id}", "GET /v4/jobGroups/{id}/pdfResults");
    }

    @Test
    void operationsHaveNamesOfTheirOwnAndSchemasAreUsed() {
        List<String> ids = new ArrayList<>();
        document.get("paths").forEachEntry((path, item) -> item.forEachEntry((method, operation) ->
                ids.add(operation.get("operationId").stringValue())));
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        String text = Json.write(document);
        document.get("components").get("schemas").forEachEntry((name, schema) ->
                assertThat(text).contains("\"#/components/schemas/" + name + "\""));
    }

    @Test
    void needsCredentials() {
        RUNNING.nobody().get("/v4/open-api-spec").error(401, "MissingPersonException");
    }
}
