package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Avro and Parquet outputs as others' tools read them. */
class TypedFilesTest {
    private static final List<String> NAMES =
            List.of("n", "x", "flag", "day", "list", "map", "text", "a_b_1", "a_b", "_1x", "_", "A_B1");

    @TempDir
    private Path folder;

    /** Names that aren't legal, or would be another's when made so. */
    private void source() throws IOException {
        Files.writeString(folder.resolve("in.csv"), """
                n,x,flag,day,list,map,text,a b,a_b,1x,é,A_B
                1,0.5,true,2026-01-02,"[1,""b""]","{""k"":1}",t,s1,s2,s3,s4,s5
                ,,,,,,,,,,,
                9007199254740993,-1e300,false,1969-12-31,[],{},"quote "" é😀",,,,,
                """);
    }

    private void run(Engine engine, JobSpec.FileFormat... formats) throws IOException {
        source();
        List<JobSpec.Output> outputs = new ArrayList<>();
        for (JobSpec.FileFormat format : formats) {
            for (JobSpec.Compression compression : List.of(JobSpec.Compression.NONE, JobSpec.Compression.SNAPPY)) {
                String id = engine.name() + "-" + format + "-" + compression;
                outputs.add(new JobSpec.Output(id, folder.resolve(id).toUri().toString(), JobSpec.Action.CREATE, format,
                        compression, false, false, ",", false, true));
            }
        }
        JobSpec.Source source = RecipeJobs.source(JobSpec.SourceOptions.DETECT,
                List.of(folder.resolve("in.csv").toUri().toString()));
        new RecipeJobs(folder.resolve(engine.name())).publish(engine, source, "", outputs);
    }

