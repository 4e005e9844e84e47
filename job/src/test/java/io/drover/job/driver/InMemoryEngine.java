package io.drover.job.driver;

import io.drover.job.engine.Engine;
import io.drover.job.engine.EngineContext;
import io.drover.job.engine.EngineResult;
import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.EngineRun;
import io.drover.job.engine.EngineRun.StagingRequest;
import io.drover.job.engine.JobCanceled;
import io.drover.job.engine.JobFailure;
import io.drover.job.engine.ProgressSink;
import io.drover.job.profile.Profile;
import io.drover.job.profile.ProfileBuilder;
import io.drover.job.source.RecordSource;
import io.drover.job.source.RecordSources;
import io.drover.job.source.ResolvedSource;
import io.drover.job.storage.HadoopFiles;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.OutputRows;
import io.drover.recipe.analysis.Probe;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.recipe.reference.SourceRows;
import io.drover.recipe.type.ColumnType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.Path;

/** Runs jobs by the reference interpreter, delimited text in and out; a test can step in before a run and while it runs. */
final class InMemoryEngine implements Engine {
    /** What a test does in the engine's place. */
    interface Interruption {
        void in(InMemoryEngine engine) throws IOException;
    }

    private final CountDownLatch canceled = new CountDownLatch(1);
    private final CountDownLatch running = new CountDownLatch(1);
    private Interruption beforeStaging = engine -> {};
    private Interruption afterStaging = engine -> {};
    private EngineContext context;
    private ReferenceEngine reference;
    private JobFailure profileFailure;
    private volatile boolean closed;

    InMemoryEngine beforeStaging(Interruption interruption) {
        beforeStaging = interruption;
        return this;
    }

    InMemoryEngine afterStaging(Interruption interruption) {
        afterStaging = interruption;
        return this;
    }

    InMemoryEngine failingToProfile(JobFailure failure) {
        profileFailure = failure;
        return this;
    }

    /** Waits, as a long job does, until it is canceled. */
    void untilCanceled() {
        running.countDown();
        try {
            if (!canceled.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody canceled the job");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new JobCanceled();
    }

    void awaitRunning() throws InterruptedException {
        if (!running.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the job didn't come to run");
        }
    }

    java.nio.file.Path localDirectory() {
        return context.localDirectory();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public String name() {
        return "photon";
    }

    @Override
    public void open(EngineContext engineContext) throws IOException {
        context = engineContext;
        Map<String, SourceRows> sources = new LinkedHashMap<>();
        for (ResolvedSource source : context.sources()) {
            sources.put(source.id(), SourceRows.of(rows(source)));
        }
        reference = new ReferenceEngine(sources);
    }

    private List<List<String>> rows(ResolvedSource source) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (ResolvedSource.SourceFile file : source.files()) {
            try (RecordSource records = RecordSources.open(source, file, Reading.DECLARED, context.hadoop())) {
                while (records.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 0; i < source.columns().size(); i++) {
                        row.add(records.field(i));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    @Override
    public Probe probe() {
        return reference;
    }

    @Override
    public EngineResult run(EngineRun run, ProgressSink progress) throws IOException {
        beforeStaging.in(this);
        OutputRows output = new OutputRows(run.table(), run.referenceTime(), true);
        Map<String, List<StagedFile>> outputs = new LinkedHashMap<>();
        long rows = 0;
        for (StagingRequest request : run.outputs()) {
            progress.activity("writing " + request.output().path());
            List<List<Object>> lines = values(run.table(), List.of(output.csvLine(",", false)));
            StringBuilder text = new StringBuilder(request.output().header() ? output.csvHeader(",", false) + "\n" : "");
            lines.forEach(line -> text.append(line.get(0)).append('\n'));
            Path file = new Path(request.directory(), "part-00000" + request.extension());
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            HadoopFiles.of(file, context.hadoop()).writeExclusively(file, bytes);
            outputs.put(request.output().id(), List.of(new StagedFile(file.toString(), lines.size(), bytes.length)));
            rows = lines.size();
            progress.rowsWritten(rows);
        }
        afterStaging.in(this);
        return new EngineResult(rows, 100, outputs, run.profile() && profileFailure == null
                ? Optional.of(profile(run.table(), output)) : Optional.empty(), Optional.ofNullable(profileFailure),
                List.of("one row was odd"));
    }

    private Profile profile(Table table, OutputRows output) {
        List<ColumnType> types = table.columns().stream().map(column -> column.type().type()).toList();
        ProfileBuilder builder = new ProfileBuilder(types);
        for (List<Object> row : values(table, output.texts())) {
            builder.add(row.stream().map(value -> (String) value).toList());
        }
        return builder.build(table.columns().stream().map(Column::name).toList(), types, (column, values) -> {});
    }

    private List<List<Object>> values(Table table, List<Expr> expressions) {
        Plan plan = table.order().isEmpty() ? table.plan() : new Plan.Sort(table.plan(), table.order());
        List<NamedExpr> named = new ArrayList<>();
        expressions.forEach(expression -> named.add(new NamedExpr("v" + named.size(), expression)));
        return reference.run(new Plan.Project(plan, named));
    }

    @Override
    public void cancel() {
        canceled.countDown();
    }

    @Override
    public void close() {
        closed = true;
    }
}
