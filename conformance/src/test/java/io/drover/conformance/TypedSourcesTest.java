package io.drover.conformance;

import static io.drover.conformance.Compressed.concat;
import static io.drover.job.spec.JobSpec.SourceOptions.DETECT;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.spark.SparkPlanRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Avro and Parquet of others, whose types are known, as jobs on both engines. */
class TypedSourcesTest {
    private final Path folder;
    private final SourceFiles files;

    TypedSourcesTest(@TempDir Path folder) {
        this.folder = folder;
        this.files = new SourceFiles(folder);
    }

    @Test
    void parquetThatSparkWrote() throws IOException {
        SparkSession spark = SparkPlanRunner.session();
        spark.sql("""
                SELECT * FROM VALUES
                  (1L, 2147483647, 0.5D, CAST(1.10 AS DECIMAL(10,2)), true, DATE '2026-02-28',
                   TIMESTAMP '2026-01-02 03:04:05.678', 'a,"b"', X'FF00', array(1, null), map('k', 1.5D),
                   named_struct('x', 1, 'y', array('p'))),
                  (null, null, null, null, null, null, null, null, null, null, null, null),
                  (-1L, -1, 1e300D, CAST(-0.01 AS DECIMAL(10,2)), false, DATE '1969-12-31',
                   TIMESTAMP '1969-12-31 23:59:59', '', X'', array(), map(), named_struct('x', null, 'y', null))
                AS t(long, int, double, decimal, boolean, date, time, text, bytes, list, map, struct)""")
                .coalesce(1).write().parquet(folder.resolve("types").toUri().toString());
        assertThat(Files.list(folder.resolve("types")).filter(file -> file.toString().endsWith(".parquet"))).hasSize(1);
        files.assertRead("""
                long,int,double,decimal,boolean,date,time,text,bytes,list,map,struct
                1,2147483647,0.5,1.10,true,2026-02-28,2026-01-02 03:04:05.678,"a,""b""\",/wA=,"[1,null]","{""k"":1.5}","{""x"":1,""y"":[""p""]}"
                ,,,,,,,,,,,
                -1,-1,1e+300,-0.01,false,1969-12-31,1969-12-31 23:59:59,,,[],{},"{""x"":null,""y"":null}"
                """, DETECT, "", "types");
        // Its types are known without a look at the values.
        files.assertRead("next,year\n2,2026\n,\n0,1969\n", DETECT, "derive type: single value: long + 1 as: 'next'\n"
                + "derive type: single value: YEAR(date) as: 'year'\ndrop col: next,year action: Keep", "types");
    }

