package io.drover.launcher.rest;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Ids are positive integers; a string of decimal digits is one too. */
public final class Ids {
    private Ids() {}

    /** Empty if it is none. */
    public static Optional<Long> of(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0) {
            return Optional.of(value.longValue());
        }
        return value.isString() ? of(value.stringValue()) : Optional.empty();
    }

    /** Empty if it is none. */
    public static Optional<Long> of(String text) {
        if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long id = Long.parseLong(text);
        return id > 0 ? Optional.of(id) : Optional.empty();
    }

    /** @throws ApiException 400 if the path variable is no decimal number */
    public static long inPath(String text) {
        if (!text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Long.parseLong(text);
        }
        throw ApiException.invalid("id", "WRONG_TYPE", "id must be a positive integer, not \"" + Members.clip(text) + "\"");
    }
}
