package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What people read when a step is wrong. */
class ProblemsTest {

    private static List<String> problems(String recipe) {
        return new RecipeTester().table("t", "id|qty:Integer|name").table("Other", "id|v").compile(recipe).problems()
                .stream().map(problem -> problem.problem().render()).toList();
    }

    @Test
    void parametersAreCheckedAgainstTheDeclaration() {
        assertThat(problems("drop columns: id")).containsExactly(
                "line 1, column 1: drop needs the parameter col (columns) [DROVER-R113]",
                "line 1, column 6: drop has no parameter columns; it takes col, action [DROVER-R111]");
        assertThat(problems("drop col: id action: Keeep")).containsExactly(
                "line 1, column 22: parameter action of drop can't be Keeep; did you mean Keep [DROVER-R114]");
        assertThat(problems("sort ordr: id")).first().asString().contains("did you mean order");
        assertThat(problems("pivot col: id limit: many value: COUNT()")).containsExactly(
                "line 1, column 22: limit takes a whole number; write it in digits, such as 10 [DROVER-R114]");
    }

    @Test
    void columnsAndDatasetsAreSuggested() {
        assertThat(problems("drop col: nam")).singleElement().asString()
                .startsWith("line 1, column 11: ").contains("nam").contains("did you mean name");
        assertThat(problems("union with: Othr")).singleElement().asString().contains("did you mean Other");
        assertThat(problems("drop col: name~id")).containsExactly(
                "line 1, column 11: name comes after id in the table; write id~name [DROVER-R124]");
    }

    @Test
    void everyStepIsAnalysedAndWhatFollowsFromABrokenOneIsDropped() {
        assertThat(problems("derive value: qtyy + 1 as: 'x'\nset col: x value: x + 1\nsort order: nam")).hasSize(2)
                .anySatisfy(problem -> assertThat(problem).startsWith("line 1, column 15: "))
                .anySatisfy(problem -> assertThat(problem).startsWith("line 3, column 13: "));
        assertThat(problems("split col: nope on: ','\ndrop col: nope1\nsort order: id")).hasSize(1);
    }

    @Test
    void namesInUseAreRefused() {
        assertThat(problems("derive value: 1 as: 'qty'")).singleElement().asString()
                .contains("already has a column qty").contains("[DROVER-R123]");
        assertThat(problems("rename mapping: [id,'name']")).singleElement().asString().contains("[DROVER-R123]");
        assertThat(problems("rename mapping: [id,'name'],[name,'id']")).isEmpty();
    }

    @Test
    void patternsAreCompiled() {
        assertThat(problems("replace col: name on: `{digits}` with: ''")).singleElement().asString()
                .contains("unknown token {digits}").contains("did you mean {digit}").contains("[DROVER-R140]");
        assertThat(problems("replace col: name on: `(a)` with: '$2'")).singleElement().asString()
                .contains("[DROVER-R142]");
        assertThat(problems("derive value: SUBSTITUTE('a-b', /(a)/, '$2') as: 'x'")).singleElement().asString()
                .contains("[DROVER-R142]");
    }

    @Test
    void misplacedThingsAreSaid() {
        assertThat(problems("derive value: $col as: 'z'")).singleElement().asString().startsWith("line 1, column 15");
        assertThat(problems("groupby value: SUM(qty) + id group: name")).singleElement().asString()
                .contains("neither inside an aggregate nor grouped by");
        assertThat(problems("sort order: id\nsplitrows col: id on: ','")).singleElement().asString()
                .contains("first step").contains("[DROVER-R115]");
        assertThat(problems("drop col: *")).singleElement().asString().contains("no column");
    }
}
