package io.drover.recipe.message;

import java.util.Optional;

/** The problems of flow packages' steps. */
public final class ImportMessages {
    private ImportMessages() {}

    /**
     * @param reason what can't be read, with its JSON pointer in the task
     * @param type the task's, empty if it has none
     */
    public static Problem unreadableTask(String reason, String type) {
        return new Problem(ProblemCode.UNSUPPORTED_STEP, Problem.Severity.ERROR, Span.NONE,
                "the step can't be imported: " + reason, Optional.empty(), type);
    }
}
