package io.drover.recipe.type;

/** A pattern or type spelling that has no meaning; the message says what is wrong with it. */
public final class InvalidFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidFormatException(String message) {
        super(message);
    }
}
