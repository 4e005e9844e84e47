package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report;
import io.drover.job.driver.Driver;
import io.drover.job.engine.Engine;
import io.drover.job.engine.JobCode;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.photon.PhotonEngine;
import io.drover.spark.SparkEngine;
import io.drover.spark.SparkPlanRunner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every readable kind, whole and broken, as jobs on both engines: the same bytes, the same things told. */
class SourceFilesTest {
    private static final SourceOptions DETECT = SourceOptions.DETECT;

    @TempDir
    Path folder;

    private final Configuration configuration = new Configuration();
    private int jobs;

    /** @param text of the output; null if there is none */
    private record Ending(String text, Report report) {
        List<String> warnings(Path folder) {
            return new TreeSet<>(report.warnings()).stream()
                    .map(warning -> warning.replace(folder.toUri().toString(), "").replace("file:" + folder + "/", ""))
                    .toList();
        }

        Report.Failure error() {
            return report.jobs().get(0).error();
        }
    }

    private Ending run(Engine engine, SourceOptions options, String recipe, String... uris) throws IOException {
        Path job = folder.resolve(".jobs/" + ++jobs);
        Path out = job.resolve("out.csv");
        JobSpec.Source source = new JobSpec.Source("s", "files",
                Arrays.stream(uris).map(uri -> folder.toUri() + uri).toList(), options, List.of());
        JobSpec spec = new JobSpec(1, jobs, 1, engine.name(), new JobSpec.Jobs(1, List.of(2L), null), List.of(source),
                List.of(new JobSpec.Dataset("d", "read", JobSpec.Dataset.Input.ofSource("s"), Map.of(), recipe)), "d",
                List.of(new JobSpec.Output("o", out.toUri().toString(), JobSpec.Action.CREATE, JobSpec.FileFormat.CSV,
                        JobSpec.Compression.NONE, true, true, ",", false, true)),
                false, Map.of(), Instant.parse("2026-01-01T00:00:00Z"), JobSpec.Limits.DEFAULT);
        JobDirectory directory = JobDirectory.at(job.toUri(), configuration);
        directory.prepare(spec);
        int code = Driver.run(directory.uri(), engine, configuration);
        Report report = directory.attempt(1).report().orElseThrow();
        assertThat(code == 0).isEqualTo(report.outcome() == Report.Outcome.PUBLISHED);
        return new Ending(Files.exists(out) ? Files.readString(out) : null, report);
    }

    /** What both engines make of it, which must be the same. */
    private Ending both(SourceOptions options, String recipe, String... uris) throws IOException {
        Ending photon = run(new PhotonEngine(), options, recipe, uris);
        Ending spark = run(new SparkEngine(SparkPlanRunner.session()), options, recipe, uris);
        assertThat(spark.text()).as("spark, told " + spark.error()).isEqualTo(photon.text());
        assertThat(spark.warnings(folder)).isEqualTo(photon.warnings(folder));
        assertThat(spark.report().rows()).isEqualTo(photon.report().rows());
        assertThat(spark.error()).isEqualTo(photon.error());
        return photon;
    }

