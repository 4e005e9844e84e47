package io.drover.launcher.jobgroups;

import io.drover.job.directory.Progress;
import io.drover.job.directory.Report;
import io.drover.job.directory.Report.JobResult;
import io.drover.launcher.rest.Json;
import io.drover.launcher.security.User;
import io.drover.launcher.store.Instance;
import io.drover.launcher.store.Stamp;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ArrayNode;

/**
 * Everything that moves a job group from one state to the next. Each step is one transaction that first makes sure
 * the group is still where the caller thinks it is; a group that is over never changes again.
 */
public final class JobStates {
    private static final String OPEN = " AND status NOT IN " + Status.TERMINAL_SQL;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final JobGroups jobGroups;
    private final Jobs jobs;
    private final Instance instance;
    private final MeterRegistry registry;

    JobStates(JdbcClient jdbc, Clock clock, TransactionTemplate transaction, JobGroups jobGroups, Jobs jobs,
            Instance instance, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.jobGroups = jobGroups;
        this.jobs = jobs;
        this.instance = instance;
        this.registry = registry;
    }

    /** Adds to the history of a group. @param attempt 0 if it belongs to none */
    public void record(long group, int attempt, String event, String text) {
        jdbc.sql("INSERT INTO job_history (job_group_id, attempt, event, text, at) VALUES (?, ?, ?, ?, ?)")
                .params(group, attempt, event, text, clock.millis()).update();
    }

    /** Groups that wait, oldest first. */
    public List<JobGroup> waiting(int limit) {
        return jdbc.sql("SELECT * FROM job_groups WHERE status = ? AND cancel_requested_at IS NULL ORDER BY id LIMIT ?")
                .params(Status.PENDING, limit).query(JobGroups::map).list();
    }

    /** Groups that have an attempt under way, oldest first. */
    public List<JobGroup> running() {
        return jdbc.sql("SELECT * FROM job_groups WHERE status = ? ORDER BY id").param(Status.IN_PROGRESS)
                .query(JobGroups::map).list();
    }

    /**
     * Takes a waiting group for a launcher and writes down its next attempt, before any process is started.
     *
     * @return empty if somebody else took it or it was canceled meanwhile
     */
    public Optional<Attempt> claim(long group, String owner, Instant leaseUntil) {
        return transaction.execute(status -> {
            int taken = jdbc.sql("UPDATE job_groups SET status = ?, attempt = attempt + 1, lease_owner = ?,"
                            + " lease_until = ?, progress_at = NULL WHERE id = ? AND status = ?"
                            + " AND cancel_requested_at IS NULL")
                    .params(Status.IN_PROGRESS, owner, leaseUntil.toEpochMilli(), group, Status.PENDING).update();
            if (taken == 0) {
                return Optional.<Attempt>empty();
            }
            int number = jobGroups.find(group).orElseThrow().attempt();
            String tag = "drover-" + instance.id() + "-" + group + "-" + number;
            jdbc.sql("INSERT INTO attempts (job_group_id, number, tag, state, created_at) VALUES (?, ?, ?, ?, ?)")
                    .params(group, number, tag, Attempt.State.STARTING.name(), clock.millis()).update();
            record(group, number, "claimed", "Attempt " + number + " is about to start");
            return attempt(group, number);
        });
    }

    /**
     * Takes over all running groups, and extends the leases of those that were the launcher's before. Whoever asks holds
     * the home's lock, so that no other launcher lives, whatever its leases and a clock that was set say.
     */
    public List<JobGroup> takeOver(String owner, Instant until) {
        jdbc.sql("UPDATE job_groups SET lease_owner = ?, lease_until = ? WHERE status = ?")
                .params(owner, until.toEpochMilli(), Status.IN_PROGRESS).update();
        return jdbc.sql("SELECT * FROM job_groups WHERE status = ? AND lease_owner = ? ORDER BY id")
                .params(Status.IN_PROGRESS, owner).query(JobGroups::map).list();
    }

    public Optional<Attempt> attempt(long group, int number) {
        return jdbc.sql("SELECT * FROM attempts WHERE job_group_id = ? AND number = ?").params(group, number)
                .query(JobStates::mapAttempt).optional();
    }

