package io.drover.recipe.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text of the message families, as a reader sees it. */
class MessagesTest {
    private static final Place PLACE = new Place(new Span(3, 8, 3, 9), "derive value: x");
    private static final String AT = "line 3, column 8: ";

    private final List<String> covered = new ArrayList<>();

    private void text(String factory, Problem problem, String expected) {
        covered.add(factory);
        assertThat(problem.render()).isEqualTo(expected);
    }

    @Test
    void syntax() {
        text("unknownVerb", SyntaxMessages.unknownVerb("drive", Set.of("derive"), PLACE),
                AT + "unknown transform drive; did you mean derive [DROVER-R110]");
        text("unknownVerb", SyntaxMessages.unknownVerb("qqq", Set.of("derive"), PLACE), AT + "unknown transform qqq;"
                + " a step starts with a transform's verb, a parameter with name: [DROVER-R110]");
        text("textOutsideStep", SyntaxMessages.textOutsideStep("x".repeat(50), PLACE), AT + "x".repeat(40)
                + "… belongs to no step; a step starts with a transform's verb at the start of a line [DROVER-R101]");
        text("parameterExpected", SyntaxMessages.parameterExpected("drop", "'a'", PLACE),
                AT + "after drop a parameter must follow, not 'a'; a parameter is a name with a colon and a value [DROVER-R101]");
        text("parameterExpected", SyntaxMessages.parameterExpected("derive", "value", PLACE),
                AT + "after derive a parameter must follow, not value; a parameter is a name with a colon and a value: if value"
                        + " is the name, write value: [DROVER-R101]");
        text("valueMissing", SyntaxMessages.valueMissing("as", PLACE), AT + "parameter as has no value [DROVER-R101]");
        text("repeatedParameter", SyntaxMessages.repeatedParameter("as", PLACE), AT
                + "parameter as is given twice; give it once, with a list if it takes several values [DROVER-R112]");
        text("unterminated", SyntaxMessages.unterminated("string", "'", PLACE), AT + "this string has no closing ' on"
                + " its line; add ', or write \\' for the character itself [DROVER-R102]");
        text("commentBehindStep", SyntaxMessages.commentBehindStep(PLACE),
                AT + "// can't stand behind a step; a comment stands on a line of its own [DROVER-R102]");
        text("swallowedParameter", SyntaxMessages.swallowedParameter("'", "with", PLACE), AT + "this string goes on over"
                + " with: to the next '; close it with ' before with: [DROVER-R102]");
        text("emptyPattern", SyntaxMessages.emptyPattern(PLACE),
                AT + "the pattern is empty; write '' for empty text [DROVER-R140]");
        text("nameStartsWithDigit", SyntaxMessages.nameStartsWithDigit("2a", PLACE),
                AT + "2a is neither a number nor a name; write {2a} for a column [DROVER-R101]");
        text("unexpectedCharacter", SyntaxMessages.unexpectedCharacter("|", PLACE),
                AT + "unexpected |; write || for or [DROVER-R101]");
        text("unexpectedCharacter", SyntaxMessages.unexpectedCharacter("\u2019", PLACE),
                AT + "unexpected \u2019; write straight quotes, ' or \" [DROVER-R101]");
        text("unexpectedCharacter", SyntaxMessages.unexpectedCharacter("\u200B", PLACE),
                AT + "unexpected character U+200B; remove it [DROVER-R101]");
        text("unexpectedCharacter", SyntaxMessages.unexpectedCharacter("\u2013", PLACE),
                AT + "unexpected \u2013; write - for minus [DROVER-R101]");
        text("unexpectedCharacter", SyntaxMessages.unexpectedCharacter("\uFF08", PLACE),
                AT + "unexpected \uFF08; write ( [DROVER-R101]");
        text("unexpectedCharacter", SyntaxMessages.unexpectedCharacter(";", PLACE), AT + "unexpected ';'; commas separate"
                + " arguments; steps need no separator, each starts on its own line [DROVER-R101]");
        text("bracketNotClosed", SyntaxMessages.bracketNotClosed("(", ")", Optional.of("as"), PLACE),
                AT + "this ( is never closed; add ) before as: [DROVER-R101]");
        text("bracketNotOpened", SyntaxMessages.bracketNotOpened(")", PLACE),
                AT + "there is nothing for this ) to close; remove it [DROVER-R101]");
        text("bracketMismatched", SyntaxMessages.bracketMismatched("(", ")", "]", PLACE),
                AT + "found ] where ) must close (; write ) [DROVER-R101]");
        text("operandMissing", SyntaxMessages.operandMissing("value", "+", ")", PLACE), AT + "in value something is"
                + " missing between + and ); a column, a value or a function call belongs there [DROVER-R101]");
        text("operandMissingAtEnd", SyntaxMessages.operandMissingAtEnd("value", "+", PLACE),
                AT + "value ends after +; a column, a value or a function call must follow [DROVER-R101]");
        text("operandMissingAtStart", SyntaxMessages.operandMissingAtStart("value", "==", PLACE),
                AT + "value can't start with ==; a column, a value or a function call belongs there [DROVER-R101]");
        text("operatorMissing", SyntaxMessages.operatorMissing("value", "a", "AND", PLACE),
                AT + "in value nothing joins a and AND; write && for and [DROVER-R101]");
        text("unexpectedToken", SyntaxMessages.unexpectedToken("value", "~", PLACE),
                AT + "in value unexpected ~ [DROVER-R101]");
        text("nestedTooDeep", SyntaxMessages.nestedTooDeep(200, PLACE), AT + "the expression is nested more than 200"
                + " levels deep; compute a part of it in a step of its own [DROVER-R101]");
        text("tooManyOperators", SyntaxMessages.tooManyOperators(1000, PLACE), AT + "the expression chains more than"
                + " 1000 operators; use IN for many alternatives, or compute a part of it in a step of its own"
                + " [DROVER-R101]");
        text("recipeTooLong", SyntaxMessages.recipeTooLong(10),
                "the recipe is longer than 10 characters; split it into several recipes [DROVER-R101]");
        text("moreProblems", SyntaxMessages.moreProblems(500, PLACE),
                AT + "more than 500 problems, the rest is not shown [DROVER-R101]");
        text("dashComment", SyntaxMessages.dashComment(PLACE),
                AT + "-- is read as a comment; write // instead [DROVER-R103]");
        text("listNumber", SyntaxMessages.listNumber("1.", PLACE),
                AT + "the list number 1. is skipped; remove it [DROVER-R103]");
        text("bullet", SyntaxMessages.bullet("-", PLACE), AT + "the list mark - is skipped; remove it [DROVER-R103]");
        text("brokenDataset", SyntaxMessages.brokenDataset(PLACE), AT + "MISSING is a broken reference and read as"
                + " current_dataset; name the dataset [DROVER-R103]");
        text("textSkipped", SyntaxMessages.textSkipped("Keep rows where x", PLACE), AT + "Keep rows where x describes a"
                + " step that has no text form, it is skipped; write the step in the language [DROVER-R115]");
        assertAllOf(SyntaxMessages.class);
    }

