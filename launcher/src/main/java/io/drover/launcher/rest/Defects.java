package io.drover.launcher.rest;

import java.util.ArrayList;
import java.util.List;

/** Collects all that is wrong with one request, so that one answer can tell it. Not thread-safe. */
public final class Defects {
    private final List<Defect> found = new ArrayList<>();

    /** The request itself is wrong: 400. */
    public void invalid(String pointer, String code, String message) {
        found.add(new Defect(400, pointer, code, message));
    }

    /** It names something that does not exist: 404. */
    public void unknown(String pointer, String message) {
        found.add(new Defect(404, pointer, "NOT_FOUND", message));
    }

    /** It asks for something the user may not use: 403. */
    public void forbidden(String pointer, String message) {
        found.add(new Defect(403, pointer, "ACCESS_DENIED", message));
    }

    public boolean any() {
        return !found.isEmpty();
    }

    public List<Defect> all() {
        return List.copyOf(found);
    }

    /** @throws ApiException with all of them, if there are any */
    public void check() {
        if (any()) {
            throw ApiException.of(found);
        }
    }
}
