package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.analysis.CompilationRequest.Content;
import io.drover.recipe.analysis.CompilationRequest.Source;
import io.drover.recipe.analysis.CompilationRequest.SourceColumn;
import io.drover.recipe.analysis.CompilationRequest.Structure;
import io.drover.recipe.reference.SourceRows;
import io.drover.recipe.type.ColumnType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What recipes that people published do, in recipes of our own. */
class ExportedRecipesTest {

    @Test
    void anOldExportBeginsWithALoad() {
        var source = new Source("t", "t", List.of(new SourceColumn("x", ColumnType.STRING)), Structure.AUTO, Content.DELIMITED, false,
                false);
        var tester = new RecipeTester().file("t", source,
                new SourceRows(List.of(List.of("id,qty"), List.of("a,5")), 1, "/t.csv"));
        String recipe = "load location: 'id:\\/\\/7'\nsplitrows col: column1 on: '\\r' quote: '\\\"'\n"
                + "split col: column1 on: ',' limit: 1 quote: '\\\"'\nheader";
        assertThat(tester.run(recipe).text()).isEqualTo("id|qty\na|5");
        assertThat(tester.compile(recipe).problems()).singleElement().satisfies(problem ->
                assertThat(problem.problem().isError()).isFalse());
    }

    @Test
    void aTimeWithABlankBeforeItsPeriodFits() {
        var tester = new RecipeTester().table("t", "began", "6:00 PM", "7:30AM", "noon");
        assertThat(tester.run("filter type: custom rowType: single row: ISMISMATCHED(began, ['Datetime','hh:mm:ss','hh:MMa'])"
                + " action: Delete").text()).isEqualTo("began\n6:00 PM\n7:30AM");
    }

    @Test
    void missingDaysAreFilledIn() {
        var tester = new RecipeTester().table("t", "the day",
                "01/02/2021", "02/02/2021", "05/02/2021");
        assertThat(tester.run("settype col: {the day} type: Datetime,'dd-mm-yy','dd*mm*yyyy'\n//the day before\nderive type: multiple value: PREV({the day}, 1) order: $sourcerownumber as: 'before'\n"
                + "derive type: single value: DATEDIF(before, {the day}, day) - 1 as: 'missing'\n"
                + "derive type: single value: RANGE(0, missing + 1, 1) as: 'days'\nflatten col: days\n"
                + "derive type: single value: DATEADD(before, days, day) as: 'all days'\n"
                + "drop col: {the day},before,missing,days action: Drop").text())
                .isEqualTo("all days\n∅\n01-02-2021\n02-02-2021\n03-02-2021\n04-02-2021");
    }

    @Test
    void wordsOfTwoListsMeet() {
        var tester = new RecipeTester().table("t", "shop|kind", "Best Skoda here|garage", "Bob|garage", "Fiat|other")
                .table("makes", "list", "[\"SKODA\",\"FIAT\"]");
        assertThat(tester.run("textformat col: shop type: uppercase\nextractlist col: shop on: `{alpha}+` as: 'words'\n"
                + "join with: makes col: shop = current_dataset.shop, words = current_dataset.words,"
                + " kind = current_dataset.kind, list = makes.list type: inner\n"
                + "derive type: single value: ARRAYINTERSECT([list,words]) as: 'found'\n"
                + "derive type: single value: IF(kind == 'garage' && (ARRAYLEN(found) || false), 'yes', '') as: 'dealer'\n"
                + "drop col: words,list").text())
                .isEqualTo("shop|kind|found|dealer\nBEST SKODA HERE|garage|[\"SKODA\"]|yes\nBOB|garage|[]|\"\"\nFIAT|other|[\"FIAT\"]|\"\"");
    }

    @Test
    void parametersStandOnLinesOfTheirOwn() {
        var tester = new RecipeTester().table("t", "month:Integer|v:Integer", "2|1", "11|5");
        assertThat(tester.run("1. derive type: single \nvalue: \n  CASE([\n  AND(Month >= 1, month <= 3), '1', \n"
                + "  month >= 10, '4']) \nas: 'q'\n\n-- a remark\n2) rename type: manual mapping: [q,'quarter'], \n[v,'value']\n"
                + "sort order: -value").text()).isEqualTo("month|quarter|value\n11|4|5\n2|1|1");
    }

    @Test
    void namesKeepTheQuotesOfAnUnquotedFile() {
        var tester = new RecipeTester().table("t", "\"k\"|\"1960\"|\"1961\"", "\"a\"|\"1\"|\"\"", "\"b\"|\"2\"|\"3\"");
        assertThat(tester.run("unpivot col: {\"1960\"}, {\"1961\"}, {\"1960\"} groupEvery: 1\n"
                + "textformat col: key,value type: trimquotes\nfilter type: missing missing: value action: Delete").text())
                .isEqualTo("\"k\"|key|value\n\"a\"|1960|1\n\"b\"|1960|2\n\"b\"|1961|3");
    }

    @Test
    void aColumnThatABrokenStepWouldHaveMadeCountsAsLeft() {
        assertThat(new RecipeTester().table("t", "dummy", "x").compile("derive value: RANGE(0, $n, 1) as: 'i'\ndrop col: dummy")
                .problems()).singleElement().satisfies(problem ->
                        assertThat(problem.render()).contains("unknown parameter $n"));
    }
}
