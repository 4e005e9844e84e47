package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ways to write the same parameter. */
class SpellingsTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "unnest col: a keys: ['k','m']; unnest col: a keys: 'k','m'",
        "split col: b type: multipleDelimiters delimiters: ['x','y']; split col: b delimiters: 'x','y'",
        "extract col: b positions: 1,3; extract col: b at: 1,3",
        "extract col: b at: [1,3]; extract col: b startPosition: 1 endPosition: 3",
        "rename mapping: [[a,'p'],[b,'q']]; rename mapping: [a,'p'],[b,'q']",
        "extractlist col: b type: on on: `{alpha}`; extractlist col: b on: `{alpha}`",
        "countpattern col: b type: between after: 'x' before: 'z'; countpattern col: b after: 'x' before: 'z'",
        "replacemissing col: b with: 'custom' text: 'n'; replacemissing col: b with: custom text: 'n'",
        "replacemissing col: b with: 'last valid'; replacemissing col: b with: last",
        "filter type: oneOf col: b oneOf: ['xyz','q'] action: Keep; filter type: oneOf col: b oneOf: 'xyz','q' action: Keep",
        "derive value: a as: 'c' type: 'single'; derive value: a as: 'c' type: single"
    })
    void meanTheSame(String one, String other) {
        var tester = new RecipeTester().table("t", "a|b", "{\"k\":1}|xyz", "∅|∅");
        assertThat(tester.run(one).text()).isEqualTo(tester.run(other).text());
    }

    @Test
    void aLookupKeyWithoutADatasetIsTheOtherOnes() {
        var tester = new RecipeTester().table("t", "a", "1").table("Codes", "alpha|v", "1|y");
        assertThat(tester.run("lookup with: Codes col: a key: alpha").text()).isEqualTo("a|v\n1|y");
        assertThatThrownBy(() -> tester.run("lookup with: Codes col: a key: alpah"))
                .hasMessageContaining("unknown column alpah of Codes; did you mean alpha");
        assertThatThrownBy(() -> tester.run("lookup with: Codes col: b key: alpha"))
                .hasMessageContaining("unknown column b");
    }

    @Test
    void backslashesBeforeADollarAreHalvedWhereverATextIsMeant() {
        var tester = new RecipeTester().table("t", "a", "x\\$", "x$");
        assertThat(tester.run("derive value: 'x\\\\\\$' as: 'b'").rows().get(0).get(1)).isEqualTo("x\\$");
        assertThat(tester.run("standardize col: a mapping: ['x\\\\\\$','1'],['x\\$','2']").text()).isEqualTo("a\n1\n2");
        assertThat(tester.run("replace col: a on: 'x\\\\\\$' with: '3'").text()).isEqualTo("a\n3\nx$");
    }

    @Test
    void aParameterUnderTwoNamesIsGivenTwice() {
        var tester = new RecipeTester().table("t", "a", "x");
        assertThatThrownBy(() -> tester.run("comment comment: 'a' content: 'b'"))
                .hasMessageContaining("content of comment is given twice");
        assertThatThrownBy(() -> tester.run("derive value: a as: 'n' name: 'm'"))
                .hasMessageContaining("derive has no parameter name");
    }

    @Test
    void whatContradictsItselfIsRefused() {
        var tester = new RecipeTester().table("t", "a", "x");
        assertThatThrownBy(() -> tester.run("replacemissing col: a with: average text: 'v'"))
                .hasMessageContaining("text goes with with: custom");
        assertThatThrownBy(() -> tester.run("standardize col: a mapping: ['x','y'] cluster: sound"))
                .hasMessageContaining("standardize goes by mapping or by cluster, not by both");
        assertThatThrownBy(() -> tester.run("standardize col: a with: 'y' threshold: 80"))
                .hasMessageContaining("threshold is a share, from 0 to 1");
    }

    @Test
    void typedColumnsKeepTheirSpellingInAClusterOfTheirOwn() {
        var tester = new RecipeTester().table("t", "a:Integer", "007", "7", "007", "∅");
        assertThat(tester.run("standardize col: a cluster: ngram").text()).isEqualTo("a\n007\n7\n007\n∅");
        var words = new RecipeTester().table("t", "a", "Söul", "soul", "Soul", "soul!", "q");
        assertThat(words.run("standardize col: a cluster: ngram").text()).isEqualTo("a\nsoul\nsoul\nsoul\nsoul\nq");
    }
}
