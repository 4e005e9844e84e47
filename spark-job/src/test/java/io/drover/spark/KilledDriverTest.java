package io.drover.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.driver.Driver;
import io.drover.job.spec.JobSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver of {@code local[*]} that is killed leaves on its machine goes with the next one. */
class KilledDriverTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private URI job(String name, int attempt, String recipe) throws IOException {
        Files.writeString(folder.resolve("in.csv"), "n\n1\n2\n3\n");
        URI uri = folder.resolve(name).toUri();
        JobDirectory.at(uri, new Configuration()).prepare(new JobSpec(JobSpec.VERSION, 7, attempt, "spark",
                new JobSpec.Jobs(1, List.of(2L), null),
                List.of(new JobSpec.Source("s1", "in", List.of(folder.resolve("in.csv").toUri().toString()),
                        JobSpec.SourceOptions.DETECT, List.of())),
                List.of(new JobSpec.Dataset("d1", "out", JobSpec.Dataset.Input.ofSource("s1"), Map.of(), recipe)), "d1",
                List.of(new JobSpec.Output("o", folder.resolve(name + ".csv").toUri().toString(), JobSpec.Action.CREATE,
                        JobSpec.FileFormat.CSV, JobSpec.Compression.NONE, true, true, ",", false, true)),
                false, Map.of(), Instant.parse("2026-01-31T10:30:00Z"), JobSpec.Limits.DEFAULT));
        return uri;
    }

    private Process driver(URI job, Path temporary) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + temporary,
                "-Dspark.master=local[1]", "-Dspark.driver.host=127.0.0.1", "-Dspark.driver.bindAddress=127.0.0.1"));
        for (String opened : List.of("java.lang", "java.lang.invoke", "java.lang.reflect", "java.io", "java.net", "java.nio",
                "java.util", "java.util.concurrent", "java.util.concurrent.atomic")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        command.addAll(List.of("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.base/sun.security.action=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                SparkMain.class.getName(), job.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())).start();
    }

    private static List<String> names(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(path -> directory.relativize(path).toString()).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // something was removed meanwhile
        }
    }

    @Test
    void theNextOneRemovesWhatItSpilled() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        String recipe = "sort order: -n\n";
        Process killed = driver(job("killed", 1, recipe), temporary);
        Awaitility.await("Spark has its own directories").atMost(PATIENCE).pollInterval(Duration.ofMillis(20))
                .failFast(() -> assertThat(killed.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue())
                .until(() -> names(temporary).stream().anyMatch(name -> name.contains("blockmgr-")));
        killed.destroyForcibly().waitFor();
        assertThat(names(temporary)).anyMatch(name -> name.contains("blockmgr-"))
                .allMatch(name -> name.isEmpty() || name.startsWith("drover-") || name.startsWith("hsperfdata")
                        || name.startsWith("liblz4-java-"));

        Process next = driver(job("next", 1, recipe), temporary);
        assertThat(next.waitFor()).as(Files.readString(folder.resolve("log"))).isEqualTo(Driver.PUBLISHED);
        assertThat(folder.resolve("next.csv")).hasContent("n\n3\n2\n1\n");
        assertThat(names(temporary)).noneMatch(name -> name.startsWith("drover-") || name.contains("blockmgr-")
                || name.contains("spark-"));
    }
}
