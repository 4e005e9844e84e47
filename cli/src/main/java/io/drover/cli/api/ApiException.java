package io.drover.cli.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An answer of the server that isn't a success, told for the person at the command line. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final List<String> lines;
    private final Set<String> missing;

    ApiException(int status, List<String> lines) {
        this(status, lines, Set.of());
    }

    /** @param missing JSON pointers of what the request has to have and hasn't */
    ApiException(int status, List<String> lines, Set<String> missing) {
        super(String.join("\n", lines));
        this.status = status;
        this.lines = List.copyOf(lines);
        this.missing = Set.copyOf(missing);
    }

    public boolean misses(String pointer) {
        return missing.contains(pointer);
    }

    public ApiException withLine(String line) {
        List<String> all = new ArrayList<>(lines);
        all.add(line);
        ApiException told = new ApiException(status, all, missing);
        told.initCause(this);
        return told;
    }

    public int status() {
        return status;
    }

    public List<String> lines() {
        return lines;
    }
}
