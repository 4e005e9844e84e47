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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The flows under {@code examples/} that have an {@code expected} folder, run as jobs on both engines: the bytes written are
 * those that are expected, and those are what the query beside them, which knows nothing of the product, works out.
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

    @TestFactory
    Stream<DynamicTest> theQueriesWorkOutWhatIsExpected() throws IOException {
        return expectations().stream().map(expected -> DynamicTest.dynamicTest(EXAMPLES.relativize(expected).toString(),
                () -> assertThat(queried(expected)).isEqualTo(Files.readString(expected))));
    }

    private static List<Path> expectations() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLES, 3)) {
            return files.filter(file -> file.getParent().getFileName().toString().equals("expected")
                    && file.toString().endsWith(".csv")).sorted().toList();
        }
    }

    /** As the query beside an output works it out: null as an empty field, quotes where they are needed. */
    private static String queried(Path expected) throws IOException, SQLException {
        Path query = expected.resolveSibling(expected.getFileName().toString().replace(".csv", ".sql"));
        StringBuilder csv = new StringBuilder();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET file_search_path = '" + expected.getParent().getParent().toString().replace("'", "''") + "'");
            statement.execute(Files.readString(EXAMPLES.resolve("expected.sql")));
            try (ResultSet rows = statement.executeQuery(Files.readString(query))) {
                int columns = rows.getMetaData().getColumnCount();
                for (int c = 1; c <= columns; c++) {
                    csv.append(c == 1 ? "" : ",").append(rows.getMetaData().getColumnLabel(c));
                }
                while (rows.next()) {
                    for (int c = 1; c <= columns; c++) {
                        csv.append(c == 1 ? "\n" : ",").append(field(rows.getString(c)));
                    }
                }
            }
        }
        return csv.append('\n').toString();
    }

    private static String field(String text) {
        return text == null ? "" : text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
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
