package io.drover.job.driver;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.JobState;
import io.drover.job.directory.JobType;
import io.drover.job.directory.Progress;
import io.drover.job.directory.Progress.JobProgress;
import io.drover.job.engine.ProgressSink;
import io.drover.job.redaction.Redaction;
import io.drover.job.spec.JobSpec;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes {@code progress.json} while the driver lives, and looks whether it should stop: canceled, fenced off by a newer
 * attempt, or out of time.
 */
final class Heartbeat implements ProgressSink, AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /** Of the whole, what reading and writing is; the rest is publishing. */
    private static final int RUNNING_SHARE = 95;

    /** Why a driver has to stop. */
    enum Stop {
        CANCELED("it is canceled"),
        TERMINATED("its process is told to end"),
        SUPERSEDED("a newer attempt was started"),
        TIME_LIMIT("its time is up");

        private final String words;

        Stop(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final JobDirectory directory;
    private final JobSpec spec;
    private final AttemptDirectory attempt;
    private final Clock clock;
    private final Instant startedAt;
    /** For measuring: the clock may be set. */
    private final long startedNanos = System.nanoTime();
    private final DriverLog log;
    private final Redaction redaction;
    private final Consumer<Stop> onStop;
    private final ScheduledExecutorService timer;

    private long rows;
    private long bytes;
    private long totalBytes = -1;
    private int percent;
    private String activity = "starting";
    private String applicationId;
    private boolean publishing;
    private boolean stopped;

    Heartbeat(JobDirectory directory, JobSpec spec, AttemptDirectory attempt, Clock clock, DriverLog log,
            Redaction redaction, Consumer<Stop> onStop) {
        this.directory = directory;
        this.spec = spec;
        this.attempt = attempt;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.log = log;
        this.redaction = redaction;
        this.onStop = onStop;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "heartbeat");
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        timer.scheduleWithFixedDelay(this::beat, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    Instant startedAt() {
        return startedAt;
    }

    @Override
    public synchronized void bytesRead(long done, long total) {
        bytes = Math.max(bytes, done);
        totalBytes = total;
        if (total > 0 && !publishing) {
            percent = Math.max(percent, (int) Math.min(RUNNING_SHARE, RUNNING_SHARE * done / total));
        }
    }

    @Override
    public synchronized void rowsWritten(long count) {
        rows = Math.max(rows, count);
    }

    @Override
    public void activity(String words) {
        String text = redaction.apply(words);
        synchronized (this) {
            if (text.equals(activity)) {
                return;
            }
            activity = text;
        }
        log.line(text);
    }

    synchronized void application(String id) {
        applicationId = id;
    }

    synchronized void publishing() {
        publishing = true;
        percent = Math.max(percent, RUNNING_SHARE);
    }

    private void beat() {
        try {
            attempt.write(progress());
            look();
        } catch (IOException | RuntimeException e) {
            // The next beat tries again; a launcher sees how old the last one is.
            log.line("cannot write the progress: " + e);
        }
    }

    private void look() throws IOException {
        if (stopped) {
            return;
        }
        Stop stop = null;
        Long limit = spec.limits().timeoutSeconds();
        if (directory.cancelRequested()) {
            stop = Stop.CANCELED;
        } else if (directory.fence() > spec.attempt()) {
            stop = Stop.SUPERSEDED;
        } else if (limit != null && System.nanoTime() - startedNanos >= TimeUnit.SECONDS.toNanos(limit)) {
            stop = Stop.TIME_LIMIT;
        }
        if (stop != null) {
            stopped = true;
            onStop.accept(stop);
        }
    }

    private synchronized Progress progress() {
        List<JobProgress> jobs = new ArrayList<>();
        jobs.add(publishing
                ? new JobProgress(spec.jobs().wrangle(), JobType.WRANGLE, JobState.COMPLETE, 100)
                : new JobProgress(spec.jobs().wrangle(), JobType.WRANGLE, JobState.IN_PROGRESS,
                        Math.min(99, percent * 100 / RUNNING_SHARE)));
        JobState after = publishing ? JobState.IN_PROGRESS : JobState.PENDING;
        spec.jobs().filewriters().forEach(id -> jobs.add(new JobProgress(id, JobType.FILEWRITER, after,
                publishing ? 50 : 0)));
        if (spec.jobs().profile() != null) {
            jobs.add(new JobProgress(spec.jobs().profile(), JobType.PROFILE, after, publishing ? 50 : 0));
        }
        return new Progress(spec.attempt(), percent, rows, bytes, totalBytes, activity, startedAt, clock.instant(),
                applicationId, jobs);
    }

    /** Waits for a beat that is under way, so that none comes after the report. */
    @Override
    public void close() {
        timer.shutdown();
        try {
            if (!timer.awaitTermination(30, TimeUnit.SECONDS)) {
                timer.shutdownNow();
            }
        } catch (InterruptedException e) {
            timer.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
