package io.drover.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.TypeName;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetSourceTest {
    @TempDir
    Path folder;

    private final Configuration configuration = new Configuration();

    @SafeVarargs
    private Path write(String name, String schema, CompressionCodecName codec, Consumer<Group>... records)
            throws IOException {
        Path file = folder.resolve(name);
        MessageType type = MessageTypeParser.parseMessageType("message m {" + schema + "}");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(
                new org.apache.hadoop.fs.Path(file.toUri())).withType(type).withCompressionCodec(codec)
                .withConf(configuration).withWriteMode(ParquetFileWriter.Mode.OVERWRITE).build()) {
            for (Consumer<Group> record : records) {
                SimpleGroup group = new SimpleGroup(type);
                record.accept(group);
                writer.write(group);
            }
        }
        Files.deleteIfExists(folder.resolve("." + name + ".crc"));
        return file;
    }

    @SafeVarargs
    private Path write(String schema, Consumer<Group>... records) throws IOException {
        return write("a.parquet", schema, CompressionCodecName.UNCOMPRESSED, records);
    }

    private ResolvedSource resolve(Path... files) throws IOException {
        return new SourceResolver(configuration, values -> ColumnType.STRING, Instant.EPOCH).resolve(new JobSpec.Source("s", "s",
                Arrays.stream(files).map(file -> file.toUri().toString()).toList(), SourceOptions.DETECT, List.of()));
    }

    private List<List<String>> rows(ResolvedSource source, int... fields) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (ResolvedSource.SourceFile file : source.files()) {
            try (RecordSource records = RecordSources.open(source, file, Reading.DECLARED,
                    index -> Arrays.stream(fields).anyMatch(field -> field == index), configuration)) {
                while (records.next()) {
                    List<String> row = new ArrayList<>();
                    for (int field : fields) {
                        row.add(records.field(field));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** The one column's values, and its type. */
    private void assertColumn(TypeName type, String declaration, List<String> expected, List<Consumer<Group>> records)
            throws IOException {
        @SuppressWarnings("unchecked")
        Consumer<Group>[] all = records.toArray(Consumer[]::new);
        ResolvedSource source = resolve(write(declaration, all));
        assertThat(source.options().format()).isEqualTo("pqt");
        assertThat(source.columns()).singleElement()
                .satisfies(column -> assertThat(column.type().name()).isEqualTo(type));
        assertThat(rows(source, 0)).map(row -> row.get(0)).isEqualTo(expected);
    }

    private static Consumer<Group> none() {
        return group -> {};
    }

    @Test
    void numbers() throws IOException {
        assertColumn(TypeName.INTEGER, "optional int32 c;", Arrays.asList("-2147483648", null),
                List.of(g -> g.add("c", Integer.MIN_VALUE), none()));
        assertColumn(TypeName.INTEGER, "optional int64 c;", List.of("9223372036854775807"),
                List.of(g -> g.add("c", Long.MAX_VALUE)));
        assertColumn(TypeName.INTEGER, "optional int32 c (INTEGER(32,false));", List.of("4294967295"),
                List.of(g -> g.add("c", -1)));
        assertColumn(TypeName.INTEGER, "optional int64 c (INTEGER(64,false));", List.of("18446744073709551615"),
                List.of(g -> g.add("c", -1L)));
        assertColumn(TypeName.DECIMAL, "optional double c;", Arrays.asList("0.1", "1e+300", "0", null, null),
                List.of(g -> g.add("c", 0.1), g -> g.add("c", 1e300), g -> g.add("c", -0.0),
                        g -> g.add("c", Double.NaN), g -> g.add("c", Double.POSITIVE_INFINITY)));
        assertColumn(TypeName.DECIMAL, "optional float c;", List.of("0.1"), List.of(g -> g.add("c", 0.1f)));
        assertColumn(TypeName.BOOLEAN, "required boolean c;", List.of("true", "false"),
                List.of(g -> g.add("c", true), g -> g.add("c", false)));
    }

    @Test
    void decimalsKeepTheirDigits() throws IOException {
        assertColumn(TypeName.DECIMAL, "optional int32 c (DECIMAL(5,2));", Arrays.asList("-1.50", null),
                List.of(g -> g.add("c", -150), none()));
        assertColumn(TypeName.DECIMAL, "optional int64 c (DECIMAL(18,0));", List.of("123456789012345678"),
                List.of(g -> g.add("c", 123456789012345678L)));
        assertColumn(TypeName.DECIMAL, "optional binary c (DECIMAL(38,10));",
                List.of("-1234567890123456789012345678.0123456789"),
                List.of(g -> g.add("c", Binary.fromConstantByteArray(
                        new BigDecimal("-1234567890123456789012345678.0123456789").unscaledValue().toByteArray()))));
        assertColumn(TypeName.DECIMAL, "optional fixed_len_byte_array(3) c (DECIMAL(6,3));", List.of("-0.001"),
                List.of(g -> g.add("c", Binary.fromConstantByteArray(new byte[] {-1, -1, -1}))));
    }

    @Test
    void datesAndTimes() throws IOException {
        assertColumn(TypeName.DATETIME, "optional int32 c (DATE);", Arrays.asList("2026-02-28", "1969-12-31", null),
                List.of(g -> g.add("c", 20512), g -> g.add("c", -1), none()));
        assertColumn(TypeName.DATETIME, "optional int64 c (TIMESTAMP(MILLIS,true));",
                List.of("2026-01-01 00:00:00", "1969-12-31 23:59:59.999"),
                List.of(g -> g.add("c", 1767225600000L), g -> g.add("c", -1L)));
        assertColumn(TypeName.DATETIME, "optional int64 c (TIMESTAMP(MICROS,false));", List.of("1969-12-31 23:59:59.999"),
                List.of(g -> g.add("c", -1L)));
        assertColumn(TypeName.DATETIME, "optional int64 c (TIMESTAMP(NANOS,true));", List.of("2026-01-01 00:00:00.123"),
                List.of(g -> g.add("c", 1767225600123456789L)));
        assertColumn(TypeName.STRING, "optional int32 c (TIME(MILLIS,true));", List.of("10:30:00", "10:30:00.500"),
                List.of(g -> g.add("c", 37_800_000), g -> g.add("c", 37_800_500)));
        assertColumn(TypeName.DATETIME, "optional int96 c;", List.of("2026-01-01 12:00:00.250", "1969-12-31 23:59:59"),
                List.of(g -> g.add("c", new NanoTime(2_440_588 + 20_454, 43_200_250_000_000L)),
                        g -> g.add("c", new NanoTime(2_440_587, 86_399_000_000_000L))));
    }

    @Test
    void textAndBinary() throws IOException {
        assertColumn(TypeName.STRING, "optional binary c (STRING);", Arrays.asList("é😀", "", null),
                List.of(g -> g.add("c", "é😀"), g -> g.add("c", ""), none()));
        assertColumn(TypeName.STRING, "optional binary c (ENUM);", List.of("A"), List.of(g -> g.add("c", "A")));
        assertColumn(TypeName.STRING, "optional binary c;", List.of("/wA="),
                List.of(g -> g.add("c", Binary.fromConstantByteArray(new byte[] {-1, 0}))));
        ByteBuffer uuid = ByteBuffer.allocate(16).order(ByteOrder.BIG_ENDIAN).putLong(1).putLong(2);
        assertColumn(TypeName.STRING, "optional fixed_len_byte_array(16) c (UUID);",
                List.of("00000000-0000-0001-0000-000000000002"),
                List.of(g -> g.add("c", Binary.fromConstantByteArray(uuid.array()))));
    }

    @Test
    void lists() throws IOException {
        assertColumn(TypeName.ARRAY, "optional group c (LIST) { repeated group list { optional int32 element; } }",
                Arrays.asList("[1,null]", "[]", null),
                List.of(g -> {
                    Group list = g.addGroup("c");
                    list.addGroup("list").add("element", 1);
                    list.addGroup("list");
                }, g -> g.addGroup("c"), none()));
        assertColumn(TypeName.ARRAY, "optional group c (LIST) { repeated binary array (STRING); }", List.of("[\"a\\\"b\"]"),
                List.of(g -> g.addGroup("c").add("array", "a\"b")));
        assertColumn(TypeName.ARRAY, "optional group c (LIST) { repeated group array { required int32 x; } }",
                List.of("[{\"x\":1}]"), List.of(g -> g.addGroup("c").addGroup("array").add("x", 1)));
        assertColumn(TypeName.ARRAY, "optional group c (LIST) { repeated group c_tuple { required int32 x; } }",
                List.of("[{\"x\":1}]"), List.of(g -> g.addGroup("c").addGroup("c_tuple").add("x", 1)));
        assertColumn(TypeName.ARRAY,
                "optional group c (LIST) { repeated group element { required int32 x; required int32 y; } }",
                List.of("[{\"x\":1,\"y\":2}]"), List.of(g -> {
                    Group element = g.addGroup("c").addGroup("element");
                    element.add("x", 1);
                    element.add("y", 2);
                }));
        assertColumn(TypeName.ARRAY, "repeated int32 c;", List.of("[1,2]", "[]"), List.of(g -> {
            g.add("c", 1);
            g.add("c", 2);
        }, none()));
    }

    @Test
    void mapsAndStructs() throws IOException {
        assertColumn(TypeName.MAP,
                "optional group c (MAP) { repeated group key_value { required binary key (STRING); optional double value; } }",
                Arrays.asList("{\"a\":1.5,\"b\":null}", "{}", null),
                List.of(g -> {
                    Group map = g.addGroup("c");
                    Group first = map.addGroup("key_value");
                    first.add("key", "a");
                    first.add("value", 1.5);
                    map.addGroup("key_value").add("key", "b");
                }, g -> g.addGroup("c"), none()));
        assertColumn(TypeName.MAP,
                "optional group c { optional int32 n; optional int32 d (DATE); optional int32 m (DECIMAL(5,2));"
                        + " optional boolean t; optional group in { optional binary s (STRING); } }",
                List.of("{\"n\":1,\"d\":\"1970-01-02\",\"m\":1.50,\"t\":true,\"in\":{\"s\":\"x\"}}",
                        "{\"n\":null,\"d\":null,\"m\":null,\"t\":null,\"in\":null}"),
                List.of(g -> {
                    Group c = g.addGroup("c");
                    c.add("n", 1);
                    c.add("d", 1);
                    c.add("m", 150);
                    c.add("t", true);
                    c.addGroup("in").add("s", "x");
                }, g -> g.addGroup("c")));
    }

    @ParameterizedTest
    @EnumSource(value = CompressionCodecName.class, names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
    void everyUsualCompressionIsRead(CompressionCodecName codec) throws IOException {
        Path file = write("a.parquet", "required int32 c;", codec, g -> g.add("c", 7));
        assertThat(rows(resolve(file), 0)).containsExactly(List.of("7"));
    }

    @Test
    void columnsOfSeveralFilesAreFoundByName() throws IOException {
        Path first = write("a.parquet", "required int32 x; required int32 y;", CompressionCodecName.SNAPPY, g -> {
            g.add("x", 1);
            g.add("y", 2);
        });
        Path second = write("b.parquet", "required int32 y; required int32 z;", CompressionCodecName.SNAPPY, g -> {
            g.add("y", 3);
            g.add("z", 4);
        });
        ResolvedSource source = resolve(first, second);
        assertThat(rows(source, 0, 1)).containsExactly(List.of("1", "2"), Arrays.asList(null, "3"));
        assertThat(rows(source, 1)).containsExactly(List.of("2"), List.of("3"));
        assertThat(rows(source)).hasSize(2);
    }

    @Test
    void whatIsNoWholeParquetFileIsToldByName() throws IOException {
        Path file = write("a.parquet", "required int32 c;", CompressionCodecName.SNAPPY, g -> g.add("c", 1));
        byte[] bytes = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(bytes, bytes.length - 10));
        Path text = Files.writeString(folder.resolve("text.parquet"), "a,b\n1,2\n");
        Path empty = Files.createFile(folder.resolve("empty.parquet"));
        for (Path broken : List.of(cut, text, empty)) {
            assertThatThrownBy(() -> resolve(broken)).as(broken.toString())
                    .isInstanceOfSatisfying(JobFailure.class, e -> assertThat(e.code()).isEqualTo("DROVER-J202"))
                    .hasMessageContaining(broken.getFileName().toString()).hasMessageContaining("Parquet");
        }
    }

    @Test
    void damagedPagesAreToldWithFileAndRecord() throws IOException {
        Path file = write("a.parquet", "required binary c (STRING);", CompressionCodecName.GZIP,
                g -> g.add("c", "some text that is long enough to be stored"));
        ResolvedSource source = resolve(file);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 30, 60, (byte) 0x55);
        Files.write(file, bytes);
        assertThatThrownBy(() -> rows(source, 0))
                .isInstanceOfSatisfying(JobFailure.class, e -> assertThat(e.code()).isEqualTo("DROVER-J202"))
                .hasMessageContaining("a.parquet").hasMessageContaining("after record 0");
    }
}
