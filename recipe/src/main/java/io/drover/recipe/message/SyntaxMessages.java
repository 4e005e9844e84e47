package io.drover.recipe.message;

import io.drover.recipe.message.Problem.Severity;
import java.util.Collection;
import java.util.Optional;

/** The problems of a recipe's text. */
public final class SyntaxMessages {
    private static final int EXCERPT = 40;

    private SyntaxMessages() {}

    public static Problem unknownVerb(String verb, Collection<String> verbs, Place place) {
        Optional<String> near = Suggestions.didYouMean(verb, verbs);
        return error(ProblemCode.UNKNOWN_VERB, place, "unknown transform " + excerpt(verb),
                near.or(() -> Optional.of("a step starts with a transform's verb, a parameter with name:")));
    }

    public static Problem textOutsideStep(String text, Place place) {
        return error(ProblemCode.SYNTAX, place, excerpt(text) + " belongs to no step",
                Optional.of("a step starts with a transform's verb at the start of a line"));
    }

    public static Problem parameterExpected(String verb, String found, Place place) {
        return error(ProblemCode.SYNTAX, place, "after " + verb + " a parameter must follow, not " + excerpt(found),
                Optional.of("write " + verb + " name: value"));
    }

    public static Problem valueMissing(String parameter, Place place) {
        return error(ProblemCode.SYNTAX, place, "parameter " + parameter + " has no value", Optional.empty());
    }

    public static Problem repeatedParameter(String parameter, Place place) {
        return error(ProblemCode.REPEATED_PARAMETER, place, "parameter " + parameter + " is given twice",
                Optional.of("give it once, with a list if it takes several values"));
    }

    /** @param what such as {@code string} */
    public static Problem unterminated(String what, String mark, Place place) {
        return error(ProblemCode.UNTERMINATED_LITERAL, place, "this " + what + " has no closing " + mark
                + " on its line", Optional.of("add " + mark + ", or write \\" + mark + " for the character itself"));
    }

    /** @param parameter the name that stands within the string */
    public static Problem swallowedParameter(String mark, String parameter, Place place) {
        return error(ProblemCode.UNTERMINATED_LITERAL, place, "this string goes on over " + parameter + ": to the next "
                + mark, Optional.of("close it with " + mark + " before " + parameter + ":"));
    }

    public static Problem emptyPattern(Place place) {
        return error(ProblemCode.INVALID_PATTERN, place, "the pattern is empty", Optional.of("write '' for empty text"));
    }

    public static Problem nameStartsWithDigit(String name, Place place) {
        return error(ProblemCode.SYNTAX, place, excerpt(name) + " is neither a number nor a name",
                Optional.of("write {" + excerpt(name) + "} for a column"));
    }

    public static Problem unexpectedCharacter(String character, Place place) {
        Optional<String> right = switch (character) {
            case "&" -> Optional.of("write && for and");
            case "|" -> Optional.of("write || for or");
            case "\u2018", "\u2019", "\u201C", "\u201D" -> Optional.of("write straight quotes, ' or \"");
            case ";" -> Optional.of("steps need no separator, each starts on its own line");
            case "$" -> Optional.of("a parameter's name must follow, as in $name or ${two words}");
            case "\\" -> Optional.of("a backslash has a meaning only inside quotes, patterns and braces");
            default -> Optional.empty();
        };
        return error(ProblemCode.SYNTAX, place, "unexpected " + visible(character), right);
    }

    /** @param before the parameter that follows, if one was swallowed by the open bracket */
    public static Problem bracketNotClosed(String open, String close, Optional<String> before, Place place) {
        return error(ProblemCode.SYNTAX, place, "this " + open + " is never closed", Optional.of(
                before.map(name -> "add " + close + " before " + name + ":").orElse("add " + close)));
    }

    public static Problem bracketNotOpened(String close, Place place) {
        return error(ProblemCode.SYNTAX, place, "there is nothing for this " + close + " to close",
                Optional.of("remove it"));
    }

