package io.drover.job.engine;

import java.util.Objects;

/**
 * A job that can't be done, told for the person who reads it.
 */
public class JobFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable, {@code DROVER-…}
     * @param message what was wrong, where, and what would be right
     */
    public JobFailure(String code, String message, Throwable cause) {
        super(withoutTrace(message), cause);
        this.code = Objects.requireNonNull(code, "code is null");
    }

    public JobFailure(String code, String message) {
        this(code, message, null);
    }

    /** What HDFS's servers say comes with their stack trace; the cause has it, for the log. */
    private static String withoutTrace(String message) {
        return message.replaceAll("(\\n\\tat [^\\n]*)+\\n?", "");
    }

    public String code() {
        return code;
    }
}
