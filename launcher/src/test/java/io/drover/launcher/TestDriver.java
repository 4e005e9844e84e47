package io.drover.launcher;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.JobState;
import io.drover.job.directory.JobType;
import io.drover.job.directory.Progress;
import io.drover.job.directory.Report;
import io.drover.job.engine.EngineResult;
import io.drover.job.profile.Profile;
import io.drover.job.publish.DecidedPublication;
import io.drover.job.publish.PublishOutcome;
import io.drover.job.publish.Publisher;
import io.drover.job.publish.StagedOutput;
import io.drover.job.spec.JobSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.conf.Configuration;

/**
 * A driver that speaks the job directory's protocol and does what the wanted dataset's name says: it publishes fixed
 * rows at once ({@code succeed}), when a file appears beside the source ({@code wait}), never ({@code stubborn},
 * which also will not be terminated), or ends badly: some of that, too, when the file appears.
 */
public final class TestDriver {
    static final String HOSTILE = "<script>document.title='stolen'</script>";

    private final JobSpec spec;
    private final JobDirectory directory;
    private final AttemptDirectory attempt;
    private final Instant startedAt = Instant.now();
    private volatile boolean terminated;

    private TestDriver(JobDirectory directory) throws IOException {
        this.directory = directory;
        this.spec = directory.spec();
        this.attempt = directory.attempt(spec.attempt());
    }

    public static void main(String[] arguments) throws Exception {
        TestDriver driver = new TestDriver(JobDirectory.at(URI.create(arguments[0]), new Configuration()));
        driver.run();
    }

