package io.drover.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Talks to a server in the words of the REST contract. */
public final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI server;
    private final String authorization;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    ApiClient(URI server, String authorization) {
        this.server = server;
        this.authorization = authorization;
    }

    public JsonNode get(String path) {
        return json(request(path).GET());
    }

    public JsonNode post(String path, Object body) {
        return json(request(path).header("Content-Type", "application/json").POST(publisher(body)));
    }

    /** A POST that the server carries out once, however often it arrives. */
    public JsonNode post(String path, Object body, String idempotencyKey) {
        return json(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(publisher(body)));
    }

    public JsonNode put(String path, Object body) {
        return json(request(path).header("Content-Type", "application/json").PUT(publisher(body)));
    }

    public void delete(String path) {
        json(request(path).DELETE());
    }

    /** A zip as the only part of a form, as the package endpoints take it. */
    public JsonNode upload(String path, Path file) throws IOException {
        String boundary = "drover-" + java.util.UUID.randomUUID();
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"package.zip\"\r\n"
                + "Content-Type: application/zip\r\n\r\n";
        HttpRequest.BodyPublisher body = BodyPublishers.concat(
                BodyPublishers.ofString(head), BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return json(request(path).header("Content-Type", "multipart/form-data; boundary=" + boundary).POST(body));
    }

    /** Writes an answer's bytes to a file. */
    public void download(String path, Path file) {
        HttpResponse<byte[]> response = send(request(path).GET());
        check(response);
        try {
            java.nio.file.Files.write(file, response.body());
        } catch (IOException e) {
            throw new ApiException(0, List.of("cannot write " + file + ": " + e.getMessage()));
        }
    }

    public byte[] bytes(String path) {
        HttpResponse<byte[]> response = send(request(path).GET());
        check(response);
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", authorization)
                .header("Accept", "application/json");
    }

    private JsonNode json(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = send(request);
        check(response);
        if (response.body().length == 0) {
            return JSON.nullNode();
        }
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new ApiException(502, List.of("the answer of " + server + " isn't JSON: is that a Drover server?"));
        }
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new ApiException(503, List.of("no server answers at " + server
                    + ": start one with 'drover serve', or name another with --server"));
        } catch (HttpTimeoutException e) {
            throw new ApiException(504, List.of(server + " didn't answer in time"));
        } catch (IOException e) {
            throw new ApiException(503, List.of("cannot talk to " + server + ": " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(0, List.of("interrupted"));
        }
    }

    private static void check(HttpResponse<byte[]> response) {
        if (response.statusCode() / 100 == 2) {
            return;
        }
        List<String> lines = new ArrayList<>();
        Set<String> missing = new HashSet<>();
        try {
            JsonNode exception = JSON.readTree(response.body()).path("exception");
            JsonNode errors = exception.path("errors");
            if (errors.isArray() && !errors.isEmpty()) {
                lines.add(exception.path("message").asText());
                errors.forEach(error -> {
                    String pointer = error.path("pointer").asText();
                    lines.add("  " + pointer + ": " + error.path("message").asText());
                    if (error.path("code").asText().equals("REQUIRED")) {
                        missing.add(pointer);
                    }
                });
            } else {
                String details = exception.path("details").asText("");
                lines.add(exception.path("message").asText("HTTP status " + response.statusCode())
                        + (details.isEmpty() ? "" : ": " + details));
            }
        } catch (IOException e) {
            lines.add("HTTP status " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8).lines().findFirst().orElse(""));
        }
        throw new ApiException(response.statusCode(), lines, missing);
    }

    private static HttpRequest.BodyPublisher publisher(Object body) {
        try {
            return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body == null ? Map.of() : body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
