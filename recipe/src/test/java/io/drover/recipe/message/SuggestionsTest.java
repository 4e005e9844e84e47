package io.drover.recipe.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    @ParameterizedTest
    @CsvSource({"derrive,derive", "DERIVE,derive", "splti,split", "dorp,drop", "sotr,sort", "x,", "zzzz,", "'',"})
    void nearestName(String name, String expected) {
        assertThat(Suggestions.nearest(name, List.of("derive", "drop", "sort", "split", "a")).orElse(null))
                .isEqualTo(expected);
    }

    @Test
    void swappedLettersAreOneEdit() {
        assertThat(Suggestions.distance("abcd", "abdc")).isEqualTo(1);
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
        assertThat(Suggestions.nearest("x".repeat(100_000), List.of("x".repeat(100_000)))).isEmpty();
    }
}
