package io.drover.launcher.security;

import io.drover.launcher.store.Stamp;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bearer tokens. Only their SHA-256 is stored; 256 random bits need no slow hash. */
public final class AccessTokens {
    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    /** Writing "last used" with every request would make each read a write. */
    private static final long USED_PRECISION_MILLIS = 10_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    AccessTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param expiresAt null if it never does @param lastUsed null if it never was */
    public record Token(String id, String description, Instant expiresAt, Instant lastUsed, Instant createdAt) {}

    /** @param value what the client sends; not kept anywhere */
    public record Issued(String value, Token token) {}

    /** @param lifetimeSeconds -1 for ever */
    public Issued issue(User user, long lifetimeSeconds, String description) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Issued(value, register(user, value, lifetimeSeconds, description));
    }

    /** Makes a value chosen by the configuration work; does nothing if it already does. */
    public Token register(User user, String value, long lifetimeSeconds, String description) {
        String hash = hash(value);
        Optional<Token> existing = jdbc.sql("SELECT * FROM access_tokens WHERE token_hash = ?").param(hash)
                .query(AccessTokens::map).optional();
        if (existing.isPresent()) {
            return existing.get();
        }
        String id = UUID.randomUUID().toString();
        long now = clock.millis();
        Long expires = lifetimeSeconds == -1 ? null : Math.addExact(now, Math.multiplyExact(lifetimeSeconds, 1000L));
        jdbc.sql("INSERT INTO access_tokens (token_id, user_id, token_hash, description, expires_at, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?)")
                .params(id, user.id(), hash, description, expires, now).update();
        return find(user, id).orElseThrow();
    }

    /** Those that work or have expired, newest first. */
    public List<Token> of(User user) {
        return jdbc.sql("SELECT * FROM access_tokens WHERE user_id = ? AND deleted_at IS NULL ORDER BY seq DESC")
                .param(user.id()).query(AccessTokens::map).list();
    }

    public Optional<Token> find(User user, String id) {
        return jdbc.sql("SELECT * FROM access_tokens WHERE user_id = ? AND token_id = ? AND deleted_at IS NULL")
                .params(user.id(), id).query(AccessTokens::map).optional();
    }

    /** Whether there was one to delete. */
    public boolean delete(User user, String id) {
        return jdbc.sql("UPDATE access_tokens SET deleted_at = ? WHERE user_id = ? AND token_id = ?"
                        + " AND deleted_at IS NULL")
                .params(clock.millis(), user.id(), id).update() == 1;
    }

    /** The id of the user whose working token this is. */
    Optional<Long> authenticate(String value) {
        long now = clock.millis();
        String hash = hash(value);
        Optional<Long> user = jdbc.sql("SELECT user_id FROM access_tokens WHERE token_hash = ? AND deleted_at IS NULL"
                        + " AND (expires_at IS NULL OR expires_at > ?)")
                .params(hash, now).query(Long.class).optional();
        if (user.isPresent()) {
            noteUse(hash, now);
        }
        return user;
    }

    private void noteUse(String hash, long now) {
        try {
            jdbc.sql("UPDATE access_tokens SET last_used = ? WHERE token_hash = ?"
                            + " AND (last_used IS NULL OR last_used < ?)")
                    .params(now, hash, now - USED_PRECISION_MILLIS).update();
        } catch (DataAccessResourceFailureException e) {
            // Whoever only reads can go on; what is to be written says itself that it can't be.
            LOG.debug("the use of a token is not noted: {}", e.getMessage());
        }
    }

    private static String hash(String value) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Token map(ResultSet row, int number) throws SQLException {
        return new Token(row.getString("token_id"), row.getString("description"), Stamp.instant(row, "expires_at"),
                Stamp.instant(row, "last_used"), Stamp.instant(row, "created_at"));
    }
}
