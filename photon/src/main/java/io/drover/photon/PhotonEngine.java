package io.drover.photon;

import io.drover.job.engine.Engine;
import io.drover.job.engine.EngineContext;
import io.drover.job.engine.EngineResult;
import io.drover.job.engine.EngineRun;
import io.drover.job.engine.JobFailure;
import io.drover.job.engine.ProgressSink;
import io.drover.photon.plan.PlanSql;
import io.drover.photon.scan.SourceScans;
import io.drover.recipe.analysis.Probe;
import io.drover.recipe.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The local engine: a job's plan as SQL of one embedded DuckDB. */
public final class PhotonEngine implements Engine {
    private static final Logger LOG = LoggerFactory.getLogger(PhotonEngine.class);

    private EngineContext context;
    private Path directory;
    private volatile Session session;
    private volatile boolean canceled;
    private volatile long loadedBytes;
    private SourceScans scans;

    @Override
    public String name() {
        return "photon";
    }

    @Override
    public void open(EngineContext engineContext) throws IOException {
        context = engineContext;
        directory = Files.createDirectories(engineContext.localDirectory()).toRealPath();
        Session opened = Session.open(directory, SourceScans.localFiles(context.sources()), context.limits());
        session = opened;
        if (canceled) {
            opened.cancel();
        }
        scans = new SourceScans(context.sources(), opened.connection(), context.hadoop(), threads(), bytes -> {
            opened.checkCanceled();
            loadedBytes = bytes;
        });
    }

    private int threads() {
        Integer limit = context.limits().threads();
        return limit == null ? Runtime.getRuntime().availableProcessors() : limit;
    }

    @Override
    public Probe probe() {
        return this::rows;
    }

    private List<List<Object>> rows(Plan plan, int limit) {
        ResultValues values = new ResultValues(plan.columns());
        return read(() -> {
            PlanSql sql = new PlanSql(scans);
            String select = sql.select(plan, values.output(), List.of(), limit);
            session.register(sql.kernels());
            return session.query(values.statement(select), values::read);
        });
    }

    /** Reads sources; once more in Java if DuckDB refuses a file that it was trusted with. */
    private <T> T read(Reading<T> reading) {
        scans.tookNativeReads();
        try {
            return attempt(reading);
        } catch (JobFailure e) {
            if (!Session.isUnreadableText(e) || !scans.tookNativeReads()) {
                throw e;
            }
// Not the error itself: it quotes the data.
            LOG.info("DuckDB refused a file that looked regular; all files are read with the exact reader");
            scans.readEverythingInJava();
            return attempt(reading);
        }
    }

    private static <T> T attempt(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    @Override
    public EngineResult run(EngineRun run, ProgressSink sink) throws IOException {
        long total = context.sources().stream().mapToLong(source -> source.length()).sum();
        try (ProgressReports reports = new ProgressReports(sink, total, session, () -> loadedBytes)) {
            return read(() -> new PhotonRun(run, session, scans, directory, context.hadoop(), sink).execute(total));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public void cancel() {
        canceled = true;
        Session running = session;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        Session opened = session;
        if (opened != null) {
            opened.close();
        }
    }
}
