package io.drover.recipe;

import static io.drover.recipe.Fuzzing.SEED;
import static io.drover.recipe.Fuzzing.bounded;
import static io.drover.recipe.Fuzzing.closing;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.pattern.InvalidPatternException;
import io.drover.recipe.pattern.Regex;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text as a pattern or a regular expression: it matches in time, or is refused with a reason. */
class PatternFuzzTest {

    @Property(seed = "" + SEED, tries = 1500, shrinking = ShrinkingMode.OFF)
    void patternsMatchInTimeOrSayWhyNot(@ForAll("patterns") String source) throws Exception {
        for (Regex.Kind kind : Regex.Kind.values()) {
            bounded(kind + " " + source, () -> search(kind, source));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(a|", "(?:", "[", "a{1,9}", "(a*)*", "((a+)+", "{any}", "%", "#", "\\", "|", "(?=a", "(?<=", "a?",
        "{[", "(.*a){9}", "a{999}", "(a{99}){99}"})
    void deepAndRepeatedPatternsMatchInTimeOrSayWhyNot(String piece) throws Exception {
        for (int times : new int[] {25, 3_000, 50_000}) {
            for (Regex.Kind kind : Regex.Kind.values()) {
                bounded(kind + " " + piece + " * " + times, () -> search(kind, piece.repeat(times)));
                bounded(kind + " " + piece + " closed * " + times,
                        () -> search(kind, piece.repeat(times) + "a" + closing(piece).repeat(times)));
            }
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> pieces = Arbitraries.of("a", "b", "(", ")", "(?:", "|", "*", "+", "?", "{2}", "{1,}", "{,3}", "{9999}", "[", "]",
                "^", "$", ".", "\\d", "\\w", "\\b", "\\", "\\1", "(?=", "(?!", "(?<=", "(?<n>", "(?i)", "[^", "a-z", "z-a", "{any}",
                "{start}", "{end}", "{![a]}", "{[ab]}", "%", "#", "{digit}+", "{email}", "{url}", "(a+)+", "(a|a)*", "(.*)*", "\0",
                "😀", "\\p{L}", "\\Q", "\\E", "[[:alpha:]]", "\\x{10FFFF}", "\\cA", "\\u00e9");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(14).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(20));
    }

    private static void search(Regex.Kind kind, String source) {
        try {
            Regex regex = Regex.of(kind, source);
            for (String text : List.of("", "a".repeat(2_000) + "!", "ab1 x@y.zz ".repeat(100), "😀\uD800\n")) {
                regex.find(text);
                regex.findAll(text, 50);
                regex.replaceAll(text, regex.replacement("<$0>"));
            }
        } catch (InvalidPatternException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
