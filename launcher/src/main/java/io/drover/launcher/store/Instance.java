package io.drover.launcher.store;

import java.security.SecureRandom;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The name of this database among all that share a cluster: ids of jobs are unique only within one. */
public final class Instance {
    private static final int LENGTH = 10;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

    private final String id;

    /** Gives the database its name if it has none. */
    public Instance(JdbcClient jdbc) {
        Optional<String> known = jdbc.sql("SELECT id FROM instance").query(String.class).optional();
        id = known.orElseGet(() -> {
            String fresh = random();
            jdbc.sql("INSERT INTO instance (id) VALUES (?)").param(fresh).update();
            return fresh;
        });
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** Ten lower-case letters and digits. */
    public String id() {
        return id;
    }
}
