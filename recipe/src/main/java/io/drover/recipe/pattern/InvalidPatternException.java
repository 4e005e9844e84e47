package io.drover.recipe.pattern;

import io.drover.recipe.message.PatternMessages;
import io.drover.recipe.message.Place;
import io.drover.recipe.message.Problem;
import java.util.Optional;

/** A pattern, match clause or replacement that can't be compiled; {@link #problem} is what the reader gets. */
public final class InvalidPatternException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with what. */
    public enum Kind { PATTERN, GROUP_REFERENCE, CLAUSES }

    private final Kind kind;
    private final String suggestion;

    InvalidPatternException(Kind kind, String message, String suggestion) {
        super(message);
        this.kind = kind;
        this.suggestion = suggestion;
    }

    static InvalidPatternException pattern(String message, int offset, String suggestion) {
        return new InvalidPatternException(Kind.PATTERN, message + " (character " + (offset + 1) + " of the pattern)",
                suggestion);
    }

    public Kind kind() {
        return kind;
    }

    /** What would be right, if it's known. */
    public Optional<String> suggestion() {
        return Optional.ofNullable(suggestion);
    }

    /** The problem it is, at the place of the pattern. */
    public Problem problem(Place place) {
        return switch (kind) {
            case PATTERN -> PatternMessages.invalidPattern(getMessage(), suggestion(), place);
            case GROUP_REFERENCE -> PatternMessages.invalidGroupReference(getMessage(), suggestion(), place);
            case CLAUSES -> PatternMessages.invalidClauses(getMessage(), suggestion(), place);
        };
    }
}
