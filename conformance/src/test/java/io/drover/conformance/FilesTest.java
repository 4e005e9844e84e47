package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.Engine;
import io.drover.job.engine.EngineContext;
import io.drover.job.engine.EngineResult;
import io.drover.job.engine.EngineRun;
import io.drover.job.engine.EngineRun.StagingRequest;
import io.drover.job.engine.ProgressSink;
import io.drover.job.source.RecordSource;
import io.drover.job.source.RecordSources;
import io.drover.job.source.ResolvedSource;
import io.drover.job.spec.JobSpec;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.OutputRows;
import io.drover.recipe.analysis.Probe;
import io.drover.recipe.analysis.RecipeCompiler;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.output.OutputOperations;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.recipe.reference.SourceRows;
import io.drover.recipe.type.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From files of nasty values to files: both engines write the bytes that the reference engine's rows make. */
class FilesTest {

    private static final List<String> COLUMNS = List.of("a:String", "b:Integer", "c:Float", "d:Datetime", "e:String");

    private static final int MANY = 40_000;
    private static final int REPEATS = 4;

    private static final ProgressSink SILENT = new ProgressSink() {
        @Override
        public void bytesRead(long done, long total) {}

        @Override
        public void rowsWritten(long rows) {}

        @Override
        public void activity(String text) {}
    };

    @TempDir
    Path directory;

