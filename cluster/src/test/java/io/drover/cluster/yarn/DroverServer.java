package io.drover.cluster.yarn;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** {@code drover serve} as a process of its own, so that it can be killed. */
public final class DroverServer implements AutoCloseable {
    public static final String ADMIN = "admin@example.org";
    static final String PASSWORD = "correct horse";

    private final Distribution distribution;
    private final Path home;
    private final int port;
    private final List<String> options = new ArrayList<>();
    private final String admin;
    private Process process;
    private int starts;

    private DroverServer(Distribution distribution, Path home, int port, String admin) {
        this.distribution = distribution;
        this.home = home;
        this.port = port;
        this.admin = admin;
    }

    /**
     * @param name of its home under target
     * @param settings YAML after the port, home and administrator
     */
    public static DroverServer prepare(String name, String settings) throws IOException {
        return prepare(name, ADMIN, settings);
    }

    public static DroverServer prepare(String name, String admin, String settings) throws IOException {
        Path home = Path.of("target", name).toAbsolutePath();
        deleteTree(home);
        Files.createDirectories(home);
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        Files.writeString(home.resolve("drover.yaml"), "home: " + home.resolve("home") + "\nport: " + port
                + "\nadmin:\n  email: " + admin + "\n  password: " + PASSWORD + "\n" + settings);
        return new DroverServer(Distribution.assemble(Path.of("target", "distribution")), home, port, admin);
    }

    public static void deleteTree(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Of the server's JVM. */
    public void option(String option) {
        options.add(option);
    }

    public void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                distribution.command(options, "serve", "--config", home.resolve("drover.yaml").toString()));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("SPARK_LOCAL_HOSTNAME", "localhost");
        builder.environment().remove("HADOOP_CONF_DIR");
        builder.redirectErrorStream(true).redirectOutput(home.resolve("server-" + ++starts + ".log").toFile());
        process = builder.start();
        Process started = process;
        Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
        Awaitility.await("the server is up").atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(100))
                .failFast("the server has ended; see " + home + "/server-" + starts + ".log", () -> !started.isAlive())
                .until(this::answers);
    }

    private boolean answers() {
        try {
            api().get("/v4/people/current");
            return true;
        } catch (java.io.UncheckedIOException e) {
            return false;
        }
    }

    /** Of its administrator. */
    public Api api() {
        return new Api("http://127.0.0.1:" + port, admin, PASSWORD);
    }

    /** As the system does it to a process that takes too much memory: nothing is tidied up. Its children live on. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    Path home() {
        return home;
    }

    String log() throws IOException {
        return Files.readString(home.resolve("server-" + starts + ".log"));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
