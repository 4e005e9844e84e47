package io.drover.recipe.message;

import java.util.Objects;
import java.util.Optional;

/**
 * Something wrong with a recipe, found before any data is read.
 *
 * @param code stable, see {@link ProblemCode}
 * @param message a sentence: what is wrong, with the values
 * @param suggestion what would be right ("did you mean …"), if anything is near
 * @param step the verb and first line of the step, empty if outside any
 */
public record Problem(ProblemCode code, Severity severity, Span span, String message, Optional<String> suggestion,
        String step) {

    public enum Severity { ERROR, WARNING }

    public Problem {
        Objects.requireNonNull(code, "code is null");
        Objects.requireNonNull(severity, "severity is null");
        Objects.requireNonNull(span, "span is null");
        Objects.requireNonNull(message, "message is null");
        Objects.requireNonNull(suggestion, "suggestion is null");
        Objects.requireNonNull(step, "step is null");
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** One line for people, e.g. {@code line 3, column 8: unknown function SUMM; did you mean SUM? [DROVER-R201]}. */
    public String render() {
        StringBuilder text = new StringBuilder();
        if (span != Span.NONE) {
            text.append(span).append(": ");
        }
        text.append(message);
        suggestion.ifPresent(s -> text.append("; ").append(s));
        return text.append(" [").append(code.id()).append(']').toString();
    }
}
