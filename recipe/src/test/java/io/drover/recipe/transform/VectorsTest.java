package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.CompilationRequest.Content;
import io.drover.recipe.analysis.CompilationRequest.Source;
import io.drover.recipe.analysis.CompilationRequest.SourceColumn;
import io.drover.recipe.analysis.CompilationRequest.Structure;
import io.drover.recipe.reference.SourceRows;
import io.drover.recipe.type.ColumnType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conformance vectors of the language reference (appendix B). */
class VectorsTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "column1; split col: column1 on: '','' limit: 2; column2|column3|column4",
        "d|d1; split col: d on: ''-''; d2|d3|d1",
        "a|b; extract col: a on: `#` limit: 2; a|a1|a2|b",
        "a|k|b; unnest col: a keys: ''k''; a|k1|k|b",
        "a|b|c; derive value: b + 1; a|b|column1|c",
        "a|b|c; derive value: 1 as: ''z''; a|b|c|z",
        "g|x; groupby value: SUM(x),COUNT() group: g; g|sum_x|row_count",
        "a|x; groupby value: COUNTIF(x > 0); countif",
        "id|x|y; unpivot col: x~y; id|key|value",
        "column1|column3|column4|column5; split col: column3 on: '','' limit: 2; column1|column2|column6|column7|column4|column5",
        "qty|b; groupby value: SUM(QTY); sum_qty",
        "H2_B|x; derive value: x as: ''y''; H2_B|x|y"
    })
    void namesAndPlaces(String before, String step, String after) {
        var result = new RecipeTester().table("t", before).run(step.replace("''", "'"));
        assertThat(String.join("|", result.columns())).isEqualTo(after);
    }

    @Test
    void lookupColumnsGoRightOfTheKey() {
        var result = new RecipeTester().table("t", "a|b", "1|x", "2|y").table("L", "k|p|b", "1|P|B")
                .run("lookup with: L col: current_dataset.a key: L.k");
        assertThat(result.text()).isEqualTo("a|p|b1|b\n1|P|B|x\n2|∅|∅|y");
    }

    @Test
    void nullKeysMatchNothing() {
        var tester = new RecipeTester().table("l", "a", "1", "∅").table("R", "b", "1", "∅");
        assertThat(tester.run("join with: R col: a = current_dataset.a, b = R.b row: current_dataset.a == R.b")
                .text()).isEqualTo("a|b\n1|1");
        assertThat(tester.run("join with: R col: a = current_dataset.a, b = R.b row: current_dataset.a == R.b"
                + " type: outer").text()).isEqualTo("a|b\n1|1\n∅|∅\n∅|∅");
    }

    @Test
    void arithmeticReadsTextOrGivesNull() {
        assertThat(new RecipeTester().table("t", "a", "7", "x", "∅").run("derive value: a * 2 as: 'b'").text())
                .isEqualTo("a|b\n7|14\nx|∅\n∅|∅");
    }

    @Test
    void datasetNamesMayHoldDotsAndSpaces() {
        var result = new RecipeTester().table("t", "id|v", "1|x").table("My set.csv", "id|v", "1|y").run(
                "join with: My set.csv col: v = My set.csv.v row: current_dataset.id == My set.csv.id type: left");
        assertThat(result.text()).isEqualTo("v\ny");
    }

    @Test
    void numbersOfTheSourceCountTheHeader() {
        var tester = new RecipeTester().file("t",
                new Source("t", "t", List.of(new SourceColumn("a", ColumnType.STRING)), Structure.AUTO, Content.DELIMITED, true,
                        false), new SourceRows(List.of(List.of("1"), List.of("2")), 2, "/t.csv"));
        assertThat(tester.run("derive value: $sourcerownumber as: 'n'").text()).isEqualTo("a|n\n1|2\n2|3");
    }

    @Test
    void literalStructuringStepsReadAFile() {
        var source = new Source("t", "t", List.of(new SourceColumn("qty", ColumnType.INTEGER)), Structure.AUTO, Content.DELIMITED,
                true, false);
        var records = new SourceRows(
                List.of(List.of("id,qty"), List.of("\"a,1\",5"), List.of("\"say \"\"x\"\"\",7")), 1, "/t.csv");
        String recipe = "splitrows col: column1 on: '\\n' quote: '\"'\n"
                + "split col: column1 on: ',' limit: 1 quote: '\"'\n"
                + "replace col: * on: '\"\"' with: '\"' global: true\n"
                + "replace col: * on: `{start}\"|\"{end}` with: '' global: true\n"
                + "header\n"
                + "derive value: qty * 2 as: 'd'";
        var tester = new RecipeTester().file("t", source, records);
        assertThat(tester.run(recipe).text()).isEqualTo("id|qty|d\na,1|5|10\nsay \"x\"|7|14");
        assertThat(tester.compile(recipe).problems()).anySatisfy(
                problem -> assertThat(problem.render()).contains("[DROVER-R160]"));
    }

    @Test
    void aHeaderStepLeavesTheFirstRecordIn() {
        var source = new Source("t", "t", List.of(new SourceColumn("x", ColumnType.STRING),
                new SourceColumn("y", ColumnType.INTEGER)), Structure.AUTO, Content.DELIMITED, false, false);
        var tester = new RecipeTester().file("t", source,
                new SourceRows(List.of(List.of("x", "y"), List.of("p", "1")), 1, "/t.csv"));
        assertThat(tester.run("header\nsort order: -y").text()).isEqualTo("x|y\np|1");
        assertThat(tester.compile("header").target().orElseThrow().columns().get(1).type().type())
                .isEqualTo(ColumnType.INTEGER);
    }

    @Test
    void severalHeaderRowsMakeOneName() {
        var result = new RecipeTester().table("t", "column2|column3|column4|column5", "\"\"|\"\"|ACT|\"\"",
                "\"\"|\"\"|Jan|Feb", "1|2|3|4")
                .run("rename type: header method: multi sourcerownumbers: 1,2 filltype: true separator: '-'");
        assertThat(result.text()).isEqualTo("column2|column3|ACT-Jan|ACT-Feb\n1|2|3|4");
    }

    @Test
    void joinsKeepTheOrderOfTheirSides() {
        var tester = new RecipeTester().table("l", "a|x", "2|p", "1|q", "3|r").table("R", "b|y", "1|u", "2|v", "1|w",
                "9|z");
        String join = "join with: R col: x = current_dataset.x, y = R.y row: current_dataset.a == R.b type: ";
        assertThat(tester.run(join + "inner").text()).isEqualTo("x|y\np|v\nq|u\nq|w");
        assertThat(tester.run(join + "right").text()).isEqualTo("x|y\nq|u\np|v\nq|w\n∅|z");
        assertThat(tester.run("sort order: -x\n" + join + "outer").text())
                .isEqualTo("x|y\nr|∅\nq|u\nq|w\np|v\n∅|z");
        assertThat(tester.run("join with: R col: x, y").rows()).hasSize(12);
    }

    @Test
    void unionPutsRowsBelow() {
        var tester = new RecipeTester().table("l", "a:Integer|b", "2|x", "1|y").table("R", "a:Integer|c", "9|z");
        assertThat(tester.run("union with: R").text()).isEqualTo("a|b|c\n2|x|∅\n1|y|∅\n9|∅|z");
        assertThat(tester.run("sort order: a\nunion with: R mapping: {'as': 'k', 'sources': current_dataset.b, R.a},"
                + " {'as': 'v', 'sources': R.c}").text()).isEqualTo("k|v\ny|∅\nx|∅\n9|z");
    }

    @Test
    void aGroupOfEqualValuesShowsTheCanonicalTextOnlyIfSpeltDifferently() {
        assertThat(new RecipeTester().table("t", "a:Integer", "07", "7", "010", "x", "∅")
                .run("groupby value: COUNT() group: a").text())
                .isEqualTo("a|row_count\n7|2\n010|1\nx|1\n∅|1");
    }

    @Test
    void aSelfJoinReadsTheSourceOnce() {
        var source = CompilationRequest.Source.of("s", "s", List.of(new SourceColumn("a", ColumnType.STRING)));
        var first = new CompilationRequest.Dataset("one", "one", CompilationRequest.Input.source("s"),
                java.util.Map.of(), "derive value: UPPER(a) as: 'u'");
        var second = new CompilationRequest.Dataset("two", "two", CompilationRequest.Input.dataset("one"),
                java.util.Map.of("one", CompilationRequest.Input.dataset("one")),
                "join with: one col: l = current_dataset.u, r = one.u row: current_dataset.a == one.a");
        var rows = java.util.Map.of("s", SourceRows.of(List.of(List.of("x"), List.of("y"))));
        var compilation = new io.drover.recipe.analysis.RecipeCompiler().compile(new CompilationRequest(
                List.of(source), List.of(first, second), "two", java.util.Map.of(), RecipeTester.NOW,
                new io.drover.recipe.reference.ReferenceEngine(rows)));
        assertThat(compilation.problems()).isEmpty();
        var target = compilation.target().orElseThrow();
        assertThat(RecipeTester.texts(target, rows)).containsExactly(List.of("X", "X"), List.of("Y", "Y"));
        assertThat(io.drover.recipe.plan.PlanTree.bottomUp(target.plan()).stream()
                .filter(io.drover.recipe.plan.Plan.Scan.class::isInstance)).hasSize(1);
    }

    @Test
    void pivotTakesAnyAggregateAndSeveralColumns() {
        var tester = new RecipeTester().table("t", "g|p|q|v:Integer", "a|P10|x|1", "a|P2|x|2", "b|P2|y|3", "b|∅|y|4",
                "a|P2|x|5");
        assertThat(tester.run("pivot col: p,q value: COUNT(),SUM(v) group: g").text()).isEqualTo(
                "g|row_count_P10_x|sum_v_P10_x|row_count_P2_x|sum_v_P2_x|row_count_P2_y|sum_v_P2_y\n"
                + "a|1|1|2|7|∅|∅\nb|∅|∅|∅|∅|1|3");
        assertThat(tester.run("pivot col: p value: ROUND(AVERAGE(v), 1) group: g limit: 1").text())
                .isEqualTo("g|round_v_P10\na|1.0\nb|∅");
    }

    @Test
    void windowFunctionsRunAlongTheOrderInsideTheGroup() {
        assertThat(new RecipeTester().table("t", "g|v:Integer", "a|3", "b|1", "a|2")
                .run("derive type: multiple value: PREV(v, 1) group: g order: v as: 'p'").text())
                .isEqualTo("g|v|p\na|3|2\nb|1|∅\na|2|∅");
        assertThat(new RecipeTester().table("t", "v:Integer", "5", "7", "5").run(
                "derive type: multiple value: RANK() order: v as: 'r'").text()).isEqualTo("v|r\n5|1\n7|3\n5|1");
    }
}
