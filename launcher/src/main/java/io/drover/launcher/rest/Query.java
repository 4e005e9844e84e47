package io.drover.launcher.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;

/** The query parameters of a request; an empty value counts as absent. */
public record Query(HttpServletRequest request) {

    public Optional<String> text(String name) {
        String value = request.getParameter(name);
        return value == null || value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** @throws ApiException 400 if it is neither true nor false, in whatever case */
    public boolean flag(String name) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return false;
        }
        Boolean flag = Map.of("true", true, "false", false).get(value.get().toLowerCase(java.util.Locale.ROOT));
        if (flag == null) {
            throw ApiException.invalid(name, "WRONG_TYPE", name + " must be true or false, not " + Members.clip(value.get()));
        }
        return flag;
    }

    /** @throws ApiException 400 if it is no integer of at least 0 */
    public int count(String name, int absent) {
        Optional<String> value = text(name);
        if (value.isEmpty()) {
            return absent;
        }
        String digits = value.get();
        if (digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw ApiException.invalid(name, "WRONG_TYPE",
                    name + " must be a whole number from 0 to 999999999, not " + Members.clip(digits));
        }
        return Integer.parseInt(digits);
    }

    public Embed embed() {
        return text("embed").map(Embed::parse).orElse(Embed.NONE);
    }

    public boolean includeDeleted() {
        return flag("includeDeleted");
    }
}
