package io.drover.job.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatasetNamesTest {

    @Test
    void datasetsAreNamedByJoinsLookupsAndUnions() {
        assertThat(DatasetNames.in("join with: My set.csv row: current_dataset.a == My set.csv.a\n"
                + "lookup with: Codes col: a key: Codes.k\nunion with: More, Again\nderive value: a as: 'with'"))
                .containsExactly("My set.csv", "Codes", "More", "Again");
    }

    @Test
    void aDictionaryIsADatasetAndSpellingsAreNot() {
        assertThat(DatasetNames.in("standardize with: dictionary_3 col: a threshold: 0.85\n"
                + "standardize with: words.csv col: b\nstandardize with: 'New York','Boston' col: c\n"
                + "replace col: a on: 'x' with: 'y'")).containsExactly("dictionary_3", "words.csv");
    }
}
