package io.drover.job.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec.SourceColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Avro files of several blocks that are cut or damaged, as they are and compressed as a whole. */
class AvroSourceTest {
    private static final int BLOCKS = 3;
    private static final int RECORDS = 4;

    @TempDir
    Path folder;

    private final Configuration configuration = new Configuration();
    private byte[] file;
    /** Where the header ends, and then each block. */
    private final List<Integer> ends = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        Schema schema = SchemaBuilder.record("r").fields().requiredLong("n").endRecord();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, bytes);
            writer.sync();
            ends.add(bytes.size());
            for (long i = 0; i < BLOCKS * RECORDS; i++) {
                writer.append(new GenericRecordBuilder(schema).set("n", i).build());
                if (i % RECORDS == RECORDS - 1) {
                    writer.sync();
                    writer.flush();
                    ends.add(bytes.size());
                }
            }
        }
        file = bytes.toByteArray();
        assertThat(ends).hasSize(BLOCKS + 1).endsWith(file.length);
    }

    /** How many records are read; -1 if the file is refused. */
    private int read(byte[] content, String name) throws IOException {
        Path path = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(path); OutputStream written = name.endsWith(".gz")
                ? new GZIPOutputStream(out) : out) {
            written.write(content);
        }
        int count = 0;
        try {
            String uri = path.toUri().toString();
            List<SourceColumn> columns = AvroSource.columns(uri, configuration);
            try (AvroSource source = AvroSource.open(uri, FileRange.WHOLE, columns, configuration)) {
                while (source.next()) {
                    count++;
                }
            }
        } catch (IOException | JobFailure e) {
            return -1;
        }
        return count;
    }

    /** That it ends at a block's end nobody can see. */
    @ParameterizedTest
    @ValueSource(strings = {"a.avro", "a.avro.gz"})
    void whereverItIsCut(String name) throws IOException {
        for (int length = 0; length <= file.length; length++) {
            int whole = ends.indexOf(length);
            assertThat(read(Arrays.copyOf(file, length), name)).as("cut after " + length + " bytes")
                    .isEqualTo(whole < 0 ? -1 : whole * RECORDS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.avro", "a.avro.gz"})
    void aBlockThatSaysThatItHoldsNothing(String name) throws IOException {
        for (int block = 0; block < BLOCKS; block++) {
            byte[] damaged = file.clone();
            assertThat(damaged[ends.get(block)]).isEqualTo((byte) (2 * RECORDS));
            damaged[ends.get(block)] = 0;
            assertThat(read(damaged, name)).as("block " + block).isEqualTo(-1);
        }
    }

    @Test
    void theMarkThatItEndsWith() throws IOException {
        byte[] mark = AvroEnd.mark(new java.io.ByteArrayInputStream(file));
        assertThat(mark).isEqualTo(Arrays.copyOfRange(file, ends.get(0) - 16, ends.get(0)))
                .isEqualTo(Arrays.copyOfRange(file, file.length - 16, file.length));
    }
}
