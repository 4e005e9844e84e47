package io.drover.launcher.security;

import io.drover.launcher.rest.Json;
import io.drover.launcher.store.Stamp;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import tools.jackson.databind.node.ArrayNode;

/** The users in the database. */
public final class Users {
    /** bcrypt reads no further than this; a longer password is refused rather than cut. */
    private static final int MAX_PASSWORD_BYTES = 72;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final PasswordEncoder encoder = new BCryptPasswordEncoder();
    private final VerifiedPasswords verified = new VerifiedPasswords();
    private final String hashOfNobody = encoder.encode("nobody has this password");

    Users(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public Optional<User> find(long id) {
        return jdbc.sql("SELECT * FROM users WHERE id = ?").param(id).query(Users::map).optional();
    }

    public Optional<User> find(String email) {
        return jdbc.sql("SELECT * FROM users WHERE email_key = ?").param(key(email)).query(Users::map).optional();
    }

    public List<User> all() {
        return jdbc.sql("SELECT * FROM users ORDER BY id").query(Users::map).list();
    }

    /** The user, if the password is his; takes as long for an unknown user. */
    Optional<User> authenticate(String email, String password) {
        Optional<User> user = find(email);
        String hash = user.isEmpty() ? hashOfNobody : jdbc.sql("SELECT password_hash FROM users WHERE id = ?")
                .param(user.get().id()).query(String.class).single();
        boolean matches = verified.matches(password, hash, encoder);
        return matches ? user : Optional.empty();
    }

    /**
     * Adds a user, or does nothing if there is one with this e-mail address.
     *
     * @throws IllegalArgumentException if the password is empty or longer than 72 bytes
     */
    public User provision(String email, String name, String password, boolean admin, List<String> allowedPaths) {
        Optional<User> existing = find(email);
        if (existing.isPresent()) {
            return existing.get();
        }
        if (password.isEmpty() || password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_PASSWORD_BYTES) {
            throw new IllegalArgumentException("the password of " + email + " must have 1 to 72 bytes");
        }
        long now = clock.millis();
        String paths = null;
        if (allowedPaths != null) {
            ArrayNode array = Json.array();
            allowedPaths.forEach(array::add);
            paths = Json.write(array);
        }
        jdbc.sql("INSERT INTO users (email, email_key, name, password_hash, is_admin, is_disabled, allowed_paths,"
                        + " created_at, updated_at) VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?)")
                .params(email, key(email), name, encoder.encode(password), admin ? 1 : 0, paths, now, now).update();
        return find(email).orElseThrow();
    }

    public void disable(long id, boolean disabled) {
        jdbc.sql("UPDATE users SET is_disabled = ?, updated_at = ? WHERE id = ?")
                .params(disabled ? 1 : 0, clock.millis(), id).update();
    }

    private static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    private static User map(ResultSet row, int number) throws SQLException {
        String paths = row.getString("allowed_paths");
        List<String> allowed = new ArrayList<>();
        if (paths != null) {
            Json.read(paths).forEach(path -> allowed.add(path.stringValue()));
        }
        Instant created = Stamp.instant(row, "created_at");
        return new User(row.getLong("id"), row.getString("email"), row.getString("name"), row.getInt("is_admin") == 1,
                row.getInt("is_disabled") == 1, paths == null ? Optional.empty() : Optional.of(List.copyOf(allowed)),
                created, Stamp.instant(row, "updated_at"));
    }
}
