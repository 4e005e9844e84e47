package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.cli.run.FlowSource;
import io.drover.cli.run.RunJob;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report;
import io.drover.job.driver.Driver;
import io.drover.job.engine.Engine;
import io.drover.job.spec.JobSpec;
import io.drover.photon.PhotonEngine;
import io.drover.spark.SparkEngine;
import io.drover.spark.SparkPlanRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The flows under {@code examples/} that have an {@code expected} folder, run as jobs on both engines: the bytes written
 * are those that the script beside the flow worked out without the product.
 */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> bothEnginesWriteWhatWasExpected() throws IOException {
        List<Path> expectations = expectations();
        assertThat(expectations).as("expected outputs under " + EXAMPLES).hasSizeGreaterThan(15);
        return expectations.stream().flatMap(expected -> Stream.of(
                test(expected, "photon", PhotonEngine::new),
                test(expected, "spark", () -> new SparkEngine(SparkPlanRunner.session()))));
    }

    private static List<Path> expectations() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES, 3)) {
            return files.filter(file -> file.getParent().getFileName().toString().equals("expected")).sorted().toList();
        }
    }

    private DynamicTest test(Path expected, String name, Supplier<Engine> engine) {
        return DynamicTest.dynamicTest(name + ": " + EXAMPLES.relativize(expected),
                () -> assertThat(run(expected, name, engine.get())).hasSameBinaryContentAs(expected));
    }

    private Path run(Path expected, String name, Engine engine) throws IOException {
        String dataset = expected.getFileName().toString().replace(".csv", "").replace('-', ' ');
        Path directory = Files.createTempDirectory(folder, name);
        Path output = directory.resolve("out.csv");
        FlowSource flow = FlowSource.read(expected.getParent().getParent(), dataset, List.of());
        JobSpec spec = RunJob.of(flow, name, List.of(output + ";header=true;asSingleFile=true"), List.of(), false);
        Configuration configuration = new Configuration();
        JobDirectory job = JobDirectory.at(directory.resolve("job").toUri(), configuration);
        job.prepare(spec);
        int code = Driver.run(job.uri(), engine, configuration);
        Report report = job.attempt(spec.attempt()).report().orElseThrow();
        assertThat(code).as(() -> report.jobs().toString()).isEqualTo(Driver.PUBLISHED);
        return output;
    }
}