    public static Problem bracketMismatched(String open, String expected, String found, Place place) {
        return error(ProblemCode.SYNTAX, place, "found " + found + " where " + expected + " must close " + open,
                Optional.of("write " + expected));
    }

    public static Problem operandMissing(String parameter, String after, String before, Place place) {
        return error(ProblemCode.SYNTAX, place, "in " + parameter + " something is missing between " + excerpt(after)
                + " and " + excerpt(before), Optional.of("a column, a value or a function call belongs there"));
    }

    public static Problem operandMissingAtEnd(String parameter, String after, Place place) {
        return error(ProblemCode.SYNTAX, place, parameter + " ends after " + excerpt(after),
                Optional.of("a column, a value or a function call must follow"));
    }

    public static Problem operandMissingAtStart(String parameter, String before, Place place) {
        return error(ProblemCode.SYNTAX, place, parameter + " can't start with " + excerpt(before),
                Optional.of("a column, a value or a function call belongs there"));
    }

    public static Problem operatorMissing(String parameter, String left, String right, Place place) {
        Optional<String> suggestion = switch (right.toLowerCase(java.util.Locale.ROOT)) {
            case "and" -> Optional.of("write && for and");
            case "or" -> Optional.of("write || for or");
            default -> Optional.of("a comma or an operator belongs there; a name with spaces is written {two words}");
        };
        return error(ProblemCode.SYNTAX, place, "in " + parameter + " nothing joins " + excerpt(left) + " and "
                + excerpt(right), suggestion);
    }

    public static Problem unexpectedToken(String parameter, String found, Place place) {
        return error(ProblemCode.SYNTAX, place, "in " + parameter + " unexpected " + excerpt(found), Optional.empty());
    }

    public static Problem nestedTooDeep(int limit, Place place) {
        return error(ProblemCode.SYNTAX, place, "the expression is nested more than " + limit + " levels deep",
                Optional.of("compute a part of it in a step of its own"));
    }

    public static Problem tooManyOperators(int limit, Place place) {
        return error(ProblemCode.SYNTAX, place, "the expression chains more than " + limit + " operators",
                Optional.of("use IN for many alternatives, or compute a part of it in a step of its own"));
    }

    public static Problem recipeTooLong(int limit) {
        return error(ProblemCode.SYNTAX, new Place(Span.NONE, ""), "the recipe is longer than " + limit
                + " characters", Optional.of("split it into several recipes"));
    }

    public static Problem moreProblems(int limit, Place place) {
        return error(ProblemCode.SYNTAX, place, "more than " + limit + " problems, the rest is not shown",
                Optional.empty());
    }

    public static Problem dashComment(Place place) {
        return lenient(place, "-- is read as a comment", "write // instead");
    }

    public static Problem listNumber(String number, Place place) {
        return lenient(place, "the list number " + number + " is skipped", "remove it");
    }

    public static Problem brokenDataset(Place place) {
        return lenient(place, "MISSING is a broken reference and read as current_dataset", "name the dataset");
    }

    public static Problem textSkipped(String text, Place place) {
        return new Problem(ProblemCode.UNSUPPORTED_STEP, Severity.WARNING, place.span(), excerpt(text)
                + " describes a step that has no text form, it is skipped",
                Optional.of("write the step in the language"), place.step());
    }

    private static Problem lenient(Place place, String message, String suggestion) {
        return new Problem(ProblemCode.LENIENT_SYNTAX, Severity.WARNING, place.span(), message,
                Optional.of(suggestion), place.step());
    }

    private static Problem error(ProblemCode code, Place place, String message, Optional<String> suggestion) {
        return new Problem(code, Severity.ERROR, place.span(), message, suggestion, place.step());
    }

    /** A control character by its number, as it can't be seen. */
    private static String visible(String character) {
        int codePoint = character.codePointAt(0);
        boolean hidden = Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.SURROGATE;
        return hidden ? String.format("character U+%04X", codePoint) : character;
    }

    /** The start of a long text. */
    static String excerpt(String text) {
        return text.codePointCount(0, text.length()) <= EXCERPT ? text
                : text.substring(0, text.offsetByCodePoints(0, EXCERPT)) + "…";
    }
}
