package io.drover.cluster.yarn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The real Spark home, with a gate before spark-submit that a test can close. */
final class GatedSparkHome {
    private final Path home;
    private final Path gate;

    private GatedSparkHome(Path home) {
        this.home = home;
        this.gate = home.resolve("closed");
    }

    static GatedSparkHome make(Path home) throws IOException {
        // The loop is the process itself: a signal ends it, and no child of it stays behind.
        WrappedSparkHome.make(home, """
                mkfifo "%1$s/wait-$$" 2>/dev/null
                exec 9<>"%1$s/wait-$$"
                while [ -e "%2$s" ]; do
                  read -r -t 0.1 -u 9
                done
                rm -f "%1$s/wait-$$"
                exec 9>&-
                """.formatted(home, home.resolve("closed")));
        GatedSparkHome made = new GatedSparkHome(home);
        made.open();
        return made;
    }

    Path path() {
        return home;
    }

    void close() throws IOException {
        Files.writeString(gate, "");
    }

    void open() throws IOException {
        Files.deleteIfExists(gate);
        try (Stream<Path> left = Files.list(home)) {
            for (Path path : left.filter(file -> file.getFileName().toString().startsWith("wait-")).toList()) {
                if (ProcessHandle.of(pid(path)).isEmpty()) {
                    Files.delete(path);
                }
            }
        }
    }

    /** The process that waits at the gate. */
    ProcessHandle awaitWaiting() {
        return Awaitility.await("a spark-submit at the gate").atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50)).until(this::waiting, found -> found != null);
    }

    private ProcessHandle waiting() throws IOException {
        try (Stream<Path> found = Files.list(home)) {
            return found.filter(file -> file.getFileName().toString().startsWith("wait-"))
                    .flatMap(file -> ProcessHandle.of(pid(file)).stream()).findFirst().orElse(null);
        }
    }

    private static long pid(Path file) {
        return Long.parseLong(file.getFileName().toString().substring("wait-".length()));
    }
}