    /** The process of an attempt is there. */
    public void processStarted(Attempt attempt, long pid, Instant startedAt, String how) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("UPDATE attempts SET state = ?, pid = ?, pid_started_at = ? WHERE id = ?")
                    .params(Attempt.State.RUNNING.name(), pid, startedAt == null ? null : startedAt.toEpochMilli(),
                            attempt.id()).update();
            record(attempt.jobGroup(), attempt.number(), how, "Process " + pid);
        });
    }

    /** The cluster has an application for an attempt. */
    public void applicationFound(Attempt attempt, String applicationId, String event, String text) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("UPDATE attempts SET application_id = ? WHERE id = ?").params(applicationId, attempt.id())
                    .update();
            record(attempt.jobGroup(), attempt.number(), event, text);
        });
    }

    /** Takes the driver's word on where the jobs stand. Percentages never fall. */
    public void progress(JobGroup group, Progress progress) {
        transaction.executeWithoutResult(status -> {
            int open = jdbc.sql("UPDATE job_groups SET progress_at = ? WHERE id = ?" + OPEN)
                    .params(progress.heartbeat().toEpochMilli(), group.id()).update();
            if (open == 0) {
                return;
            }
            if (progress.applicationId() != null) {
                jdbc.sql("UPDATE attempts SET application_id = ? WHERE job_group_id = ? AND number = ?")
                        .params(progress.applicationId(), group.id(), progress.attempt()).update();
            }
            for (Progress.JobProgress job : progress.jobs()) {
                // Terminal words come with the report: until then a job may still be undone.
                String word = job.state().isTerminal() ? Status.IN_PROGRESS : job.state().word();
                int percent = Math.min(job.percent(), 99);
                jdbc.sql("UPDATE jobs SET heartbeat_at = ?, percent = CASE WHEN percent < ? THEN ? ELSE percent END,"
                                + " updated_at = CASE WHEN status <> ? THEN ? ELSE updated_at END, status = ?"
                                + " WHERE id = ? AND job_group_id = ?" + OPEN)
                        .params(progress.heartbeat().toEpochMilli(), percent, percent, word, clock.millis(), word,
                                job.id(), group.id()).update();
            }
        });
    }

    /** The attempt is over and has told how. @param profile as JSON, null if there is none */
    public void finish(JobGroup group, Report report, String profile) {
        transaction.executeWithoutResult(status -> {
            if (jobGroups.find(group.id()).orElseThrow().isTerminal()) {
                return;
            }
            // A driver that is stopped from outside may see only that something failed; nothing is published either way.
            boolean canceled = report.outcome() == Report.Outcome.CANCELED
                    || report.outcome() == Report.Outcome.FAILED && group.cancelRequestedAt() != null;
            boolean published = report.outcome() == Report.Outcome.PUBLISHED;
            List<Job> all = jobs.of(group.id());
            boolean complete = published;
            for (Job job : all) {
                JobResult result = report.jobs().stream().filter(r -> r.id() == job.id()).findFirst().orElse(null);
                if (canceled) {
                    close(job, Status.CANCELED, null, null);
                } else if (result == null || !result.state().isTerminal()) {
                    complete = false;
                    close(job, Status.FAILED, "DROVER-L201", "The driver ended (" + report.outcome().word()
                            + ") without saying what became of this job");
                } else if (result.state().word().equals(Status.COMPLETE)) {
                    close(job, Status.COMPLETE, null, null);
                } else {
                    complete = false;
                    String message = result.error() != null ? result.error().message() : upstream(all, job);
                    close(job, Status.FAILED, result.error() == null ? null : result.error().code(), message);
                }
            }
            storeResults(group, report, all);
            ArrayNode warnings = Json.array();
            report.warnings().forEach(warnings::add);
            jdbc.sql("UPDATE job_groups SET result_rows = ?, profile = ?, warnings = ? WHERE id = ?")
                    .params(report.rows() < 0 ? null : report.rows(), profile, Json.write(warnings), group.id())
                    .update();
            close(group, canceled ? Status.CANCELED : complete ? Status.COMPLETE : Status.FAILED,
                    "The driver reported: " + report.outcome().word());
        });
    }

    /** No report will come. The first open job gets the message, the rest say they needed it. */
    public void fail(JobGroup group, String code, String message) {
        transaction.executeWithoutResult(status -> {
            List<Job> all = jobs.of(group.id());
            boolean told = false;
            for (Job job : all) {
                if (!Status.isTerminal(job.status())) {
                    close(job, Status.FAILED, told ? null : code, told ? upstream(all, job) : message);
                    told = true;
                }
            }
            close(group, Status.FAILED, message);
        });
    }

    /** The cancellation is confirmed: nothing of the group runs any more. */
    public void canceled(JobGroup group, String how) {
        transaction.executeWithoutResult(status -> {
            jobs.of(group.id()).forEach(job -> close(job, Status.CANCELED, null, null));
            close(group, Status.CANCELED, how);
        });
    }

    /**
     * Asks for a cancellation. A group that still waits is canceled at once.
     *
     * @return the jobs that will be stopped, none if the group is over
     */
    public List<Job> requestCancel(long id, User user) {
        return transaction.execute(status -> {
            JobGroup group = jobGroups.find(id).orElseThrow();
            List<Job> open = jobs.of(id).stream().filter(job -> !Status.isTerminal(job.status())).toList();
            if (group.isTerminal()) {
                return List.<Job>of();
            }
            int first = jdbc.sql("UPDATE job_groups SET cancel_requested_at = ?, updater_id = ? WHERE id = ?"
                    + " AND cancel_requested_at IS NULL").params(clock.millis(), user.id(), id).update();
            if (first == 1) {
                record(id, group.attempt(), "cancel requested", "By " + user.email());
            }
            if (group.status().equals(Status.PENDING)) {
                canceled(group, "Canceled before it was started");
            }
            return open;
        });
    }

    /** The driver has been told to stop. @param how for the history */
    public void cancelDelivered(JobGroup group, String how) {
        int first = jdbc.sql("UPDATE job_groups SET cancel_delivered_at = ? WHERE id = ?"
                + " AND cancel_delivered_at IS NULL").params(clock.millis(), group.id()).update();
        if (first == 1) {
            record(group.id(), group.attempt(), "cancel delivered", how);
        }
    }

    /**
     * Back to waiting; the attempt is known not to have done anything that a new one would repeat. A group that somebody
     * has asked to cancel since it was last read doesn't wait: it is over.
     */
    public void requeue(JobGroup group, String why) {
        transaction.executeWithoutResult(status -> {
            if (jobGroups.find(group.id()).orElseThrow().cancelRequestedAt() != null) {
                canceled(group, why);
                return;
            }
            jdbc.sql("UPDATE attempts SET state = ?, ended_at = ? WHERE job_group_id = ? AND state <> ?")
                    .params(Attempt.State.OVER.name(), clock.millis(), group.id(), Attempt.State.OVER.name()).update();
            jdbc.sql("UPDATE jobs SET status = ? WHERE job_group_id = ?" + OPEN).params(Status.PENDING, group.id())
                    .update();
            jdbc.sql("UPDATE job_groups SET status = ?, lease_owner = NULL, lease_until = NULL WHERE id = ?" + OPEN)
                    .params(Status.PENDING, group.id()).update();
            record(group.id(), group.attempt(), "requeued", why);
        });
    }

    public void exitCode(Attempt attempt, int code) {
        jdbc.sql("UPDATE attempts SET exit_code = ? WHERE id = ?").params(code, attempt.id()).update();
    }

    private void close(JobGroup group, String word, String text) {
        long now = clock.millis();
        int closed = jdbc.sql("UPDATE job_groups SET status = ?, updated_at = ?, lease_owner = NULL,"
                        + " lease_until = NULL, sweep_at = " + Sweeps.FIRST_SQL + " WHERE id = ?" + OPEN)
                .params(word, now, now, group.id()).update();
        if (closed == 1) {
            jdbc.sql("UPDATE attempts SET state = ?, ended_at = ? WHERE job_group_id = ? AND state <> ?")
                    .params(Attempt.State.OVER.name(), now, group.id(), Attempt.State.OVER.name()).update();
            record(group.id(), group.attempt(), word.toLowerCase(java.util.Locale.ROOT), text);
            registry.timer("drover.jobs.finished", "engine", group.engine(), "status", word)
                    .record(Math.max(0, now - group.stamp().createdAt().toEpochMilli()), TimeUnit.MILLISECONDS);
        }
    }

    private void close(Job job, String word, String code, String message) {
        jdbc.sql("UPDATE jobs SET status = ?, percent = CASE WHEN ? = 'Complete' THEN 100 ELSE percent END,"
                        + " error_code = ?, error_message = ?, updated_at = ? WHERE id = ?" + OPEN)
                .params(word, word, code, message, clock.millis(), job.id()).update();
    }

    private static String upstream(List<Job> all, Job job) {
        Job first = all.get(0);
        return first.id() == job.id() ? "The driver gave no reason" : "Upstream job " + first.id() + " failed";
    }

    private void storeResults(JobGroup group, Report report, List<Job> all) {
        long now = clock.millis();
        for (Report.OutputResult output : report.outputs()) {
            Optional<Job> writer = all.stream().filter(job -> job.id() == output.job()).findFirst();
            if (writer.isEmpty()) {
                continue;
            }
            jdbc.sql("INSERT INTO script_results (job_id, job_group_id, uri, format, compression, header,"
                            + " is_directory, is_primary, size, result_rows, created_at)"
                            + " SELECT ?, ?, ?, ?, compression, header, ?, ?, ?, ?, ? FROM write_settings WHERE id = ?")
                    .params(output.job(), group.id(), output.uri(), output.format(), output.directory() ? 1 : 0,
                            output.primary() ? 1 : 0, output.size(), output.rows(), now, writer.get().writeSetting())
                    .update();
        }
        for (Report.InputResult input : report.inputs()) {
            RecipeChain.importedDataset(input.source()).ifPresent(dataset -> {
                ArrayNode files = Json.array();
                input.files().forEach(files::add);
                jdbc.sql("INSERT INTO job_inputs (job_group_id, imported_dataset_id, files) VALUES (?, ?, ?)")
                        .params(group.id(), dataset, Json.write(files)).update();
            });
        }
    }

    private static Attempt mapAttempt(ResultSet row, int number) throws SQLException {
        return new Attempt(row.getLong("id"), row.getLong("job_group_id"), row.getInt("number"), row.getString("tag"),
                Attempt.State.valueOf(row.getString("state")), Stamp.number(row, "pid"),
                Stamp.instant(row, "pid_started_at"), row.getString("application_id"),
                Stamp.instant(row, "created_at"));
    }
}
