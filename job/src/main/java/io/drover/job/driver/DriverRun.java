package io.drover.job.driver;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report;
import io.drover.job.directory.Report.InputResult;
import io.drover.job.directory.Report.Outcome;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.engine.Engine;
import io.drover.job.engine.EngineContext;
import io.drover.job.engine.EngineResult;
import io.drover.job.engine.EngineRun;
import io.drover.job.engine.EngineRun.StagingRequest;
import io.drover.job.engine.JobCanceled;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.publish.PublishOutcome;
import io.drover.job.publish.Publisher;
import io.drover.job.publish.StagedOutput;
import io.drover.job.redaction.Redaction;
import io.drover.job.source.ResolvedSource;
import io.drover.job.source.ResolvedSource.SourceFile;
import io.drover.job.source.SourceResolver;
import io.drover.job.spec.JobSpec;
import io.drover.job.storage.LocalPlaces;
import io.drover.recipe.analysis.Compilation;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.type.TypeInference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt, from its sources to its report. */
final class DriverRun {
    /** Up to which size of its inputs a single-file output is written in row order, if the job sets no other. */
    private static final long ORDERED_BYTES = 256L << 20;
    private static final long SHUTDOWN_MILLIS = 20_000;
    /** Before Spark's, which has 30 more than the file systems. */
    private static final int HOOK_PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 100;
    private static final Logger LOG = LoggerFactory.getLogger(DriverRun.class);

    private final JobDirectory directory;
    private final JobSpec spec;
    private final AttemptDirectory attempt;
    private final Engine engine;
    private final Configuration configuration;
    private final Clock clock = Clock.systemUTC();
    private final Redaction redaction;
    private final DriverLog log;
    private final Heartbeat heartbeat;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<String> warnings = new ArrayList<>();
    private final AtomicReference<Heartbeat.Stop> stop = new AtomicReference<>();

    private List<ResolvedSource> sources = List.of();
    /** Null before there is one, and when it is removed. */
    private ScratchDirectory scratch;
    private long rows = -1;
    private long bytesRead;

    DriverRun(JobDirectory directory, JobSpec spec, AttemptDirectory attempt, Engine engine,
            Configuration configuration) {
        this.directory = directory;
        this.spec = spec;
        this.attempt = attempt;
        this.engine = engine;
        this.configuration = configuration;
        this.redaction = Redaction.of(configuration);
        this.log = new DriverLog(directory.files(), attempt.log(), clock, redaction);
        this.heartbeat = new Heartbeat(directory, spec, attempt, clock, log, redaction, this::stop);
    }

