package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.engine.Engine;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.job.spec.JobSpec.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of output of jobs on both engines, as others' tools read it: the same rows, whatever the file. */
class OutputFilesTest {
    /** So many that Spark writes several parts. */
    private static final int REPEATS = 100;

    private static final String COLUMNS = "n,x,flag,day,items,props,text,a b";

    /** As they stand in the source: fine, missing, at the edges, beyond them, mismatched. */
    private static final List<String> ROWS = List.of(
            "9223372036854775807,0.5,true,2026-01-02 03:04:05.678,\"[1.50,\"\"b\"\",null,[2],{\"\"k\"\":1}]\",\"{\"\"k\"\":1.50,\"\"n\"\":null,\"\"o\"\":{\"\"p\"\":[]}}\",plain,1",
            ",,,,,,,2",
            "-9223372036854775808,-0,yes,1969-12-31 23:59:59.001,[],{},\"say \"\"hi\"\" é😀\",3",
            "9223372036854775808,NaN,maybe,0001-01-01 00:00:00.000,[,{,\"two\nlines\",4",
            "007,1e400,f,2599-12-31 23:59:59.999,{},[],\"\\\",5",
            "3.0,-1E-3,1,2024-02-30 00:00:00.000,\"[ true , \"\"\"\" ]\",\"{ \"\"b\"\" : \"\"\"\", \"\"a\"\" : false }\", blanks ,6",
            "x,4.9e-324,n,yesterday,no,no,\t,7");

    /** The values of typed files for {@link #ROWS}, as avro-tools prints them without the unions' branches. */
    private static final List<String> TYPED = List.of(
            "{'n':9223372036854775807,'x':0.5,'flag':true,'day':1767323045678,'items':['1.50','b',null,'[2]','{\\'k\\':1}'],"
                    + "'props':{'k':'1.50','n':null,'o':'{\\'p\\':[]}'},'text':'plain','a_b':'1'}",
            "{'n':null,'x':null,'flag':null,'day':null,'items':null,'props':null,'text':'','a_b':'2'}",
            "{'n':-9223372036854775808,'x':0.0,'flag':true,'day':-999,'items':[],'props':{},'text':'say \\'hi\\' é😀','a_b':'3'}",
            "{'n':null,'x':null,'flag':null,'day':null,'items':null,'props':null,'text':'two\\nlines','a_b':'4'}",
            "{'n':7,'x':null,'flag':false,'day':19880899199999,'items':null,'props':null,'text':'\\\\','a_b':'5'}",
            "{'n':3,'x':-0.001,'flag':true,'day':1709251200000,'items':['true',''],'props':{'b':'','a':'false'},'text':' blanks ',"
                    + "'a_b':'6'}",
            "{'n':null,'x':4.9E-324,'flag':false,'day':null,'items':null,'props':null,'text':'\\t','a_b':'7'}");

    private static final String AVRO_SCHEMA = """
            {"type": "record", "name": "row", "namespace": "io.drover", "fields": [
              {"name": "n", "type": ["null", "long"], "default": null},
              {"name": "x", "type": ["null", "double"], "default": null},
              {"name": "flag", "type": ["null", "boolean"], "default": null},
              {"name": "day", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": null},
              {"name": "items", "type": ["null", {"type": "array", "items": ["null", "string"]}], "default": null},
              {"name": "props", "type": ["null", {"type": "map", "values": ["null", "string"]}], "default": null},
              {"name": "text", "type": ["null", "string"], "default": null},
              {"name": "a_b", "type": ["null", "string"], "doc": "a b", "default": null}]}
            """;

    private static final String PARQUET_SCHEMA = """
            message spark_schema {
              optional int64 n;
              optional double x;
              optional boolean flag;
              optional int64 day (TIMESTAMP(MICROS,false));
              optional group items (LIST) {
                repeated group list {
                  optional binary element (STRING);
                }
              }
              optional group props (MAP) {
                repeated group key_value {
                  required binary key (STRING);
                  optional binary value (STRING);
                }
              }
              optional binary text (STRING);
              optional binary a_b (STRING);
            }""";

    private final Path folder;
    private final RecipeJobs jobs;

    OutputFilesTest(@TempDir Path folder) {
        this.folder = folder;
        this.jobs = new RecipeJobs(folder.resolve("jobs"));
    }

