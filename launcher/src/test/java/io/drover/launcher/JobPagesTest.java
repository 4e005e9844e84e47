package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Job Results pages over HTTP, as a browser without JavaScript sees them. */
final class JobPagesTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher();

    private Client client;
    private Fixture fixture;

    @BeforeEach
    void fixture() {
        client = RUNNING.user();
        fixture = new Fixture(client, RUNNING.home());
    }

    @Test
    void theListShowsWhatIsToBeListed() {
        long recipe = fixture.recipe("succeed");
        String body = fixture.body(recipe, "listed.csv");
        String tail = "}";
        long plain = fixture.run(recipe, "listed.csv");
        long cli = client.post("/v4/jobGroups", body.substring(0, body.length() - 1) + ", 'ranfrom': 'cli'" + tail)
                .is(201).id();
        long hidden = client.post("/v4/jobGroups", body.substring(0, body.length() - 1) + ", 'ranfrom': null" + tail)
                .is(201).id();
        fixture.awaitStatus(hidden, "Complete");
        fixture.awaitStatus(cli, "Complete");
        fixture.awaitStatus(plain, "Complete");

        Client.Answer start = client.get("/").is(303);
        assertThat(start.header("location")).isEqualTo("/jobs");
        Client.Answer list = client.get("/jobs").is(200);
        assertThat(list.header("content-type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(list.header("content-security-policy")).contains("default-src 'self'")
                .contains("frame-ancestors 'none'").doesNotContain("script-src");
        assertThat(list.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(list.text()).contains("href=\"/jobs/" + plain + "\"").contains("href=\"/jobs/" + cli + "\"")
                .doesNotContain("/jobs/" + hidden + "\"").contains(">cli</span>").contains("fixture")
                .contains("Complete").contains("100 %").doesNotContain("th:");
        assertThat(list.text().indexOf("/jobs/" + cli + "\"")).isLessThan(list.text().indexOf("/jobs/" + plain + "\""));
        // Not listed is not forbidden.
        assertThat(client.get("/jobs/" + hidden).is(200).text()).contains("Job " + hidden);

        assertThat(client.get("/jobs/rows?offset=0").is(200).text()).startsWith("<div id=\"jobs\"").doesNotContain("<html");
        assertThat(client.get("/drover/pages.css").is(200).header("content-type")).startsWith("text/css");
        assertThat(client.get("/webjars/htmx.org/2.0.10/dist/htmx.min.js").is(200).text()).contains("htmx");
    }

    @Test
    void theListIsPaged() {
        long recipe = fixture.recipe("succeed");
        long first = fixture.run(recipe, "p.csv");
        long last = first;
        for (int i = 0; i < 26; i++) {
            last = fixture.run(recipe, "p.csv");
        }
        for (long group = first + 2; group <= last; group++) {
            client.post("/v4/jobGroups/" + group + "/cancel", "").is(200);
        }
        String page = client.get("/jobs").is(200).text();
        assertThat(page).contains("/jobs/" + last + "\"").doesNotContain("/jobs/" + first + "\"")
                .contains("offset=25").doesNotContain("Newer");
        assertThat(client.get("/jobs?offset=25").is(200).text()).contains("/jobs/" + first + "\"")
                .contains("Newer").contains("offset=0").doesNotContain("/jobs/" + last + "\"");
        assertThat(client.get("/jobs?offset=no").is(400).text()).contains("offset").startsWith("<!DOCTYPE html>");
    }

    @Test
    void aFinishedGroupShowsAllItMade() {
        long recipe = fixture.recipe("succeed");
        long group = client.post("/v4/jobGroups", fixture.body(recipe, "done.csv").replace("'profiler': false",
                "'profiler': true")).is(201).id();
        fixture.awaitStatus(group, "Complete");
        String page = client.get("/jobs/" + group).is(200).text();
        assertThat(page).contains("Job <span>" + group + "</span>").contains("done.csv").contains("4 B")
                .contains("/v4/scriptResults/").contains("driver started").contains("a warning")
                .contains("<span>2</span> rows").contains("class=\"quality\"").contains("class=\"histogram\"").contains("<rect")
                .contains("class=\"top\"").contains("lower quartile").contains("<dd>4.5</dd>")
                .contains("&lt;script&gt;document.title").doesNotContain("<script>document.title")
                .doesNotContain("hx-get").doesNotContain("Cancel</button>").doesNotContain("last seen");
    }

    @Test
    void aRunningGroupRefreshesAndIsCanceled() {
        long group = fixture.run(fixture.recipe("wait"), "w.csv");
        fixture.awaitRunning(group);
        assertThat(client.get("/jobs/" + group + "/live").is(200).text()).startsWith("<div id=\"group\"")
                .contains("hx-get=\"/jobs/" + group + "/live\"").contains("hx-trigger=\"every 1s\"")
                .contains("last seen ").contains("Cancel</button>").contains("Outputs appear when");
        client.send(client.request("/jobs/" + group + "/cancel").header("Sec-Fetch-Site", "cross-site")
                .POST(BodyPublishers.noBody())).is(403);
        assertThat(fixture.status(group)).isEqualTo("InProgress");
        Client.Answer canceled = client.send(client.request("/jobs/" + group + "/cancel")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(""))).is(303);
        assertThat(canceled.header("location")).isEqualTo("/jobs/" + group);
        fixture.awaitStatus(group, "Canceled");
        assertThat(client.get("/jobs/" + group + "/live").is(200).text()).contains("Nothing was published.")
                .doesNotContain("hx-get");
    }

    @Test
    void aFailedGroupShowsWhy() {
        long group = fixture.run(fixture.recipe("fail"), "f.csv");
        fixture.awaitStatus(group, "Failed");
        assertThat(client.get("/jobs/" + group).is(200).text()).contains("DROVER-T1: told to fail")
                .contains("role=\"alert\"").contains("Failed");
    }

    @Test
    void othersSeeNothingAndErrorsArePages() {
        long group = fixture.run(fixture.recipe("succeed"), "o.csv");
        fixture.awaitStatus(group, "Complete");
        assertThat(RUNNING.other().get("/jobs").is(200).text()).doesNotContain("/jobs/" + group + "\"");
        page(RUNNING.other().get("/jobs/" + group), 403);
        page(RUNNING.other().get("/jobs/" + group + "/live"), 403);
        page(RUNNING.other().send(RUNNING.other().request("/jobs/" + group + "/cancel")
                .POST(BodyPublishers.noBody())), 403);
        assertThat(RUNNING.admin().get("/jobs").is(200).text()).contains("/jobs/" + group + "\"");
        page(client.get("/jobs/999999"), 404);
        page(client.get("/jobs/%3Cscript%3E"), 400);
        page(client.get("/jobs/" + group + "/no/such"), 404);
        page(client.send(client.request("/jobs").POST(BodyPublishers.noBody())), 404);
        for (String path : new String[] {"/", "/jobs", "/jobs/" + group, "/jobs/rows"}) {
            Client.Answer challenge = RUNNING.nobody().get(path);
            page(challenge, 401);
            assertThat(challenge.header("www-authenticate")).startsWith("Basic");
        }
        RUNNING.nobody().get("/drover/pages.css").error(401, "MissingPersonException");
        client.get("/drover/none.css").error(404, "RouteNotFoundException");
        client.delete("/v4/jobGroups/" + group).is(204);
        page(client.get("/jobs/" + group), 410);
        assertThat(client.get("/jobs").text()).doesNotContain("/jobs/" + group + "\"");
    }

    private static void page(Client.Answer answer, int status) {
        assertThat(answer.is(status).header("content-type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.text()).startsWith("<!DOCTYPE html>").doesNotContain("<script>")
                .contains("<h1>" + status + " ");
    }
}
