package io.drover.launcher;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Job Results pages in a real Chromium, which has to be installed at /usr/bin/chromium. */
final class JobPagesInBrowserTest {
    @RegisterExtension
    static final RunningLauncher RUNNING = new RunningLauncher();

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(30_000);

    @Test
    void aPersonFollowsAJob() {
        Fixture fixture = new Fixture(RUNNING.user(), RUNNING.home());
        long group = RUNNING.user().post("/v4/jobGroups", fixture.body(fixture.recipe("wait"), "seen.csv")
                .replace("'profiler': false", "'profiler': true")).is(201).id();
        fixture.awaitRunning(group);
        List<String> complaints = new CopyOnWriteArrayList<>();
        try (Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                        .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                                "--no-first-run")));
                BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                        .setHttpCredentials(RunningLauncher.USER, RunningLauncher.PASSWORD))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);

            page.navigate(RUNNING.launcher().baseUri() + "/");
            assertThat(page).hasTitle("Jobs · Drover");
            assertThat(page.locator("tbody tr .status").first()).hasText("InProgress");
            shoot(page, "jobs-running.png");
            page.locator("tbody a").first().click();
            assertThat(page.locator("h1 .status")).hasText("InProgress");
            assertThat(page.locator("#group")).containsText("last seen");
            shoot(page, "job-running.png");

            // Nobody reloads: the page itself has to find out.
            fixture.release();
            assertThat(page.locator("h1 .status")).hasText("Complete", PATIENT);
            assertThat(page.locator("button")).hasCount(0);
            assertThat(page.locator("td progress").first()).hasAttribute("value", "100");
            double bar = page.locator(".card > .quality").first().boundingBox().width;
            double valid = page.locator(".card > .quality .valid").first().boundingBox().width;
            assertThat(valid / bar).as("share of valid values, 15 of 20").isBetween(0.74, 0.76);
            assertThat(page.locator("svg.histogram rect")).hasCount(2);
            assertThat(page.locator("svg.histogram rect").first().boundingBox().height).isGreaterThan(50);
            assertThat(page.locator("ol.top .value").first()).hasText(TestDriver.HOSTILE);
            assertThat(page).hasTitle("Job " + group + " · Drover");
            shoot(page, "job-complete.png");

            assertThat(page.locator("td a[href*=scriptResults]")).hasCount(1);
            page.navigate(RUNNING.launcher().baseUri() + "/jobs");
            assertThat(page.locator("tbody tr .status").first()).hasText("Complete");
            shoot(page, "jobs-complete.png");
        }
        assertThat(complaints).as("errors on the console").isEmpty();
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)).setFullPage(true));
    }
}
