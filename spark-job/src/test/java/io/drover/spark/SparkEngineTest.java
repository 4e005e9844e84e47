package io.drover.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drover.job.engine.EngineContext;
import io.drover.job.engine.EngineResult;
import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.EngineRun;
import io.drover.job.engine.JobCanceled;
import io.drover.job.engine.JobFailure;
import io.drover.job.engine.ProgressSink;
import io.drover.job.profile.Profile;
import io.drover.job.source.ResolvedSource;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.Operation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import io.drover.spark.source.SourceScans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedSpark.class)
class SparkEngineTest {

    private static final ProgressSink SILENT = new ProgressSink() {
        @Override
        public void bytesRead(long done, long total) {}

        @Override
        public void rowsWritten(long rows) {}

        @Override
        public void activity(String text) {}
    };
    private static final PlanColumn ID = new PlanColumn("c_id", ValueType.source(ColumnType.INTEGER));
    private static final PlanColumn TEXT = new PlanColumn("c_text", ValueType.TEXT);
    private static final PlanColumn ROW = new PlanColumn("c_row", ValueType.INTEGER);

    @TempDir
    private Path folder;
    private SparkSession spark;
    private SparkEngine engine;

    @BeforeEach
    void start(SparkSession session) {
        spark = session;
    }

    @AfterEach
    void close() {
        if (engine != null) {
            engine.close();
        }
    }

    private void open(long pieceBytes, Path... files) throws IOException {
        List<ResolvedSource.SourceFile> sourceFiles = new ArrayList<>();
        for (Path file : files) {
            sourceFiles.add(new ResolvedSource.SourceFile(file.toUri().toString(), file.toString(), Files.size(file)));
        }
        ResolvedSource source = new ResolvedSource("s", "orders", sourceFiles,
                new JobSpec.SourceOptions("csv", ",", true, "\"", "UTF-8", "auto", null),
                List.of(new JobSpec.SourceColumn("id", ColumnType.INTEGER),
                        new JobSpec.SourceColumn("text", ColumnType.STRING)));
        // The engine takes a new session of its own; it inherits what the context was given.
        engine = new SparkEngine(spark);
        engine.open(new EngineContext(List.of(source), new Configuration(), folder, JobSpec.Limits.DEFAULT));
    }

    private static Plan scan() {
        return new Plan.Scan("s", List.of(
                new Plan.Scan.Field(Plan.Scan.Field.Kind.VALUE, 0, ID),
                new Plan.Scan.Field(Plan.Scan.Field.Kind.VALUE, 1, TEXT),
                new Plan.Scan.Field(Plan.Scan.Field.Kind.ROW_ORDER, 0, ROW)));
    }

    private static Table table(Plan plan, PlanColumn... columns) {
        List<Column> visible = new ArrayList<>();
        for (PlanColumn column : columns) {
            visible.add(new Column(column.id().substring(2), column.id(), column.type(), Set.of()));
        }
        List<OrderKey> order = plan.columns().contains(ROW) ? List.of(OrderKey.ascending(ROW)) : List.of();
        return new Table(plan, visible, order, Optional.empty(), Optional.empty());
    }

    private EngineRun.StagingRequest request(String id, FileFormat format, Compression compression, boolean header,
            boolean single, String extension) throws IOException {
        Path directory = Files.createDirectory(folder.resolve("stage-" + id));
        return new EngineRun.StagingRequest(
                new JobSpec.Output(id, "file:///out/" + id, Action.CREATE, format, compression, header, single, ",",
                        false, true),
                directory.toUri().toString(), extension, true, single);
    }

    private EngineResult run(Table table, EngineRun.StagingRequest... requests) throws IOException {
        return engine.run(new EngineRun(table, List.of(requests), false, Instant.EPOCH), SILENT);
    }

    @Test
    void profilesInTheSamePass() throws IOException {
        StringBuilder in = new StringBuilder("id,text\n");
        for (int i = 0; i < 10_500; i++) {
            in.append(i % 3 == 0 ? "x" : String.valueOf(i % 7)).append(",t").append(i < 100 ? 0 : i).append("\n");
        }
        open(1 << 20, Files.writeString(folder.resolve("in.csv"), in));
        EngineResult result = engine.run(new EngineRun(table(scan(), ID, TEXT), List.of(
                request("csv", FileFormat.CSV, Compression.NONE, false, true, ".csv")), true, Instant.EPOCH), SILENT);
        Profile profile = result.profile().orElseThrow();
        assertThat(profile.rows()).isEqualTo(10_500);
        assertThat(profile.columns()).extracting(Profile.ColumnProfile::name).containsExactly("id", "text");
        assertThat(profile.columns().get(0).valid()).isEqualTo(7000);
        assertThat(profile.columns().get(0).mismatched()).isEqualTo(3500);
        assertThat(((Profile.Numbers) profile.columns().get(0).values()).max()).isEqualTo(6.0);
        // More values than a builder keeps: counted by grouping.
        Profile.Texts texts = (Profile.Texts) profile.columns().get(1).values();
        assertThat(texts.count()).isEqualTo(10_500);
        assertThat(texts.top().get(0)).isEqualTo(new Profile.Frequency("t0", 100));
    }