    static Stream<String> recipes() {
        return Stream.of(
                "",
                "derive value: UPPER(a) as: 'two words'\nset col: c value: c * 2 + b\nsort order: -d, b, a",
                "derive type: multiple value: SUM(b) group: e order: a as: 's'\nsplit col: a on: ',' limit: 2\n"
                        + "filter type: custom rowType: single row: !ISMISSING([e]) action: Keep",
                "groupby value: COUNT(), SUM(c), LIST(a, 5), MAXDATE(d) group: e, b\nmerge col: e, b with: '\"'");
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void bothEnginesWriteTheSameBytes(String recipe) throws Exception {
        comesOutEqual(source(file(new Random(recipe.length()))), recipe);
    }

    private void comesOutEqual(ResolvedSource source, String recipe) throws Exception {
        SourceRows rows = rows(source);
        Table table = compile(source, recipe, new ReferenceEngine(Map.of(source.id(), rows))).target().orElseThrow();
        for (var engine : Engines.ofJobs().entrySet()) {
            Map<String, byte[]> written = written(engine.getKey(), engine.getValue().get(), source, recipe);
            OutputRows lines = new OutputRows(table, Formulas.REFERENCE_TIME, true);
            assertThat(text(written.get("csv"))).as(engine.getKey())
                    .isEqualTo(lines.csvHeader(",", false) + "\n" + joined(table, lines.csvLine(",", false), rows, source));
            assertThat(text(written.get("quoted"))).as(engine.getKey())
                    .isEqualTo(joined(table, lines.csvLine(";", true), rows, source));
            assertThat(text(written.get("json"))).as(engine.getKey())
                    .isEqualTo(joined(table, lines.jsonLine(), rows, source));
        }
    }

    /** Of so many rows that engines read and compute them in parts. */
    static Stream<String> orderedRecipes() {
        return Stream.of(
                "derive type: multiple value: ROWNUMBER() as: 'n'\nderive type: multiple value: FILL(d) as: 'f'\n"
                        + "derive type: multiple value: PREV(a, 3) group: e as: 'p'\nfilter type: custom rowType: single"
                        + " row: n % 97 == 0 action: Keep",
                "groupby value: ANY(a), LIST(b, 7), UNIQUE(d, 5), SUM(c), AVERAGE(c), MODE(a), COUNTDISTINCT(a), MAX(b) group: e",
                "deduplicate\nrownumber as: 'n'\nsort order: -c, e\nderive type: multiple value: ROLLINGSUM(b, 2, 0)"
                        + " group: e order: n as: 'r'\nfilter type: custom rowType: single row: n < 3000 action: Keep",
                "pivot col: e value: SUM(b), ANY(a) group: d\nsort order: d");
    }

    @ParameterizedTest
    @MethodSource("orderedRecipes")
    void bothEnginesKeepTheOrderOfManyRows(String recipe) throws Exception {
        comesOutEqual(source(manyRows(new Random(recipe.length()))), recipe);
    }

    private Path manyRows(Random random) throws IOException {
        StringBuilder text = new StringBuilder("a,b,c,d,e\n");
        for (int i = 0; i < MANY; i++) {
            text.append("v").append(random.nextInt(500)).append(',').append(random.nextInt(20)).append(',')
                    .append(random.nextInt(1_000_000) / 1000.0).append(',')
                    .append(random.nextInt(4) == 0 ? "2024-0" + (1 + random.nextInt(9)) + "-15" : "").append(",g")
                    .append(random.nextInt(6)).append('\n');
        }
        return Files.writeString(directory.resolve("many.csv"), text);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Nasty values as a careful program writes them, then what a careless one left. */
    private Path file(Random random) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("\uFEFFa,b,c,d,e\r\n".getBytes(StandardCharsets.UTF_8));
        List<Object> values = Collections.nCopies(REPEATS, NastyValues.of(Storage.TEXT)).stream().flatMap(List::stream).toList();
        for (Object nasty : values) {
            List<String> fields = new ArrayList<>();
            fields.add(OutputOperations.csvField((String) nasty, ","));
            for (String column : COLUMNS.subList(1, 4)) {
                fields.add(OutputOperations.csvField(NastyValues.text(Recipes.column(column).type().name(), random), ","));
            }
            fields.add(List.of("", "x", "é", "\"x\"").get(random.nextInt(4)));
            bytes.writeBytes((String.join(",", fields) + (random.nextBoolean() ? "\n" : "\r\n"))
                    .getBytes(StandardCharsets.UTF_8));
        }
        bytes.writeBytes("short\ntoo,many,fields,in,this,record,\"here\"\n\n a , 1 ,\"2\"x,'3',\n"
                .getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[] {'b', (byte) 0xff, (byte) 0xe2, (byte) 0x82, ',', '1', ',', '2', ',', ',', (byte) 0xc3});
        return Files.write(directory.resolve("in.csv"), bytes.toByteArray());
    }

    private static ResolvedSource source(Path file) throws IOException {
        return new ResolvedSource("s", "source",
                List.of(new ResolvedSource.SourceFile(file.toUri().toString(), file.toString(), Files.size(file))),
                new JobSpec.SourceOptions("csv", ",", true, "\"", "UTF-8", "auto", null),
                COLUMNS.stream().map(Recipes::column)
                        .map(column -> new JobSpec.SourceColumn(column.name(), column.type())).toList());
    }

    /** As the reader that all engines share reads them. */
    private static SourceRows rows(ResolvedSource source) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (RecordSource records = RecordSources.open(source, source.files().get(0), Reading.DECLARED,
                new Configuration(false))) {
            while (records.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < COLUMNS.size(); i++) {
                    row.add(records.field(i));
                }
                rows.add(row);
            }
        }
        return new SourceRows(rows, 2, source.files().get(0).path());
    }

    private static Compilation compile(ResolvedSource source, String recipe, Probe probe) {
        var columns = COLUMNS.stream().map(Recipes::column).toList();
        var declared = new CompilationRequest.Source("s", "source", columns, CompilationRequest.Structure.AUTO,
                CompilationRequest.Content.DELIMITED, true, false);
        var dataset = new CompilationRequest.Dataset("d", "d", CompilationRequest.Input.source(source.id()), Map.of(), recipe);
        Compilation compilation = new RecipeCompiler().compile(new CompilationRequest(
                List.of(declared), List.of(dataset), "d", Map.of(), Formulas.REFERENCE_TIME, probe));
        assertThat(compilation.problems()).filteredOn(problem -> problem.problem().isError()).isEmpty();
        return compilation;
    }

    private Map<String, byte[]> written(String name, Engine engine, ResolvedSource source, String recipe)
            throws Exception {
        Path folder = Files.createDirectory(directory.resolve(name));
        try (engine) {
            engine.open(new EngineContext(List.of(source), new Configuration(false),
                    Files.createDirectory(folder.resolve("work")), JobSpec.Limits.DEFAULT));
            Table table = compile(source, recipe, engine.probe()).target().orElseThrow();
            EngineResult result = engine.run(new EngineRun(table, List.of(
                    request(folder, "csv", JobSpec.FileFormat.CSV, true, ",", false),
                    request(folder, "quoted", JobSpec.FileFormat.CSV, false, ";", true),
                    request(folder, "json", JobSpec.FileFormat.JSON, false, ",", false)),
                    false, Formulas.REFERENCE_TIME), SILENT);
            return Map.of("csv", bytes(result, "csv"), "quoted", bytes(result, "quoted"), "json", bytes(result, "json"));
        }
    }

    private static StagingRequest request(Path folder, String id, JobSpec.FileFormat format, boolean header,
            String delimiter, boolean quoted) throws IOException {
        Path staging = Files.createDirectory(folder.resolve(id));
        return new StagingRequest(new JobSpec.Output(id, "file:///out/" + id, JobSpec.Action.CREATE, format,
                JobSpec.Compression.NONE, header, true, delimiter, quoted, true),
                new org.apache.hadoop.fs.Path(staging.toUri()).toString(), "." + id, true, true);
    }

    private static byte[] bytes(EngineResult result, String id) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (EngineResult.StagedFile file : result.outputs().get(id)) {
            all.writeBytes(Files.readAllBytes(Path.of(java.net.URI.create(file.uri()).getPath())));
        }
        return all.toByteArray();
    }

    private static String joined(Table table, Expr line, SourceRows rows, ResolvedSource source) {
        Plan sorted = table.order().isEmpty() ? table.plan() : new Plan.Sort(table.plan(), table.order());
        StringBuilder text = new StringBuilder();
        new ReferenceEngine(Map.of(source.id(), rows)).run(new Plan.Project(sorted, List.of(new NamedExpr("line", line))))
                .forEach(row -> text.append((String) row.get(0)).append('\n'));
        return text.toString();
    }
}