    private List<Path> parts(String output) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(output))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-")).sorted().toList();
        }
    }

    private static final List<List<Object>> VALUES = List.of(
            Arrays.asList(1L, 0.5, true, Instant.parse("2026-01-02T00:00:00Z"), List.of("1", "b"), Map.of("k", "1"), "t", "s1", "s2",
                    "s3", "s4", "s5"),
            Arrays.asList(new Object[12]),
            Arrays.asList(9007199254740993L, -1e300, false, Instant.parse("1969-12-31T00:00:00Z"), List.of(), Map.of(),
                    "quote \" é😀", "", "", "", "", ""));

    /** Columns of text read an empty field as ''; all others as null. */
    private static void assertValues(List<List<Object>> rows) {
        assertThat(rows).hasSize(3);
        for (List<Object> row : rows) {
            List<Object> expected = row.get(0) == null ? VALUES.get(1) : row.get(0).equals(1L) ? VALUES.get(0) : VALUES.get(2);
            for (int i = 0; i < row.size(); i++) {
                Object want = expected.get(i);
                if (want == null || want.equals("")) {
                    assertThat(row.get(i)).as(NAMES.get(i)).isIn(null, "");
                } else {
                    assertThat(row.get(i)).as(NAMES.get(i)).isEqualTo(want);
                }
            }
        }
    }

    @Test
    void avroOfBothEnginesIsTheSameForItsLibrary() throws IOException {
        run(new PhotonEngine(), JobSpec.FileFormat.AVRO);
        run(new SparkEngine(SparkPlanRunner.session()), JobSpec.FileFormat.AVRO, JobSpec.FileFormat.PQT);
        Map<String, Schema> schemas = new TreeMap<>();
        for (String engine : List.of("photon", "spark")) {
            for (String compression : List.of("NONE", "SNAPPY")) {
                List<List<Object>> rows = new ArrayList<>();
                for (Path file : parts(engine + "-AVRO-" + compression)) {
                    try (DataFileReader<GenericRecord> reader =
                            new DataFileReader<>(file.toFile(), new GenericDatumReader<>())) {
                        schemas.put(engine + compression, reader.getSchema());
                        reader.forEachRemaining(record -> rows.add(values(record)));
                    }
                }
                assertValues(rows);
            }
        }
        assertThat(schemas.values().stream().distinct()).hasSize(1);
        Schema schema = schemas.get("sparkNONE");
        assertThat(schema.getFields()).map(Schema.Field::name).contains("a_b", "_1x")
                .extracting(name -> name.toLowerCase(java.util.Locale.ROOT)).doesNotHaveDuplicates();
        assertThat(schema.getField("a_b").doc()).as("the legal name stays its column's").isNull();
        assertThat(schema.getFields()).map(Schema.Field::doc).contains("a b", "1x", "é");
        parquet(schema.getFields().stream().map(Schema.Field::name).toList());
    }

    private static List<Object> values(GenericRecord record) {
        List<Object> values = new ArrayList<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            boolean time = field.schema().getTypes().get(1).getLogicalType() != null;
            values.add(value == null ? null : time ? Instant.ofEpochMilli((Long) value) : value(value));
        }
        return values;
    }

    private static Object value(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(TypedFilesTest::value).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> values = new TreeMap<>();
            map.forEach((key, of) -> values.put(key.toString(), value(of)));
            return values;
        }
        return value instanceof CharSequence ? value.toString() : value;
    }

    private void parquet(List<String> names) throws IOException {
        for (String compression : List.of("NONE", "SNAPPY")) {
            List<List<Object>> rows = new ArrayList<>();
            for (Path file : parts("spark-PQT-" + compression)) {
                try (ParquetReader<Group> reader = ParquetReader.builder(new GroupReadSupport(),
                        new org.apache.hadoop.fs.Path(file.toUri())).build()) {
                    for (Group group = reader.read(); group != null; group = reader.read()) {
                        assertThat(group.getType().getFields()).map(org.apache.parquet.schema.Type::getName).isEqualTo(names);
                        rows.add(values(group));
                    }
                }
            }
            assertValues(rows);
            assertValues(duckDb(parts("spark-PQT-" + compression)));
        }
    }

    private static List<Object> values(Group group) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < group.getType().getFieldCount(); i++) {
            if (group.getFieldRepetitionCount(i) == 0) {
                values.add(null);
                continue;
            }
            if (!group.getType().getType(i).isPrimitive()) {
                values.add(nested(group.getGroup(i, 0)));
                continue;
            }
            values.add(switch (group.getType().getType(i).asPrimitiveType().getPrimitiveTypeName()) {
                case INT64 -> group.getType().getType(i).getLogicalTypeAnnotation() == null ? (Object) group.getLong(i, 0)
                        : Instant.EPOCH.plus(group.getLong(i, 0), java.time.temporal.ChronoUnit.MICROS);
                case DOUBLE -> group.getDouble(i, 0);
                case BOOLEAN -> group.getBoolean(i, 0);
                default -> group.getString(i, 0);
            });
        }
        return values;
    }

    /** A list of texts, or a map of them. */
    private static Object nested(Group group) {
        List<Object> list = new ArrayList<>();
        Map<Object, Object> map = new TreeMap<>();
        for (int i = 0; i < group.getFieldRepetitionCount(0); i++) {
            Group entry = group.getGroup(0, i);
            if (entry.getType().getFieldCount() == 1) {
                list.add(entry.getString(0, 0));
            } else {
                map.put(entry.getString(0, 0), entry.getString(1, 0));
            }
        }
        return group.getType().getFieldName(0).equals("list") ? list : map;
    }

    private static List<List<Object>> duckDb(List<Path> files) {
        String list = String.join(", ", files.stream().map(file -> "'" + file + "'").toList());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT * REPLACE (epoch_ms(day) AS day) FROM read_parquet([" + list + "])")) {
            List<List<Object>> values = new ArrayList<>();
            while (rows.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    Object value = rows.getObject(i);
                    if (value instanceof java.sql.Array array) {
                        row.add(Arrays.asList((Object[]) array.getArray()));
                        continue;
                    }
                    row.add(i == 4 && value != null ? Instant.ofEpochMilli(((Number) value).longValue()) : value);
                }
                values.add(row);
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
