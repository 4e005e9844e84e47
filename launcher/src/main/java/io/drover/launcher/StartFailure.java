package io.drover.launcher;

/** A launcher can't be started for something that whoever starts it can mend; the message says what. */
public final class StartFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