    @BeforeEach
    void source() throws IOException {
        StringBuilder text = new StringBuilder(COLUMNS + "\n");
        for (int i = 0; i < REPEATS; i++) {
            ROWS.forEach(row -> text.append(row).append('\n'));
        }
        Files.writeString(folder.resolve("in.csv"), text);
    }

    private Map<String, Output> outputs(String engine, Action action) {
        Map<String, Output> outputs = new LinkedHashMap<>();
        for (FileFormat format : FileFormat.values()) {
            boolean typed = format == FileFormat.AVRO || format == FileFormat.PQT;
            if (format == FileFormat.PQT && engine.equals("photon")) {
                continue;
            }
            for (Compression compression : typed ? List.of(Compression.NONE, Compression.SNAPPY)
                    : List.of(Compression.NONE, Compression.GZIP, Compression.BZIP2)) {
                for (boolean single : typed ? new boolean[] {false} : new boolean[] {false, true}) {
                    String extension = switch (compression) {
                        case NONE, SNAPPY -> "";
                        case GZIP -> ".gz";
                        case BZIP2 -> ".bz2";
                    };
                    String id = format.name().toLowerCase(Locale.ROOT) + "-" + compression.name().toLowerCase(Locale.ROOT)
                            + (single ? "-single" : "");
                    String path = folder.resolve(engine).resolve(id + "." + format.name().toLowerCase(Locale.ROOT) + extension)
                            .toUri().toString();
                    outputs.put(id, new Output(id, path, action, format, compression, !typed, single, ",", false, true));
                }
            }
        }
        return outputs;
    }

    private Map<String, Output> run(Engine engine, Action action) throws IOException {
        return run(engine, action, folder.resolve("in.csv"), JobSpec.SourceOptions.DETECT, "");
    }

    private Map<String, Output> run(Engine engine, Action action, Path in, JobSpec.SourceOptions options, String recipe)
            throws IOException {
        Map<String, Output> outputs = outputs(engine.name(), action);
        Map<String, io.drover.recipe.type.ColumnType> types = new LinkedHashMap<>();
        for (String column : List.of("n:Integer", "x:Float", "flag:Bool", "day:Datetime", "items:Array", "props:Map",
                "text:String", "a b:String")) {
            var typed = Recipes.column(column);
            types.put(typed.name(), typed.type());
        }
        JobSpec.Source source = new JobSpec.Source("s", "in", List.of(in.toUri().toString()),
                options, List.of(), types);
        jobs.publish(engine, source, recipe, List.copyOf(outputs.values()));
        return outputs;
    }

    private static Path path(Output output) {
        return Path.of(java.net.URI.create(output.path()));
    }

