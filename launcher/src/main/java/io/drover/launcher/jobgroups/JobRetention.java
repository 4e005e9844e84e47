package io.drover.launcher.jobgroups;

import io.drover.launcher.LauncherSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes the files of job groups that have been over for long: job directories with their logs, and what processes
 * printed. What was published, and what the database knows of a group (states, history, profile), stays. A group whose
 * outputs may have been left half-published, or that has left something staged which will be swept away, keeps its files,
 * for recovery asks them.
 */
final class JobRetention implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(JobRetention.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int PAGE = 100;

    private final Duration keep;
    private final JdbcClient jdbc;
    private final JobStates states;
    private final JobFiles files;
    private final Clock clock;
    private ScheduledExecutorService scheduler;

    JobRetention(LauncherSettings settings, JdbcClient jdbc, JobStates states, JobFiles files, Clock clock) {
        this.keep = settings.limits().keepJobFiles();
        this.jdbc = jdbc;
        this.states = states;
        this.files = files;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "job-retention");
            thread.setDaemon(true);
            return thread;
        });
        if (!keep.isZero()) {
            Duration tenth = keep.dividedBy(10);
            Duration pause = tenth.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE
                    : tenth.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : tenth;
            scheduler.scheduleWithFixedDelay(this::round, SHORTEST_PAUSE.toMillis(), pause.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        scheduler.shutdownNow();
        scheduler = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }

    private void round() {
        try {
            long last = 0;
            List<JobGroup> page = page(last);
            while (!page.isEmpty() && !Thread.currentThread().isInterrupted()) {
                for (JobGroup group : page) {
                    remove(group);
                    last = group.id();
                }
                page = page(last);
            }
        } catch (RuntimeException e) {
            LOG.error("old job files could not be removed; the next round tries again", e);
        }
    }

    private List<JobGroup> page(long after) {
        return jdbc.sql("SELECT * FROM job_groups g WHERE status IN " + Status.TERMINAL_SQL + " AND updated_at < ?"
                        + " AND files_removed_at IS NULL AND sweep_at IS NULL AND id > ? AND NOT EXISTS (SELECT 1 FROM jobs j"
                        + " WHERE j.job_group_id = g.id AND j.error_code IN ('DROVER-J504', 'DROVER-L104'))"
                        + " ORDER BY id LIMIT ?")
                .params(clock.instant().minus(keep).toEpochMilli(), after, PAGE).query(JobGroups::map).list();
    }

    /** The mark is set last, so that a kill in between leaves nothing behind for ever. */
    private void remove(JobGroup group) {
        try {
            files.as(group, () -> {
                var directory = files.directory(group);
                directory.files().delete(directory.path());
                return null;
            });
            for (int attempt = 1; attempt <= group.attempt(); attempt++) {
                Path printed = files.processOutput(group.id(), attempt);
                Files.deleteIfExists(printed);
            }
            states.record(group.id(), 0, "files removed", "It has been over for longer than limits.keepJobFiles");
            jdbc.sql("UPDATE job_groups SET files_removed_at = ? WHERE id = ?").params(clock.millis(), group.id())
                    .update();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the files of job group {} could not be removed yet", group.id(), e);
        }
    }
}