    private static byte[] bytes(EngineResult result, String id) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (StagedFile file : result.outputs().get(id)) {
            Path path = Path.of(java.net.URI.create(file.uri()).getPath());
            assertThat(Files.size(path)).isEqualTo(file.bytes());
            all.write(Files.readAllBytes(path));
        }
        return all.toByteArray();
    }

    private static String text(EngineResult result, String id) throws IOException {
        return new String(bytes(result, id), StandardCharsets.UTF_8);
    }

    private List<String> staged(String id) throws IOException {
        try (var files = Files.list(folder.resolve("stage-" + id))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void writesEveryFormatFromOnePassInRowOrder() throws IOException {
        Path file = Files.writeString(folder.resolve("in.csv"), "id,text\n1,\"a,\"\"b\"\n2,\n3,añ\nx,\"two\nlines\"\n");
        open(1 << 20, file);

        EngineResult result = run(table(scan(), ID, TEXT),
                request("csv", FileFormat.CSV, Compression.NONE, true, true, ".csv"),
                request("gz", FileFormat.CSV, Compression.GZIP, false, true, ".csv.gz"),
                request("json", FileFormat.JSON, Compression.NONE, false, false, ".json"),
                request("avro", FileFormat.AVRO, Compression.SNAPPY, false, false, ".avro"),
                request("pqt", FileFormat.PQT, Compression.SNAPPY, false, false, ".pqt"));

        assertThat(result.rows()).isEqualTo(4);
        assertThat(result.bytesRead()).isEqualTo(Files.size(file));
        assertThat(text(result, "csv")).isEqualTo("id,text\n1,\"a,\"\"b\"\n2,\n3,añ\nx,\"two\nlines\"\n");
        try (InputStream gz = new GZIPInputStream(new java.io.ByteArrayInputStream(bytes(result, "gz")))) {
            assertThat(new String(gz.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("1,\"a,\"\"b\"\n2,\n3,añ\nx,\"two\nlines\"\n");
        }
        assertThat(text(result, "json").lines()).containsExactly(
                "{\"id\":1,\"text\":\"a,\\\"b\"}", "{\"id\":2,\"text\":\"\"}", "{\"id\":3,\"text\":\"añ\"}",
                "{\"id\":\"x\",\"text\":\"two\\nlines\"}");
        for (String id : List.of("csv", "gz", "json", "avro", "pqt")) {
            assertThat(staged(id)).hasSize(1).allMatch(name -> name.startsWith("part-00000."));
            assertThat(result.outputs().get(id).get(0).rows()).isEqualTo(4);
        }
        for (String format : List.of("avro", "parquet")) {
            String id = format.equals("avro") ? "avro" : "pqt";
            List<Row> rows = spark.read().format(format).option("ignoreExtension", "true")
                    .load(folder.resolve("stage-" + id).toString()).orderBy("id").collectAsList();
            assertThat(rows).extracting(row -> row.get(0)).containsExactly(null, 1L, 2L, 3L);
            assertThat(rows).extracting(row -> row.get(1)).containsExactly("two\nlines", "a,\"b", "", "añ");
        }
    }

    @Test
    void anEmptyResultIsOneFile() throws IOException {
        open(1 << 20, Files.writeString(folder.resolve("in.csv"), "id,text\n"));
        EngineResult result = run(table(scan(), ID, TEXT),
                request("csv", FileFormat.CSV, Compression.NONE, true, false, ".csv"));
        assertThat(text(result, "csv")).isEqualTo("id,text\n");
        assertThat(staged("csv")).containsExactly("part-00000.csv");
    }

    /** Pieces of 100 bytes of a text full of line ends in quotes: many begin inside quotes. */
    @Test
    void readsPiecesThatBeganInsideQuotesAgain() throws IOException {
        for (long seed = 0; seed < 2; seed++) {
            Random random = new Random(seed);
            StringBuilder in = new StringBuilder("id,text\n");
            StringBuilder expected = new StringBuilder();
            for (int i = 0; i < 120; i++) {
                String row = switch (random.nextInt(4)) {
                    case 0 -> i + ",plain\n";
                    case 1 -> i + ",\"x\n" + i + ",y\n\n\"\n";
                    case 2 -> i + ",\"" + "long \"\"quoted\"\"\n".repeat(random.nextInt(20)) + ".\n\"\n";
                    default -> i + ",\n";
                };
                in.append(row);
                expected.append(row);
            }
            Path file = Files.writeString(folder.resolve("in" + seed + ".csv"), in);
            Path second = Files.writeString(folder.resolve("jn" + seed + ".csv"), "id,text\n-1,last\n");
            spark.sparkContext().conf().set(SourceScans.PIECE_BYTES, "100");
            try {
                open(100, file, second);
                EngineResult result = run(table(scan(), ID, TEXT),
                        request("csv" + seed, FileFormat.CSV, Compression.NONE, false, true, ".csv"));
                assertThat(text(result, "csv" + seed)).isEqualTo(expected + "-1,last\n");
                assertThat(result.bytesRead()).isEqualTo(Files.size(file) + Files.size(second));
                assertThat(staged("csv" + seed)).allMatch(name -> name.startsWith("part-"));
                assertThat(engine.probe().rows(scan(), 3)).hasSize(3);
            } finally {
                spark.sparkContext().conf().remove(SourceScans.PIECE_BYTES);
                engine.close();
            }
        }
    }

    @Test
    void sumsOutsideTheQuickRangeAreMadeAgain() throws IOException {
        open(1 << 20, Files.writeString(folder.resolve("in.csv"), "id,text\n1e300,a\n1,a\n-1e300,a\n1e-300,b\n"));
        Operation read = Operation.of("read", Storage.DECIMAL, a -> Double.valueOf((String) a[0]), Storage.TEXT);
        AggregateOperation sum = AggregateOperation.of("sum", Storage.DECIMAL, rows -> null, Storage.DECIMAL)
                .spark(AggregateOperation.Template.of("drover_fsum({0}) {over}"));
        PlanColumn total = new PlanColumn("c_total", ValueType.DECIMAL);
        Plan plan = new Plan.Aggregate(scan(), List.of(NamedExpr.keep(TEXT)), List.of(new NamedExpr("c_total",
                new Expr.Aggregate(sum, List.of(new Expr.Call(read, List.of(ID.expr()), ValueType.DECIMAL)),
                        ValueType.DECIMAL))), List.of());
        EngineResult result = run(table(plan, TEXT, total),
                request("csv", FileFormat.CSV, Compression.NONE, false, true, ".csv"));
        assertThat(text(result, "csv").lines()).containsExactlyInAnyOrder("a,1", "b,1e-300");
    }

    @Test
    void tellsWhatCannotBeReadAndLeavesNothing() throws IOException {
        Path file = Files.writeString(folder.resolve("in.csv.gz"), "this is no gzip");
        open(1 << 20, file);
        assertThatThrownBy(() -> run(table(scan(), ID, TEXT),
                request("csv", FileFormat.CSV, Compression.NONE, false, true, ".csv")))
                .isInstanceOf(JobFailure.class).hasMessageContaining("in.csv.gz");
        assertThat(staged("csv")).isEmpty();
    }

    @Test
    void countsRecordsOfAnotherLength() throws IOException {
        open(1 << 20, Files.writeString(folder.resolve("in.csv"), "id,text\n1,a,b\n2\n"));
        EngineResult result = run(table(scan(), ID, TEXT),
                request("csv", FileFormat.CSV, Compression.NONE, false, true, ".csv"));
        assertThat(text(result, "csv")).isEqualTo("1,\"a,b\"\n2,\n");
        assertThat(result.warnings()).hasSize(2).anyMatch(text -> text.contains("more fields"))
                .anyMatch(text -> text.contains("fewer fields"));
    }

    private static final CountDownLatch STARTED = new CountDownLatch(1);

    @Test
    void stopsSoonWhenCanceled() throws Exception {
        StringBuilder in = new StringBuilder("id,text\n");
        for (int i = 0; i < 5000; i++) {
            in.append(i).append(",x\n");
        }
        open(1 << 20, Files.writeString(folder.resolve("in.csv"), in));
        Operation slow = Operation.of("slow", Storage.TEXT, a -> {
            STARTED.countDown();
            long until = System.nanoTime() + 2_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return a[0];
        }, Storage.TEXT);
        Plan plan = new Plan.Project(scan(), List.of(
                new NamedExpr("c_id", new Expr.Call(slow, List.of(ID.expr()), ID.type())), NamedExpr.keep(ROW)));
        Thread canceler = new Thread(() -> {
            try {
                STARTED.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            engine.cancel();
        });
        canceler.start();
        EngineRun.StagingRequest request = request("csv", FileFormat.CSV, Compression.NONE, false, true, ".csv");
        assertThatThrownBy(() -> run(table(plan, ID), request)).isInstanceOf(JobCanceled.class);
        canceler.join();
        assertThatThrownBy(() -> engine.probe().rows(scan(), 1)).isInstanceOf(JobCanceled.class);
    }
}
