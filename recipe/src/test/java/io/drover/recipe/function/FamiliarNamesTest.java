package io.drover.recipe.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FamiliarNamesTest {

    @Test
    void whatIsAdvisedExistsAndWhatExistsIsNotAdvisedAway() {
        FamiliarNames.functions().forEach((elsewhere, here) -> {
            assertThat(Catalogue.standard().find(here)).as(here + " for " + elsewhere).isPresent();
            assertThat(Catalogue.standard().find(elsewhere)).as(elsewhere).isEmpty();
        });
    }

    @Test
    void caseAndUnderscoresDoNotMatter() {
        assertThat(FamiliarNames.advice("row_num")).contains("here it is ROWNUMBER");
        assertThat(FamiliarNames.advice("Split")).hasValueSatisfying(advice -> assertThat(advice).contains("extractlist"));
        assertThat(FamiliarNames.advice("nothing")).isEmpty();
    }
}