    private void run() throws Exception {
        String name = spec.datasets().get(spec.datasets().size() - 1).name();
        Files.writeString(Path.of(attempt.log().toUri()), "2026-01-02 03:04:05.678 driver started\nno time here\n");
        switch (name) {
            case "succeed" -> publish();
            case "wait" -> waitFor(Path.of(source() + ".go"));
            case "stubborn" -> {
                CountDownLatch never = new CountDownLatch(1);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> await(never)));
                progress(10);
                await(never);
            }
            case "fail" -> report(Report.Outcome.FAILED, JobState.FAILED);
            case "crash" -> {
                System.err.println("out of luck");
                Runtime.getRuntime().halt(7);
            }
            case "crash-publishing" -> {
                attempt.writePublication("{}".getBytes(StandardCharsets.UTF_8));
                Runtime.getRuntime().halt(9);
            }
            case "crash-staged" -> {
                stage(new Publisher(directory, spec, configuration()));
                Runtime.getRuntime().halt(10);
            }
            case "crash-published" -> {
                publishTruly();
                Runtime.getRuntime().halt(11);
            }
            case "crash-published-later" -> {
                awaitFile(Path.of(source() + ".go"));
                publishTruly();
                Runtime.getRuntime().halt(12);
            }
            case "unknown-published" -> {
                publishTruly();
                report(Report.Outcome.UNKNOWN, JobState.FAILED);
            }
            case "unknown-staged" -> {
                stage(new Publisher(directory, spec, configuration()));
                report(Report.Outcome.UNKNOWN, JobState.FAILED);
            }
            case "fail-staged" -> {
                stage(new Publisher(directory, spec, configuration()));
                awaitFile(Path.of(source() + ".go"));
                report(Report.Outcome.FAILED, JobState.FAILED);
            }
            case "wait-staged" -> {
                Publisher publisher = new Publisher(directory, spec, configuration());
                List<StagedOutput> staged = stage(publisher);
                awaitFile(Path.of(source() + ".go"));
                publish(publisher, staged);
                report(Report.Outcome.PUBLISHED, JobState.COMPLETE);
            }
            case "unknown-once" -> {
                if (spec.attempt() > 1) {
                    publishTruly();
                    report(Report.Outcome.PUBLISHED, JobState.COMPLETE);
                } else {
                    stage(new Publisher(directory, spec, configuration()));
                    report(Report.Outcome.UNKNOWN, JobState.FAILED);
                }
            }
            case "crash-decided" -> {
                decide();
                Runtime.getRuntime().halt(13);
            }
            case "unknown-decided" -> {
                decide();
                report(Report.Outcome.UNKNOWN, JobState.FAILED);
            }
            case "crash-decided-in-vain" -> {
                decide();
                replaceByFolder(target(0));
                Runtime.getRuntime().halt(14);
            }
            case "crash-decided-halfway" -> {
                decide();
                replaceByFolder(target(1));
                Runtime.getRuntime().halt(15);
            }
            default -> throw new IllegalArgumentException(name);
        }
    }

    private void publishTruly() throws IOException {
        Publisher publisher = new Publisher(directory, spec, configuration());
        publish(publisher, stage(publisher));
    }

    private static void publish(Publisher publisher, List<StagedOutput> staged) {
        if (!(publisher.publish(staged) instanceof PublishOutcome.Done)) {
            throw new IllegalStateException("not published");
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        HangingFileSystem.makeKnown(configuration);
        return configuration;
    }

    /** Up to the decision; no output is in place. */
    private void decide() throws IOException {
        Publisher publisher = new Publisher(directory, spec, configuration());
        DecidedPublication.decide(directory, stage(publisher));
    }

    private void awaitFile(Path file) throws Exception {
        while (!Files.exists(file)) {
            progress(10);
            Thread.sleep(50);
        }
    }

    private Path target(int output) {
        return Path.of(URI.create(spec.outputs().get(output).path()).getPath());
    }

    /** Somebody else does: it can't be published there any more. */
    private static void replaceByFolder(Path target) throws IOException {
        Files.delete(target);
        Files.createDirectory(target);
    }

    /** As an engine does, with one part file for each output. */
    private List<StagedOutput> stage(Publisher publisher) throws IOException {
        publisher.begin();
        List<StagedOutput> staged = new ArrayList<>();
        for (int i = 0; i < spec.outputs().size(); i++) {
            JobSpec.Output output = spec.outputs().get(i);
            URI part = URI.create(publisher.directory(output).toUri() + "/part-00000.csv");
            Files.writeString(Path.of(part.getPath()), "x\nx\n");
            staged.add(new StagedOutput(output, spec.jobs().filewriters().get(i),
                    List.of(new EngineResult.StagedFile(part.toString(), 2, 4)), 2, i == 0));
        }
        return staged;
    }

    private String source() {
        return URI.create(spec.sources().get(0).uris().get(0)).getPath();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void waitFor(Path go) throws Exception {
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            terminated = true;
            try {
                main.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        int percent = 0;
        while (!Files.exists(go)) {
            if (terminated || directory.cancelRequested()) {
                report(Report.Outcome.CANCELED, JobState.CANCELED);
                return;
            }
            percent = Math.min(90, percent + 5);
            progress(percent);
            Thread.sleep(50);
        }
        publish();
    }

    private void progress(int percent) throws IOException {
        attempt.write(new Progress(spec.attempt(), percent, 1, 2, 3, "testing", startedAt, Instant.now(), null,
                List.of(new Progress.JobProgress(spec.jobs().wrangle(), JobType.WRANGLE, JobState.IN_PROGRESS,
                        percent))));
    }

    private void publish() throws IOException {
        if (directory.fence() > spec.attempt()) {
            throw new IllegalStateException("fenced off");
        }
        report(Report.Outcome.PUBLISHED, JobState.COMPLETE);
    }

    private void report(Report.Outcome outcome, JobState state) throws IOException {
        List<Report.JobResult> jobs = new ArrayList<>();
        Report.Failure failure = state == JobState.FAILED ? new Report.Failure("DROVER-T1", "told to fail") : null;
        // What can't be told is whether the outputs are in place; the result was computed.
        jobs.add(outcome == Report.Outcome.UNKNOWN
                ? new Report.JobResult(spec.jobs().wrangle(), JobType.WRANGLE, JobState.COMPLETE, null)
                : new Report.JobResult(spec.jobs().wrangle(), JobType.WRANGLE, state, failure));
        List<Report.OutputResult> outputs = new ArrayList<>();
        for (int i = 0; i < spec.outputs().size(); i++) {
            JobSpec.Output output = spec.outputs().get(i);
            long job = spec.jobs().filewriters().get(i);
            jobs.add(new Report.JobResult(job, JobType.FILEWRITER, state,
                    outcome == Report.Outcome.UNKNOWN ? failure : null));
            if (state == JobState.COMPLETE) {
                outputs.add(write(output, job, i == 0));
            }
        }
        if (spec.jobs().profile() != null) {
            jobs.add(new Report.JobResult(spec.jobs().profile(), JobType.PROFILE, state, null));
            if (state == JobState.COMPLETE) {
                attempt.write(profile());
            }
        }
        attempt.write(new Report(spec.attempt(), outcome, startedAt, Instant.now(), 2, 10, jobs, outputs,
                spec.sources().stream().map(source -> new Report.InputResult(source.id(), source.name(),
                        source.uris())).toList(), List.of("a warning")));
    }

    /** One column of each kind, with every quality, and a value that is an attack if it is taken for HTML. */
    private static Profile profile() {
        return new Profile(10, List.of(
                new Profile.ColumnProfile("s", "String", 8, 0, 2, new Profile.Texts(20, 8, 0, List.of(
                        new Profile.Frequency(HOSTILE, 5), new Profile.Frequency("x", 3)))),
                new Profile.ColumnProfile("n", "Integer", 7, 1, 2, new Profile.Numbers(1.0, 9.0, 0.0, 10.0, 2.0, 4.5,
                        7.0, List.of(new Profile.Bucket(0, 4), new Profile.Bucket(5, 3))))));
    }

    private static Report.OutputResult write(JobSpec.Output output, long job, boolean primary) throws IOException {
        Path path = Path.of(URI.create(output.path()).getPath());
        Files.createDirectories(path.getParent());
        String header = output.header() ? "s\n" : "";
        if (output.asSingleFile()) {
            Files.writeString(path, header + "x\nx\n");
        } else {
            Files.createDirectories(path);
            Files.writeString(path.resolve("part-00000.csv"), header + "x\n");
            Files.writeString(path.resolve("part-00001.csv"), header + "x\n");
            Files.writeString(path.resolve("_SUCCESS"), "");
        }
        return new Report.OutputResult(output.id(), job, output.path(), output.path(), !output.asSingleFile(),
                output.format().name().toLowerCase(java.util.Locale.ROOT), 4, 2, primary);
    }
}
