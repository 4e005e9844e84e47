package io.drover.launcher.rest;

import java.util.Objects;

/**
 * One thing wrong with a request.
 *
 * @param status the HTTP status it alone would give: 400, 403 or 404
 * @param pointer JSON pointer into the body, or the name of a query parameter or path variable
 * @param code stable, upper case with underscores
 * @param message what is wrong and what would be right
 */
public record Defect(int status, String pointer, String code, String message) {
    public Defect {
        Objects.requireNonNull(pointer, "pointer is null");
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(message, "message is null");
    }
}
