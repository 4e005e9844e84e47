package io.drover.launcher.jobgroups;

import io.drover.launcher.security.User;
import io.drover.launcher.store.Lookup;
import io.drover.launcher.store.Owned;
import io.drover.launcher.store.Stamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs of whole flows, in the database. */
final class FlowRuns {
    private final JdbcClient jdbc;
    private final Clock clock;

    FlowRuns(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record FlowRun(long id, long flow, Stamp stamp) implements Owned {}

    long add(long flow, User user) {
        return jdbc.sql("INSERT INTO flow_runs (flow_id, creator_id, created_at) VALUES (?, ?, ?) RETURNING id")
                .params(flow, user.id(), clock.millis()).query(Long.class).single();
    }

    Lookup<FlowRun> lookup() {
        return new Lookup<>("flow run", this::find);
    }

    Optional<FlowRun> find(long id) {
        return jdbc.sql("SELECT * FROM flow_runs WHERE id = ?").param(id)
                .query((row, number) -> new FlowRun(row.getLong("id"), row.getLong("flow_id"),
                        new Stamp(row.getLong("creator_id"), row.getLong("creator_id"),
                                Stamp.instant(row, "created_at"), Stamp.instant(row, "created_at"), null)))
                .optional();
    }

    /** By the rule for groups over their jobs: the word for all, once all are over. */
    static String status(List<JobGroup> groups) {
        if (groups.stream().anyMatch(group -> !group.isTerminal())) {
            return Status.IN_PROGRESS;
        }
        if (groups.stream().anyMatch(group -> group.status().equals(Status.FAILED))) {
            return Status.FAILED;
        }
        return groups.stream().anyMatch(group -> group.status().equals(Status.CANCELED)) ? Status.CANCELED
                : Status.COMPLETE;
    }
}