    @Test
    void parquetThatDuckDbWrote() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String version : List.of("V1", "V2")) {
                statement.execute("""
                        COPY (SELECT * FROM (VALUES
                          (1::UTINYINT, 65535::USMALLINT, 4294967295::UINTEGER, 18446744073709551615::UBIGINT,
                           '6ba7b810-9dad-11d1-80b4-00c04fd430c8'::UUID, TIMESTAMP_NS '2026-01-02 03:04:05.678999999',
                           TIMESTAMP_MS '1969-12-31 23:59:59.999', TIMESTAMPTZ '2026-01-02 03:04:05+02', TIME '01:02:03.5',
                           'b'::ENUM ('a', 'b'), [[1, NULL], NULL, []], MAP {1: 'x', 2: NULL}, {'a': 1.5::DOUBLE, 'b': [true]},
                           12.30::DECIMAL(30, 2), 'nan'::DOUBLE, '\\xAA'::BLOB),
                          (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL))
                        AS t(u8, u16, u32, u64, uuid, nanos, millis, zoned, clock, kind, lists, map, struct, decimal, nan, blob))
                        TO '%s' (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION %s)"""
                        .formatted(folder.resolve("duck" + version + ".parquet"), version));
            }
        }
        for (String version : List.of("V1", "V2")) {
            files.assertRead("""
                    u8,u16,u32,u64,uuid,nanos,millis,zoned,clock,kind,lists,map,struct,decimal,nan,blob
                    1,65535,4294967295,18446744073709551615,6ba7b810-9dad-11d1-80b4-00c04fd430c8,2026-01-02 03:04:05.678,1969-12-31 23:59:59.999,2026-01-02 01:04:05,01:02:03.500,b,"[[1,null],null,[]]","{""1"":""x"",""2"":null}","{""a"":1.5,""b"":[true]}",12.30,,qg==
                    ,,,,,,,,,,,,,,,
                    """, DETECT, "", "duck" + version + ".parquet");
        }
    }

    @Test
    void avro() throws IOException {
        var schema = SchemaBuilder.record("r").fields().requiredLong("id").optionalString("name").endRecord();
        Path file = folder.resolve("a.avro");
        try (DataFileWriter<GenericData.Record> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, file.toFile());
            for (long id = 1; id <= 2; id++) {
                GenericData.Record record = new GenericData.Record(schema);
                record.put("id", id);
                record.put("name", id == 1 ? "x" : null);
                writer.append(record);
            }
        }
        files.assertRead("id,name\n1,x\n2,\n", DETECT, "", "a.avro");
    }

    @Test
    void avroOfEveryType() throws IOException {
        Schema schema = new Schema.Parser().parse("""
                {"type": "record", "name": "r", "fields": [
                  {"name": "day", "type": ["null", {"type": "int", "logicalType": "date"}]},
                  {"name": "millis", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}]},
                  {"name": "micros", "type": ["null", {"type": "long", "logicalType": "local-timestamp-micros"}]},
                  {"name": "nanos", "type": ["null", {"type": "long", "logicalType": "timestamp-nanos"}]},
                  {"name": "amount", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}]},
                  {"name": "uuid", "type": ["null", {"type": "fixed", "name": "u", "size": 16, "logicalType": "uuid"}]},
                  {"name": "kind", "type": ["null", {"type": "enum", "name": "k", "symbols": ["A", "B"]}]},
                  {"name": "either", "type": ["null", "string", {"type": "long", "logicalType": "timestamp-millis"}]},
                  {"name": "map", "type": ["null", {"type": "map", "values": ["null", "double"]}]},
                  {"name": "list", "type": ["null", {"type": "array", "items": {"type": "int", "logicalType": "date"}}]},
                  {"name": "in", "type": ["null", {"type": "record", "name": "i", "fields": [
                    {"name": "x", "type": "float"}, {"name": "y", "type": ["null", "bytes"]}]}]}]}
                """);
        GenericData.Record in = new GenericData.Record(schema.getField("in").schema().getTypes().get(1));
        in.put("x", 0.1f);
        in.put("y", ByteBuffer.wrap(new byte[] {1}));
        Map<String, Double> map = new LinkedHashMap<>();
        map.put("z", 1.5);
        map.put("a", null);
        map.put("m", Double.NaN);
        Object[] values = {20_512, 1_767_323_045_678L, -1L, 1_767_323_045_678_999_999L, ByteBuffer.wrap(new byte[] {-1}),
                new GenericData.Fixed(schema.getField("uuid").schema().getTypes().get(1), new byte[16]),
                new GenericData.EnumSymbol(schema.getField("kind").schema().getTypes().get(1), "B"), 0L, map, List.of(0), in};
        Path file = folder.resolve("types.avro");
        try (DataFileWriter<GenericData.Record> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, file.toFile());
            GenericData.Record record = new GenericData.Record(schema);
            writer.append(record);
            for (int i = 0; i < values.length; i++) {
                record.put(i, values[i]);
            }
            writer.append(record);
        }
        files.assertRead("""
                day,millis,micros,nanos,amount,uuid,kind,either,map,list,in
                ,,,,,,,,,,
                2026-02-28,2026-01-02 03:04:05.678,1969-12-31 23:59:59.999,2026-01-02 03:04:05.678,-0.01,00000000-0000-0000-0000-000000000000,B,1970-01-01 00:00:00,"{""z"":1.5,""a"":null,""m"":null}","[""1970-01-01""]","{""x"":0.1,""y"":""AQ==""}"
                """, DETECT, "", "types.avro");
        files.assertRead("n\n\n2026\n", DETECT, "derive type: single value: YEAR(nanos) as: 'n'\ndrop col: n action: Keep",
                "types.avro");
    }

    /** Blocks where there are none: what looks like the begin of a block is checked against where the one before ends. */
    @Test
    void avroThatIsNotWhatItSeems() throws Exception {
        Schema schema = SchemaBuilder.record("r").fields().requiredLong("n").requiredBytes("b").endRecord();
        byte[] sync = "sixteen bytes...".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.write(2 * 7); // n = 7
        record.write(0); // b is empty
        ByteArrayOutputStream forged = new ByteArrayOutputStream();
        forged.write(new byte[40_000]);
        forged.write(sync);
        forged.write(2 * 1); // one record
        forged.write(2 * record.size());
        record.writeTo(forged); // behind it stands the marker of the block that all this is the last value of
        Path file = folder.resolve("forged.avro");
        try (DataFileWriter<GenericData.Record> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setSyncInterval(30_000).create(schema, Files.newOutputStream(file), sync);
            for (long n = 0; n < 4; n++) {
                GenericData.Record row = new GenericData.Record(schema);
                row.put("n", n);
                row.put("b", ByteBuffer.wrap(forged.toByteArray()));
                writer.append(row);
                writer.sync();
            }
        }
        files.assertRead("n\n0\n1\n2\n3\n", DETECT, "drop col: b", "forged.avro");
        byte[] whole = Files.readAllBytes(file);
        // A block's count of records without what follows, which the library takes for the end; blocks without records; a length
        // of which there is no memory; less than a block; and another marker.
        files.write("count.avro", concat(whole, new byte[] {2}));
        files.write("empty.avro", concat(concat(whole, new byte[] {0, 0}), concat(sync, Arrays.copyOfRange(whole, whole.length / 2, whole.length))));
        files.write("long.avro", concat(whole, new byte[] {2, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}));
        files.write("cut.avro", Arrays.copyOf(whole, whole.length - 20));
        byte[] marker = whole.clone();
        marker[whole.length - 1] ^= 1;
        files.write("marker.avro", marker);
        for (String name : List.of("count.avro", "empty.avro", "long.avro", "cut.avro", "marker.avro")) {
            files.assertDamaged(name, " is damaged after record ");
        }
    }

    /** Files of so many row groups and blocks that Spark reads them in pieces: no record twice, none left out, in order. */
    @Test
    void typedFilesInPieces() throws Exception {
        int rows = 60_000;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (SELECT range AS n, md5(range::VARCHAR) AS t FROM range(" + rows + ")) TO '"
                    + folder.resolve("groups.parquet") + "' (FORMAT parquet, ROW_GROUP_SIZE 4096)");
        }
        Schema schema = SchemaBuilder.record("r").fields().requiredLong("n").optionalString("t").endRecord();
        try (DataFileWriter<GenericData.Record> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.deflateCodec(9)).setSyncInterval(4000);
            writer.create(schema, folder.resolve("blocks.avro").toFile());
            for (long n = 0; n < rows; n++) {
                GenericData.Record record = new GenericData.Record(schema);
                record.put("n", n);
                record.put("t", Long.toHexString(n * n));
                writer.append(record);
            }
        }
        StringBuilder numbers = new StringBuilder("n,row\n");
        for (int n = 0; n < rows; n++) {
            numbers.append(n).append(',').append(n + 1).append('\n');
        }
        String recipe = "derive type: single value: $sourcerownumber as: 'row'\ndrop col: n, row action: Keep";
        for (String file : List.of("groups.parquet", "blocks.avro")) {
            files.assertRead(numbers.toString(), DETECT, recipe, file);
            SourceFiles.Ending ending = files.read(DETECT, "", file);
            assertThat(ending.report().rows()).isEqualTo(rows);
            assertThat(ending.text().lines().skip(1).map(line -> line.substring(0, line.indexOf(',')))
                    .toList()).isEqualTo(IntStream.range(0, rows).mapToObj(String::valueOf).toList());
        }
        // Without any column only rows are counted.
        files.assertRead("row_count\n" + rows + "\n", DETECT, "groupby value: COUNT()", "groups.parquet");
        files.assertRead("row_count\n" + rows + "\n", DETECT, "groupby value: COUNT()", "blocks.avro");
    }
}
