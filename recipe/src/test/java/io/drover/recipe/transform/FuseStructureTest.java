package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.analysis.CompilationRequest.Content;
import io.drover.recipe.analysis.CompilationRequest.Source;
import io.drover.recipe.analysis.CompilationRequest.SourceColumn;
import io.drover.recipe.analysis.CompilationRequest.Structure;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.PlanTree;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.plan.RecordText;
import io.drover.recipe.reference.SourceRows;
import io.drover.recipe.type.ColumnType;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link RecipeTester#run} compares the rewritten plan with the plain one, so each run here is a proof of its own. */
class FuseStructureTest {

    private static final String ROWS = "splitrows col: column1 on: '\\n' quote: '\"'\n";
    private static final String SPLIT = "split col: column1 on: ',' limit: 2 quote: '\"'\n";
    private static final String UNDOUBLE = "replace col: * on: '\"\"' with: '\"' global: true\n";
    private static final String STRIP = "replace col: * on: `{start}\"|\"{end}` with: '' global: true\n";
    private static final String FILE = "id,name,v\n\"1\",\"a \"\"x\"\"\",3\n2,\"b,\nc\",4,5\n\n6\n";

    private static RecipeTester tester(String file) {
        var quoted = new Reading.Records(Optional.of("\n"), Optional.of("\""), Optional.of("\""));
        return new RecipeTester().file("f", new Source("f", "f", List.of(new SourceColumn("x", ColumnType.STRING)), Structure.AUTO,
                Content.DELIMITED, false, false), new SourceRows(RecordText.records(file, quoted).stream().map(List::of).toList(), 1, "/f.csv"));
    }

    private static Reading reading(String file, String recipe) {
        Plan plan = tester(file).compile(recipe).target().orElseThrow().plan();
        return PlanTree.bottomUp(plan).stream().filter(Plan.Scan.class::isInstance).map(scan -> ((Plan.Scan) scan).reading())
                .findFirst().orElseThrow();
    }

    @Test
    void theInitialParsingStepsBecomeOneScan() {
        String recipe = ROWS + SPLIT + UNDOUBLE + STRIP + "header";
        assertThat(reading(FILE, recipe)).isEqualTo(new Reading.Fields(
                new Reading.Records(Optional.of("\n"), Optional.of("\""), Optional.of("\"")), ",", 3, true));
        assertThat(tester(FILE).run(recipe).text())
                .isEqualTo("id|name|v\n1|a \"x\"|3\n2|b,\nc|4,5\n\"\"|∅|∅\n6|∅|∅");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        ROWS + SPLIT, ROWS + SPLIT + "header", ROWS + SPLIT + UNDOUBLE + "header", ROWS + SPLIT + STRIP, ROWS + SPLIT + STRIP + UNDOUBLE,
        ROWS + SPLIT + "header\n" + UNDOUBLE + STRIP, ROWS + SPLIT + UNDOUBLE + STRIP + "derive value: UPPER(column3) as: 'u'",
        ROWS + SPLIT + UNDOUBLE + STRIP + "header\nfilter row: name == 'b' action: Delete\nderive value: LEN(name) as: 'n'",
        ROWS + "split col: column1 on: ',' limit: 9 quote: '\"'\n" + UNDOUBLE + STRIP,
        ROWS + SPLIT + UNDOUBLE + STRIP + "derive value: $sourcerownumber as: 'n'\nsort order: -n\ndrop col: column2",
        ROWS + SPLIT + "derive value: MERGE([column2, column3], ',') as: 'm'\n" + UNDOUBLE + STRIP,
        "splitrows col: column1 on: '\\n'\nsplit col: column1 on: ',' limit: 2\nheader",
        ROWS + "// a remark\n" + SPLIT + UNDOUBLE + STRIP + "groupby value: COUNT() group: column2"})
    void whereverTheRecordIsOnlySplitTheScanDoesIt(String recipe) {
        assertThat(reading(FILE, recipe)).isInstanceOf(Reading.Fields.class);
        tester(FILE).run(recipe);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        ROWS, ROWS + "derive value: LEN(column1) as: 'n'\n" + SPLIT, ROWS + "split col: column1 on: ',' limit: 2",
        "splitrows col: column1 on: '\\n'\n" + SPLIT, ROWS + "split col: column1 on: `,` limit: 2 quote: '\"'",
        ROWS + "split col: column1 on: /,/ limit: 2 quote: '\"'", ROWS + "split col: column1 on: 'a' limit: 1 quote: '\"' ignoreCase: true",
        "splitrows col: column1 on: '\\n' quote: '\"' quoteEscapeChar: '\\\\'\n" + SPLIT,
        ROWS + "split col: column1 on: ',\"' limit: 2 quote: '\"'", ROWS + "split col: column1 after: 'a' before: 'b'",
        ROWS + "replace col: column1 on: ';' with: ',' global: true\n" + SPLIT})
    void whatElseIsDoneWithTheRecordIsDoneBySteps(String recipe) {
        assertThat(reading(FILE, recipe)).isInstanceOf(Reading.Records.class);
        tester(FILE).run(recipe);
    }

    @Provide
    Arbitrary<String> files() {
        return Arbitraries.of("a", "b", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\"x,y\"", "\"q\"\"q\"", "\"\n\"", "é", " ", "\\", "\"\"\"",
                "|", "1,2\n", "x,\"y\"\n", "a,b\r\n", "'", "\t").list().ofMaxSize(30).map(list -> String.join("", list));
    }

    @Property(seed = "20261125", tries = 600)
    void theRowsAreThoseOfTheLiteralSteps(@ForAll("files") String file, @ForAll boolean undouble, @ForAll boolean strip) {
        String recipe = ROWS + SPLIT + (undouble ? UNDOUBLE : "") + (strip ? STRIP : "") + "derive value: LEN(column4) as: 'n'";
        assertThat(reading(file, recipe)).isInstanceOf(Reading.Fields.class);
        tester(file).run(recipe);
    }
}
