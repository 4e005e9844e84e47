package io.drover.job.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report;
import io.drover.job.directory.Report.JobResult;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Dataset;
import io.drover.job.spec.JobSpec.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** A job of one recipe with two outputs, of which a test changes what it is about before it prepares an attempt. */
final class TestingJob {
    static final long WRANGLE = 21;
    static final long FIRST = 100;
    static final long SECOND = 101;
    static final long PROFILE = 200;

    String recipe = "derive type: single value: qty * 2 as: 'twice'";
    List<JobSpec.Output> outputs;
    boolean profile;
    Limits limits = Limits.DEFAULT;
    List<String> uris;

    private final Path folder;
    private final Configuration configuration = new Configuration();

    TestingJob(Path folder) throws IOException {
        this.folder = folder;
        Path orders = Files.writeString(folder.resolve("orders.csv"), "id,qty\na,1\nb,2\n");
        uris = List.of(orders.toUri().toString());
        outputs = List.of(output("o1", "one.csv", Action.CREATE), output("o2", "two.csv", Action.CREATE));
    }

    /** Of everything: what is read, what is written, and the job's directory {@code job}. */
    Path folder() {
        return folder;
    }

    Configuration configuration() {
        return configuration;
    }

    JobSpec.Output output(String id, String name, Action action) {
        return output(id, out(name), action);
    }

    JobSpec.Output output(String id, Path file, Action action) {
        return new JobSpec.Output(id, file.toUri().toString(), action, JobSpec.FileFormat.CSV, JobSpec.Compression.NONE,
                true, true, ",", false, true);
    }

    JobDirectory prepare(int attempt) throws IOException {
        return prepare("job", attempt);
    }

    /** @param name of the job's directory */
    JobDirectory prepare(String name, int attempt) throws IOException {
        JobDirectory directory = JobDirectory.at(folder.resolve(name).toUri(), configuration);
        directory.prepare(spec(attempt));
        return directory;
    }

    private JobSpec spec(int attempt) {
        List<Long> filewriters = LongStream.range(FIRST, FIRST + outputs.size()).boxed().toList();
        return new JobSpec(1, 9, attempt, "photon",
                new JobSpec.Jobs(WRANGLE, filewriters, profile ? PROFILE : null),
                List.of(new JobSpec.Source("s", "orders", uris, JobSpec.SourceOptions.DETECT, List.of())),
                List.of(new Dataset("d", "doubled", Dataset.Input.ofSource("s"), Map.of(), recipe)),
                "d", outputs, profile, Map.of(), Instant.parse("2026-01-01T00:00:00Z"), limits);
    }

    int run(JobDirectory directory, InMemoryEngine engine) {
        int code = Driver.run(directory.uri(), engine, configuration);
        assertThat(engine.isClosed()).isTrue();
        return code;
    }

    static Report report(JobDirectory directory, int attempt) throws IOException {
        return directory.attempt(attempt).report().orElseThrow();
    }

    /** Of the first attempt; empty before it has one. */
    static String log(JobDirectory directory) throws IOException {
        byte[] text = directory.files().read(directory.attempt(1).log());
        return text == null ? "" : new String(text, StandardCharsets.UTF_8);
    }

    static JobResult result(Report report, long id) {
        return report.jobs().stream().filter(job -> job.id() == id).findFirst().orElseThrow();
    }

    Path out(String name) {
        return folder.resolve("out").resolve(name);
    }

    void assertNothingPublished() throws IOException {
        if (Files.exists(folder.resolve("out"))) {
            try (Stream<Path> left = Files.walk(folder.resolve("out"))) {
                assertThat(left.filter(Files::isRegularFile)).isEmpty();
            }
        }
    }
}
