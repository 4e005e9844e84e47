package io.drover.cli.serve;

import io.drover.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where this installation's parts lie; the {@code drover} script says where by a system property. */
public final class Distribution {
    private static final String PROPERTY = "drover.distribution";

    private Distribution() {}

    /** The local engine's class path, in a fixed order. */
    public static String photonClassPath() {
        Path home = home();
        try (Stream<Path> jars = Files.list(home.resolve("lib").resolve("photon"))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().map(Path::toString)
                    .collect(Collectors.joining(java.io.File.pathSeparator));
        } catch (IOException e) {
            throw new UsageException("the installation in " + home + " is broken: " + e.getMessage());
        }
    }

    /** JVM options that make the local engine start faster, if this installation has what they need. */
    static List<String> photonStartOptions() {
        Path archive = home().resolve("lib").resolve("photon.jsa");
        return Files.isRegularFile(archive)
                ? List.of("-Xshare:auto", "-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off")
                : List.of();
    }

    public static Path sparkJobJar() {
        return home().resolve("lib").resolve("spark").resolve("spark-job.jar");
    }

    private static Path home() {
        String home = System.getProperty(PROPERTY);
        if (home == null) {
            throw new UsageException("start drover by its script: the system property " + PROPERTY + " is not set");
        }
        return Path.of(home);
    }
}
