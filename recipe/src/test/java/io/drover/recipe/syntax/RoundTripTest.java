package io.drover.recipe.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.message.Problem;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RoundTripTest {
    private final RecipeParser parser = new RecipeParser();

    @Property(seed = "20261124", tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void printedStepsReadBackAsThemselves(@ForAll("recipes") List<Step> steps) {
        String text = RecipePrinter.print(steps);
        Recipe read = parser.parse(text);
        assertThat(read.problems()).as(text).isEmpty();
        assertThat(Spans.without(read.steps())).as(text).isEqualTo(steps);
        assertThat(RecipePrinter.print(read.steps())).isEqualTo(text);
    }

    @Property(seed = "20261124", tries = 500)
    void anyTextGivesARecipeOrProblemsInItsLines(@ForAll("texts") String text) {
        Recipe recipe = parser.parse(text);
        long lines = text.chars().filter(c -> c == '\n' || c == '\r').count() + 1;
        for (Problem problem : recipe.problems()) {
            assertThat(problem.span().line()).isBetween(1, (int) lines);
            assertThat(problem.span().column()).isPositive();
            assertThat(problem.message()).isNotBlank();
        }
        // What was read can be written and read again.
        String printed = RecipePrinter.print(recipe.steps());
        assertThat(Spans.without(parser.parse(printed).steps())).as(printed).isEqualTo(Spans.without(recipe.steps()));
    }

    @Provide
    Arbitrary<List<Step>> recipes() {
        return Nodes.step().list().ofMinSize(1).ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of("derive", "value", "join", "with", "union", "mapping", "sort", "Keep",
                "rows", " ", " ", " ", "\n", "\r\n", ":", ": ", ",", "(", ")", "[", "]", "{", "}", "{a b}", "'", "\"",
                "'x'", "`", "/", "//", "--", "-", "*", "~", "?", "=", "==", "&&", "|", "!", "$", "${x", "$x", ".", "1",
                "1.", "2)", "0x", "\\", "\uFEFF", "\0", "😀", "\uD800", "é", "current_dataset", "MISSING.");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(40).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(60));
    }
}