    private void assertRead(String expected, SourceOptions options, String recipe, String... uris) throws IOException {
        Ending ending = both(options, recipe, uris);
        assertThat(ending.text()).as(String.valueOf(ending.error())).isEqualTo(expected);
        assertThat(ending.report().warnings()).isEmpty();
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private void write(String name, String content) throws IOException {
        write(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static SourceOptions options(String format, String delimiter, Boolean header, String encoding) {
        return new SourceOptions(format, delimiter, header, null, encoding, "auto", null);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] bzip2(String text) throws IOException {
        return bzip2(text, 9);
    }

    /** @param size of its blocks, in 100 kB */
    private static byte[] bzip2(String text, int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bytes, size)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
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
        assertRead("""
                long,int,double,decimal,boolean,date,time,text,bytes,list,map,struct
                1,2147483647,0.5,1.10,true,2026-02-28,2026-01-02 03:04:05.678,"a,""b""\",/wA=,"[1,null]","{""k"":1.5}","{""x"":1,""y"":[""p""]}"
                ,,,,,,,,,,,
                -1,-1,1e+300,-0.01,false,1969-12-31,1969-12-31 23:59:59,,,[],{},"{""x"":null,""y"":null}"
                """, DETECT, "", "types");
        // Its types are known without a look at the values.
        assertRead("next,year\n2,2026\n,\n0,1969\n", DETECT, "derive type: single value: long + 1 as: 'next'\n"
                + "derive type: single value: YEAR(date) as: 'year'\ndrop col: next,year action: Keep", "types");
    }

    @Test
    void textOfEveryKindAndCompression() throws IOException {
        String rows = "id,name\n1,\"two\nlines\"\n2,é\n";
        write("a.csv", rows);
        write("b.csv.gz", gzip(rows));
        write("c.csv.bz2", bzip2(rows));
        write("d.tsv", rows.replace(',', '\t'));
        for (String file : List.of("a.csv", "b.csv.gz", "c.csv.bz2", "d.tsv")) {
            assertRead(rows, DETECT, "", file);
        }
        write("members.csv.gz", concat(gzip("id,name\n1,a\n"), gzip("2,b\n")));
        assertRead("id,name\n1,a\n2,b\n", DETECT, "", "members.csv.gz");
        write("plain.txt", "hello\n\nworld");
        assertRead("column1\nhello\n\nworld\n", DETECT, "", "plain.txt");
        write("piped.txt", "a||b\n1||x|y\n");
        assertRead("a,b\n1,x|y\n", options("csv", "||", true, null), "", "piped.txt");
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void encodings() throws IOException {
        String rows = "id,näme\n1,€é😀\n2,\n";
        write("bom.csv", "\uFEFF" + rows);
        write("utf16le.csv", ("\uFEFF" + rows).getBytes(StandardCharsets.UTF_16LE));
        write("utf16be.csv.gz", gzipBytes(("\uFEFF" + rows).getBytes(StandardCharsets.UTF_16BE)));
        for (String file : List.of("bom.csv", "utf16le.csv", "utf16be.csv.gz")) {
            assertRead(rows, DETECT, "", file);
        }
        write("latin1.csv", "id,name\n1,é\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRead("id,name\n1,é\n", options(null, null, null, "ISO-8859-1"), "", "latin1.csv");
        write("cp1252.csv", "id,name\n1,€\n".getBytes(Charset.forName("windows-1252")));
        assertRead("id,name\n1,€\n", options(null, null, null, "windows-1252"), "", "cp1252.csv");
    }

    @Test
    void sheetsOfWorkbooks() throws IOException {
        Path workbook = Path.of("..", "job", "src", "test", "resources", "io", "drover", "job", "source", "orders.xlsx");
        write("orders.xlsx", Files.readAllBytes(workbook));
        SourceOptions sheet = new SourceOptions(null, null, null, null, null, "auto", "Orders 2020");
        String rows = "1,1/1/2020,\"a, \"\"b\"\"\"\n2,2/1/2020,\n3,,\"two\nlines\"\n";
        assertRead("id,day,note\n" + rows, sheet, "", "orders.xlsx");
        assertRead("n,id\n2,1\n3,2\n4,3\n", sheet, "derive value: $sourcerownumber as: 'n'\n"
                + "select values: [n, 'n'], [id, 'id']\n", "orders.xlsx");
        assertRead("id,day,note\n" + rows, sheet, """
                splitrows on: '\\n' col: column1 quote: '"' quoteEscapeChar: '"'
                split col: column1 on: ',' limit: 2 quote: '"'
                replace col: * on: '""' with: '"' global: true
                replace col: * on: `{start}"|"{end}` with: '' global: true
                header
                """, "orders.xlsx");
        assertThat(both(new SourceOptions(null, null, null, null, null, "auto", "No"), "", "orders.xlsx").error().message())
                .contains("has no sheet \"No\"; it has About, Orders 2020");
        write("cut.xlsx", Arrays.copyOf(Files.readAllBytes(workbook), 1500));
        assertThat(both(sheet, "", "cut.xlsx").error().message()).contains("can't be read as an .xlsx workbook");
    }

    private static byte[] gzipBytes(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void bytesThatAreNotTheEncodingsAreReplacedAndTold() throws IOException {
        write("bad.csv", "id,name\n1,\u00e9x\n".getBytes(StandardCharsets.ISO_8859_1));
        Ending ending = both(DETECT, "", "bad.csv");
        assertThat(ending.text()).isEqualTo("id,name\n1,\uFFFDx\n");
        assertThat(ending.warnings(folder)).singleElement().asString()
                .startsWith("bad.csv: 1 byte sequences are not UTF-8").contains("record 2");
    }

    @Test
    void rowsOfOtherLengthsAreKeptAndTold() throws IOException {
        write("uneven.csv", "a,b\n1,2\n3,4,5\n6\n7,8\n");
        Ending ending = both(DETECT, "", "uneven.csv");
        assertThat(ending.text()).isEqualTo("a,b\n1,2\n3,\"4,5\"\n6,\n7,8\n");
        assertThat(ending.warnings(folder)).containsExactly(
                "uneven.csv: 1 record has fewer fields than columns, the missing ones are null (record 4)",
                "uneven.csv: 1 record has more fields than columns, the last column took the rest (record 3)");
    }

    private static SourceOptions failing(String encoding) {
        return new SourceOptions(null, null, null, null, encoding, "auto", null, "fail");
    }

    private void assertRefused(String warning, SourceOptions options, String... uris) throws IOException {
        Ending ending = both(options, "", uris);
        assertThat(ending.text()).isNull();
        assertThat(ending.error().code()).isEqualTo(JobCode.BAD_RECORDS.id());
        assertThat(ending.error().message()).contains(warning, "badRecords=fail");
        SourceOptions keeping = new SourceOptions(null, null, null, null, options.encoding(), "auto", null, "keep");
        assertThat(both(keeping, "", uris).warnings(folder)).as("kept and told").anyMatch(told -> told.contains(warning));
    }

    @Test
    void badRecordsFailTheJobWhereThatIsWanted() throws IOException {
        String fine = "a,b\n" + "1,\"two\nlines\"\n".repeat(3000);
        write("fine.csv", fine);
        assertRead(fine, failing(null), "", "fine.csv");
        write("long.csv", fine + "1,2,3\n");
        assertRefused("long.csv: 1 record has more fields than columns, the last column took the rest (record 3002)",
                failing(null), "long.csv");
        write("short.csv", fine + "1\n");
        assertRefused("short.csv: 1 record has fewer fields", failing(null), "fine.csv", "short.csv");
        write("inch.csv", "a,b\n1,5\" pipe\" x\n2,\"x\"y\n3,\"x \"\"y\"\"\"\r\n4,\"\"\n");
        assertThat(both(DETECT, "", "inch.csv").warnings(folder)).containsExactly(
                "inch.csv: 2 records have quotes that don't enclose a whole field (record 2, 3)");
        assertThat(both(failing(null), "", "inch.csv").error().message()).contains(
                "inch.csv: 1 record has quotes that don't enclose a whole field (record 2). The source is read with badRecords=fail");
        write("open.csv", "a,b\n1,2\n2,\"x\n3,4\n");
        assertRefused("open.csv: a quote in record 3 is never closed", failing(null), "open.csv");
        write("bytes.csv", "a,b\n1,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertRefused("bytes.csv: 1 byte sequences are not UTF-8", failing(null), "bytes.csv");
        // Also in a column that nobody asks for.
        assertThat(both(failing(null), "drop col: b", "bytes.csv").error().code()).isEqualTo(JobCode.BAD_RECORDS.id());
        write("odd.csv", Arrays.copyOf("a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE), 15));
        assertRefused("odd.csv: 1 byte sequences are not UTF-16LE", failing("UTF-16LE"), "odd.csv");
        write("lines.jsonl", "{\"a\":1}\n{\"a\":\n");
        assertRefused("lines.jsonl: 1 records are not JSON objects", failing(null), "lines.jsonl");
        assertThat(both(new SourceOptions(null, null, null, null, null, "auto", null, "drop"), "", "fine.csv").error().message())
                .contains("unknown badRecords \"drop\"; known are keep, fail");
    }

    /** Whichever of its pieces and files meets one first. */
    @Test
    void theFirstBadRecordIsToldAndEndsTheJob() throws Exception {
        Random random = new Random(8);
        String fine = rows(random, 6_000, "\n", true);
        String bad = rows(random, 3_000, "\n", true) + "short\n" + rows(random, 2_000, "\n", true) + "long,er,1\n";
        write("in/1.csv", fine);
        write("in/2.csv.bz2", bzip2(fine, 1));
        write("in/3.csv", fine + bad.substring(bad.indexOf('\n') + 1) + bad);
        write("in/4.csv", "id,text\n1,2,3\n");
        write("in/5.csv.bz2", bzip2(bad, 1));
        String told = "1 record has fewer fields than columns, the missing ones are null (record ";
        for (int round = 0; round < 3; round++) {
            assertThat(both(failing(null), "", "in").error().message()).contains("in/3.csv: " + told + "9002). The source is read");
        }
        assertThat(both(failing(null), "", "in/5.csv.bz2").error().message()).contains("in/5.csv.bz2: " + told + "3002)");
        assertThat(both(failing(null), "", "in/4.csv", "in/3.csv").error().message()).contains("in/3.csv: " + told + "9002)");
        // Also for what asks for data while the job is planned.
        assertThat(both(failing(null), "pivot col: text value: COUNT() group: id", "in/5.csv.bz2").error().message())
                .contains("in/5.csv.bz2: " + told + "3002)");
        write("early.csv", "id,text\nshort\n" + rows(random, 150_000, "\n", false));
        AtomicInteger tasks = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskStart(SparkListenerTaskStart task) {
                tasks.incrementAndGet();
            }
        };
        SparkContext spark = SparkPlanRunner.session().sparkContext();
        spark.addSparkListener(listener);
        try {
            assertThat(run(new SparkEngine(SparkPlanRunner.session()), failing(null), "", "early.csv").error().message())
                    .contains("early.csv: " + told + "2)");
            spark.listenerBus().waitUntilEmpty();
        } finally {
            spark.removeSparkListener(listener);
        }
        assertThat(tasks).as("of " + tasksThatRead("", DETECT, "early.csv")).hasValueLessThan(60);
        assertThat(tasksThatRead("", DETECT, "early.csv")).isGreaterThan(120);
    }

    @Test
    void headersThatDifferAreToldAndNoColumnTakesAnothersValues() throws IOException {
        write("in/1.csv", "id,name,city\n1,Ann,Rome\n");
        write("in/2.csv", "id,city\n2,Oslo\n" + "3,Bonn\n".repeat(4000));
        write("in/3.csv", "4,Eve,Lima\n");
        write("in/4.csv", "");
        write("in/5.csv", "id,label,city\n5,Bob,Kiel\n");
        Ending ending = both(DETECT, "", "in");
        assertThat(ending.text()).isEqualTo("id,name,city\n1,Ann,Rome\n2,,Oslo\n" + "3,,Bonn\n".repeat(4000)
                + "4,Eve,Lima\n5,Bob,Kiel\n");
        assertThat(ending.warnings(folder)).containsExactly(
                "in/2.csv: the header has the columns in other places (id, city), they are read by their names; name is not there,"
                        + " so null",
                "in/3.csv: the first record has none of the names of the header (id, name, city) and is read as data",
                "in/5.csv: the header has label and not name, the columns are read by their position");
        assertRefused("in/2.csv: the header has the columns in other places", failing(null), "in");
    }

    @Test
    void binaryGarbageIsNoFailureAndNoRowOfItIsLost() throws IOException {
        byte[] garbage = new byte[40_000];
        new Random(3).nextBytes(garbage);
        for (int i = 0; i < garbage.length; i++) {
            if (garbage[i] == '"') {
                garbage[i] = 'q';
            }
        }
        write("garbage.csv", garbage);
        long records = 1 + new String(garbage, StandardCharsets.ISO_8859_1).chars().filter(c -> c == '\n').count();
        Ending ending = both(options("csv", ",", false, null), "", "garbage.csv");
        assertThat(ending.report().rows()).isEqualTo(records);
        assertThat(ending.warnings(folder)).anyMatch(warning -> warning.contains("not UTF-8"));
    }

    @Test
    void brokenFilesFailWithTheirNames() throws IOException {
        byte[] whole = gzip("id,name\n" + "1,some name that compresses somewhat\n".repeat(200_000));
        write("cut.csv.gz", Arrays.copyOf(whole, whole.length - 100));
        write("text.csv.gz", "id,name\n1,a\n");
        byte[] flipped = bzip2("id,name\n" + "1,some name that compresses somewhat\n".repeat(200_000));
        flipped[flipped.length / 2] ^= 0x55;
        write("flipped.csv.bz2", flipped);
        write("no.parquet", "PAR1 no more");
        write("no.avro", "Obj");
        for (String file : List.of("cut.csv.gz", "text.csv.gz", "flipped.csv.bz2", "no.parquet", "no.avro")) {
            Ending ending = both(DETECT, "", file);
            assertThat(ending.text()).as(file).isNull();
            assertThat(ending.error().code()).as(file).isEqualTo(JobCode.UNREADABLE_INPUT.id());
            assertThat(ending.error().message()).contains(file);
        }
        assertThat(both(DETECT, "", "cut.csv.gz").error().message()).contains("after record ");
    }

    private void assertUnreadable(String what, String... uris) throws IOException {
        Ending ending = both(DETECT, "", uris);
        assertThat(ending.text()).isNull();
        assertThat(ending.error().code()).isEqualTo(JobCode.UNREADABLE_INPUT.id());
        assertThat(ending.error().message()).contains(uris[0], what).doesNotContain("Exception", "\tat ");
    }

    @Test
    void hostileFilesFailWithTheirNames() throws IOException {
        write("trailing.csv.gz", concat(gzip("a,b\n1,2\n"), "garbage".getBytes(StandardCharsets.US_ASCII)));
        assertUnreadable("can't be read: Garbage after a valid .gz stream", "trailing.csv.gz");
        write("trailing.csv.bz2", concat(bzip2("a,b\n1,2\n"), "garbage".getBytes(StandardCharsets.US_ASCII)));
        assertUnreadable("can't be read: ", "trailing.csv.bz2");
        write("gz.csv", gzip("a,b\n1,2\n"));
        assertUnreadable("holds compressed data, but its name doesn't end in .gz", "gz.csv");
        write("bz2.txt", bzip2("a,b\n1,2\n"));
        assertUnreadable("holds compressed data, but its name doesn't end in .bz2", "bz2.txt");
        byte[] large = gzip(rows(new Random(10), 10_000, "\n", false));
        assertThat(large.length).as("in pieces").isGreaterThan(100_000);
        write("twice.csv.gz", gzipBytes(large));
        write("twice.csv.bz2", bzip2Bytes(large));
        write("thrice.csv.gz", gzipBytes(gzipBytes(bzip2("a,b\n1,2\n"))));
        write("other.csv.gz", gzipBytes(bzip2("a,b\n1,2\n")));
        write("bz2.csv.bz2", bzip2Bytes(bzip2("a,b\n1,2\n")));
        write("large.csv", large);
        write("fine.csv", "id,text\n0,0\n");
        for (String twice : List.of("twice.csv.gz", "twice.csv.bz2", "thrice.csv.gz", "other.csv.gz", "bz2.csv.bz2")) {
            assertUnreadable(twice + " is compressed twice; once is what its name says and what is undone", twice);
            // Not only of the file by which the source is told.
            assertThat(both(DETECT, "", "fine.csv", twice).error().message()).endsWith("/" + twice
                    + " is compressed twice; once is what its name says and what is undone");
        }
        for (SourceOptions options : List.of(DETECT, options("csv", ",", false, null))) {
            assertThat(both(options, "", "fine.csv", "large.csv").error().message())
                    .endsWith("/large.csv holds compressed data, but its name doesn't end in .gz");
        }
        write("csv.avro", "a,b\n1,2\n");
        assertUnreadable("is not an Avro file", "csv.avro");
        write("csv.parquet", "a,b\n1,2\n");
        assertUnreadable("is not a whole Parquet file", "csv.parquet");
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bomb, 1 << 16)) {
            out.write("a,b\n1,\"".getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 160; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        write("bomb.csv.gz", bomb.toByteArray());
        assertThat(bomb.size()).isLessThan(1 << 20);
        assertUnreadable("the record that begins at byte 4 is longer than 128 MiB", "bomb.csv.gz");
    }

    @Test
    void whatIsOddButReadableIsRead() throws IOException {
        String rows = "id,name\n1,Ann\n2,é\n";
        write("le.csv", rows.getBytes(StandardCharsets.UTF_16LE));
        write("be.csv", rows.getBytes(StandardCharsets.UTF_16BE));
        assertRead(rows, DETECT, "", "le.csv");
        assertRead(rows, DETECT, "", "be.csv");
        write("nul.csv", "id,name\n\0,a\0b\n");
        assertRead("id,name\n\0,a\0b\n", DETECT, "", "nul.csv");
        write("out/_SUCCESS", "");
        write("out/.part-00000.csv.crc", "crc!");
        write("out/_temporary/0/part-00000.csv", "id,name\n9,gone\n");
        write("out/part-00000.csv", "");
        write("out/part-00001.csv", "id,name\n1,Ann\n");
        write("out/part-00002.csv", "");
        assertRead("id,name\n1,Ann\n", DETECT, "", "out");
    }

    @Test
    void jsonLinesWithALineThatIsNone() throws IOException {
        write("a.jsonl", "{\"id\":1,\"in\":{\"x\":[1,null]}}\nnonsense\n{\"id\":2.50,\"in\":null}\n");
        Ending ending = both(DETECT, "", "a.jsonl");
        assertThat(ending.text()).isEqualTo("id,in\n1,\"{\"\"x\"\":[1,null]}\"\n,\n2.50,\n");
        assertThat(ending.warnings(folder)).singleElement().asString().contains("a.jsonl", "not JSON objects", "record 2");
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
        assertRead("id,name\n1,x\n2,\n", DETECT, "", "a.avro");
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
        assertRead("""
                day,millis,micros,nanos,amount,uuid,kind,either,map,list,in
                ,,,,,,,,,,
                2026-02-28,2026-01-02 03:04:05.678,1969-12-31 23:59:59.999,2026-01-02 03:04:05.678,-0.01,00000000-0000-0000-0000-000000000000,B,1970-01-01 00:00:00,"{""z"":1.5,""a"":null,""m"":null}","[""1970-01-01""]","{""x"":0.1,""y"":""AQ==""}"
                """, DETECT, "", "types.avro");
        assertRead("n\n\n2026\n", DETECT, "derive type: single value: YEAR(nanos) as: 'n'\ndrop col: n action: Keep",
                "types.avro");
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
            assertRead(numbers.toString(), DETECT, recipe, file);
            Ending ending = both(DETECT, "", file);
            assertThat(ending.report().rows()).isEqualTo(rows);
            assertThat(ending.text().lines().skip(1).map(line -> line.substring(0, line.indexOf(',')))
                    .toList()).isEqualTo(IntStream.range(0, rows).mapToObj(String::valueOf).toList());
        }
        // Without any column only rows are counted.
        assertRead("row_count\n" + rows + "\n", DETECT, "groupby value: COUNT()", "groups.parquet");
        assertRead("row_count\n" + rows + "\n", DETECT, "groupby value: COUNT()", "blocks.avro");
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
        assertRead("n\n0\n1\n2\n3\n", DETECT, "drop col: b", "forged.avro");
        byte[] whole = Files.readAllBytes(file);
        // A block's count of records without what follows, which the library takes for the end; blocks without records; a length
        // of which there is no memory; less than a block; and another marker.
        write("count.avro", concat(whole, new byte[] {2}));
        write("empty.avro", concat(concat(whole, new byte[] {0, 0}), concat(sync, Arrays.copyOfRange(whole, whole.length / 2, whole.length))));
        write("long.avro", concat(whole, new byte[] {2, (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}));
        write("cut.avro", Arrays.copyOf(whole, whole.length - 20));
        byte[] marker = whole.clone();
        marker[whole.length - 1] ^= 1;
        write("marker.avro", marker);
        for (String name : List.of("count.avro", "empty.avro", "long.avro", "cut.avro", "marker.avro")) {
            for (Engine engine : List.of(new PhotonEngine(), new SparkEngine(SparkPlanRunner.session()))) {
                Ending ending = run(engine, DETECT, "", name);
                assertThat(ending.text()).as(name).isNull();
                assertThat(ending.error().code()).as(name + ": " + ending.error()).isEqualTo(JobCode.UNREADABLE_INPUT.id());
                assertThat(ending.error().message()).contains(name + " is damaged after record ");
            }
        }
    }

    /** Quotes behind an escape: ordinary inside quotes, not outside. */
    @Test
    void escapedQuotesInPieces() throws IOException {
        Random random = new Random(9);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 12_000; i++) {
            rows.append(i).append(switch (random.nextInt(4)) {
                case 0 -> " \\\" x\ny\" z"; // opens behind an escape outside quotes
                case 1 -> " \"x \\\" \n y\"";
                case 2 -> " \"\\\\\\\"\n\"";
                default -> " \\ plain";
            }).append('\n');
        }
        String recipe = "splitrows on: '\\n' col: column1 quote: '\"' quoteEscapeChar: '\\\\'\n"
                + "derive type: single value: LEFT(column1, 5) as: 'begin'\ndrop col: column1\n";
        write("escaped.txt", rows.toString());
        write("escaped.txt.bz2", bzip2(rows.toString(), 1));
        SourceOptions raw = new SourceOptions("text", null, false, null, null, "raw", null);
        for (String name : List.of("escaped.txt", "escaped.txt.bz2")) {
            assertThat(both(raw, recipe, name).report().rows()).as(name).isEqualTo(12_000);
        }
    }

    /** What a job on Spark reads files in, without those of its other stages. */
    private int tasksThatRead(String recipe, SourceOptions options, String... uris) throws Exception {
        AtomicInteger most = new AtomicInteger();
        SparkListener listener = new SparkListener() {
            @Override
            public void onStageSubmitted(SparkListenerStageSubmitted stage) {
                most.accumulateAndGet(stage.stageInfo().numTasks(), Math::max);
            }
        };
        SparkContext spark = SparkPlanRunner.session().sparkContext();
        spark.addSparkListener(listener);
        try {
            run(new SparkEngine(SparkPlanRunner.session()), options, recipe, uris);
            spark.listenerBus().waitUntilEmpty();
        } finally {
            spark.removeSparkListener(listener);
        }
        return most.get();
    }

    /** Rows of about 20 bytes that compress badly, so that blocks of 100 kB and pieces are about as long. */
    private static String rows(Random random, int count, String lineEnd, boolean quoted) {
        StringBuilder rows = new StringBuilder("id,text" + lineEnd);
        for (int i = 0; i < count; i++) {
            String text = Long.toString(random.nextLong() >>> 1, 36);
            rows.append(i).append(',').append(quoted && random.nextInt(4) == 0
                    ? "\"" + text + lineEnd + i + ",\"\"" + text + "\"\"" + lineEnd + lineEnd + "\"" : text).append(lineEnd);
        }
        return rows.toString();
    }

    @Test
    void bzip2InPieces() throws Exception {
        Random random = new Random(5);
        String plain = rows(random, 20_000, "\n", false);
        // Streams as Drover itself concatenates them, one that ends within a row, an empty one.
        int half = plain.length() / 2;
        write("plain.csv.bz2", concat(concat(bzip2(plain.substring(0, half), 1), bzip2("")), bzip2(plain.substring(half), 9)));
        assertRead(plain, DETECT, "", "plain.csv.bz2");
        assertThat(tasksThatRead("", DETECT, "plain.csv.bz2")).isGreaterThan(8);
        String numbered = "derive type: single value: $sourcerownumber as: 'n'";
        Ending ending = both(DETECT, numbered, "plain.csv.bz2");
        assertThat(ending.text().lines().skip(1).toList()).allMatch(row -> Integer.parseInt(row.substring(0, row.indexOf(',')))
                + 2 == Integer.parseInt(row.substring(row.lastIndexOf(',') + 1)));
        assertThat(tasksThatRead(numbered, DETECT, "plain.csv.bz2")).as("row numbers need one task").isEqualTo(1);
        // Every line a row, a count, and rows in the order of the file behind a window over it.
        assertRead("row_count\n20001\n", options("csv", ",", false, null), "groupby value: COUNT()", "plain.csv.bz2");
        String crlf = rows(random, 10_000, "\r\n", false);
        write("crlf.csv.bz2", bzip2(crlf, 1));
        assertRead(crlf.replace("\r", ""), DETECT, "", "crlf.csv.bz2");
        // Quoted line ends: pieces that began inside quotes are found out.
        for (int round = 0; round < 3; round++) {
            String quoted = rows(random, 12_000, round == 0 ? "\r\n" : "\n", true);
            String name = "quoted" + round + ".csv.bz2";
            write(name, concat(bzip2(quoted.substring(0, 100_000 * round), 1), bzip2(quoted.substring(100_000 * round), 1)));
            Ending told = both(DETECT, "", name);
            assertThat(told.report().rows()).isEqualTo(12_000);
            if (round > 0) {
                assertThat(told.text()).isEqualTo(quoted);
            }
        }
        // Of several files, each with its rows.
        write("in/a.csv", plain);
        write("in/b.csv.bz2", bzip2(plain, 1));
        write("in/c.csv.bz2", bzip2("id,text\n1,x\n"));
        assertThat(both(DETECT, "", "in").text()).isEqualTo(
                plain + plain.substring(plain.indexOf('\n') + 1) + "1,x\n");
        // One record that is longer than several pieces, and a separator of several bytes.
        String piped = "a||b\n" + plain.replace(",", "||") + "1||\"" + plain.repeat(2) + "\"\n2||y\n";
        write("piped.txt.bz2", bzip2(piped, 1));
        assertThat(both(options("csv", "||", true, null), "", "piped.txt.bz2").report().rows()).isEqualTo(20_003);
        String split = "splitrows on: '|\\n' col: column1\n";
        write("records.txt.bz2", bzip2(plain.replace("\n", "|\n"), 1));
        assertThat(both(new SourceOptions("text", null, false, null, null, "raw", null), split, "records.txt.bz2")
                .report().rows()).isEqualTo(20_001);
    }

    @Test
    void badRecordsOfBzip2PiecesAreToldWithTheirNumbers() throws IOException {
        StringBuilder rows = new StringBuilder(rows(new Random(6), 70_000, "\n", false));
        rows.append("x\n").append(rows(new Random(7), 5_000, "\n", false)).append("1,2,3\n");
        write("bad.csv.bz2", bzip2(rows.toString(), 1));
        Ending ending = both(DETECT, "", "bad.csv.bz2");
        assertThat(ending.warnings(folder)).containsExactly(
                "bad.csv.bz2: 1 record has fewer fields than columns, the missing ones are null (record 70002)",
                "bad.csv.bz2: 1 record has more fields than columns, the last column took the rest (record 75004)");
        byte[] bytes = bzip2(rows.toString().replace("\nx\n", "\n1,\u00e9\n"), 1);
        write("latin.csv.bz2", bzip2Bytes(rows.toString().replace("\nx\n", "\n1,\u00e9\n").getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(both(DETECT, "", "latin.csv.bz2").warnings(folder)).anyMatch(told -> told.contains("record 70002"));
        // Behind what a look at the file's begin reads.
        for (int at : List.of(bytes.length - 100_000, bytes.length - 300)) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 1;
            write("damaged.csv.bz2", damaged);
            for (Engine engine : List.of(new PhotonEngine(), new SparkEngine(SparkPlanRunner.session()))) {
                Ending told = run(engine, DETECT, "", "damaged.csv.bz2");
                assertThat(told.text()).isNull();
                assertThat(told.error().code()).isEqualTo(JobCode.UNREADABLE_INPUT.id());
                assertThat(told.error().message()).contains("damaged.csv.bz2 can't be read on after record ");
            }
        }
    }

    private static byte[] bzip2Bytes(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(bytes, 1)) {
            out.write(content);
        }
        return bytes.toByteArray();
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
            assertRead("""
                    u8,u16,u32,u64,uuid,nanos,millis,zoned,clock,kind,lists,map,struct,decimal,nan,blob
                    1,65535,4294967295,18446744073709551615,6ba7b810-9dad-11d1-80b4-00c04fd430c8,2026-01-02 03:04:05.678,1969-12-31 23:59:59.999,2026-01-02 01:04:05,01:02:03.500,b,"[[1,null],null,[]]","{""1"":""x"",""2"":null}","{""a"":1.5,""b"":[true]}",12.30,,qg==
                    ,,,,,,,,,,,,,,,
                    """, DETECT, "", "duck" + version + ".parquet");
        }
    }

    @Test
    void manyFilesInPathOrderWithTheirPathsAndRowNumbers() throws IOException {
        write("in/2026/b.csv", "id,v\n2,b\n3,c\n");
        write("in/2026/a.csv", "v,id\n1,a\n");
        write("in/2025/z.csv.gz", gzip("id,v\n0,z\n"));
        write("in/2025/_hidden.csv", "id,v\n9,h\n");
        write("in/note.md", "# no data\n");
        String recipe = "derive type: single value: $filepath as: 'path'\n"
                + "derive type: single value: $sourcerownumber as: 'row'";
        String root = folder.toString();
        // The columns of a source are those of its first file, by their names.
        Ending ending = both(DETECT, recipe, "in/*/*.csv*");
        assertThat(ending.text()).isEqualTo("id,v,path,row\n0,z," + root + "/in/2025/z.csv.gz,\na,1," + root
                + "/in/2026/a.csv,\n2,b," + root + "/in/2026/b.csv,\n3,c," + root + "/in/2026/b.csv,\n");
        assertThat(ending.warnings(folder)).singleElement().asString().contains("in/2026/a.csv: the header has the columns"
                + " in other places (v, id), they are read by their names");
        assertRead("id,v,path,row\n2,b," + root + "/in/2026/b.csv,2\n3,c," + root + "/in/2026/b.csv,3\n",
                DETECT, recipe, "in/2026/b.csv");
        assertThat(both(DETECT, "", "in/202[56]").text()).isEqualTo("id,v\n0,z\na,1\n2,b\n3,c\n");
        assertRead("id,v\n0,z\n2,b\n3,c\n", DETECT, "", "in/2026/b.csv", "in/2025");
        Ending none = both(DETECT, "", "in/*/none-*");
        assertThat(none.error().code()).isEqualTo(JobCode.NO_INPUT.id());
        assertThat(none.error().message()).contains("in/*/none-*");
    }
}
