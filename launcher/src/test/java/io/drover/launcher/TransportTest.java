package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every call: who asks, how errors are told, ids and lists. */
final class TransportTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher();

    @Test
    void healthNeedsNoCredentials() {
        assertThat(RUNNING.nobody().get("/v4/health").is(200).json().get("status").stringValue()).isEqualTo("ok");
        RUNNING.nobody().get("/actuator/health").is(200);
        RUNNING.nobody().get("/actuator/prometheus").error(401, "MissingPersonException");
        assertThat(RUNNING.admin().get("/actuator/prometheus").is(200).text()).contains("jvm_memory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v4/flows", "/v4/FLOWS/", "/V4/Flows", "/v4/importeddatasets/", "/v4/outputobjects",
        "/v4/writesettings", "/v4/wrangleddatasets", "/v4/people/CURRENT/"})
    void pathsCompareWithoutCaseAndMayEndInASlash(String path) {
        RUNNING.user().get(path).is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v4/nothing", "/v4", "/elsewhere", "/v4/flows/1/2/3", "/v2/flows"})
    void unknownRoutesAnswerJson(String path) {
        RUNNING.user().get(path).error(404, "RouteNotFoundException");
        RUNNING.nobody().get(path).error(401, "MissingPersonException");
    }

    @Test
    void unknownMethodsAreUnknownRoutes() {
        RUNNING.user().send(RUNNING.user().request("/v4/flows").method("PATCH", BodyPublishers.noBody()))
                .error(404, "RouteNotFoundException");
    }

    @Test
    void credentials() {
        assertThat(RUNNING.nobody().get("/v4/flows").error(401, "MissingPersonException").header("WWW-Authenticate"))
                .isEqualTo("Basic realm=\"trifacta\"");
        assertThat(RUNNING.nobody().get("/v4/flows").text())
                .isEqualTo("{\"exception\":{\"name\":\"MissingPersonException\",\"message\":\"Person is missing\"}}");
        for (String bad : new String[] {"Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Bearer nonsense", "Digest x", "x"}) {
            RUNNING.with(bad).get("/v4/flows").error(401, "MissingPersonException");
        }
        Client.basic(RUNNING.launcher().baseUri(), RunningLauncher.USER, "wrong").get("/v4/flows")
                .error(401, "MissingPersonException");
        RUNNING.with("bearer issued-token").get("/v4/flows").is(200);
    }

    @Test
    void tokensWorkUntilDeleted() {
        Client.Answer made = RUNNING.user()
                .post("/v4/apiAccessTokens", "{'lifetimeSeconds': 100, 'description': 'mine'}").is(201);
        String value = made.json().get("tokenValue").stringValue();
        String id = made.json().get("tokenInfo").get("tokenId").stringValue();
        assertThat(made.json().get("tokenInfo").get("lastUsed").isNull()).isTrue();
        Client bearer = RUNNING.with("Bearer " + value);
        assertThat(bearer.get("/v4/people/current").is(200).json().get("email").stringValue())
                .isEqualTo(RunningLauncher.USER);
        Client.Answer read = bearer.get("/v4/apiAccessTokens/" + id).is(200);
        assertThat(read.json().get("lastUsed").stringValue()).endsWith(".000Z");
        assertThat(read.text()).doesNotContain(value);
        RUNNING.other().get("/v4/apiAccessTokens/" + id).error(404, "NotFoundException");
        RUNNING.other().delete("/v4/apiAccessTokens/" + id).error(404, "NotFoundException");
        bearer.delete("/v4/apiAccessTokens/" + id).is(204);
        bearer.get("/v4/people/current").error(401, "MissingPersonException");

        assertThat(RUNNING.user().post("/v4/apiAccessTokens", "{'lifetimeSeconds': -1}").is(201).json()
                .get("tokenInfo").get("expiredAt").isNull()).isTrue();
        for (String bad : new String[] {"{}", "{'lifetimeSeconds': 0}", "{'lifetimeSeconds': -2}",
            "{'lifetimeSeconds': 'x'}", "{'lifetimeSeconds': 1e30}"}) {
            RUNNING.user().post("/v4/apiAccessTokens", bad).error(400, "ValidationFailed");
        }
    }

    @Test
    void anotherSitesPageCanNotChangeAnything() {
        RUNNING.user().send(RUNNING.user().request("/v4/flows").header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.ofString("{\"name\":\"x\"}"))).error(403, "AccessControlException");
    }

    @Test
    void bodies() {
        RUNNING.user().post("/v4/flows", "{nonsense").error(400, "ApiValidationFailed");
        RUNNING.user().post("/v4/flows", "[1]").error(400, "ApiValidationFailed");
        RUNNING.user().post("/v4/flows", "{'name': 'a'} trailing").error(400, "ApiValidationFailed");
        RUNNING.user().post("/v4/flows", "").error(400, "ValidationFailed");
        RUNNING.user().post("/v4/flows", "[".repeat(100_000)).error(400, "ApiValidationFailed");
        RUNNING.user().post("/v4/flows", "{'name': '" + "x".repeat(9 << 20) + "'}").error(400, "ApiValidationFailed");
        RUNNING.user().send(RUNNING.user().request("/v4/flows").header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"name\":\"x\"}"))).error(415, "UnsupportedMediaTypeException");
        RUNNING.user().send(RUNNING.user().request("/v4/flows").header("Content-Type",
                "application/x-www-form-urlencoded").POST(BodyPublishers.ofString("name=x")))
                .error(415, "UnsupportedMediaTypeException");
        RUNNING.user().send(RUNNING.user().request("/v4/flows").header("Content-Type", "application/vnd.x+json")
                .POST(BodyPublishers.ofString("{\"name\":\"x\"}"))).is(201);
        RUNNING.user().send(RUNNING.user().request("/v4/flows")
                .POST(BodyPublishers.ofString("{\"name\":\"x\",\"isAdhoc\":1,\"deep\":{\"unknown\":[]}}"))).is(201);
        RUNNING.user().send(RUNNING.user().request("/v4/flows").header("Content-Type", "application/json")
                .method("GET", BodyPublishers.ofString(""))).is(200);
    }

    @Test
    void theAcceptHeaderNeverGetsInTheWay() {
        RUNNING.user().send(RUNNING.user().request("/v4/flows").header("Accept", "application/pdf")).is(200);
        RUNNING.user().send(RUNNING.user().request("/v4/flows/999").header("Accept", "application/pdf"))
                .error(404, "NotFoundException");
    }

    @Test
    void errorsAreListedWithPointers() {
        Client.Answer answer = RUNNING.user().post("/v4/wrangledDatasets", "{'flow': 3, 'wrangledDataset': {}}")
                .error(400, "ValidationFailed");
        assertThat(answer.json().get("exception").get("message").stringValue()).isEqualTo("Input validation failed");
        assertThat(answer.details()).contains("name is required").contains("flow must be an object")
                .contains("wrangledDataset.id is required");
        assertThat(answer.json().get("exception").get("errors")).hasSize(3)
                .anySatisfy(e -> assertThat(e.get("pointer").stringValue()).isEqualTo("/wrangledDataset/id"));
    }

    @Test
    void idsInPaths() {
        RUNNING.user().get("/v4/flows/x1").error(400, "ValidationFailed");
        RUNNING.user().get("/v4/flows/-1").error(400, "ValidationFailed");
        RUNNING.user().get("/v4/flows/99999999999999999999").error(400, "ValidationFailed");
        RUNNING.user().get("/v4/flows/424242").error(404, "NotFoundException");
    }

    @Test
    void listsArePagedSortedAndFiltered() {
        Client client = RUNNING.other();
        for (int i = 0; i < 30; i++) {
            client.post("/v4/flows", "{'name': 'Flow %_" + i + "'}").is(201);
        }
        var first = client.get("/v4/flows").is(200).json().get("data");
        assertThat(first).hasSize(25);
        assertThat(first.get(0).get("id").longValue()).isGreaterThan(first.get(1).get("id").longValue());
        assertThat(client.get("/v4/flows?limit=1000").json().get("data")).hasSize(30);
        assertThat(client.get("/v4/flows?noLimit=True").json().get("data")).hasSize(30);
        assertThat(client.get("/v4/flows?limit=0").json().get("data")).isEmpty();
        assertThat(client.get("/v4/flows?limit=10&offset=25").json().get("data")).hasSize(5);
        assertThat(client.get("/v4/flows?embed=&includeDeleted=&limit=").json().get("data")).hasSize(25);
        assertThat(client.get("/v4/flows?includeDeleted=False&limit=2").json().get("data")).hasSize(2);
        assertThat(client.get("/v4/flows?filter=FLOW%20%25_2").json().get("data")).hasSize(11);
        assertThat(client.get("/v4/flows?filter=flow%20%25_2&filterType=exact").json().get("data")).hasSize(1);
        assertThat(client.get("/v4/flows?sort=name&limit=1").json().get("data").get(0).get("name").stringValue())
                .isEqualTo("Flow %_0");
        assertThat(client.get("/v4/flows?sort=-name,id&limit=1").json().get("data").get(0).get("name").stringValue())
                .isEqualTo("Flow %_9");
        assertThat(client.get("/v4/flows/count").json().get("count").intValue()).isEqualTo(30);
        for (String bad : new String[] {"limit=-1", "limit=x", "offset=-1", "sort=nothing", "sort=id;drop",
            "filter=x&filterFields=password_hash", "includeDeleted=perhaps", "embed=nothing", "flowsFilter=x"}) {
            client.get("/v4/flows?" + bad).error(400, "ValidationFailed");
        }
        assertThat(client.get("/v4/flows?embed=nothing").details())
                .startsWith("No association nothing in flow! Valid associations are ");
    }

    @Test
    void peopleSeeTheirOwn() {
        var me = RUNNING.user().get("/v4/people/current").is(200).json();
        assertThat(me.get("outputHomeDir").stringValue())
                .isEqualTo("/trifacta/queryResults/" + RunningLauncher.USER);
        assertThat(me.get("isAdmin").booleanValue()).isFalse();
        assertThat(RUNNING.user().get("/v4/people").json().get("data")).hasSize(1);
        assertThat(RUNNING.admin().get("/v4/people").json().get("data")).hasSize(3);
        RUNNING.user().get("/v4/people/1").error(403, "AccessControlException");
        RUNNING.user().get("/v4/awsConfigs/current").error(404, "NotFoundException");
    }
}
