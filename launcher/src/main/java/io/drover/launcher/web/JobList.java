package io.drover.launcher.web;

import io.drover.launcher.jobgroups.Status;
import io.drover.launcher.security.User;
import io.drover.launcher.store.Stamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One page of the list of jobs, newest first, ready to be drawn.
 *
 * @param previous offset of the page with newer ones, null on the first
 * @param next offset of the page with older ones, null on the last
 * @param running whether any of those shown is under way
 */
public record JobList(List<Row> jobs, Long previous, Long next, boolean running, String refreshPath) {
    private static final int PAGE = 25;

    /** @param percent mean over its jobs */
    public record Row(
            long id, String dataset, String flow, String status, int percent, String engine, String creator,
            String ranfrom, String createdAt, String duration) {}

    /** Those the user may see, without those that are not to be listed, in one read. */
    static JobList read(JdbcClient jdbc, User user, int offset, Instant now) {
        List<Object> parameters = new ArrayList<>();
        String mine = "";
        if (!user.admin()) {
            mine = " AND g.creator_id = ?";
            parameters.add(user.id());
        }
        parameters.add(PAGE + 1);
        parameters.add(offset);
        List<Row> rows = jdbc.sql("SELECT g.id, g.status, g.execution, g.ranfrom, g.created_at, g.updated_at,"
                        + " n.name AS dataset, f.name AS flow, u.email,"
                        + " (SELECT SUM(percent) / COUNT(*) FROM jobs WHERE job_group_id = g.id) AS percent"
                        + " FROM job_groups g JOIN flow_nodes n ON n.id = g.node_id JOIN flows f ON f.id = g.flow_id"
                        + " JOIN users u ON u.id = g.creator_id"
                        + " WHERE g.ranfrom IS NOT NULL AND g.deleted_at IS NULL" + mine
                        + " ORDER BY g.id DESC LIMIT ? OFFSET ?")
                .params(parameters).query((row, number) -> row(row, now)).list();
        boolean more = rows.size() > PAGE;
        List<Row> shown = more ? rows.subList(0, PAGE) : rows;
        return new JobList(shown, offset == 0 ? null : Long.valueOf(Math.max(0, offset - PAGE)),
                more ? Long.valueOf(offset + PAGE) : null,
                shown.stream().anyMatch(row -> !Status.isTerminal(row.status())), "/jobs/rows?offset=" + offset);
    }

    private static Row row(ResultSet row, Instant now) throws SQLException {
        String status = row.getString("status");
        boolean over = Status.isTerminal(status);
        Instant created = Stamp.instant(row, "created_at");
        return new Row(row.getLong("id"), row.getString("dataset"), row.getString("flow"),
                over ? status : Status.IN_PROGRESS, row.getInt("percent"), row.getString("execution"),
                row.getString("email"), row.getString("ranfrom"), Readable.time(created),
                Readable.duration(created, over ? Stamp.instant(row, "updated_at") : now));
    }
}
