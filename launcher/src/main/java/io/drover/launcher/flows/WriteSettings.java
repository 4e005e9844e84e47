package io.drover.launcher.flows;

import io.drover.launcher.rest.Query;
import io.drover.launcher.security.User;
import io.drover.launcher.store.Listing;
import io.drover.launcher.store.Lookup;
import io.drover.launcher.store.Stamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The write settings in the database. */
public final class WriteSettings {
    private static final Listing LISTING = new Listing("write_settings", Map.of("id", "id", "path", "path", "name",
            "path", "format", "format", "action", "action", "createdAt", "created_at", "updatedAt", "updated_at"),
            "output_object_id IS NOT NULL");

    private final JdbcClient jdbc;
    private final Clock clock;

    WriteSettings(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Lookup<WriteSetting> lookup() {
        return new Lookup<>("write setting", this::find);
    }

    public Optional<WriteSetting> find(long id) {
        return jdbc.sql("SELECT * FROM write_settings WHERE id = ?").param(id).query(WriteSettings::map).optional();
    }

    List<WriteSetting> list(User user, Query query) {
        return LISTING.fetch(jdbc, user, query, WriteSettings::map);
    }

    /** In the order they were given. */
    public List<WriteSetting> of(OutputObject output) {
        return jdbc.sql("SELECT * FROM write_settings WHERE output_object_id = ? AND deleted_at IS NULL ORDER BY id")
                .param(output.id()).query(WriteSettings::map).list();
    }

    /** Those in force for a job group, in order. */
    public List<WriteSetting> ofJobGroup(long jobGroup) {
        return jdbc.sql("SELECT * FROM write_settings WHERE job_group_id = ? ORDER BY id").param(jobGroup)
                .query(WriteSettings::map).list();
    }

    WriteSetting add(OutputObject output, WriteSetting.Values values, User user) {
        return add(output.id(), null, values, user);
    }

    /** Records a setting as in force for a job group. */
    public WriteSetting addToJobGroup(long jobGroup, WriteSetting.Values values, User user) {
        return add(null, jobGroup, values, user);
    }

    private WriteSetting add(Long output, Long jobGroup, WriteSetting.Values v, User user) {
        long now = clock.millis();
        long id = jdbc.sql("INSERT INTO write_settings (output_object_id, job_group_id, path, action, format,"
                        + " compression, header, as_single_file, delim, prefix, suffix, has_quotes,"
                        + " include_mismatches, creator_id, updater_id, created_at, updated_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id")
                .params(output, jobGroup, v.path(), v.action(), v.format(), v.compression(), v.header() ? 1 : 0,
                        v.asSingleFile() ? 1 : 0, v.delim(), v.prefix(), v.suffix(), v.hasQuotes() ? 1 : 0,
                        v.includeMismatches() ? 1 : 0, user.id(), user.id(), now, now)
                .query(Long.class).single();
        return find(id).orElseThrow();
    }

    WriteSetting update(long id, WriteSetting.Values v, User user) {
        jdbc.sql("UPDATE write_settings SET path = ?, action = ?, format = ?, compression = ?, header = ?,"
                        + " as_single_file = ?, delim = ?, prefix = ?, suffix = ?, has_quotes = ?,"
                        + " include_mismatches = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(v.path(), v.action(), v.format(), v.compression(), v.header() ? 1 : 0,
                        v.asSingleFile() ? 1 : 0, v.delim(), v.prefix(), v.suffix(), v.hasQuotes() ? 1 : 0,
                        v.includeMismatches() ? 1 : 0, user.id(), clock.millis(), id)
                .update();
        return find(id).orElseThrow();
    }

    void delete(long id, User user) {
        long now = clock.millis();
        jdbc.sql("UPDATE write_settings SET deleted_at = ?, updater_id = ?, updated_at = ? WHERE id = ?")
                .params(now, user.id(), now, id).update();
    }

    void deleteOf(OutputObject output, User user) {
        of(output).forEach(setting -> delete(setting.id(), user));
    }

    private static WriteSetting map(ResultSet row, int number) throws SQLException {
        return new WriteSetting(row.getLong("id"), Stamp.number(row, "output_object_id"),
                Stamp.number(row, "job_group_id"),
                new WriteSetting.Values(row.getString("path"), row.getString("action"), row.getString("format"),
                        row.getString("compression"), row.getInt("header") == 1, row.getInt("as_single_file") == 1,
                        row.getString("delim"), row.getString("prefix"), row.getString("suffix"),
                        row.getInt("has_quotes") == 1, row.getInt("include_mismatches") == 1),
                Stamp.of(row));
    }
}
