package io.drover.launcher.jobgroups;

import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import io.drover.launcher.store.Listing;
import io.drover.launcher.store.Lookup;
import io.drover.launcher.store.Stamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The job groups in the database: reading, adding, deleting. What moves their state is {@link JobStates}. */
public final class JobGroups {
    private static final Listing LISTING = new Listing("job_groups", columns(), null);

    private final JdbcClient jdbc;
    private final Clock clock;

    JobGroups(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    private static Map<String, String> columns() {
        Map<String, String> columns = new HashMap<>();
        columns.put("id", "id");
        columns.put("name", "name");
        columns.put("description", "description");
        columns.put("ranfrom", "ranfrom");
        columns.put("ranfor", "ranfor");
        columns.put("status", "CASE WHEN status IN " + Status.TERMINAL_SQL + " THEN status ELSE 'InProgress' END");
        columns.put("createdAt", "created_at");
        columns.put("updatedAt", "updated_at");
        columns.put("profilingEnabled", "profiler");
        columns.put("wrangledDataset", "node_id");
        return columns;
    }

    /** What a new one is made of. @param response the body of the 201 */
    record Draft(
            long recipe, long flow, Long flowRun, String name, String description, String ranfrom, String ranfor,
            String execution, String engine, boolean profiler, String sessionId, Instant referenceTime,
            String requestHash) {}

    public Lookup<JobGroup> lookup() {
        return new Lookup<>("job group", this::find);
    }

    public Optional<JobGroup> find(long id) {
        return jdbc.sql("SELECT * FROM job_groups WHERE id = ?").param(id).query(JobGroups::map).optional();
    }

    List<JobGroup> list(User user, Query query) {
        return LISTING.fetch(jdbc, user, query, JobGroups::map);
    }

    long count(User user, Query query) {
        return LISTING.count(jdbc, user, query);
    }

    /** Those that the Job Results page shows. */
    public List<JobGroup> library(User user, Query query) {
        return LISTING.where("ranfrom IS NOT NULL").fetch(jdbc, user, query, JobGroups::map);
    }

    public long libraryCount(User user, Query query) {
        return LISTING.where("ranfrom IS NOT NULL").count(jdbc, user, query);
    }

    /** Whatever became of it. */
    Optional<JobGroup> latest(long recipe) {
        return jdbc.sql("SELECT * FROM job_groups WHERE node_id = ? ORDER BY id DESC LIMIT 1").param(recipe)
                .query(JobGroups::map).optional();
    }

    public List<JobGroup> ofFlowRun(long flowRun) {
        return jdbc.sql("SELECT * FROM job_groups WHERE flow_run_id = ? ORDER BY id").param(flowRun)
                .query(JobGroups::map).list();
    }

    /** Waiting for a slot from the start; spec and response follow in the same transaction. */
    long add(Draft draft, User user) {
        long now = clock.millis();
        return jdbc.sql("INSERT INTO job_groups (node_id, flow_id, flow_run_id, name, description, ranfrom, ranfor,"
                        + " execution, engine, profiler, session_id, spec, reference_time, status, attempt,"
                        + " request_hash, response, creator_id, updater_id, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, 0, ?, '', ?, ?, ?, ?) RETURNING id")
                .params(draft.recipe(), draft.flow(), draft.flowRun(), draft.name(), draft.description(),
                        draft.ranfrom(), draft.ranfor(), draft.execution(), draft.engine(), draft.profiler() ? 1 : 0,
                        draft.sessionId(), draft.referenceTime().toEpochMilli(), Status.PENDING, draft.requestHash(),
                        user.id(), user.id(), now, now)
                .query(Long.class).single();
    }

    /** @param directory null for the one below the home */
    void complete(long id, String spec, String response, String directory, Map<String, String> sparkOptions) {
        jdbc.sql("UPDATE job_groups SET spec = ?, response = ?, directory = ?, spark_options = ? WHERE id = ?")
                .params(spec, response, directory,
                        sparkOptions.isEmpty() ? null : Json.write(Json.strings(sparkOptions)), id).update();
    }

    /** The JobSpec as JSON, as it was when the group was made. */
    public String spec(long id) {
        return jdbc.sql("SELECT spec FROM job_groups WHERE id = ?").param(id).query(String.class).single();
    }

    /** The profile as JSON. */
    public Optional<String> profile(long id) {
        return jdbc.sql("SELECT profile FROM job_groups WHERE id = ?").param(id)
                .query((row, number) -> Optional.ofNullable(row.getString(1))).single();
    }

    /** JSON list of sentences; empty if there are none. */
    public Optional<String> warnings(long id) {
        return jdbc.sql("SELECT warnings FROM job_groups WHERE id = ?").param(id)
                .query((row, number) -> Optional.ofNullable(row.getString(1))).single();
    }

    /** Rows of the result; empty while unknown. */
    public Optional<Long> rows(long id) {
        return jdbc.sql("SELECT result_rows FROM job_groups WHERE id = ?").param(id)
                .query((row, number) -> Optional.ofNullable(Stamp.number(row, "result_rows"))).single();
    }

    /** Whether the answer could not be written to the client, which may therefore ask again. */
    void markUnacknowledged(long id) {
        jdbc.sql("UPDATE job_groups SET unacknowledged_at = ? WHERE id = ?").params(clock.millis(), id).update();
    }

    /** The answer of an unacknowledged group of the same request since an instant, which then counts as heard. */
    Optional<String> adopt(User user, String requestHash, Instant since) {
        Optional<Long> id = jdbc.sql("SELECT id FROM job_groups WHERE creator_id = ? AND request_hash = ?"
                        + " AND unacknowledged_at >= ? ORDER BY id LIMIT 1")
                .params(user.id(), requestHash, since.toEpochMilli()).query(Long.class).optional();
        return id.map(group -> {
            jdbc.sql("UPDATE job_groups SET unacknowledged_at = NULL WHERE id = ?").param(group).update();
            return jdbc.sql("SELECT response FROM job_groups WHERE id = ?").param(group).query(String.class).single();
        });
    }

    void delete(long id, User user) {
        jdbc.sql("UPDATE job_groups SET deleted_at = ?, updater_id = ? WHERE id = ?")
                .params(clock.millis(), user.id(), id).update();
    }

    private static Map<String, String> options(String json) {
        return json == null ? Map.of() : Json.strings(Json.read(json));
    }

    static JobGroup map(ResultSet row, int number) throws SQLException {
        return new JobGroup(row.getLong("id"), row.getLong("node_id"), row.getLong("flow_id"),
                Stamp.number(row, "flow_run_id"), row.getString("name"), row.getString("description"),
                row.getString("ranfrom"), row.getString("ranfor"), row.getString("execution"),
                row.getString("engine"), row.getInt("profiler") == 1, row.getString("session_id"),
                Stamp.instant(row, "reference_time"), row.getString("status"), row.getInt("attempt"),
                Stamp.instant(row, "cancel_requested_at"), Stamp.instant(row, "progress_at"),
                row.getString("directory"), options(row.getString("spark_options")), Stamp.of(row));
    }
}
