package io.drover.recipe.analysis;

/** Ends the analysis of one step whose problem is already reported. */
public final class BrokenStepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokenStepException(String message) {
        super(message, null, false, false);
    }
}
