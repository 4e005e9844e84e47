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
        "derive value: a as: 'c' type: 'single'; derive value: a as: 'c' type: single",
        "filter missing: b action: Drop; filter type: missing missing: b action: Delete",
        "nest col: a,b into:'obj' as:'o'; nest col: a,b into: object as: 'o'"
    })
    void meanTheSame(String one, String other) {
        var tester = new RecipeTester().table("t", "a|b", "{\"k\":1}|xyz", "∅|∅");
        assertThat(tester.run(one).text()).isEqualTo(tester.run(other).text());
    }

    /** As the product's own pages write them. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "filter col: n lessThanEqual: 5 action: Keep; filter type: lessThan col: n lessThan: 5 lessThanEqual: true action: Keep",
        "filter col: n greaterThanEqual: 5 action: Drop; keep row: n < 5 || ISMISMATCHED(n, 'Integer')",
        "filter col: n greaterThanEqual: 2 lessThan: 7 action: Keep; keep row: n >= 2 && n < 7",
        "filter col: n greaterThanEqual: 5 lessThanEqual: 7 action: Keep; keep row: n >= 5 && n <= 7",
        "filter type: inRange col: n greaterThan: 1 lessThanEqual: 1 + 4 action: Keep; keep row: n > 1 && n <= 5",
        "filter type: lessThan col: n lessThan: 5 lessThanEqual: 'true' action: Keep; keep row: n <= 5",
        "filter col: n mismatched: 'Integer' action: Drop; filter type: mismatched col: n datatype: Integer action: Delete",
        "filter col: d mismatched: 'Datetime','yyyy*mm*dd' action: Keep; filter type: mismatched col: d datatype:"
                + " 'Datetime','yyyy*mm*dd' action: Keep",
        "filter type: mismatched mismatched: n,d action: Keep; filter type: mismatched col: n,d action: Keep"
    })
    void testsOfFilters(String one, String other) {
        var tester = new RecipeTester().table("t", "n:Integer|d:Datetime", "1|2020-01-01", "5|x", "7|2020-01-02", "y|2020",
                "∅|∅", "\"\"|\"\"");
        var result = tester.run(one);
        assertThat(result.text()).isEqualTo(tester.run(other).text());
        assertThat(result.rows()).isNotEmpty().hasSizeLessThan(6);
    }

    @Test
    void quotedPartsOfAListAreLeftAlone() {
        var tester = new RecipeTester().table("t", "a", "x1,'y2,z3',w4", "∅");
        assertThat(tester.run("extractlist col: a on: `{digit}` quote: '\\'' as: 'l'\ndrop col: a").text())
                .isEqualTo("l\n[\"1\",\"4\"]\n∅");
        assertThat(tester.run("extractlist col: a on: `{alpha}{digit}` delimiter: ',' quote: '\\'' as: 'l'\ndrop col: a").text())
                .isEqualTo("l\n[\"x1\",\"y2\",\"w4\"]\n∅");
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
        assertThatThrownBy(() -> tester.run("filter col: a lessThan: 5 lessThanEqual: 7 action: Keep"))
                .hasMessageContaining("two bounds");
        assertThatThrownBy(() -> tester.run("filter mismatched: 'Integer' action: Keep"))
                .hasMessageContaining("filter needs the parameter col (columns)");
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
