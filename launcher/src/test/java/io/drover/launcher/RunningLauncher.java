package io.drover.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/** A real launcher on a fresh home for the tests of a class. */
final class RunningLauncher implements BeforeAllCallback, AfterAllCallback {
    static final String USER = "user@example.org";
    static final String OTHER = "other@example.org";
    static final String PASSWORD = "correct horse";

    private final UnaryOperator<LauncherSettings> refined;
    private Path home;
    private Launcher launcher;

    RunningLauncher() {
        this(UnaryOperator.identity());
    }

    /** @param refined what is different from {@link #settings} */
    RunningLauncher(UnaryOperator<LauncherSettings> refined) {
        this.refined = refined;
    }

    static LauncherSettings.Limits uploads(LauncherSettings.Limits l, int bytes) {
        return new LauncherSettings.Limits(l.bodyBytes(), bytes, l.recipeChars(), l.photonJobs(), l.sparkJobs(),
                l.userJobs(), l.startTimeout(), l.heartbeatTimeout(), l.cancelGrace(), l.drainTimeout(), l.keepJobFiles(),
                l.jobTimeout());
    }

    static LauncherSettings.Limits keeping(LauncherSettings.Limits l, Duration keep, int photonJobs) {
        return new LauncherSettings.Limits(l.bodyBytes(), l.uploadBytes(), l.recipeChars(), photonJobs, l.sparkJobs(),
                l.userJobs(), l.startTimeout(), l.heartbeatTimeout(), l.cancelGrace(), l.drainTimeout(), keep,
                Duration.ofHours(1));
    }

    /** Many jobs at a time, and no patience with what is silent. */
    static LauncherSettings impatient(LauncherSettings settings) {
        LauncherSettings.Limits l = settings.limits();
        return settings.withLimits(new LauncherSettings.Limits(l.bodyBytes(), l.uploadBytes(), l.recipeChars(), 20, 4, 20,
                Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(1), l.drainTimeout(), l.keepJobFiles(),
                l.jobTimeout()));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        home = Files.createDirectory(Files.createTempDirectory("drover-home").resolve(".drover")); // as by default
        launcher = Launcher.start(refined.apply(settings(home)));
        Client.holdTo(new PublishedApi(admin().get("/v4/open-api-spec").is(200).json()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        launcher.close();
        endDrivers();
        deleteTree(home.getParent());
    }

    /** They go on without a launcher, and would write into what is deleted. */
    private void endDrivers() {
        ProcessHandle.current().children().filter(process -> names(process, home)).forEach(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    /** Java itself doesn't tell the words of a long command line. */
    private static boolean names(ProcessHandle process, Path folder) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline")).contains(folder.toString());
        } catch (IOException e) {
            return false; // it has just ended
        }
    }

    static LauncherSettings settings(Path home) {
        LauncherSettings.Photon driver = LauncherSettings.Photon.onClassPath(System.getProperty("java.class.path"))
                .withOptions(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        return LauncherSettings.under(home).withAddress("127.0.0.1", 0)
                .withPhoton(new LauncherSettings.Photon(driver.java(), driver.classPath(), TestDriver.class.getName(),
                        driver.options(), driver.memoryBytes(), driver.threads()))
                .withAllowedPaths(List.of("hdfs:///open"))
                .withUsers(List.of(
                        new LauncherSettings.FirstUser(USER, "User", PASSWORD, false, null, List.of("issued-token")),
                        new LauncherSettings.FirstUser(OTHER, "Other", PASSWORD, false, null, List.of())));
    }

    static void deleteTree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    Path home() {
        return home;
    }

    Launcher launcher() {
        return launcher;
    }

    Client admin() {
        return Client.basic(launcher.baseUri(), "admin@trifacta.local", "admin");
    }

    Client user() {
        return Client.basic(launcher.baseUri(), USER, PASSWORD);
    }

    Client other() {
        return Client.basic(launcher.baseUri(), OTHER, PASSWORD);
    }

    Client nobody() {
        return new Client(launcher.baseUri(), null);
    }

    /** Stops it and starts another on the same home. */
    void restart() {
        restart(() -> { });
    }

    /** @param meanwhile what happens while there is none */
    void restart(Runnable meanwhile) {
        launcher.close();
        meanwhile.run();
        launcher = Launcher.start(refined.apply(settings(home)));
    }

    /** The client is asked for anew: a launcher that was started again listens elsewhere. */
    String status(long group) {
        return user().status(group);
    }

    String history(long group) {
        return user().history(group);
    }

    /** How often an event is in a job group's history. */
    long events(long group, String event) {
        long found = 0;
        for (JsonNode entry : user().get("/v4/jobGroups/" + group + "/history").is(200).json().get("data")) {
            found += entry.get("event").stringValue().equals(event) ? 1 : 0;
        }
        return found;
    }

    /** Of its first job. */
    String error(long group) {
        return user().get("/v4/jobGroups/" + group + "/jobs").is(200).json().get("data").get(0).get("errorMessage")
                .stringValue();
    }

    void awaitHistory(long group, String text) {
        await("\"" + text + "\" of job group " + group, () -> history(group).contains(text));
    }

    void awaitStatus(long group, String wanted) {
        await("job group " + group + " is over", () -> !status(group).equals("InProgress"));
        assertThat(status(group)).as(() -> history(group)).isEqualTo(wanted);
    }

    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /** Changes one row of its database. */
    void update(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("store/drover.db")
                + "?busy_timeout=5000"); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Client with(String authorization) {
        return new Client(launcher.baseUri(), authorization);
    }
}
