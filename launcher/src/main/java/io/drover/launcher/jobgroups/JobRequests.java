package io.drover.launcher.jobgroups;

import io.drover.launcher.flows.WriteSettingForm;
import io.drover.launcher.rest.ApiException;
import io.drover.launcher.rest.Defects;
import io.drover.launcher.rest.Json;
import io.drover.launcher.rest.JsonBody;
import io.drover.launcher.security.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/**
 * POST /v4/jobGroups as one transaction, and what makes repeating it safe: idempotency keys, and adoption for clients
 * that repeat blindly because they never saw the answer.
 */
final class JobRequests {
    private static final Duration KEY_LIFE = Duration.ofDays(2);
    private static final Duration ADOPTION = Duration.ofSeconds(60);
    private static final int MAX_KEY = 255;

    private final JobGroupCreation creation;
    private final JobGroups jobGroups;
    private final WriteSettingForm form;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final QueueSignal signal;

    JobRequests(JobGroupCreation creation, JobGroups jobGroups, WriteSettingForm form, JdbcClient jdbc, Clock clock,
            TransactionTemplate transaction, QueueSignal signal) {
        this.creation = creation;
        this.jobGroups = jobGroups;
        this.form = form;
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
        this.signal = signal;
    }

    /**
     * @param body of the 201
     * @param jobGroup whose answer this is
     */
    record Accepted(ObjectNode body, long jobGroup) {}

    private record KeyedAnswer(String hash, String response) {}

    /** @param key of the Idempotency-Key header, if there is one */
    Accepted accept(JsonBody body, Optional<String> key, User user) {
        if (key.isPresent() && (key.get().isBlank() || key.get().length() > MAX_KEY)) {
            throw ApiException.invalid("Idempotency-Key", "INVALID_KEY",
                    "The header Idempotency-Key must have 1 to " + MAX_KEY + " characters");
        }
        String hash = body.hash();
        ObjectNode answer = transaction.execute(status -> {
            Optional<ObjectNode> earlier = key.isPresent() ? keyed(user, key.get(), hash) : adopted(user, hash);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            Defects defects = new Defects();
            JobGroupRequest request = JobGroupRequest.read(body.object(defects), form, user);
            Optional<JobGroupCreation.Checked> checked = creation.check(request, user, defects);
            defects.check();
            ObjectNode made = creation.create(checked.orElseThrow(), null, hash, user).body();
            key.ifPresent(k -> remember(user, k, hash, made));
            return made;
        });
        signal.raise();
        return new Accepted(answer, answer.get("id").longValue());
    }

    void notAcknowledged(Accepted accepted) {
        jobGroups.markUnacknowledged(accepted.jobGroup());
    }

    private Optional<ObjectNode> adopted(User user, String hash) {
        return jobGroups.adopt(user, hash, clock.instant().minus(ADOPTION)).map(JobRequests::parse);
    }

    private Optional<ObjectNode> keyed(User user, String key, String hash) {
        Instant oldest = clock.instant().minus(KEY_LIFE);
        jdbc.sql("DELETE FROM idempotency_keys WHERE created_at < ?").param(oldest.toEpochMilli()).update();
        Optional<KeyedAnswer> known = jdbc.sql("SELECT request_hash, response FROM idempotency_keys WHERE user_id = ?"
                        + " AND idempotency_key = ?").params(user.id(), key)
                .query((row, number) -> new KeyedAnswer(row.getString(1), row.getString(2))).optional();
        if (known.isPresent() && !known.get().hash().equals(hash)) {
            throw ApiException.invalid("Idempotency-Key", "KEY_REUSED",
                    "This Idempotency-Key was used with another request body");
        }
        return known.map(answer -> parse(answer.response()));
    }

    private void remember(User user, String key, String hash, ObjectNode answer) {
        jdbc.sql("INSERT INTO idempotency_keys (user_id, idempotency_key, request_hash, response, created_at)"
                        + " VALUES (?, ?, ?, ?, ?)")
                .params(user.id(), key, hash, Json.write(answer), clock.millis()).update();
    }

    private static ObjectNode parse(String json) {
        return (ObjectNode) Json.read(json);
    }
}
