package io.drover.cli;

import java.util.List;

/** Something the person at the command line can put right: bad options, a bad flow, a bad recipe. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> lines;

    public UsageException(String message) {
        this(List.of(message));
    }

    public UsageException(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }
}
