package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Others' tools, each in a process of its own: what they can't read isn't of its format. */
final class OutsideReaders {
    private static final Path TOOLS = Path.of("target", "readers").toAbsolutePath();

    private OutsideReaders() {}

    /** The rows of Avro files as avro-tools prints them, one JSON text each. */
    static List<String> avroRows(List<Path> files) {
        List<String> rows = new ArrayList<>();
        for (Path file : files) {
            rows.addAll(avroTools("tojson", file.toString()));
        }
        return rows;
    }

    /** An Avro file's schema as avro-tools prints it. */
    static String avroSchema(Path file) {
        return String.join("\n", avroTools("getschema", file.toString()));
    }

    private static List<String> avroTools(String... arguments) {
        List<String> command = java(List.of(TOOLS.resolve("avro-tools")), List.of());
        command.add("org.apache.avro.tool.Main");
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** The rows of a Parquet file as parquet-cli prints them. */
    static List<String> parquetRows(Path file) {
        return parquetCli("cat", file.toString());
    }

    /** A Parquet file's own schema as parquet-cli prints it. */
    static String parquetSchema(Path file) {
        return String.join("\n", parquetCli("schema", "--parquet", file.toString()));
    }

    private static List<String> parquetCli(String... arguments) {
        // Hadoop and what is common to all come from the suite's class path.
        List<String> command = java(List.of(TOOLS.resolve("parquet-cli")),
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator)));
        command.add("org.apache.parquet.cli.Main");
        command.addAll(List.of(arguments));
        return run(command);
    }

    private static List<String> java(List<Path> tools, List<String> more) {
        List<String> classPath = new ArrayList<>();
        for (Path tool : tools) {
            try (Stream<Path> jars = Files.list(tool)) {
                jars.map(Path::toString).sorted().forEach(classPath::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        classPath.addAll(more);
        return new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Dfile.encoding=UTF-8",
                "-Duser.timezone=UTC", "-cp", String.join(File.pathSeparator, classPath)));
    }

    /** Whether a program of that name is installed here. */
    static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** What a program prints, in lines; it has to end well. */
    static List<String> run(List<String> command) {
        try {
            Path out = Files.createTempFile("drover-reader-", ".out");
            Path err = Files.createTempFile("drover-reader-", ".err");
            try {
                Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile())
                        .start();
                assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
                assertThat(process.exitValue()).as(() -> told(command, err)).isZero();
                return Files.readAllLines(out);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String told(List<String> command, Path err) {
        try {
            return command.get(command.size() - 1) + ": " + Files.readString(err);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
