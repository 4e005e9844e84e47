package io.drover.recipe.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The steps that the language reference shows are read without a problem, and print as themselves again. */
class ReferenceExamplesTest {
    private final RecipeParser parser = new RecipeParser();

    @ParameterizedTest
    @ValueSource(strings = {
        "splitrows col: column1 on: '\\n' quote: '\"' quoteEscapeChar: '\"'",
        "split col: a on: ',' limit: 2",
        "replace col: * on: `{start}\"|\"{end}` with: '' global: true",
        "move col: b,a position: before before: x",
        "settype col: x type: 'Datetime','mm-dd-yy','mm*dd*yyyy'",
        "settype col: x type: Datetime datetimeType: ['Datetime','mm-dd-yy','mm*dd*yyyy']",
        "derive type: multiple value: SUM(q) group: k as: 't'",
        "set col: a,b value: IF(ISMISSING([$col]),'0',$col)",
        "case col: n colCases: [0,'S'],[1,'M'] default: '?' as: 'size'",
        "case condition: customConditions cases: [a > 1,'x'],[b == '','y']",
        "replacepatterns col: t with: '-' on: ' ' start: '#' global: true",
        "extract col: a on: `{digit}+` limit: 2",
        "extractlist col: n on: `{alpha}+`",
        "extractkv col: s key: `{alpha}+` valueafter: '=' delimiter: '&'",
        "delete row: IN(SOURCEROWNUMBER(), [1,2])",
        "filter type: oneOf col: s oneOf: 'A','B' action: Delete",
        "pivot col: d value: SUM(q) group: p",
        "groupby value: LIST(b, 100) type: agg",
        "unpivot col: x,y groupEvery: 1",
        "join with: B col: id = current_dataset.id, v = B.v row: current_dataset.id == B.id type: left",
        "rename type: findAndReplace col: * on: /(\\d+)$/ with: '\\$$1' matchAll: true",
        "unnest col: a keys: 'k','a.b','a[\"two words\"]','[-1]' pluck: true",
        "convertpattern col: a cases: [`({mm})/({dd})`,'$2-$1'] after: `{start}` before: `{end}`",
        "select values: [a,'x'],[b + 1,'y']",
        "window value: PREV(a, 1),ROLLINGSUM(b, -1, 0) order: -d group: g",
        "derive value: (MAX({c}) - {2019}) / 86400000",
        "derive value: DATE($year,$month,$day)"})
    void steps(String text) {
        Recipe recipe = parser.parse(text);
        assertThat(recipe.problems()).isEmpty();
        assertThat(recipe.steps()).hasSize(1);
        Recipe again = parser.parse(RecipePrinter.print(recipe.steps()));
        assertThat(Spans.without(again.steps())).isEqualTo(Spans.without(recipe.steps()));
    }
}
