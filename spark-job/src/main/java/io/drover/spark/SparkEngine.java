package io.drover.spark;

import io.drover.job.engine.Engine;
import io.drover.job.engine.EngineContext;
import io.drover.job.engine.EngineResult;
import io.drover.job.engine.EngineRun;
import io.drover.job.engine.JobCanceled;
import io.drover.job.engine.JobFailure;
import io.drover.job.engine.PatternsGivenUp;
import io.drover.job.engine.ProgressSink;
import io.drover.job.profile.Profile;
import io.drover.recipe.analysis.Probe;
import io.drover.recipe.plan.Plan;
import io.drover.spark.function.FunctionRegistration;
import io.drover.spark.function.SumRange;
import io.drover.spark.output.OutputSink;
import io.drover.spark.plan.PlanFrames;
import io.drover.spark.plan.RowValues;
import io.drover.spark.plan.SourceOrder;
import io.drover.spark.source.SourceScans;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Runs plans on Spark: in this process ({@code local[*]}), or as the driver of an application on a cluster.
 *
 * <p>Two things are guessed for speed and checked after each run: that no piece of a file begins inside quotes, and that
 * sums stay in a range that holds them exactly. When a guess was wrong, what was staged is removed and the run repeated
 * without it.
 */
public final class SparkEngine implements Engine {

    private final SparkSession borrowed;
    private static final String AGAIN = "reading again, for what was guessed at first did not hold";

    private final String jobGroup = "drover-" + UUID.randomUUID();
    private final Object opening = new Object();
    private Thread opener;
    private SparkSession session;
    private EngineContext context;
    private SourceScans scans;
    private boolean wideSums;
    private volatile boolean canceled;

    /** With a session of its own, configured by spark-submit. */
    public SparkEngine() {
        this.borrowed = null;
    }

    /** Within an application that goes on afterwards. */
    public SparkEngine(SparkSession session) {
        this.borrowed = session;
    }

    @Override
    public String name() {
        return "spark";
    }

    @Override
    public void open(EngineContext engineContext) throws IOException {
        context = engineContext;
        session = borrowed != null ? borrowed.newSession() : ownSession();
        guarded(() -> {
            SessionSettings.fix(session);
            scans = new SourceScans(session, context.sources(), context.hadoop());
            SessionSettings.size(session, scans.estimatedBytes());
            return scans;
        });
    }

    /** On a cluster this waits for executors, up to half a minute: a cancel has to end that, too. */
    private SparkSession ownSession() {
        synchronized (opening) {
            stopIfCanceled();
            opener = Thread.currentThread();
        }
        try {
            return SessionSettings.builder(context.localDirectory()).getOrCreate();
        } catch (Exception e) { // Spark's are checked exceptions that Scala doesn't declare
            stopIfCanceled();
            throw "yarn".equals(new SparkConf().get("spark.master", "")) ? SparkFailures.stopped(e) : SparkFailures.told(e);
        } finally {
            synchronized (opening) {
                opener = null;
                if (canceled) {
                    // What was meant for the wait must not hit what tidies up.
                    Thread.interrupted();
                }
            }
        }
    }

    /** Jobs of the calling thread belong to this engine's group, so that they can be canceled. */
    private void enter() {
        SparkSession.setActiveSession(session);
        session.sparkContext().setJobGroup(jobGroup, "Drover", false);
        stopIfCanceled();
    }

    private void stopIfCanceled() {
        if (canceled) {
            throw new JobCanceled();
        }
    }

    @Override
    public Probe probe() {
        return (plan, limit) -> guarded(() -> answer(plan, limit));
    }

    private List<List<Object>> answer(Plan plan, int limit) {
        while (true) {
            Attempt attempt = new Attempt();
            List<Row> rows;
            try {
                rows = attempt.frames.frame(plan).takeAsList(limit);
            } catch (Exception e) { // Spark's are checked exceptions that Scala doesn't declare
                stopIfCanceled();
                if (!scans.misreadBy(e)) {
                    throw e;
                }
                continue;
            }
            if (attempt.held()) {
                return rows.stream().map(row -> RowValues.read(row, plan.columns())).toList();
            }
        }
    }

