package io.drover.job.publish;

import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Part files of every format, as engines make them, and what is in them. */
public final class TestingParts {
    static final String HEADER = "h1,h2";

    private static final Schema AVRO = SchemaBuilder.record("row").fields().requiredString("v").endRecord();
    private static final MessageType PARQUET = MessageTypeParser.parseMessageType(
            "message row { required binary v (STRING); }");

    /** The same few files are wanted, and read, many thousand times. */
    private static final Map<Wanted, byte[]> MADE = new ConcurrentHashMap<>();
    private static final Map<ByteBuffer, List<String>> READ = new ConcurrentHashMap<>();

    private TestingParts() {}

    private record Wanted(FileFormat format, Compression compression, List<String> rows) {}

    /** A file of these rows: lines as they stand, or records with one field. */
    static byte[] file(FileFormat format, Compression compression, List<String> rows) throws IOException {
        Wanted wanted = new Wanted(format, compression, List.copyOf(rows));
        byte[] made = MADE.get(wanted);
        if (made == null) {
            made = switch (format) {
                case CSV, JSON -> compressed(text(rows), compression);
                case AVRO -> avro(rows, compression);
                case PQT -> parquet(rows, compression);
            };
            MADE.put(wanted, made);
        }
        return made;
    }

    private static String text(List<String> rows) {
        return rows.isEmpty() ? "" : String.join("\n", rows) + "\n";
    }

    static byte[] compressed(String text, Compression compression) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Compressions.compressing(bytes, compression)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] avro(List<String> rows, Compression compression) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericData.Record> writer = new DataFileWriter<>(new GenericDatumWriter<>(AVRO))) {
            writer.setCodec(compression == Compression.SNAPPY ? CodecFactory.snappyCodec() : CodecFactory.nullCodec());
            writer.create(AVRO, bytes);
            for (String row : rows) {
                writer.append(new GenericRecordBuilder(AVRO).set("v", row).build());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] parquet(List<String> rows, Compression compression) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        SimpleGroupFactory groups = new SimpleGroupFactory(PARQUET);
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new MemoryOutput(bytes)).withType(PARQUET)
                .withCompressionCodec(compression == Compression.SNAPPY
                        ? CompressionCodecName.SNAPPY : CompressionCodecName.UNCOMPRESSED)
                .withRowGroupSize(1L << 16).build()) {
            for (String row : rows) {
                writer.write(groups.newGroup().append("v", row));
            }
        }
        return bytes.toByteArray();
    }

    /** The rows of a file of any of the formats; fails if it isn't whole. */
    public static List<String> rows(byte[] file) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(file);
        List<String> rows = READ.get(content);
        if (rows == null) {
            rows = List.copyOf(parsed(file));
            READ.put(content, rows);
        }
        return rows;
    }

    private static List<String> parsed(byte[] file) throws IOException {
        if (begins(file, 0x1f, 0x8b)) {
            return lines(file, Compression.GZIP);
        }
        if (begins(file, 'B', 'Z', 'h')) {
            return lines(file, Compression.BZIP2);
        }
        if (begins(file, 'O', 'b', 'j', 1)) {
            return avroRows(file);
        }
        return begins(file, 'P', 'A', 'R', '1') ? parquetRows(file) : lines(file, Compression.NONE);
    }

    private static boolean begins(byte[] file, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (file.length <= i || (file[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static List<String> lines(byte[] file, Compression compression) throws IOException {
        try (InputStream in = Compressions.decompressing(new ByteArrayInputStream(file), compression)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (!text.isEmpty() && !text.endsWith("\n")) {
                throw new IOException("the last line is cut: " + text);
            }
            return text.isEmpty() ? List.of() : Arrays.asList(text.substring(0, text.length() - 1).split("\n", -1));
        }
    }

    private static List<String> avroRows(byte[] file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (DataFileStream<GenericRecord> in =
                new DataFileStream<>(new ByteArrayInputStream(file), new GenericDatumReader<>())) {
            in.forEach(row -> rows.add(row.get("v").toString()));
        }
        return rows;
    }

    private static List<String> parquetRows(byte[] file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = new GroupReader(new MemoryInput(file)).build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row.getString("v", 0));
            }
        }
        return rows;
    }

    private static final class GroupReader extends ParquetReader.Builder<Group> {
        GroupReader(InputFile file) {
            super(file);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    private record MemoryOutput(ByteArrayOutputStream bytes) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSize) {
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return bytes.size();
                }

                @Override
                public void write(int b) {
                    bytes.write(b);
                }

                @Override
                public void write(byte[] content, int offset, int length) {
                    bytes.write(content, offset, length);
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            return create(blockSize);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }

    private record MemoryInput(byte[] bytes) implements InputFile {
        @Override
        public long getLength() {
            return bytes.length;
        }

        @Override
        public SeekableInputStream newStream() {
            PositionedBytes in = new PositionedBytes(bytes);
            return new DelegatingSeekableInputStream(in) {
                @Override
                public long getPos() {
                    return in.position();
                }

                @Override
                public void seek(long position) {
                    in.seek(position);
                }
            };
        }
    }

    private static final class PositionedBytes extends ByteArrayInputStream {
        PositionedBytes(byte[] bytes) {
            super(bytes);
        }

        long position() {
            return pos;
        }

        void seek(long position) {
            pos = (int) position;
        }
    }
}
