package io.drover.photon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.job.engine.EngineContext;
import io.drover.job.engine.EngineResult;
import io.drover.job.engine.EngineRun;
import io.drover.job.engine.EngineRun.StagingRequest;
import io.drover.job.engine.JobCanceled;
import io.drover.job.engine.JobFailure;
import io.drover.job.engine.ProgressSink;
import io.drover.job.profile.Profile;
import io.drover.job.source.ResolvedSource;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.Operation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Format;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotonEngineTest {
    @TempDir
    Path directory;

    private Path file(String name, String content) throws Exception {
        return Files.writeString(directory.resolve(name), content);
    }

    private EngineResult run(Table table, List<StagingRequest> outputs, ResolvedSource... sources) throws Exception {
        try (PhotonEngine engine = new PhotonEngine()) {
            engine.open(Jobs.context(directory.resolve("work"), sources));
            return engine.run(new EngineRun(table, outputs, false, Jobs.NOW), Jobs.NO_PROGRESS);
        }
    }

    private StagingRequest staging(String id, FileFormat format, Compression compression, boolean header,
            String extension) throws Exception {
        return Jobs.staging(directory.resolve("staged-" + id), Jobs.output(id, format, compression, header), extension);
    }

    private byte[] staged(String id, String extension) throws Exception {
        return Files.readAllBytes(directory.resolve("staged-" + id).resolve("part-00000" + extension));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void aCsvFileGoesThroughUnchanged() throws Exception {
        String rows = "007,\"a,b\",\n ,\"say \"\"hi\"\"\",x\n\"two\nlines\",é😀,1.50\n";
        ResolvedSource source = Jobs.csv(3, true, file("in.csv", "c0,c1,c2\n" + rows));
        EngineResult result = run(Jobs.table(source, false),
                List.of(staging("csv", FileFormat.CSV, Compression.NONE, true, ".csv")), source);
        assertThat(text(staged("csv", ".csv"))).isEqualTo("c0,c1,c2\n" + rows);
        assertThat(result.rows()).isEqualTo(3);
        assertThat(result.bytesRead()).isEqualTo(source.length());
        assertThat(result.warnings()).isEmpty();
        EngineResult.StagedFile file = result.outputs().get("csv").get(0);
        assertThat(file.rows()).isEqualTo(3);
        assertThat(file.bytes()).isEqualTo(staged("csv", ".csv").length);
        assertThat(file.uri()).endsWith("/staged-csv/part-00000.csv");
    }

    @Test
    void aPercentSignInAFoldersNameStandsForItself() throws Exception {
        Path odd = Files.createDirectories(directory.resolve("50%2e%2e, all"));
        ResolvedSource source = Jobs.csv(1, false, file("in.csv", "a\n"));
        run(Jobs.table(source, false), List.of(Jobs.staging(odd,
                Jobs.output("csv", FileFormat.CSV, Compression.NONE, false), ".csv")), source);
        assertThat(odd.resolve("part-00000.csv")).hasContent("a");
    }

    @Test
    void severalOutputsShareOneResult() throws Exception {
        ResolvedSource source = Jobs.csv(2, false, file("in.csv", "b,1\na,\n"));
        EngineResult result = run(Jobs.table(source, true), List.of(
                staging("plain", FileFormat.CSV, Compression.NONE, false, ".csv"),
                staging("gz", FileFormat.CSV, Compression.GZIP, true, ".csv.gz"),
                staging("bz", FileFormat.JSON, Compression.BZIP2, true, ".json.bz2")), source);
        String path = directory.resolve("in.csv").toString();
        assertThat(text(staged("plain", ".csv"))).isEqualTo("b,1,1," + path + "\na,,2," + path + "\n");
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(staged("gz", ".csv.gz")))) {
            assertThat(text(in.readAllBytes()))
                    .isEqualTo("c0,c1,number,path\nb,1,1," + path + "\na,,2," + path + "\n");
        }
        try (InputStream in = new BZip2CompressorInputStream(new ByteArrayInputStream(staged("bz", ".json.bz2")))) {
            assertThat(text(in.readAllBytes())).isEqualTo(
                    "{\"c0\":\"b\",\"c1\":\"1\",\"number\":1,\"path\":\"" + path + "\"}\n"
                            + "{\"c0\":\"a\",\"c1\":\"\",\"number\":2,\"path\":\"" + path + "\"}\n");
        }
        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.outputs().values()).allSatisfy(files -> assertThat(files.get(0).rows()).isEqualTo(2));
    }

    @Test
    void manyRowsKeepTheirOrder() throws Exception {
        String first = IntStream.range(0, 300_000).mapToObj(i -> i + ",x\n").collect(Collectors.joining());
        String second = IntStream.range(300_000, 400_000).mapToObj(i -> i + ",x\n").collect(Collectors.joining());
        ResolvedSource source = Jobs.csv(2, false, file("a.csv", first), file("b.csv", second));
        run(Jobs.table(source, false), List.of(staging("csv", FileFormat.CSV, Compression.NONE, false, ".csv")), source);
        assertThat(text(staged("csv", ".csv")).equals(first + second)).isTrue();
        Table numbered = Jobs.table(source, false).withOrder(List.of(
                new OrderKey(new Expr.Column("row_order", ValueType.INTEGER), true)));
        run(numbered, List.of(staging("reverse", FileFormat.CSV, Compression.NONE, false, ".csv")), source);
        assertThat(text(staged("reverse", ".csv"))).startsWith("399999,x\n399998,x\n").endsWith("1,x\n0,x\n");
    }

    @Test
    void filesReadEitherWayStayInPathOrder() throws Exception {
        ResolvedSource source = Jobs.csv(2, true,
                file("1.csv", "c0,c1\na,1\n"), file("2.csv", "c0,c1\nb\nc,2,3\n"), file("3.csv", "c0,c1\nd,4\n"));
        EngineResult result = run(Jobs.table(source, true),
                List.of(staging("csv", FileFormat.CSV, Compression.NONE, false, ".csv")), source);
        assertThat(text(staged("csv", ".csv")).replace(directory + "/", "")).isEqualTo(
                "a,1,,1.csv\nb,,,2.csv\nc,\"2,3\",,2.csv\nd,4,,3.csv\n");
        assertThat(result.warnings()).hasSize(2);
    }

    @Test
    void badBytesReadAsReplacementCharacters() throws Exception {
        Path in = directory.resolve("bad.csv");
        Files.write(in, new byte[] {'a', ',', (byte) 0xff, '\n', 'b', ',', 'x', '\n'});
        ResolvedSource source = Jobs.csv(2, false, in);
        EngineResult result = run(Jobs.table(source, false),
                List.of(staging("csv", FileFormat.CSV, Compression.NONE, false, ".csv")), source);
        assertThat(text(staged("csv", ".csv"))).isEqualTo("a,\ufffd\nb,x\n");
        assertThat(result.warnings()).singleElement().asString().contains("U+FFFD");
    }

    @Test
    void probesSeeTheSources() throws Exception {
        ResolvedSource source = Jobs.csv(2, false, file("in.csv", "b,1\na,\nc,3\n"));
        Table table = Jobs.table(source, true);
        try (PhotonEngine engine = new PhotonEngine()) {
            engine.open(Jobs.context(directory.resolve("work"), source));
            assertThat(engine.probe().rows(table.plan(), 2)).containsExactly(
                    Arrays.asList("b", "1", 1L, directory.resolve("in.csv").toString(), 1L),
                    Arrays.asList("a", "", 2L, directory.resolve("in.csv").toString(), 2L));
        }
    }

    @Test
    void avroHasTypesAndNulls() throws Exception {
        List<Column> columns = List.of(
                new Column("n 1", "a", ValueType.source(ColumnType.INTEGER), Set.of()),
                new Column("d", "b", ValueType.DECIMAL, Set.of()),
                new Column("t", "c", ValueType.datetime(Format.annotation("yyyy*mm*dd")), Set.of()),
                new Column("f", "e", ValueType.BOOLEAN, Set.of()));
        Plan values = new Plan.Values(columns.stream().map(Column::planColumn).toList(), List.of(
                Arrays.asList("12", 0.1, 86_400_000L, true), Arrays.asList("x", null, null, null)));
        Table table = new Table(values, columns, List.of(), Optional.empty(), Optional.empty());
        EngineResult result = run(table, List.of(
                staging("avro", FileFormat.AVRO, Compression.NONE, false, ".avro"),
                staging("snappy", FileFormat.AVRO, Compression.SNAPPY, false, ".avro")));
        for (String id : List.of("avro", "snappy")) {
            assertThat(result.outputs().get(id).get(0).rows()).isEqualTo(2);
            List<String> records = new ArrayList<>();
            try (DataFileStream<GenericRecord> stream = new DataFileStream<>(
                    new ByteArrayInputStream(staged(id, ".avro")), new GenericDatumReader<>())) {
                assertThat(stream.getSchema().toString()).contains("\"name\":\"n_1\"", "\"doc\":\"n 1\"",
                        "timestamp-millis", "\"double\"", "\"boolean\"", "\"long\"");
                stream.forEach(record -> records.add(record.toString()));
            }
            assertThat(records).containsExactly(
                    "{\"n_1\": 12, \"d\": 0.1, \"t\": 86400000, \"f\": true}",
                    "{\"n_1\": null, \"d\": null, \"t\": null, \"f\": null}");
        }
    }

    @Test
    void aProfileCountsTheWholeResult() throws Exception {
        String content = IntStream.range(0, 12_000).mapToObj(i -> i + "," + (i % 3 == 0 ? "a" : "b") + "\n")
                .collect(Collectors.joining());
        ResolvedSource source = Jobs.csv(2, false, file("in.csv", content));
        StagingRequest request = staging("csv", FileFormat.CSV, Compression.NONE, false, ".csv");
        try (PhotonEngine engine = new PhotonEngine()) {
            engine.open(Jobs.context(directory.resolve("work"), source));
            EngineResult result = engine.run(
                    new EngineRun(Jobs.table(source, false), List.of(request), true, Jobs.NOW), Jobs.NO_PROGRESS);
            Profile profile = result.profile().orElseThrow();
            assertThat(profile.rows()).isEqualTo(12_000);
            // More different values than the builder keeps.
            assertThat(profile.columns().get(0).valid()).isEqualTo(12_000);
            assertThat(((Profile.Texts) profile.columns().get(0).values()).top()).hasSize(20)
                    .allSatisfy(value -> assertThat(value.count()).isEqualTo(1));
            assertThat(((Profile.Texts) profile.columns().get(1).values()).top()).containsExactly(
                    new Profile.Frequency("b", 8_000), new Profile.Frequency("a", 4_000));
        }
    }

    @Test
    void parquetIsRefusedWithTheReason() throws Exception {
        ResolvedSource source = Jobs.csv(2, false, file("in.csv", "b,1\n"));
        StagingRequest request = staging("pqt", FileFormat.PQT, Compression.NONE, false, ".pqt");
        assertThatThrownBy(() -> run(Jobs.table(source, false), List.of(request), source))
                .isInstanceOf(JobFailure.class).hasMessageContaining("Parquet").hasMessageContaining("spark");
    }

    @Test
    void aCancelStopsARunSoon() throws Exception {
        Path in = file("in.csv", IntStream.range(0, 20_000).mapToObj(i -> i + ",x\n").collect(Collectors.joining()));
        ResolvedSource source = Jobs.csv(2, false, in);
        Table table = Jobs.table(source, false);
        Operation never = Operation.of("never", Storage.BOOLEAN,
                a -> a[0].equals(a[1] + "!"), Storage.TEXT, Storage.TEXT);
        Plan right = new Plan.Project(table.plan(),
                List.of(new NamedExpr("r", new Expr.Column("c0", ValueType.TEXT))));
        Expr condition = new Expr.Call(never, List.of(new Expr.Column("c0", ValueType.TEXT),
                new Expr.Column("r", ValueType.TEXT)), ValueType.BOOLEAN);
        Plan endless = new Plan.Join(
                table.plan(), right, Plan.Join.Kind.INNER, List.of(), List.of(), condition);
        Table slow = table.withPlan(endless).withOrder(List.of());
        StagingRequest request = staging("csv", FileFormat.CSV, Compression.NONE, false, ".csv");
        try (PhotonEngine engine = new PhotonEngine()) {
            engine.open(Jobs.context(directory.resolve("work"), source));
            CountDownLatch writing = new CountDownLatch(1);
            AtomicReference<Throwable> outcome = new AtomicReference<>();
            Thread running = new Thread(() -> {
                try {
                    engine.run(new EngineRun(slow, List.of(request), false, Jobs.NOW), progress(writing));
                } catch (Throwable e) {
                    outcome.set(e);
                }
            });
            running.start();
            writing.await();
            long start = System.nanoTime();
            engine.cancel();
            running.join(Duration.ofSeconds(20).toMillis());
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
            assertThat(outcome.get()).isInstanceOf(JobCanceled.class);
        }
    }

    private static ProgressSink progress(CountDownLatch writing) {
        return new ProgressSink() {
            @Override
            public void bytesRead(long done, long total) {
                writing.countDown();
            }

            @Override
            public void rowsWritten(long rows) {}

            @Override
            public void activity(String text) {}
        };
    }

    @Test
    void whatIsLargerThanTheMemoryLimitIsSpilled() throws Exception {
        int count = 1_200_000;
        Path file = directory.resolve("in.csv");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 0; i < count; i++) {
                writer.write(String.format("%08d,%s%n", (i * 7_919L) % count, "some text that fills memory ".repeat(6)));
            }
        }
        ResolvedSource source = Jobs.csv(2, false, file);
        Table table = Jobs.table(source, false);
        Table sorted = new Table(table.plan(), table.columns(),
                List.of(OrderKey.ascending(new PlanColumn("c0", ValueType.TEXT))), Optional.empty(), Optional.empty());
        StagingRequest output = staging("sorted", FileFormat.CSV, Compression.NONE, false, ".csv");
        long limit = 128L << 20;
        assertThat(Files.size(file)).isGreaterThan(limit * 3 / 2);
        try (PhotonEngine engine = new PhotonEngine()) {
            engine.open(new EngineContext(List.of(source), new Configuration(false), directory.resolve("work"),
                    new JobSpec.Limits(limit, 1, null, null, null)));
            engine.run(new EngineRun(sorted, List.of(output), false, Jobs.NOW), Jobs.NO_PROGRESS);
        }
        try (Stream<String> lines = Files.lines(directory.resolve("staged-sorted").resolve("part-00000.csv"))) {
            assertThat(lines.mapToInt(line -> Integer.parseInt(line.substring(0, 8))).toArray())
                    .isEqualTo(IntStream.range(0, count).toArray());
        }
    }

    @Test
    void aFileOutsideTheJobCantBeRead() throws Exception {
        Path secret = file("secret.csv", "x,y\n");
        Session session = Session.open(Files.createDirectories(directory.resolve("work")), List.of(),
                JobSpec.Limits.DEFAULT);
        try (session) {
            assertThatThrownBy(() -> session.execute("SELECT * FROM read_csv('" + secret + "')"))
                    .isInstanceOf(JobFailure.class).hasMessageContaining("Permission");
            assertThatThrownBy(() -> session.execute("SET enable_external_access = true"))
                    .isInstanceOf(JobFailure.class);
            assertThatThrownBy(() -> session.execute("INSTALL httpfs")).isInstanceOf(JobFailure.class);
        }
    }
}
