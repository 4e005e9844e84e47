package io.drover.launcher.jobgroups;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The groups that are over and may have left something staged. Each is due as soon as it is over. Not those of which it
 * can't be told from here what they have published: what they have left is told by their error, and is for people.
 */
public final class Sweeps {
    /** What a group that ends now has for {@code sweep_at}; the parameter is the time. */
    static final String FIRST_SQL = "CASE WHEN attempt > 0 AND NOT EXISTS (SELECT 1 FROM jobs j"
            + " WHERE j.job_group_id = job_groups.id AND j.error_code IN ('DROVER-J504', 'DROVER-L104', 'DROVER-L108'))"
            + " THEN ? END";

    private final JdbcClient jdbc;

    Sweeps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param tries that were made before */
    public record Due(JobGroup group, int tries) {}

    /** Longest overdue first. */
    public List<Due> due(Instant now, int limit) {
        return jdbc.sql("SELECT * FROM job_groups WHERE sweep_at <= ? ORDER BY sweep_at LIMIT ?")
                .params(now.toEpochMilli(), limit)
                .query((row, number) -> new Due(JobGroups.map(row, number), row.getInt("sweep_tries"))).list();
    }

    /**
     * Notes a try before it is made, with the time of the next one.
     *
     * @return false if somebody else has made it
     */
    public boolean begin(Due due, Instant next) {
        return jdbc.sql("UPDATE job_groups SET sweep_at = ?, sweep_tries = ? WHERE id = ? AND sweep_tries = ?"
                        + " AND sweep_at IS NOT NULL")
                .params(next.toEpochMilli(), due.tries() + 1, due.group().id(), due.tries()).update() == 1;
    }

    /** There is nothing left, or it is given up. */
    public void end(Due due) {
        jdbc.sql("UPDATE job_groups SET sweep_at = NULL WHERE id = ?").param(due.group().id()).update();
    }
}
