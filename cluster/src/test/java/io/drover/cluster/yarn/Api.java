package io.drover.cluster.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;

/** A client of a server's REST API. */
public final class Api {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    /** Of machines that do much else beside. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String base;
    private final String authorization;

    Api(String base, String user, String password) {
        this.base = base;
        this.authorization = "Basic " + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public JsonNode get(String path) {
        return json(send(request(path).GET()), 200);
    }

    public JsonNode post(String path, String body) {
        return json(send(posting(path, body)), 201);
    }

    /** The error that a request is answered with. */
    public JsonNode refused(String path, String body, int status) {
        return json(send(posting(path, body)), status).get("exception");
    }

    private HttpRequest.Builder posting(String path, String body) {
        return json(path, body.replace('\'', '"'));
    }

    private HttpRequest.Builder json(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    public void cancel(long group) {
        json(send(posting("/v4/jobGroups/" + group + "/cancel", "")), 200);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", authorization);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<byte[]> response, int status) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.statusCode()).as(text).isEqualTo(status);
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A recipe in a flow of its own, over one source. */
    public long recipe(String name, String source, String script) {
        long flow = post("/v4/flows", "{'name': '" + name + "'}").get("id").longValue();
        long dataset = post("/v4/importedDatasets", "{'uri': '" + source + "'}").get("id").longValue();
        ObjectNode body = MAPPER.createObjectNode().put("name", name).put("script", script);
        body.putObject("flow").put("id", flow);
        body.putObject("importedDataset").put("id", dataset);
        return json(send(json("/v4/wrangledDatasets", body.toString())), 201).get("id").longValue();
    }

    /** @param options members of sparkOptions, e.g. {@code 'spark.executor.memory': '3g'}; may be empty */
    public long run(long recipe, String output, String options) {
        return run(recipe, "spark", output, options);
    }

    public long run(long recipe, String execution, String output, String options) {
        return post("/v4/jobGroups", "{'wrangledDataset': {'id': " + recipe + "}, 'overrides': {'execution': '"
                + execution + "', 'profiler': false, 'sparkOptions': {" + options + "}, 'writesettings': [{'path': '" + output
                + "', 'action': 'create', 'format': 'csv', 'header': true, 'asSingleFile': true}]}}")
                .get("id").longValue();
    }

    public String status(long group) {
        return get("/v4/jobGroups/" + group + "/status").textValue();
    }

    /** Each event of its history with its text, one a line. */
    public String history(long group) {
        StringBuilder text = new StringBuilder();
        get("/v4/jobGroups/" + group + "/history").get("data").forEach(entry -> text.append(entry.get("attempt"))
                .append(' ').append(entry.get("event").textValue()).append(": ").append(entry.get("text").textValue())
                .append('\n'));
        return text.toString();
    }

    /** The text of the first such event. */
    public String event(long group, String event) {
        awaitEvent(group, event);
        return history(group).lines().filter(line -> line.contains(" " + event + ":")).findFirst().orElseThrow();
    }

    public void awaitEvent(long group, String event) {
        Awaitility.await("job group " + group + " is " + event).atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100)).failFast("it is over", () -> over(group) && !has(group, event))
                .until(() -> has(group, event));
    }

    /** Between the request to cancel a job and the end that the cluster has confirmed, as its history has them. */
    public Duration canceledWithin(long group) {
        return Duration.between(at(group, "cancel requested"), at(group, "canceled"));
    }

    private Instant at(long group, String event) {
        for (JsonNode entry : get("/v4/jobGroups/" + group + "/history").get("data")) {
            if (entry.get("event").textValue().equals(event)) {
                return Instant.parse(entry.get("at").textValue());
            }
        }
        throw new AssertionError("no \"" + event + "\" in\n" + history(group));
    }

    private boolean has(long group, String event) {
        return history(group).lines().anyMatch(line -> line.contains(" " + event + ":"));
    }

    private boolean over(long group) {
        return !status(group).equals("InProgress");
    }

    public void awaitStatus(long group, String wanted) {
        Awaitility.await("job group " + group + " is over").atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100)).until(() -> over(group));
        assertThat(status(group)).as(() -> history(group) + get("/v4/jobGroups/" + group + "/jobs"))
                .isEqualTo(wanted);
    }

    /** What the driver does, as its log says. */
    public void awaitLog(long group, String text) {
        Awaitility.await("the log of job group " + group + " says " + text).atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(200)).until(() -> log(group).contains(text));
    }

    public String error(long group) {
        return get("/v4/jobGroups/" + group + "/jobs").get("data").get(0).get("errorMessage").asText();
    }

    /** The engine's id of its last attempt. */
    public String applicationId(long group) {
        return get("/v4/jobGroups/" + group + "?embed=jobs").get("jobs").get("data").get(0).get("cpJobId").asText();
    }

    public String download(long scriptResult) {
        HttpResponse<byte[]> response = send(request("/v4/scriptResults/" + scriptResult + "/download").GET());
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.statusCode()).as(text).isEqualTo(200);
        return text;
    }

    /** The log of its first job. */
    public String log(long group) {
        byte[] bytes = send(request("/v4/jobGroups/" + group + "/logs").GET()).body();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            ZipEntry first = zip.getNextEntry();
            return first == null ? "" : new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