    private static List<Path> files(Output output) throws IOException {
        if (output.asSingleFile()) {
            return List.of(path(output));
        }
        try (Stream<Path> files = Files.list(path(output))) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-")).sorted().toList();
        }
    }

    @Test
    void everyOutputOfBothEnginesIsWhatOthersReadAndHoldsTheSameRows() throws IOException {
        Map<String, Output> photon = run(Engines.ofJobs().get("photon").get(), Action.CREATE);
        Map<String, Output> spark = run(Engines.ofJobs().get("spark").get(), Action.CREATE);
        assertThat(spark.keySet()).containsAll(photon.keySet()).hasSize(photon.size() + 2);
        for (String format : List.of("csv", "json")) {
            String whole = text(photon.get(format + "-none-single"));
            assertThat(text(spark.get(format + "-none-single"))).isEqualTo(whole);
            for (Map<String, Output> outputs : List.of(photon, spark)) {
                assertTextOutputs(outputs, format, whole);
            }
        }
        assertTypedOutputs(photon, spark);
        assertThat(files(spark.get("avro-none"))).as("parts of Spark").hasSizeGreaterThan(1);
    }

    /** Of a source without rows, and of one whose rows the recipe has all dropped. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aResultWithoutRowsIsAWholeOutput(boolean dropped) throws IOException {
        Path in = dropped ? folder.resolve("in.csv") : Files.writeString(folder.resolve("none.csv"), COLUMNS + "\n");
        JobSpec.SourceOptions options = new JobSpec.SourceOptions("csv", ",", true, "\"", "UTF-8", "auto", null);
        String recipe = dropped ? "delete row: true\n" : "";
        Map<String, Output> photon = run(Engines.ofJobs().get("photon").get(), Action.CREATE, in, options, recipe);
        Map<String, Output> spark = run(Engines.ofJobs().get("spark").get(), Action.CREATE, in, options, recipe);
        assertThat(spark.keySet()).containsAll(photon.keySet()).hasSize(photon.size() + 2);
        assertNoRows(photon);
        assertNoRows(spark);
        // Nothing added to nothing: one header still.
        assertNoRows(run(Engines.ofJobs().get("photon").get(), Action.APPEND, in, options, recipe));
        assertNoRows(run(Engines.ofJobs().get("spark").get(), Action.APPEND, in, options, recipe));
    }

    private static void assertNoRows(Map<String, Output> outputs) throws IOException {
        for (Output output : outputs.values()) {
            List<Path> files = files(output);
            assertThat(files).as(output.path()).isNotEmpty().allMatch(Files::isRegularFile);
            if (!output.asSingleFile()) {
                assertThat(path(output).resolve("_SUCCESS")).exists();
            }
            switch (output.format()) {
                case CSV, JSON -> {
                    assertThat(text(output)).as(output.path())
                            .isEqualTo(output.format() == FileFormat.CSV ? COLUMNS + "\n" : "");
                    String program = output.compression().name().toLowerCase(Locale.ROOT);
                    if (output.compression() != Compression.NONE && OutsideReaders.isInstalled(program)) {
                        List<String> test = new ArrayList<>(List.of(program, "-t"));
                        files.forEach(file -> test.add(file.toString()));
                        assertThat(OutsideReaders.run(test)).isEmpty();
                    }
                }
                case AVRO -> {
                    // avro-tools ends even no rows with a line feed.
                    assertThat(OutsideReaders.avroRows(files)).as(output.path()).allMatch(String::isEmpty);
                    assertThat(json(OutsideReaders.avroSchema(files.get(0)))).isEqualTo(json(AVRO_SCHEMA));
                }
                case PQT -> {
                    assertThat(duckDb(files)).as(output.path()).isEmpty();
                    assertThat(OutsideReaders.parquetSchema(files.get(0)).strip()).isEqualTo(PARQUET_SCHEMA);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"photon", "spark"})
    void appendedFilesAreWholeForOthersToo(String engine) throws IOException {
        Path older = Files.createDirectories(folder.resolve(engine).resolve("avro-none.avro")).resolve("part-00000.avro");
        Schema schema = SchemaBuilder.record("row").fields().optionalString("items").endRecord();
        try (DataFileWriter<GenericData.Record> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, older.toFile());
            GenericData.Record record = new GenericData.Record(schema);
            record.put("items", "[1]");
            writer.append(record);
        }
        byte[] bytes = Files.readAllBytes(older);
        run(Engines.ofJobs().get(engine).get(), Action.APPEND);
        Map<String, Output> outputs = run(Engines.ofJobs().get(engine).get(), Action.APPEND);
        for (String format : List.of("csv", "json")) {
            Output plain = outputs.get(format + "-none-single");
            String twice = text(plain);
            assertThat(twice.lines().filter(line -> line.equals(COLUMNS))).hasSize(format.equals("csv") ? 1 : 0);
            assertThat(twice.lines().filter(line -> line.contains("plain"))).hasSize(2 * REPEATS);
            for (String compression : List.of("gzip", "bzip2")) {
                Output compressed = outputs.get(format + "-" + compression + "-single");
                assertThat(text(compressed)).isEqualTo(twice);
                if (OutsideReaders.isInstalled(compression)) {
                    assertThat(OutsideReaders.run(List.of(compression, "-t", path(compressed).toString()))).isEmpty();
                }
            }
        }
        assertThat(Files.readAllBytes(older)).as("a file of another schema stays as it is").isEqualTo(bytes);
        List<Path> files = files(outputs.get("avro-none"));
        assertThat(OutsideReaders.avroRows(files)).hasSize(1 + 2 * REPEATS * ROWS.size());
    }

    /** The same bytes in a file however it is compressed, and the same records in parts. */
    private static void assertTextOutputs(Map<String, Output> outputs, String format, String whole) throws IOException {
        for (String compression : List.of("none", "gzip", "bzip2")) {
            Output single = outputs.get(format + "-" + compression + "-single");
            assertThat(text(single)).as(single.path()).isEqualTo(whole);
            Output parts = outputs.get(format + "-" + compression);
            assertThat(text(parts)).as(parts.path()).isEqualTo(whole);
            if (!compression.equals("none") && OutsideReaders.isInstalled(compression)) {
                List<String> test = new ArrayList<>(List.of(compression, "-t"));
                files(single).forEach(file -> test.add(file.toString()));
                files(parts).forEach(file -> test.add(file.toString()));
                assertThat(OutsideReaders.run(test)).isEmpty();
            }
        }
    }

    /** Decompressed, parts one after the other, with the first one's header. */
    private static String text(Output output) throws IOException {
        StringBuilder all = new StringBuilder();
        String header = output.format() == FileFormat.CSV ? COLUMNS + "\n" : "";
        for (Path file : files(output)) {
            String text = decompressed(file, output.compression());
            assertThat(text).startsWith(header);
            all.append(all.isEmpty() ? text : text.substring(header.length()));
        }
        return all.toString();
    }

    private static String decompressed(Path file, Compression compression) throws IOException {
        try (InputStream raw = Files.newInputStream(file); InputStream in = switch (compression) {
            case GZIP -> new GzipCompressorInputStream(raw, true);
            case BZIP2 -> new BZip2CompressorInputStream(raw, true);
            case NONE, SNAPPY -> raw;
        }) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertTypedOutputs(Map<String, Output> photon, Map<String, Output> spark) throws IOException {
        List<JsonNode> expected = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            TYPED.forEach(row -> expected.add(json(row.replace('\'', '"'))));
        }
        Map<String, String> schemas = new TreeMap<>();
        for (Output output : List.of(photon.get("avro-none"), photon.get("avro-snappy"), spark.get("avro-none"),
                spark.get("avro-snappy"))) {
            List<Path> files = files(output);
            assertThat(OutsideReaders.avroRows(files).stream().map(row -> withoutBranches(json(row))).toList())
                    .as(output.path()).isEqualTo(expected);
            schemas.put(output.path(), OutsideReaders.avroSchema(files.get(0)));
        }
        assertThat(schemas.values()).allSatisfy(schema -> assertThat(json(schema)).isEqualTo(json(AVRO_SCHEMA)));
        for (Output output : List.of(spark.get("pqt-none"), spark.get("pqt-snappy"))) {
            List<Path> files = files(output);
            assertThat(duckDb(files)).as(output.path()).isEqualTo(expected);
            List<JsonNode> rows = OutsideReaders.parquetRows(files.get(0)).stream()
                    .map(row -> withoutItems(inMillis(json(row)))).toList();
            assertThat(rows).as(output.path()).isNotEmpty()
                    .isEqualTo(expected.subList(0, rows.size()).stream().map(OutputFilesTest::withoutItems).toList());
            assertThat(OutsideReaders.parquetSchema(files.get(0)).strip()).isEqualTo(PARQUET_SCHEMA);
        }
    }

    private static JsonNode inMillis(JsonNode row) {
        return row.get("day").isNull() ? row
                : ((ObjectNode) row).set("day", json(String.valueOf(row.get("day").longValue() / 1000)));
    }

    /** parquet-cli asks for lists in their oldest form and so shows those of no file that follows the specification. */
    private static JsonNode withoutItems(JsonNode row) {
        return ((ObjectNode) row.deepCopy()).without("items");
    }

    private static List<JsonNode> duckDb(List<Path> files) {
        String list = String.join(", ", files.stream().map(file -> "'" + file + "'").toList());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT CAST(to_json(row) AS VARCHAR) FROM (SELECT * REPLACE"
                        + " (epoch_ms(day) AS day) FROM read_parquet([" + list + "])) AS row")) {
            List<JsonNode> values = new ArrayList<>();
            while (rows.next()) {
                values.add(json(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** A row in Avro's JSON encoding, where a value of a union stands under the name of its branch. */
    private static JsonNode withoutBranches(JsonNode row) {
        ObjectNode values = JsonNodeFactory.instance.objectNode();
        row.fields().forEachRemaining(field -> {
            JsonNode value = branch(field.getValue());
            if (value.isArray()) {
                ArrayNode elements = values.putArray(field.getKey());
                value.forEach(element -> elements.add(branch(element)));
            } else if (value.isObject()) {
                ObjectNode members = values.putObject(field.getKey());
                value.fields().forEachRemaining(member -> members.set(member.getKey(), branch(member.getValue())));
            } else {
                values.set(field.getKey(), value);
            }
        });
        return values;
    }

    private static JsonNode branch(JsonNode value) {
        return value.isNull() ? value : value.elements().next();
    }
}
