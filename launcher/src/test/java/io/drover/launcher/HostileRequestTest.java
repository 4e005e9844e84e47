package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is sent, the answer is JSON, and never a server fault. */
final class HostileRequestTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher();

    private static final String CREDENTIALS = "Authorization: Basic " + Base64.getEncoder().encodeToString(
            (RunningLauncher.USER + ":" + RunningLauncher.PASSWORD).getBytes(StandardCharsets.UTF_8)) + "\r\n";

    @RegisterExtension
    final HeardLog log = new HeardLog();

    private record Raw(int status, String head, String body) {
        void isRefused() {
            assertThat(status).as(head + "\n" + body).satisfiesAnyOf(s -> assertThat(s).isBetween(400, 499),
                    s -> assertThat(s).isEqualTo(505));
            assertThat(head.toLowerCase(Locale.ROOT)).contains("content-type: application/json", "x-trifacta-request-id: ");
            JsonNode exception = new JsonMapper().readTree(body).get("exception");
            assertThat(exception.get("name").stringValue()).isNotEmpty().isNotEqualTo("InternalServerError");
            assertThat(exception.get("message").stringValue()).isNotEmpty();
        }
    }

    /** Bytes as they are; then no more is sent. */
    private static Raw send(byte[] bytes) throws IOException {
        URI base = RUNNING.launcher().baseUri();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            socket.shutdownOutput();
            String answer = read(socket.getInputStream());
            String[] parts = answer.split("\r\n\r\n", 2);
            assertThat(parts).as("an answer: " + answer).hasSize(2);
            String body = parts[1];
            if (parts[0].toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")) {
                body = body.replaceAll("(?m)^[0-9a-f]+\r\n", "").replace("\r\n", "");
            }
            return new Raw(Integer.parseInt(parts[0].split(" ")[1]), parts[0], body);
        }
    }

    /** A server that answers before it has read everything may reset the connection after its answer. */
    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            in.transferTo(answer);
        } catch (SocketException reset) {
            if (answer.size() == 0) {
                throw reset;
            }
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static Raw send(String request) throws IOException {
        return send(request.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Raw get(String target) throws IOException {
        return send("GET " + target + " HTTP/1.1\r\nHost: h_1\r\nConnection: close\r\n" + CREDENTIALS + "\r\n");
    }

    static Stream<String> targets() {
        return Stream.of("/v4/flows/%zz", "/v4/flows/%00", "/v4/flows/1%00", "/v4/flows/%", "/v4/flows/%c0%af", "/v4/%2e%2e/flows",
                "/v4/../../etc/passwd", "/v4//flows", "/v4/flows;a=b", "/v4/flows/1;jsessionid=1", "/v4\\flows",
                "/v4/flows/%2F", "/v4/flows/%5c", "/v4/flows/\u0001", "/v4/flows/\u00e9", "/v4/flows?limit=%zz",
                "/v4/flows?limit=-1", "/v4/flows?limit=1e3", "/v4/flows?offset=-1", "/v4/flows?limit=99999999999",
                "/v4/flows?sort=name;drop table flows", "/v4/flows?sort=-", "/v4/flows?filter=%ff%fe", "/v4/flows?sort=deleted_at",
                "/v4/flows?filter=x&filterFields=1=1", "/v4/flows?embed=flowNodes(limit=1", "/v4/flows?embed=)",
                "/v4/flows?embed=flowNodes.flow.flowNodes", "/v4/flows?embed=" + "a.".repeat(900), "/v4/flows?noLimit=2",
                "/v4/flows?includeDeleted=%00", "/v4/jobs", "/v4/jobs?jobGroupId=x", "/v4/flows/0x1", "/v4/flows/1.0",
                "/v4/flows/+1", "/v4/flows/%D9%A1", "/v4/" + "x".repeat(20_000), "/v4/flows?" + "a=b&".repeat(1500) + "limit=-1",
                "/v4/jobGroups/1e3/status", "/v4/scriptResults/999/download", "/v4/jobGroups/999/pdfResults", "*", "v4/flows",
                "http://elsewhere/v4/nothing");
    }

    @ParameterizedTest
    @MethodSource("targets")
    void targetsThatMeanNothing(String target) throws IOException {
        get(target).isRefused();
        assertThat(log.lines(Level.WARN)).as("what anybody can fill the log with").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v4/flows?filter='%20OR%201=1%20--",
        "/v4/flows?filter=%25_%5C&filterType=exact", "/v4/flows?filter=%00", "/v4/flows?sort=,", "/v4/flows?nonsense=%F0%9F%98%80",
        "/v4/flows?embed=flowNodes(limit=1,fields=id,sort=-id)", "/v4/flows?embed=FLOWNODES", "/v4/flows?embed=,,.", "/v4/flows?fields=id;name", "/V4/Flows/?limit="})
    void oddButHarmlessQueries(String target) throws IOException {
        Raw answer = get(target);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"data\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trifacta_server:3005", "_x", "x_", "a-b.c_d.example", "127.0.0.1:1", "[::1]:3005", "LOCALHOST"})
    void anyHostWillDo(String host) throws IOException {
        assertThat(send("GET /v4/flows HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + CREDENTIALS + "\r\n")
                .status()).isEqualTo(200);
    }

    @Test
    void manyKeysToSortAndFilterBy() {
        RUNNING.user().get("/v4/flows?sort=" + "id,-name,".repeat(300) + "id").is(200);
        RUNNING.user().get("/v4/flows?filter=x&filterFields=" + "name,".repeat(1200) + "name").is(200);
    }

    static Stream<String> requests() {
        String post = "POST /v4/flows HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + CREDENTIALS;
        return Stream.of(
                post + "Content-Length: 100\r\n\r\n{\"name\": \"half",
                post + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"nam",
                post + "Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}",
                post + "Content-Length: -5\r\n\r\n{}",
                post + "Content-Length: x\r\n\r\n{}",
                post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                post + "Content-Type: nonsense\r\nContent-Length: 2\r\n\r\n{}",
                post + "Content-Type: application/json; charset=klingon\r\nContent-Length: 2\r\n\r\n{]",
                post + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\u001f\u008b",
                post + "Content-Length: 3\r\n\r\n\u00ef\u00bb\u00bf",
                post.replace("HTTP/1.1", "HTTP/9.9") + "\r\n",
                post.replace("POST", "FOO") + "\r\n",
                post.replace("POST", "TRACE") + "\r\n",
                post.replace("POST", "PATCH") + "Content-Length: 0\r\n\r\n",
                post.replace("POST", "P\u0001ST") + "\r\n",
                post + "X-Long: " + "x".repeat(20_000) + "\r\n\r\n",
                post + "No colon here\r\n\r\n",
                "POST /v4/flows HTTP/1.1\r\nConnection: close\r\n" + CREDENTIALS + "\r\n",
                "NONSENSE\r\n\r\n",
                "GET /v4/flows HTTP/1.1\r\nHost: h\r\nConnection: close\r\nAuthorization: \u0000\u0001\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsThatAreNone(String request) throws IOException {
        send(request).isRefused();
        assertThat(log.lines(Level.WARN)).as("what anybody can fill the log with").isEmpty();
    }

    static Stream<String> bodies() {
        return Stream.of("null", "1", "\"x\"", "[{}]", "{\"name\":}", "{\"name\":\"a\"", "{'name':'a'}", "\u0000", "{\"name\":\"a\\u12\"}",
                "{\"name\": 1e999999999}", "{\"name\": [" + "[".repeat(10_000) + "]".repeat(10_000) + "]}",
                "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), "{\"name\": " + "9".repeat(100_000) + "}", "NaN",
                "{\"name\": \"\", \"description\": {}}", "{\"name\": \"x\", \"parameters\": {\"\": 1}}", "{\"name\": null}");
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void bodiesThatAreNone(String body) {
        Client.Answer answer = RUNNING.user().send(RUNNING.user().request("/v4/flows")
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("exception").get("name").stringValue()).endsWith("ValidationFailed");
    }

    @Test
    void numbersBeyondAllBounds() {
        for (String id : new String[] {"1e999999999", "1e400", "-1", "0", "1.5", "99999999999999999999999", "true", "\"1e3\"", "[]"}) {
            RUNNING.user().post("/v4/jobGroups", "{'wrangledDataset': {'id': " + id + "}}").error(400, "ValidationFailed");
            RUNNING.user().post("/v4/apiAccessTokens", "{'lifetimeSeconds': " + (id.equals("-1") ? "-2" : id) + "}")
                    .error(400, "ValidationFailed");
        }
    }

    /** The last of two members with one name counts, as most readers have it. */
    @Test
    void oddButHarmlessBodies() {
        assertThat(RUNNING.user().post("/v4/flows", "{'name': 'a', 'name': 'b'}").is(201).json().get("name").stringValue())
                .isEqualTo("b");
        for (String name : new String[] {"\\u0000", "\\ud800", "\\udc00\\ud800", "\\u202e", "Robert'); DROP TABLE flows;--"}) {
            Client.Answer made = RUNNING.user().send(RUNNING.user().request("/v4/flows")
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString("{\"name\": \"" + name + "\"}")));
            assertThat(made.status()).as(made.text()).isIn(201, 400);
            if (made.status() == 201) {
                RUNNING.user().get("/v4/flows/" + made.id()).is(200);
                RUNNING.user().get("/v4/flows/" + made.id() + "/package").is(200);
            }
        }
        RUNNING.user().get("/v4/flows?limit=1000").is(200);
    }

    @Test
    void moreThanAnybodyNeeds() {
        String setting = "{'path': '/etc/x', 'action': 'no', 'format': 'no'}";
        String settings = setting + ("," + setting).repeat(20_000);
        assertThat(RUNNING.user().post("/v4/jobGroups", "{'wrangledDataset': {'id': 1}, 'overrides': {'execution':"
                + " 'photon', 'profiler': false, 'writesettings': [" + settings + "]}}").error(400, "ValidationFailed")
                .details()).contains("1000");
        assertThat(RUNNING.user().post("/v4/flows", "x".repeat(30 << 20)).error(400, "ApiValidationFailed").details())
                .contains("at most");
    }

    /** Each would take away what another output, or another job, has staged. */
    @Test
    void outputsWhereNoneMayBe() {
        Fixture fixture = new Fixture(RUNNING.user(), RUNNING.home());
        String body = fixture.body(fixture.recipe("succeed"), "PLACE");
        for (String place : new String[] {".drover", ".drover/x.csv", "a/.drover/x.csv"}) {
            assertThat(fixture.client.post("/v4/jobGroups", body.replace("PLACE", place)).error(400, "ValidationFailed").details())
                    .contains(".drover");
        }
        String data = RUNNING.home() + "/data";
        Fixture administrator = new Fixture(RUNNING.admin(), RUNNING.home());
        String whole = administrator.body(administrator.recipe("succeed"), "PLACE")
                .replace(administrator.folder + "/PLACE", data);
        assertThat(administrator.client.post("/v4/jobGroups", whole).error(403, "AccessControlException").details()).contains("below");
        for (String[] pair : new String[][] {{"a", "a/b.csv"}, {"a/b.csv", "a"}, {"a.csv", "a.csv/b/c.csv"}}) {
            String two = body.replace("[" + fixture.setting("PLACE") + "]",
                    "[" + fixture.setting(pair[0]) + ", " + fixture.setting(pair[1]) + "]");
            assertThat(fixture.client.post("/v4/jobGroups", two).error(400, "ValidationFailed").details())
                    .contains("one lies in the other");
        }
        String beside = body.replace("[" + fixture.setting("PLACE") + "]",
                "[" + fixture.setting("a.csv") + ", " + fixture.setting("a.csv.csv") + ", " + fixture.setting("a.csv") + "]");
        fixture.awaitStatus(fixture.client.post("/v4/jobGroups", beside).is(201).id(), "Complete");
    }

    @Test
    void headAndOptions() throws IOException {
        for (String path : new String[] {"/v4/flows", "/v4/flows/999999", "/v4/health", "/v4/people/current"}) {
            Raw head = send("HEAD " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + CREDENTIALS + "\r\n");
            assertThat(head.status()).isIn(200, 404);
            assertThat(head.body()).isEmpty();
            Raw options = send("OPTIONS " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + CREDENTIALS + "\r\n");
            assertThat(options.status()).isIn(200, 404);
        }
    }
}
