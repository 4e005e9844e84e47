package io.drover.cli.api;

import java.util.List;

/** An answer of the server that isn't a success, told for the person at the command line. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final List<String> lines;

    ApiException(int status, List<String> lines) {
        super(String.join("\n", lines));
        this.status = status;
        this.lines = List.copyOf(lines);
    }

    public int status() {
        return status;
    }

    public List<String> lines() {
        return lines;
    }
}