    /** Never throws: whatever happens is in the report. */
    Outcome run() {
        Runnable hook = this::terminated;
        // One of Hadoop's, for these come one after the other: it closes all file systems in another, Spark its context.
        ShutdownHookManager.get().addShutdownHook(hook, HOOK_PRIORITY, 2 * SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
        Report report;
        try {
            heartbeat.start();
            log.line("job group " + spec.jobGroup() + ", attempt " + spec.attempt() + ", engine " + spec.engine());
            report = outcome();
        } finally {
            heartbeat.close();
        }
        // Whoever interrupts wants the job to stop, which it has; the report is still to be written.
        Thread.interrupted();
        try {
            attempt.write(report);
        } catch (IOException | RuntimeException e) {
            log.line("the report can't be written, so a launcher won't know how this ended");
            log.trace(e);
        }
        log.line("ended: " + report.outcome().word());
        log.close();
        over.countDown();
        try {
            ShutdownHookManager.get().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return report.outcome(); // the hook is what waits for us
        }
        return report.outcome();
    }

    private Report outcome() {
        JobReports reports = new JobReports(spec, heartbeat.startedAt(), redaction);
        Publisher publisher = new Publisher(directory, spec, configuration);
        boolean published = false;
        try {
            refusePasswords();
            refuseForbiddenOutputs();
            Optional<List<OutputResult>> earlier = publisher.begin();
            if (earlier.isPresent()) {
                log.line("an earlier attempt published the outputs");
                return finish(reports.published(earlier.get(), null));
            }
            EngineResult result = compute(publisher);
            stopIfAsked();
            heartbeat.publishing();
            heartbeat.activity("publishing " + spec.outputs().size() + (spec.outputs().size() == 1 ? " output" : " outputs"));
            JobFailure profileFailure = writeProfile(result);
            stopIfAsked();
            published = true;
            PublishOutcome outcome = publisher.publish(staged(result));
            if (outcome instanceof PublishOutcome.Done done) {
                done.outputs().forEach(output -> log.line("published " + output.uri()));
                return finish(reports.published(done.outputs(), profileFailure));
            }
            JobFailure failure = outcome instanceof PublishOutcome.NotDone notDone
                    ? notDone.failure()
                    : ((PublishOutcome.Unknown) outcome).failure();
            log.line(failure.getMessage() + " [" + failure.code() + "]");
            log.trace(failure);
            if (outcome instanceof PublishOutcome.NotDone && stop.get() == Heartbeat.Stop.TERMINATED) {
                return finish(stopped(reports));
            }
            return finish(reports.notPublished(failure, outcome instanceof PublishOutcome.Unknown, profileFailure));
        } catch (JobCanceled e) {
            return finish(stopped(reports));
        } catch (Throwable e) {
            if (stop.get() != null) {
                log.line("stopped while " + e);
                return finish(stopped(reports));
            }
            JobFailure failure = publisher.beforePublishing(failure(e));
            log.line(failure.getMessage() + " [" + failure.code() + "]");
            log.trace(e);
            return finish(reports.failed(failure));
        } finally {
            if (!published) {
                Thread.interrupted();
                abandon(publisher);
            }
        }
    }

    /** They would stand in the report, and in every message that names the place. */
    private void refusePasswords() {
        spec.sources().forEach(source -> source.uris().forEach(uri -> refusePassword("source " + source.name(), uri)));
        spec.outputs().forEach(output -> refusePassword("output", output.path()));
    }

    private static void refusePassword(String what, String uri) {
        if (Redaction.holdsPassword(uri)) {
            throw JobCode.INVALID_SPEC.failure(what + ": the URI holds a password; give it to the storage's"
                    + " configuration (fs.…) instead");
        }
    }

    /** The launcher has looked, too; links may have changed since. Sources are looked at file by file. */
    private void refuseForbiddenOutputs() {
        LocalPlaces places = spec.limits().localPlaces();
        for (JobSpec.Output output : spec.outputs()) {
            if (places != null && !places.allowOutput(output.path())) {
                throw JobCode.PLACE_FORBIDDEN.failure("output " + output.path()
                        + " leads to a place that the job may not use");
            }
        }
    }

    private EngineResult compute(Publisher publisher) throws IOException {
        heartbeat.activity("looking at the sources");
        SourceResolver resolver = new SourceResolver(configuration, TypeInference::infer, spec.referenceTime(),
                spec.limits().localPlaces());
        List<ResolvedSource> resolved = new ArrayList<>();
        for (JobSpec.Source source : spec.sources()) {
            resolved.add(resolver.resolve(source));
        }
        sources = List.copyOf(resolved);
        sources.forEach(source -> log.line("source " + source.name() + ": " + source.files().size() + " files, "
                + source.length() + " bytes, " + source.options().format()));
        stopIfAsked();
        scratch = ScratchDirectory.create(Path.of(System.getProperty("java.io.tmpdir")),
                spec.jobGroup() + "-" + spec.attempt());
        try {
            heartbeat.activity("compiling the recipes");
            engine.open(new EngineContext(sources, configuration, scratch.path(), spec.limits()));
            Compilation compilation = new JobCompiler().compile(spec, sources, engine.probe());
            JobCompiler.check(compilation);
            compilation.problems().forEach(problem -> warn(problem.render()));
            stopIfAsked();
            heartbeat.activity("running");
            EngineResult result = engine.run(engineRun(compilation, publisher), heartbeat);
            rows = result.rows();
            bytesRead = result.bytesRead();
            result.warnings().forEach(this::warn);
            log.line(rows + " rows, " + bytesRead + " bytes read");
            return result;
        } finally {
            removeScratch();
        }
    }

    private EngineRun engineRun(Compilation compilation, Publisher publisher) {
        long limit = spec.limits().orderedSingleFileBytes() != null
                ? spec.limits().orderedSingleFileBytes()
                : ORDERED_BYTES;
        boolean small = sources.stream().mapToLong(ResolvedSource::length).sum() <= limit;
        List<StagingRequest> requests = new ArrayList<>();
        for (JobSpec.Output output : spec.outputs()) {
            boolean single = Publisher.isSingleFile(output);
            requests.add(new StagingRequest(
                    output,
                    publisher.directory(output).toString(),
                    Publisher.partExtension(output),
                    compilation.sorted() || single && small,
                    single));
        }
        Table ordered = compilation.target().orElseThrow(
                () -> JobCode.INVALID_SPEC.failure("the job's target '" + spec.target() + "' is none of its datasets"));
        boolean needsOrder = requests.stream().anyMatch(StagingRequest::ordered);
        return new EngineRun(needsOrder ? ordered : compilation.unordered().orElseThrow(), requests, spec.profile(),
                spec.referenceTime());
    }

    private List<StagedOutput> staged(EngineResult result) {
        List<StagedOutput> staged = new ArrayList<>();
        for (int i = 0; i < spec.outputs().size(); i++) {
            JobSpec.Output output = spec.outputs().get(i);
            List<EngineResult.StagedFile> files = result.outputs().get(output.id());
            if (files == null) {
                throw JobCode.STAGED_INVALID.failure("the engine staged nothing for " + output.path());
            }
            staged.add(new StagedOutput(
                    output, spec.jobs().filewriters().get(i), files, result.rows(), i == 0));
        }
        return staged;
    }

    /** A profile that can't be written fails its own job, not the outputs. */
    private JobFailure writeProfile(EngineResult result) {
        if (!spec.profile()) {
            return null;
        }
        try {
            attempt.write(result.profile().orElseThrow(() -> result.profileFailure().orElseGet(
                    () -> JobCode.ENGINE_FAILED.failure("the engine made no profile"))));
            return null;
        } catch (IOException | RuntimeException e) {
            log.trace(e);
            return failure(e);
        }
    }

    private static JobFailure failure(Throwable failure) {
        if (failure instanceof JobFailure known) {
            return known;
        }
        if (failure instanceof OutOfMemoryError) {
            return JobCode.ENGINE_FAILED.failure("the driver has too little memory (" + failure.getMessage()
                    + "): give it more, or raise the engine's limit", failure);
        }
        if (failure instanceof UncheckedIOException unchecked) {
            return failure(unchecked.getCause());
        }
        if (failure instanceof IOException) {
            return JobCode.ENGINE_FAILED.failure("storage failed: " + failure.getMessage(), failure);
        }
        return JobCode.INTERNAL.failure("an error of Drover's own: " + failure + "; the log has the details", failure);
    }

    private JobReports.Ending stopped(JobReports reports) {
        Heartbeat.Stop reason = stop.get();
        return switch (reason == null ? Heartbeat.Stop.CANCELED : reason) {
            case CANCELED, TERMINATED -> reports.canceled();
            case SUPERSEDED -> reports.failed(JobCode.SUPERSEDED.failure(
                    "attempt " + spec.attempt() + " was replaced by a newer one"));
            case TIME_LIMIT -> reports.failed(JobCode.TIME_LIMIT.failure(
                    "the job ran longer than its limit of " + spec.limits().timeoutSeconds() + " s"));
        };
    }

    private Report finish(JobReports.Ending ending) {
        List<InputResult> inputs = sources.stream()
                .map(source -> new InputResult(
                        source.id(), source.name(),
                        source.files().stream().map(SourceFile::uri).map(redaction::apply).toList()))
                .toList();
        return ending.report(clock.instant(), rows, bytesRead, inputs, warnings);
    }

    private void warn(String warning) {
        warnings.add(redaction.apply(warning));
        log.line("warning: " + warning);
    }

    private void stopIfAsked() {
        if (stop.get() != null) {
            throw new JobCanceled();
        }
    }

    private void stop(Heartbeat.Stop reason) {
        if (stop.compareAndSet(null, reason)) {
            log.line("asked to stop: " + reason.words());
            engine.cancel();
        }
    }

    /** The process is about to end, and not for anything that the job has done: stop. */
    void terminate() {
        stop(Heartbeat.Stop.TERMINATED);
    }

    /** SIGTERM: stop, and hold the JVM until the report is written. */
    private void terminated() {
        terminate();
        try {
            // Not for the thread's end: it waits in System.exit for the shutdown that this hook is part of.
            if (!over.await(SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS)) {
                log.line("the job didn't stop in time; the process ends without a report");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void abandon(Publisher publisher) {
        try {
            publisher.abandon();
        } catch (IOException | RuntimeException e) {
            // What is staged is no result; recovery or the next job there removes it.
            log.line("what was staged could not be removed: " + e);
        }
    }

    /**
     * As soon as nothing is computed any more: what is published may need the room. What the engine still holds, tasks that
     * were canceled for one, goes when it is closed.
     */
    private void removeScratch() {
        try {
            scratch.close();
            scratch = null;
        } catch (IOException e) {
            LOG.debug("{} is still in use", scratch.path(), e);
        }
    }

    /** After the engine was closed. */
    void tidyUp() {
        if (scratch != null) {
            try {
                scratch.close();
            } catch (IOException e) {
                LOG.warn("the scratch directory could not be removed, the machine's next driver will: {}", e.getMessage());
            }
        }
    }
}