    @Override
    public EngineResult run(EngineRun run, ProgressSink progress) throws IOException {
        return guarded(() -> {
            OutputSink sink = new OutputSink(session, run, context.hadoop());
            boolean done = false;
            try {
                EngineResult result = run(run, sink, progress);
                done = true;
                return result;
            } finally {
                if (!done) {
                    sink.discard();
                }
            }
        });
    }

    private EngineResult run(EngineRun run, OutputSink sink, ProgressSink progress) throws IOException {
        SparkContext spark = session.sparkContext();
        while (true) {
            Attempt attempt = new Attempt();
            progress.activity("planning");
            Dataset<Row> frame = attempt.frames.frame(run.table().plan());
            boolean ordered = run.outputs().stream().anyMatch(EngineRun.StagingRequest::ordered);
            if (ordered && !SourceOrder.isKept(run.table().plan(), run.table().order())) {
                frame = PlanFrames.ordered(frame, run.table().order());
            }
            ProgressListener listener = new ProgressListener(progress, jobGroup, scans, sink);
            spark.addSparkListener(listener);
            try {
                progress.activity("reading and computing");
                sink.stage(attempt.frames, frame);
            } catch (Exception e) { // Spark's are checked exceptions that Scala doesn't declare
                stopIfCanceled();
                if (!scans.misreadBy(e)) {
                    throw e;
                }
                progress.activity(AGAIN);
                continue;
            } finally {
                spark.removeSparkListener(listener);
            }
            stopIfCanceled();
            if (attempt.held()) {
                progress.bytesRead(scans.bytesRead(), scans.totalBytes());
                progress.rowsWritten(sink.rows());
                long bytes = scans.bytesRead();
                List<String> warnings = attempt.warnings();
                Optional<Profile> profile = Optional.empty();
                Optional<JobFailure> profileFailure = Optional.empty();
                try {
                    profile = sink.profile(attempt.frames, frame);
                } catch (Exception e) { // Spark's are checked exceptions that Scala doesn't declare
                    RuntimeException told = SparkFailures.told(e);
                    if (!(told instanceof JobFailure failure)) {
                        throw told;
                    }
                    profileFailure = Optional.of(failure);
                }
                stopIfCanceled();
                return new EngineResult(sink.rows(), bytes, sink.commit(), profile, profileFailure, warnings);
            }
            progress.activity(AGAIN);
        }
    }

    /** One try at a plan, with what is guessed now. */
    private final class Attempt {
        private final SumRange range = new SumRange(session.sparkContext());
        private final FunctionRegistration registration = new FunctionRegistration(session);
        private final PlanFrames frames;

        Attempt() {
            scans.begin();
            if (wideSums) {
                registration.wideSums();
            } else {
                registration.fixedPointSums(range);
            }
            frames = new PlanFrames(session, scans, registration);
        }

        List<String> warnings() {
            List<String> warnings = new ArrayList<>(scans.warnings());
            PatternsGivenUp.warning(registration.patternsGivenUp()).ifPresent(warnings::add);
            return warnings;
        }

        /** Whether the guesses were right; those that weren't aren't made again. */
        boolean held() {
            boolean summed = wideSums || range.held();
            wideSums |= !summed;
            return !scans.misread() & summed;
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T guarded(Work<T> work) {
        try {
            enter();
            return work.run();
        } catch (Throwable e) {
            if (canceled) {
                throw new JobCanceled();
            }
            throw session.sparkContext().isStopped() ? SparkFailures.stopped(e) : SparkFailures.told(e);
        }
    }

    @Override
    public void cancel() {
        canceled = true;
        synchronized (opening) {
            if (opener != null) {
                opener.interrupt();
            }
        }
        SparkSession running = session;
        if (running != null && !running.sparkContext().isStopped()) {
            running.sparkContext().cancelJobGroup(jobGroup);
        }
    }


    @Override
    public void close() {
        if (borrowed == null && session != null) {
            session.stop();
        } else if (session != null) {
            session.sparkContext().clearJobGroup();
        }
        session = null;
    }
}
