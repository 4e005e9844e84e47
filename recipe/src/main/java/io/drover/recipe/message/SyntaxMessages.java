package io.drover.recipe.message;

import io.drover.recipe.message.Problem.Severity;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The problems of a recipe's text. */
public final class SyntaxMessages {
    private static final int EXCERPT = 40;
    private static final Pattern IDENTIFIER = Pattern.compile("[\\p{L}_][\\p{L}0-9_]*");

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
                Optional.of(IDENTIFIER.matcher(found).matches()
                        ? "a parameter is a name with a colon and a value: if " + found + " is the name, write " + found + ":"
                        : "a parameter is a name with a colon and a value"));
    }

    public static Problem valueMissing(String parameter, Place place) {
        return error(ProblemCode.SYNTAX, place, "parameter " + parameter + " has no value", Optional.empty());
    }

    public static Problem repeatedParameter(String parameter, Place place) {
        return error(ProblemCode.REPEATED_PARAMETER, place, "parameter " + parameter + " is given twice",
                Optional.of("give it once, with a list if it takes several values"));
    }

    public static Problem commentBehindStep(Place place) {
        return error(ProblemCode.UNTERMINATED_LITERAL, place, "// can't stand behind a step",
                Optional.of("a comment stands on a line of its own"));
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
            case "\u2018", "\u2019", "\u201A", "\u201B", "\u201C", "\u201D", "\u201E", "\u2032", "\u2033", "\u00B4", "\u00AB", "\u00BB",
                "\u2039", "\u203A" -> Optional.of("write straight quotes, ' or \"");
            case ";" -> Optional.of("commas separate arguments; steps need no separator, each starts on its own line");
            case "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212" -> Optional.of("write - for minus");
            case "\u00D7", "\u00B7", "\u2217" -> Optional.of("write * for times");
            case "\u00F7", "\u2215" -> Optional.of("write / for divided by");
            case "\u2260" -> Optional.of("write != for not equal");
            case "\u2264" -> Optional.of("write <=");
            case "\u2265" -> Optional.of("write >=");
            case "\u2026" -> Optional.of("something was left out here: write it out");
            case "#" -> Optional.of("a comment stands on a line of its own, behind //");
            case "$" -> Optional.of("a parameter's name must follow, as in $name or ${two words}");
            case "\\" -> Optional.of("a backslash has a meaning only inside quotes, patterns and braces");
            default -> fullWidth(character).or(() -> hidden(character.codePointAt(0)) ? Optional.of("remove it")
                    : Optional.empty());
        };
        return error(ProblemCode.SYNTAX, place, "unexpected "
                + (character.equals(";") ? "';'" : visible(character)), right);
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
        return error(ProblemCode.SYNTAX, place, "in " + parameter + " nothing joins " + excerpt(left) + " and "
                + excerpt(right), Optional.of(joined(parameter, left, right)));
    }

    /** What people mean who put two values next to each other: mostly SQL. */
    private static String joined(String parameter, String left, String right) {
        switch (left.toLowerCase(Locale.ROOT)) {
            case "not" -> {
                return "write !(…) for not";
            }
            case "case" -> {
                return "write IF(condition, then, else) or CASE([condition, value, …, otherwise])";
            }
            default -> { }
        }
        boolean words = IDENTIFIER.matcher(left).matches() && IDENTIFIER.matcher(right).matches();
        return switch (right.toLowerCase(Locale.ROOT)) {
            case "and" -> "write && for and";
            case "or" -> "write || for or";
            case "like", "rlike", "ilike" -> "write MATCHES(" + left + ", `pattern`), STARTSWITH or ENDSWITH";
            case "in" -> "write IN(" + left + ", [value, …])";
            case "is" -> "write ISMISSING([" + left + "]) for null or empty, ISNULL(" + left + ") for null alone";
            case "not" -> "write !IN(" + left + ", [value, …]) or !MATCHES(" + left + ", `pattern`)";
            case "between" -> "write two comparisons joined by &&: " + left + " >= low && " + left + " <= high";
            case "as" -> "a type is set with settype, a value is read with PARSEINT, PARSEFLOAT or PARSEDATE";
            case "desc" -> "write -" + left + " for descending";
            case "asc" -> "ascending needs no word";
            case "if" -> "write IF(condition, then, else)";
            case "to", "with", "by", "on", "value", "type", "group", "order" -> "a parameter needs a colon, " + right + ":";
            default -> left.startsWith("'") && right.startsWith("'")
                    ? "a comma belongs there; a quote inside the text is written \\'"
                    : words ? "a comma or an operator belongs there; if it is one name, write {" + left + " " + right + "}"
                    : IDENTIFIER.matcher(right).matches() ? "a comma or an operator belongs there; a parameter needs a colon, "
                            + right + ":" : "a comma or an operator belongs there";
        };
    }

    /** Letters and signs as Chinese and Japanese keyboards write them. */
    private static Optional<String> fullWidth(String character) {
        int codePoint = character.codePointAt(0);
        return codePoint > 0xFF00 && codePoint < 0xFF5F
                ? Optional.of("write " + Character.toString(codePoint - 0xFF00 + 0x20)) : Optional.empty();
    }

    public static Problem unexpectedToken(String parameter, String found, Place place) {
        return error(ProblemCode.SYNTAX, place, "in " + parameter + " unexpected "
                + (found.equals(",") ? "','" : excerpt(found)), found.equals(",")
                        ? Optional.of("a list stands without parentheses, or in square brackets: [1, 2]") : Optional.empty());
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

    public static Problem bullet(String mark, Place place) {
        return lenient(place, "the list mark " + mark + " is skipped", "remove it");
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
        return hidden(codePoint) ? String.format("character U+%04X", codePoint) : character;
    }

    private static boolean hidden(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.SURROGATE;
    }

    /** The start of a long text. */
    static String excerpt(String text) {
        return text.codePointCount(0, text.length()) <= EXCERPT ? text
                : text.substring(0, text.offsetByCodePoints(0, EXCERPT)) + "…";
    }
}
