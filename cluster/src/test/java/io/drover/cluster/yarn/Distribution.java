package io.drover.cluster.yarn;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The product as this build has packaged it, laid out as an installation. */
final class Distribution {
    private final Path home;
    private final String classPath;

    private Distribution(Path home, String classPath) {
        this.home = home;
        this.classPath = classPath;
    }

    static Distribution assemble(Path home) throws IOException {
        Path photon = Files.createDirectories(home.resolve("lib").resolve("photon"));
        Path spark = Files.createDirectories(home.resolve("lib").resolve("spark"));
        for (Path jar : jars(Path.of("..", "photon", "target"), "drover-photon-")) {
            link(photon, jar);
        }
        for (Path jar : jars(Path.of("..", "photon", "target", "lib"), "")) {
            link(photon, jar);
        }
        link(spark, built(Path.of("..", "spark-job", "target", "spark-job.jar")));
        List<Path> launcher = new ArrayList<>(jars(Path.of("..", "cli", "target"), "drover-cli-"));
        launcher.addAll(jars(Path.of("..", "cli", "target", "lib"), ""));
        return new Distribution(home, launcher.stream().map(jar -> jar.toAbsolutePath().normalize().toString())
                .collect(Collectors.joining(File.pathSeparator)));
    }

    private static List<Path> jars(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(built(folder))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                    && file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static Path built(Path path) {
        if (!Files.exists(path)) {
            throw new IllegalStateException(path.toAbsolutePath().normalize()
                    + " is missing: these tests run what `mvn package` builds");
        }
        return path;
    }

    private static void link(Path folder, Path jar) throws IOException {
        Path link = folder.resolve(jar.getFileName());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, jar.toAbsolutePath().normalize());
    }

    /** The command that runs {@code drover}. */
    List<String> command(List<String> options, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx384m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED", "-Ddrover.distribution=" + home.toAbsolutePath(), "-cp",
                classPath, "io.drover.cli.DroverCommand"));
        command.addAll(1, options);
        command.addAll(List.of(arguments));
        return command;
    }
}
