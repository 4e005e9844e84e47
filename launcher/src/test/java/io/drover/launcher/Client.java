package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the API as its users write them. */
final class Client {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final JsonMapper MAPPER = new JsonMapper();

    /** Of the launcher that was started last; they all have the same. */
    private static volatile PublishedApi api;

    private final URI base;
    private final String authorization;

    Client(URI base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    static Client basic(URI base, String user, String password) {
        return new Client(base, "Basic " + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
    }

    /** From now on every answer has to be as the server itself describes it. */
    static void holdTo(PublishedApi described) {
        api = described;
    }

    record Answer(int status, byte[] bytes, HttpResponse<byte[]> raw) {
        JsonNode json() {
            return MAPPER.readTree(bytes);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        long id() {
            return json().get("id").longValue();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }

        String details() {
            return json().get("exception").get("details").stringValue();
        }

        Answer is(int wanted) {
            assertThat(status).as(text()).isEqualTo(wanted);
            return this;
        }

        /** The form that every error has. */
        Answer error(int wanted, String name) {
            is(wanted);
            assertThat(raw.headers().firstValue("content-type").orElse("")).startsWith("application/json");
            JsonNode exception = json().get("exception");
            assertThat(exception.get("name").stringValue()).isEqualTo(name);
            assertThat(exception.get("message").stringValue()).isNotEmpty();
            return this;
        }
    }

    String status(long jobGroup) {
        return get("/v4/jobGroups/" + jobGroup + "/status").is(200).json().stringValue();
    }

    /** What has happened to a job group, as JSON. */
    String history(long jobGroup) {
        return get("/v4/jobGroups/" + jobGroup + "/history").is(200).text();
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer post(String path, String json) {
        return json("POST", path, json);
    }

    Answer put(String path, String json) {
        return json("PUT", path, json);
    }

    Answer patch(String path, String json) {
        return json("PATCH", path, json);
    }

    Answer json(String method, String path, String json) {
        return send(request(path).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path));
        return authorization == null ? builder : builder.header("Authorization", authorization);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpRequest built = request.build();
            HttpResponse<byte[]> response = HTTP.send(built, BodyHandlers.ofByteArray());
            assertThat(response.headers().firstValue("x-trifacta-request-id")).as("request id").isPresent();
            Answer answer = new Answer(response.statusCode(), response.body(), response);
            if (api != null) {
                api.check(built.method(), built.uri().getPath(), answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
