package io.drover.launcher.security;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody who may use the service.
 *
 * @param allowedPaths URI prefixes he may read and write; empty means the server's own list
 */
public record User(
        long id,
        String email,
        String name,
        boolean admin,
        boolean disabled,
        Optional<List<String>> allowedPaths,
        Instant createdAt,
        Instant updatedAt) {

    /** Where relative paths of outputs go, seen as a bare path. */
    public String outputHome() {
        return "/trifacta/queryResults/" + email;
    }

    public String uploadHome() {
        return "/trifacta/uploads/" + id;
    }
}
