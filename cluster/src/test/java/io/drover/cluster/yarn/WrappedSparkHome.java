package io.drover.cluster.yarn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A Spark home with the real one's jars, whose spark-submit does something before it becomes the real one. */
public final class WrappedSparkHome {
    private WrappedSparkHome() {}

    /** That of the environment. */
    public static Path real() {
        String home = System.getenv("SPARK_HOME");
        if (home == null || !Files.isDirectory(Path.of(home, "jars"))) {
            throw new IllegalStateException("set SPARK_HOME to a Spark installation; scripts/spark-home makes one");
        }
        return Path.of(home);
    }

    /** @param before Bash; whole lines */
    public static void make(Path home, String before) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("conf"));
        Path jars = home.resolve("jars");
        Files.deleteIfExists(jars);
        Files.createSymbolicLink(jars, real().resolve("jars"));
        Path submit = home.resolve("bin").resolve("spark-submit");
        Files.writeString(submit, """
                #!/usr/bin/env bash
                %1$sexport SPARK_HOME="%2$s"
                exec "%2$s/bin/spark-submit" "$@"
                """.formatted(before, real()));
        Files.setPosixFilePermissions(submit, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
