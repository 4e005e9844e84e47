package io.drover.recipe.message;

import io.drover.recipe.message.Problem.Severity;
import java.util.Optional;

/** The problems of patterns, match clauses and replacements. */
public final class PatternMessages {
    private PatternMessages() {}

    /** @param reason what is wrong with it and where in the pattern */
    public static Problem invalidPattern(String reason, Optional<String> suggestion, Place place) {
        return error(ProblemCode.INVALID_PATTERN, place, "the pattern can't be read: " + reason, suggestion);
    }

    public static Problem invalidGroupReference(String reason, Optional<String> suggestion, Place place) {
        return error(ProblemCode.INVALID_GROUP_REFERENCE, place, reason, suggestion);
    }

    public static Problem invalidClauses(String reason, Optional<String> suggestion, Place place) {
        return error(ProblemCode.INVALID_PARAMETER, place, reason, suggestion);
    }

    /** A pattern whose time no engine bounds. */
    public static Problem unboundedPattern(Place place) {
        return new Problem(ProblemCode.UNBOUNDED_PATTERN, Severity.WARNING, place.span(),
                "look-around, back-references and possessive quantifiers are slow and not portable; a value that takes"
                        + " too many steps counts as no match",
                Optional.of("use after, before and groups instead, if they can say it"), place.step());
    }

    private static Problem error(ProblemCode code, Place place, String message, Optional<String> suggestion) {
        return new Problem(code, Severity.ERROR, place.span(), message, suggestion, place.step());
    }
}
