package io.drover.job.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.type.ColumnType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceResolverTest {
    private final Configuration configuration = new Configuration();

    @TempDir
    Path folder;

    @Test
    void findsDelimiterHeaderAndNames() throws IOException {
        write("a.csv", "id;name; ;name\n1;\"x;y\";2;3\n");

        ResolvedSource source = resolve(SourceOptions.DETECT, "a.csv");

        assertThat(source.options())
                .isEqualTo(new SourceOptions("csv", ";", true, "\"", "UTF-8", "auto", null, null, "\n"));
        assertThat(names(source)).containsExactly("id", "name", "column4", "name1");
        assertThat(rows(source, Reading.DECLARED)).containsExactly(List.of("1", "x;y", "2", "3"));
        assertThat(rows(source, Reading.NO_HEADER)).containsExactly(List.of("id", "name", " ", "name"),
                List.of("1", "x;y", "2", "3"));
        assertThat(rows(source, new Reading.Records(Optional.of("\n"), Optional.of("\""), Optional.of("\""))))
                .containsExactly(List.of("id;name; ;name"), List.of("1;\"x;y\";2;3"));
        assertThat(rows(source, new Reading.Records(Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly(List.of("id;name; ;name\n1;\"x;y\";2;3\n"));
    }

    @Test
    void findsCarriageReturnsThatEndRecords() throws IOException {
        write("a.csv", "id;name\r1;x\r");
        assertThat(resolve(SourceOptions.DETECT, "a.csv").options().recordSeparator()).isEqualTo("\r");
        write("a.csv", "id;name\r\n1;x\r\n");
        assertThat(resolve(SourceOptions.DETECT, "a.csv").options().recordSeparator()).isEqualTo("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = {"a,b;c\\n1,2;3\\n!,", "a\\tb\\n1\\t2\\n!\\t", "a|b|c\\n1|2|3\\n!|",
        "\"a;b\",c\\n\"d;e;f\",g\\n!,"})
    void findsTheDelimiter(String text, String delimiter) throws IOException {
        write("a.txt", text.replace("\\n", "\n").replace("\\t", "\t"));

        assertThat(resolve(SourceOptions.DETECT, "a.txt").options().delimiter())
                .isEqualTo(delimiter.replace("\\t", "\t"));
    }

    @Test
    void aFileWithoutDelimiterIsOneColumn() throws IOException {
        write("a.txt", "hello\nworld\n");

        ResolvedSource source = resolve(SourceOptions.DETECT, "a.txt");

        assertThat(names(source)).containsExactly("column1");
        assertThat(rows(source, Reading.DECLARED)).containsExactly(List.of("hello"), List.of("world"));
    }

    @Test
    void aFileNamedAsATableHasAHeaderThoughItHasOneColumn() throws IOException {
        write("a.csv", "My days\n01/01/2020\n");

        ResolvedSource source = resolve(SourceOptions.DETECT, "a.csv");

        assertThat(names(source)).containsExactly("My days");
        assertThat(rows(source, Reading.DECLARED)).containsExactly(List.of("01/01/2020"));
    }

    @Test
    void remarksAboveTheTableAreNoHeader() throws IOException {
        write("a.csv", "Source,World\n\nname,1960,1961,1962,1963\nA,1,2,3,4\nB,1,2,3,4\n");

        ResolvedSource source = resolve(SourceOptions.DETECT, "a.csv");

        assertThat(names(source)).containsExactly("column2", "column3", "column4", "column5", "column6");
        assertThat(rows(source, Reading.DECLARED)).hasSize(5);
    }

    @Test
    void withoutHeaderColumnsAreNumberedFromTwo() throws IOException {
        write("a.csv", "1,2\n3,4\n");

        ResolvedSource source =
                resolve(new SourceOptions("csv", null, false, null, null, "auto", null), "a.csv");

        assertThat(names(source)).containsExactly("column2", "column3");
        assertThat(rows(source, Reading.DECLARED)).hasSize(2);
    }

    @Test
    void directoriesAndGlobsSkipHiddenFilesAndKeepPathOrder() throws IOException {
        write("d/b.csv", "a,b\n2,2\n");
        write("d/a.csv", "a,b\n1,1\n");
        write("d/_SUCCESS", "");
        write("d/.hidden.csv", "x");
        write("d/.drover/9-1/o/part-0.csv", "x");
        write("d/sub/c.csv", "a,b\n3,3\n");

        assertThat(rows(resolve(SourceOptions.DETECT, "d"), Reading.DECLARED))
                .containsExactly(List.of("1", "1"), List.of("2", "2"), List.of("3", "3"));
        assertThat(resolve(SourceOptions.DETECT, "d/*.csv").files()).extracting(f -> name(f.path()))
                .containsExactly("a.csv", "b.csv");
    }

    @Test
    void nothingMatchedNamesTheUri() throws IOException {
        write("d/_SUCCESS", "");

        for (String pattern : List.of("none.csv", "*.none", "d")) {
            assertThatThrownBy(() -> resolve(SourceOptions.DETECT, pattern))
                    .isInstanceOfSatisfying(JobFailure.class, e -> assertThat(e.code()).isEqualTo("DROVER-J201"))
                    .hasMessageContaining("nothing matches").hasMessageContaining(pattern);
        }
    }

    @Test
    void decompressesByExtensionWithAllMembers() throws IOException {
        writeBytes("a.csv.gz", concat(gzip("a,b\n1,2\n"), gzip("3,4\n")));
        writeBytes("b.csv.bz2", concat(bzip2("a,b\n1,2\n"), bzip2("3,4\n")));
        writeBytes("c.csv.gz", "a,b\n".getBytes(StandardCharsets.UTF_8));

        for (String file : List.of("a.csv.gz", "b.csv.bz2")) {
            assertThat(rows(resolve(SourceOptions.DETECT, file), Reading.DECLARED))
                    .containsExactly(List.of("1", "2"), List.of("3", "4"));
        }
        assertThatThrownBy(() -> resolve(SourceOptions.DETECT, "c.csv.gz")).isInstanceOf(JobFailure.class)
                .hasMessageContaining("can't be decompressed");
    }

    @Test
    void whatIsNotWhatItsNameSaysIsRefusedByName() throws IOException {
        ByteArrayOutputStream trailing = new ByteArrayOutputStream();
        trailing.writeBytes(gzip("a,b\n1,2\n"));
        trailing.writeBytes("garbage".getBytes(StandardCharsets.US_ASCII));
        writeBytes("trailing.csv.gz", trailing.toByteArray());
        writeBytes("gz.csv", gzip("a,b\n1,2\n"));
        writeBytes("bz2.csv", bzip2("a,b\n1,2\n"));
        writeBytes("bz2.csv.gz", bzip2("a,b\n1,2\n"));
        writeBytes("cut.csv.bz2", java.util.Arrays.copyOf(bzip2("a,b\n1,2\n"), 30));
        for (String file : List.of("trailing.csv.gz", "gz.csv", "bz2.csv", "bz2.csv.gz", "cut.csv.bz2")) {
            assertThatThrownBy(() -> resolve(SourceOptions.DETECT, file)).isInstanceOfSatisfying(JobFailure.class,
                    e -> assertThat(e.code()).isEqualTo("DROVER-J202")).hasMessageContaining(file);
        }
    }

    @Test
    void utf16ShowsWithoutItsMark() throws IOException {
        writeBytes("le.csv", "id,näme\n1,€\n".getBytes(StandardCharsets.UTF_16LE));
        writeBytes("be.csv", "id,näme\n1,€\n".getBytes(StandardCharsets.UTF_16BE));
        assertThat(resolve(SourceOptions.DETECT, "le.csv").options().encoding()).isEqualTo("UTF-16LE");
        assertThat(resolve(SourceOptions.DETECT, "be.csv").options().encoding()).isEqualTo("UTF-16BE");
        write("nul.csv", "a,b\n\0,\0\n");
        assertThat(resolve(SourceOptions.DETECT, "nul.csv").options().encoding()).isEqualTo("UTF-8");
    }

    @Test
    void readsOtherEncodings() throws IOException {
        writeBytes("a.csv", "\uFEFFä,b\n1,€\n".getBytes(StandardCharsets.UTF_16LE));
        writeBytes("b.csv", "ä,b\n1,é\n".getBytes(StandardCharsets.ISO_8859_1));

        ResolvedSource utf16 = resolve(SourceOptions.DETECT, "a.csv");
        assertThat(names(utf16)).containsExactly("ä", "b");
        assertThat(rows(utf16, Reading.DECLARED)).containsExactly(List.of("1", "€"));
        ResolvedSource latin = resolve(new SourceOptions(null, null, null, null, "ISO-8859-1", null, null), "b.csv");
        assertThat(names(latin)).containsExactly("ä", "b");
        assertThat(rows(latin, Reading.DECLARED)).containsExactly(List.of("1", "é"));
        assertThatThrownBy(() -> resolve(new SourceOptions(null, null, null, null, "klingon", null, null), "b.csv"))
                .hasMessageContaining("unknown encoding \"klingon\"");
    }

    @Test
    void readsJsonLines() throws IOException {
        write("a.json", "{\"a\": 1.50, \"b\": {\"x\": [1, \"q\\\"\", null, {}], \"y\": []}}\n\nnonsense\n"
                + "{\"c\": null, \"a\": true, \"b\": \"t\\u00e4\"}\n");

        ResolvedSource source = resolve(SourceOptions.DETECT, "a.json");

        assertThat(names(source)).containsExactly("a", "b", "c");
        assertThat(rows(source, Reading.DECLARED)).containsExactly(
                Arrays.asList("1.50", "{\"x\":[1,\"q\\\"\",null,{}],\"y\":[]}", null),
                Arrays.asList(null, null, null),
                Arrays.asList("true", "tä", null));
    }

    @Test
    void readsJsonDocuments() throws IOException {
        write("a.json", "[\n {\"a\": 1},\n {\"a\": 2}\n]\n");
        write("b.json", "{\n \"a\": [1,\n2]}\n{\"a\": null}");

        assertThat(rows(resolve(SourceOptions.DETECT, "a.json"), Reading.DECLARED))
                .containsExactly(List.of("1"), List.of("2"));
        assertThat(rows(resolve(SourceOptions.DETECT, "b.json"), Reading.DECLARED))
                .containsExactly(List.of("[1,2]"), Arrays.asList((String) null));
    }

    @Test
    void readsAvro() throws IOException {
        Schema schema = SchemaBuilder.record("r").fields()
                .requiredLong("n").optionalString("s").requiredDouble("d").requiredFloat("f")
                .name("xs").type().array().items().stringType().noDefault().endRecord();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, bytes);
            GenericRecord record = new GenericData.Record(schema);
            record.put("n", 7L);
            record.put("d", 1e21);
            record.put("f", 0.1f);
            record.put("xs", List.of("a", "b\""));
            writer.append(record);
        }
        writeBytes("data", bytes.toByteArray());

        ResolvedSource source = resolve(SourceOptions.DETECT, "data");

        assertThat(source.options().format()).isEqualTo("avro");
        assertThat(source.columns()).extracting(JobSpec.SourceColumn::type).containsExactly(ColumnType.INTEGER,
                ColumnType.STRING, ColumnType.DECIMAL, ColumnType.DECIMAL, ColumnType.ARRAY);
        assertThat(rows(source, Reading.DECLARED))
                .containsExactly(Arrays.asList("7", null, "1e+21", "0.1", "[\"a\",\"b\\\"\"]"));
    }

    @Test
    void emptyFilesHaveNoRows() throws IOException {
        write("a.csv", "");

        assertThat(rows(resolve(SourceOptions.DETECT, "a.csv"), Reading.DECLARED)).isEmpty();
    }

    @Test
    void givenTypesWinOverDetectedOnes() throws IOException {
        write("a.csv", "id,when\n1,x\n");
        JobSpec.Source source = new JobSpec.Source("s", "orders", List.of(folder.toUri() + "a.csv"),
                new SourceOptions("csv", ",", true, null, null, "auto", null), List.of(),
                Map.of("id", ColumnType.INTEGER));
        SourceResolver resolver = new SourceResolver(configuration, values -> ColumnType.STRING, Instant.EPOCH);

        assertThat(resolver.resolve(source).columns()).containsExactly(
                new JobSpec.SourceColumn("id", ColumnType.INTEGER),
                new JobSpec.SourceColumn("when", ColumnType.STRING));
        JobSpec.Source wrong = new JobSpec.Source("s", "orders", source.uris(), source.options(), List.of(),
                Map.of("idd", ColumnType.INTEGER));
        assertThatThrownBy(() -> resolver.resolve(wrong)).hasMessageContaining("idd")
                .hasMessageContaining("[id, when]");
    }

    @Test
    void readsASheetOfAWorkbook() throws IOException {
        try (var in = SourceResolverTest.class.getResourceAsStream("orders.xlsx")) {
            writeBytes("book.bin", in.readAllBytes());
        }
        ResolvedSource first = resolve(SourceOptions.DETECT, "book.bin");
        assertThat(first.options().format()).isEqualTo("xlsx");
        assertThat(first.columns()).extracting(JobSpec.SourceColumn::name).containsExactly("about");
        ResolvedSource orders = resolve(sheet("Orders 2020", null, "auto"), "book.bin");
        assertThat(orders.columns()).extracting(JobSpec.SourceColumn::name).containsExactly("id", "day", "note");
        assertThat(rows(orders, Reading.DECLARED)).containsExactly(List.of("1", "1/1/2020", "a, \"b\""),
                List.of("2", "2/1/2020", ""), List.of("3", "", "two\nlines"));
        ResolvedSource plain = resolve(sheet("Orders 2020", false, "auto"), "book.bin");
        assertThat(plain.columns()).extracting(JobSpec.SourceColumn::name)
                .containsExactly("column2", "column3", "column4");
        assertThat(rows(plain, Reading.DECLARED)).hasSize(4);
        ResolvedSource raw = resolve(sheet("Orders 2020", null, "raw"), "book.bin");
        assertThat(rows(raw, new Reading.Records(Optional.of("\n"), Optional.of("\""), Optional.of("\""))))
                .containsExactly(List.of("\"id\",\"day\",\"note\""), List.of("\"1\",\"1/1/2020\",\"a, \"\"b\"\"\""),
                        List.of("\"2\",\"2/1/2020\",\"\""), List.of("\"3\",\"\",\"two\nlines\""));
        assertThatThrownBy(() -> resolve(sheet("Orders", null, "auto"), "book.bin"))
                .hasMessageContaining("no sheet \"Orders\"; it has About, Orders 2020");
        assertThatThrownBy(() -> {
            write("no.xlsx", "a,b\n");
            resolve(new SourceOptions("xlsx", null, null, null, null, "auto", null), "no.xlsx");
        }).hasMessageContaining("is no .xlsx workbook");
    }

    private static SourceOptions sheet(String name, Boolean header, String structure) {
        return new SourceOptions(null, null, header, null, null, structure, name);
    }

    @Test
    void aGivenTypeFindsItsColumnInAnyCase() throws IOException {
        write("a.csv", "Id,note,qty\n1,2,3\n");
        SourceResolver resolver = new SourceResolver(configuration, values -> ColumnType.STRING, Instant.EPOCH);
        JobSpec.Source source = new JobSpec.Source("s", "orders", List.of(folder.toUri() + "a.csv"),
                SourceOptions.DETECT, List.of(), Map.of("id", ColumnType.INTEGER, "QTY", ColumnType.DECIMAL));
        assertThat(resolver.resolve(source).columns()).extracting(JobSpec.SourceColumn::type)
                .containsExactly(ColumnType.INTEGER, ColumnType.STRING, ColumnType.DECIMAL);
    }

    private ResolvedSource resolve(SourceOptions options, String name) throws IOException {
        String uri = folder.toUri() + name;
        return new SourceResolver(configuration, values -> ColumnType.STRING, Instant.EPOCH)
                .resolve(new JobSpec.Source("s", "orders", List.of(uri), options, List.of()));
    }

    private List<List<String>> rows(ResolvedSource source, Reading reading) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        int width = reading instanceof Reading.Records ? 1 : source.columns().size();
        for (ResolvedSource.SourceFile file : source.files()) {
            try (RecordSource records = RecordSources.open(source, file, reading, configuration)) {
                while (records.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 0; i < width; i++) {
                        row.add(records.field(i));
                    }
                    rows.add(row);
                }
                assertThat(records.bytesRead()).isEqualTo(file.length());
            }
        }
        return rows;
    }

    private static List<String> names(ResolvedSource source) {
        return source.columns().stream().map(JobSpec.SourceColumn::name).toList();
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void write(String name, String text) throws IOException {
        writeBytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void writeBytes(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] bzip2(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
