package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.analysis.Compilation.DatasetProblem;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.function.FunctionParameter;
import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.function.FunctionWords;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words that {@link FunctionWords} knows are all that some function takes. */
class FunctionWordsTest {
    private static final String CHOICES = "it is one of ";

    @Test
    void allWordsOfAllFunctionsAreKnown() {
        List<String> words = new ArrayList<>();
        for (FunctionEntry entry : Catalogue.standard().entries()) {
            for (int i = 0; i < entry.parameters().size(); i++) {
                Kind kind = entry.parameters().get(i).kind();
                if (kind == Kind.KEYWORD || kind == Kind.UNIT) {
                    List<String> taken = words(call(entry, i));
                    assertThat(taken).as(call(entry, i)).isNotEmpty();
                    words.addAll(taken);
                }
            }
        }
        assertThat(words).isNotEmpty().allMatch(FunctionWords::contains);
        assertThat(FunctionWords.contains("qty")).isFalse();
    }

    /** What is said to be possible where a word stands that isn't. */
    private static List<String> words(String call) {
        return new RecipeTester().table("t", "a", "1").compile("derive value: " + call).problems().stream()
                .map(DatasetProblem::problem).flatMap(problem -> problem.suggestion().stream())
                .filter(suggestion -> suggestion.startsWith(CHOICES))
                .flatMap(suggestion -> List.of(suggestion.substring(CHOICES.length()).split(", ")).stream()).toList();
    }

    private static String call(FunctionEntry entry, int word) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i <= Math.max(word, entry.minimumArguments() - 1); i++) {
            arguments.add(i == word ? "qzxqzxqzxqzx" : argument(entry.parameters().get(i)));
        }
        return entry.name() + "(" + String.join(", ", arguments) + ")";
    }

    private static String argument(FunctionParameter parameter) {
        return switch (parameter.kind()) {
            case TEXT, ANY, PATTERN -> "'a'";
            case INTEGER, NUMBER, DECIMAL -> "1";
            case BOOLEAN -> "true";
            case DATETIME -> "NOW()";
            case ARRAY, LIST -> "[1, 2]";
            case OBJECT -> "'{}'";
            case UNIT -> "day";
            case KEYWORD -> "left";
            case TYPE -> "'String'";
            case FORMAT -> "'yyyy'";
        };
    }
}