    @Test
    void patterns() {
        text("invalidPattern", PatternMessages.invalidPattern("no", Optional.of("yes"), PLACE),
                AT + "the pattern can't be read: no; yes [DROVER-R140]");
        text("invalidGroupReference", PatternMessages.invalidGroupReference("no", Optional.empty(), PLACE),
                AT + "no [DROVER-R142]");
        text("invalidClauses", PatternMessages.invalidClauses("no", Optional.empty(), PLACE), AT + "no [DROVER-R114]");
        text("unboundedPattern", PatternMessages.unboundedPattern(PLACE), AT + "look-around, back-references and"
                + " possessive quantifiers are slow and not portable; a value that takes too many steps counts as no"
                + " match; use after, before and groups instead, if they can say it [DROVER-R141]");
        assertAllOf(PatternMessages.class);
    }

    @Test
    void imports() {
        text("unreadableTask", ImportMessages.unreadableTask("no at /type", "Derive"),
                "the step can't be imported: no at /type [DROVER-R115]");
        assertAllOf(ImportMessages.class);
    }

    private void assertAllOf(Class<?> family) {
        Stream<Method> factories = Arrays.stream(family.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()));
        assertThat(Set.copyOf(covered)).isEqualTo(factories.map(Method::getName).collect(Collectors.toSet()));
    }
}
