package io.drover.launcher.jobgroups;

import io.drover.launcher.store.Stamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The jobs of job groups, their results and inputs, in the database. */
public final class Jobs {
    private final JdbcClient jdbc;
    private final Clock clock;

    Jobs(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param files URIs that were read */
    public record Input(long importedDataset, String files) {}

    /** @param attempt 0 for what belongs to none */
    public record HistoryEntry(java.time.Instant at, int attempt, String event, String text) {}

    public Optional<Job> find(long id) {
        return jdbc.sql("SELECT * FROM jobs WHERE id = ?").param(id).query(Jobs::map).optional();
    }

    /** In order of dependence. */
    public List<Job> of(long jobGroup) {
        return jdbc.sql("SELECT * FROM jobs WHERE job_group_id = ? ORDER BY id").param(jobGroup).query(Jobs::map)
                .list();
    }

    Job add(long jobGroup, String type, int position, Long writeSetting) {
        long now = clock.millis();
        long id = jdbc.sql("INSERT INTO jobs (job_group_id, type, position, write_setting_id, status, percent,"
                        + " created_at, updated_at) VALUES (?, ?, ?, ?, ?, 0, ?, ?) RETURNING id")
                .params(jobGroup, type, position, writeSetting, Status.PENDING, now, now)
                .query(Long.class).single();
        return find(id).orElseThrow();
    }

    public Optional<ScriptResult> result(long id) {
        return jdbc.sql("SELECT * FROM script_results WHERE id = ?").param(id).query(Jobs::mapResult).optional();
    }

    /** In the order of the outputs. */
    public List<ScriptResult> results(long jobGroup) {
        return jdbc.sql("SELECT * FROM script_results WHERE job_group_id = ? ORDER BY id").param(jobGroup)
                .query(Jobs::mapResult).list();
    }

    public Optional<ScriptResult> resultOf(Job job) {
        return results(job.jobGroup()).stream().filter(result -> result.job() == job.id()).findFirst();
    }

    public List<Input> inputs(long jobGroup) {
        return jdbc.sql("SELECT * FROM job_inputs WHERE job_group_id = ? ORDER BY id").param(jobGroup)
                .query((row, number) -> new Input(row.getLong("imported_dataset_id"), row.getString("files"))).list();
    }

    /** The engine's own id of the latest attempt, a process or application; empty before there is one. */
    Optional<String> engineJobId(long jobGroup) {
        return jdbc.sql("SELECT pid, application_id FROM attempts WHERE job_group_id = ? ORDER BY number DESC LIMIT 1")
                .param(jobGroup)
                .query((row, number) -> Optional.ofNullable(row.getString("application_id") != null
                        ? row.getString("application_id") : row.getString("pid")))
                .optional().flatMap(found -> found);
    }

    /** What happened, in order. */
    public List<HistoryEntry> history(long jobGroup) {
        return jdbc.sql("SELECT * FROM job_history WHERE job_group_id = ? ORDER BY id").param(jobGroup)
                .query((row, number) -> new HistoryEntry(Stamp.instant(row, "at"), row.getInt("attempt"),
                        row.getString("event"), row.getString("text"))).list();
    }

    private static Job map(ResultSet row, int number) throws SQLException {
        return new Job(row.getLong("id"), row.getLong("job_group_id"), row.getString("type"), row.getInt("position"),
                Stamp.number(row, "write_setting_id"), row.getString("status"), row.getInt("percent"),
                Stamp.instant(row, "heartbeat_at"), row.getString("error_code"), row.getString("error_message"),
                Stamp.instant(row, "created_at"), Stamp.instant(row, "updated_at"));
    }

    private static ScriptResult mapResult(ResultSet row, int number) throws SQLException {
        return new ScriptResult(row.getLong("id"), row.getLong("job_id"), row.getLong("job_group_id"),
                row.getString("uri"), row.getString("format"), row.getString("compression"),
                row.getInt("header") == 1, row.getInt("is_directory") == 1, row.getInt("is_primary") == 1,
                row.getLong("size"), row.getLong("result_rows"), Stamp.instant(row, "created_at"));
    }
}
