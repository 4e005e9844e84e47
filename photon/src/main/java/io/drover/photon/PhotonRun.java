package io.drover.photon;

import io.drover.job.engine.EngineResult;
import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.EngineRun;
import io.drover.job.engine.EngineRun.StagingRequest;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.engine.PatternsGivenUp;
import io.drover.job.engine.ProgressSink;
import io.drover.job.profile.Profile;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.photon.output.AvroOutput;
import io.drover.photon.output.OutputQuery;
import io.drover.photon.output.TextOutput;
import io.drover.photon.plan.PlanSql;
import io.drover.photon.plan.SourceOrder;
import io.drover.photon.scan.SourceScans;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PruneColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** One run of a plan: a single consumer gets the rows as they are computed, several share one table of them. */
final class PhotonRun {
    private static final String RESULT = "job_result";

    private final EngineRun run;
    private final Session session;
    private final SourceScans scans;
    private final Path directory;
    private final Configuration configuration;
    private final ProgressSink sink;

    PhotonRun(EngineRun run, Session session, SourceScans scans, Path directory, Configuration configuration,
            ProgressSink sink) {
        this.run = run;
        this.session = session;
        this.scans = scans;
        this.directory = directory;
        this.configuration = configuration;
        this.sink = sink;
    }

    EngineResult execute(long sourceBytes) throws IOException {
        long givenUp = session.patternsGivenUp();
        refuseParquet();
        boolean kept = run.outputs().size() + (run.profile() ? 1 : 0) != 1;
        long rows = -1;
        OutputQuery query = this::fromPlan;
        if (kept) {
            sink.activity("computing the result");
            rows = keepResult();
            query = this::fromResult;
        }
        Map<String, List<StagedFile>> outputs = new LinkedHashMap<>();
        for (StagingRequest request : run.outputs()) {
            sink.activity("writing " + request.output().path());
            StagedFile file = write(request, query);
            outputs.put(request.output().id(), List.of(file));
            rows = file.rows();
            sink.rowsWritten(rows);
        }
        Optional<Profile> profile = Optional.empty();
        Optional<JobFailure> profileFailure = Optional.empty();
        if (run.profile()) {
            sink.activity("profiling the result");
            try {
                profile = Optional.of(new ResultProfile(run, session).of(query));
            } catch (JobFailure e) {
                if (!kept) {
                    throw e; // it was computing the result that failed
                }
                profileFailure = Optional.of(e);
            }
        }
        sink.bytesRead(sourceBytes, sourceBytes);
        return new EngineResult(rows, sourceBytes, outputs, profile, profileFailure,
                warnings(session.patternsGivenUp() - givenUp));
    }

    private List<String> warnings(long patternsGivenUp) {
        List<String> warnings = new ArrayList<>(scans.warnings());
        PatternsGivenUp.warning(patternsGivenUp).ifPresent(warnings::add);
        return warnings;
    }

    private void refuseParquet() {
        for (StagingRequest request : run.outputs()) {
            if (request.output().format() == FileFormat.PQT) {
                throw JobCode.TARGET_UNSUPPORTED.failure("the photon engine doesn't write Parquet: output "
                        + request.output().path() + " needs the spark engine, or another format");
            }
        }
    }

    private StagedFile write(StagingRequest request, OutputQuery query) throws IOException {
        Table table = run.table();
        Path outputs = Files.createDirectories(directory.resolve("outputs"));
        return switch (request.output().format()) {
            case CSV, JSON -> new TextOutput(request, table, run.referenceTime())
                    .write(query, session::execute, outputs, configuration);
            case AVRO -> {
                AvroOutput avro = new AvroOutput(request, table, run.referenceTime());
                List<NamedExpr> output = avro.output();
                String select = ResultValues.typed(output, query.select(output, request.ordered()));
                yield session.query(select, rows -> avro.write(rows, configuration));
            }
            case PQT -> throw new IllegalStateException("refused before");
        };
    }

    private String fromPlan(List<NamedExpr> output, boolean ordered) {
        Plan plan = run.table().plan();
        List<OrderKey> order = ordered && !SourceOrder.holds(plan, run.table().order()) ? run.table().order() : List.of();
        PlanSql sql = new PlanSql(scans);
        String select = sql.select(needed(plan, order), output, order);
        session.register(sql.kernels());
        return select;
    }

    /** The plan without what only an order needs that nobody asks for. */
    private Plan needed(Plan plan, List<OrderKey> order) {
        Set<String> ids = new LinkedHashSet<>();
        run.table().columns().forEach(column -> ids.add(column.id()));
        order.forEach(key -> ids.add(key.column().id()));
        return new PruneColumns().apply(plan, ids);
    }

    private String fromResult(List<NamedExpr> output, boolean ordered) {
        PlanSql sql = new PlanSql(scans);
        String select = sql.selectFrom(RESULT, output);
        session.register(sql.kernels());
        return select;
    }

    private long keepResult() {
        boolean ordered = run.outputs().stream().anyMatch(StagingRequest::ordered);
        Map<String, NamedExpr> columns = new LinkedHashMap<>();
        for (Column column : run.table().columns()) {
            columns.putIfAbsent(column.id(), NamedExpr.keep(column.planColumn()));
        }
        String select = fromPlan(new ArrayList<>(columns.values()), ordered);
        session.execute("CREATE OR REPLACE TEMP TABLE " + RESULT + " AS " + select);
        return session.execute("SELECT count(*) FROM " + RESULT);
    }
}
