package io.drover.photon;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.driver.Driver;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.Dataset;
import io.drover.job.spec.JobSpec.FileFormat;
import java.io.File;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that a launcher starts: from a job directory to published outputs. */
class PhotonMainTest {
    @TempDir
    Path directory;

    private JobSpec spec(String recipe, JobSpec.Output... outputs) {
        return new JobSpec(JobSpec.VERSION, 7, 1, "photon",
                new JobSpec.Jobs(1, java.util.stream.LongStream.range(2, 2 + outputs.length).boxed().toList(), null),
                List.of(new JobSpec.Source("s1", "orders", List.of(directory.resolve("orders.csv").toUri().toString()),
                        JobSpec.SourceOptions.DETECT, List.of())),
                List.of(new Dataset("d1", "clean", Dataset.Input.ofSource("s1"), Map.of(), recipe)),
                "d1", List.of(outputs), false, Map.of(), Jobs.NOW, JobSpec.Limits.DEFAULT);
    }

    private JobSpec.Output output(String name, FileFormat format, boolean single) {
        return new JobSpec.Output(name.replace('.', '_'), directory.resolve(name).toUri().toString(), JobSpec.Action.CREATE, format,
                Compression.NONE, true, single, ",", false, true);
    }

    private URI jobDirectory(JobSpec spec) throws Exception {
        URI uri = directory.resolve("job").toUri();
        JobDirectory jobDirectory = JobDirectory.at(uri, new Configuration());
        jobDirectory.prepare(spec);
        return uri;
    }

    private static final String RECIPE = """
            filter type: greaterThan col: qty greaterThan: 1 action: Keep
            derive type: single value: qty * price as: 'amount'
            sort order: -amount
            """;

    @Test
    void aProcessRunsAJobAndPublishesItsOutputs() throws Exception {
        Files.writeString(directory.resolve("orders.csv"), "id,qty,price\n1,2,0.1\n2,1,5\n3,3,1.5\n");
        URI uri = jobDirectory(spec(RECIPE, output("out.csv", FileFormat.CSV, true),
                output("out.json", FileFormat.JSON, true)));
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                System.getProperty("java.class.path"), PhotonMain.class.getName(), uri.toString())
                .redirectErrorStream(true).redirectOutput(new File(directory.toFile(), "log")).start();
        int code = process.waitFor();
        assertThat(code).as(Files.readString(directory.resolve("log"))).isEqualTo(Driver.PUBLISHED);
        assertThat(directory.resolve("out.csv")).hasContent("id,qty,price,amount\n3,3,1.5,4.5\n1,2,0.1,0.2");
        assertThat(directory.resolve("out.json")).hasContent(
                "{\"id\":3,\"qty\":3,\"price\":1.5,\"amount\":4.5}\n{\"id\":1,\"qty\":2,\"price\":0.1,\"amount\":0.2}");
    }

    @Test
    void aResultWithoutRowsIsARightFileInEveryFormat() throws Exception {
        Files.writeString(directory.resolve("orders.csv"), "id,qty,price\n1,2,0.1\n");
        String none = "filter type: greaterThan col: qty greaterThan: 5 action: Keep\n";
        URI uri = jobDirectory(spec(none, output("out.csv", FileFormat.CSV, true), output("out.json", FileFormat.JSON, true),
                output("parts.csv", FileFormat.CSV, false), output("parts.avro", FileFormat.AVRO, false),
                new JobSpec.Output("zipped", directory.resolve("out.csv.gz").toUri().toString(), JobSpec.Action.CREATE,
                        FileFormat.CSV, Compression.GZIP, true, true, ",", false, true),
                new JobSpec.Output("zipped2", directory.resolve("out.csv.bz2").toUri().toString(),
                        JobSpec.Action.CREATE, FileFormat.CSV, Compression.BZIP2, false, true, ",", false, true)));
        assertThat(Driver.run(uri, new PhotonEngine(), new Configuration())).isEqualTo(Driver.PUBLISHED);
        assertThat(directory.resolve("out.csv")).hasContent("id,qty,price\n");
        assertThat(directory.resolve("parts.csv/part-00000.csv")).hasContent("id,qty,price\n");
        assertThat(directory.resolve("out.json")).isEmptyFile();
        try (DataFileReader<GenericRecord> avro = new DataFileReader<>(
                directory.resolve("parts.avro/part-00000.avro").toFile(), new GenericDatumReader<>())) {
            assertThat(avro.getSchema().getFields()).extracting(Schema.Field::name).containsExactly("id", "qty", "price");
            assertThat(avro.hasNext()).isFalse();
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(directory.resolve("out.csv.gz")))) {
            assertThat(in.readAllBytes()).asString().isEqualTo("id,qty,price\n");
        }
        try (InputStream in = new BZip2CompressorInputStream(Files.newInputStream(directory.resolve("out.csv.bz2")))) {
            assertThat(in.readAllBytes()).isEmpty();
        }
    }

    @Test
    void aBadRecipeFailsBeforeAnythingIsWritten() throws Exception {
        Files.writeString(directory.resolve("orders.csv"), "id,qty,price\n1,2,0.1\n");
        URI uri = jobDirectory(spec("derive type: single value: qtyy * 2 as: 'x'", output("out.csv", FileFormat.CSV, true)));
        assertThat(Driver.run(uri, new PhotonEngine(), new Configuration())).isEqualTo(Driver.FAILED);
        assertThat(directory.resolve("out.csv")).doesNotExist();
    }
}
