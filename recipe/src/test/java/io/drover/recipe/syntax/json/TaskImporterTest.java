package io.drover.recipe.syntax.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.RecipeParser;
import io.drover.recipe.syntax.RecipePrinter;
import io.drover.recipe.syntax.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TaskImporterTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private final TaskImporter importer = new TaskImporter(function ->
            function.equals("NUMFORMAT") ? List.of("x", "pattern", "grouping") : List.of());
    private final Map<String, String> datasets = Map.of("load_port_1", "My set.csv");

    private TaskImporter.Imported imported(String type, String parameters) {
        String json = "{'kind':'task','type':'" + type + "','parameters':{" + parameters + "}}";
        try {
            return importer.read(mapper.readTree(json.replace('\'', '"')), t -> Optional.ofNullable(datasets.get(t)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    /** The step's text; it reads back as the step. */
    private String text(String type, String parameters) {
        TaskImporter.Imported imported = imported(type, parameters);
        assertThat(imported.problem()).isEmpty();
        Step step = imported.step().orElseThrow();
        String text = RecipePrinter.print(step);
        Recipe read = new RecipeParser().parse(text);
        assertThat(read.problems()).as(text).isEmpty();
        assertThat(RecipePrinter.print(read.steps())).isEqualTo(text + "\n");
        assertThat(step.firstLine()).isEqualTo(text);
        return text;
    }

    private static String constant(String type, String value) {
        return "{'kind':'constant','type':'" + type + "','value':" + value + "}";
    }

    private static String column(String name) {
        return "{'kind':'column','type':'Column','value':'" + name + "','relation':null}";
    }

    private static String column(String name, String relation) {
        return "{'kind':'column','type':'Column','value':'" + name + "','relation':'" + relation + "'}";
    }

    private static String array(String... nodes) {
        return "{'kind':'array','type':'Array','value':[" + String.join(",", nodes) + "]}";
    }

    private static String call(String function, boolean infix, String... parameters) {
        return "{'kind':'func','type':'" + function + "','annotations':{'infix':" + infix + "},'parameters':{"
                + String.join(",", parameters) + "}}";
    }

    @Test
    void formulas() {
        String condition = call("And", true,
                "'rhs':" + call("Not", false, "'operand':" + column("b c")),
                "'lhs':" + call("LessThanEqual", true, "'lhs':" + constant("Integer", "-5"), "'rhs':" + column("a")));
        assertThat(text("Derive", "'type':{'kind':'bundle','type':'Bundle','value':'single'},'value':"
                + call("If", false, "'false_expression':" + constant("Float", "1.5"), "'predicate':" + condition,
                "'true_expression':" + constant("String", "'it is'")) + ",'as':" + constant("String", "'x'")))
                .isEqualTo("derive type: single value: IF(-5 <= a && NOT({b c}), 'it is', 1.5) as: 'x'");
        assertThat(text("Derive", "'value':" + call("DateAdd", false,
                "'measure':{'kind':'enumerable','type':'Enumerable','value':'day'}",
                "'delta':{'kind':'variable','type':'Variable','value':'two words'}", "'col':" + column("d"))))
                .isEqualTo("derive value: DATEADD(d, ${two words}, day)");
        assertThat(text("Derive", "'value':" + call("NumFormat", false, "'pattern':" + constant("String", "'0'"),
                "'x':" + column("a")))).isEqualTo("derive value: NUMFORMAT(a, '0')");
        assertThat(text("Derive", "'value':" + call("IsMissing", false, "'col':" + array(column("a")))))
                .isEqualTo("derive value: ISMISSING([a])");
        assertThat(text("Sort", "'order':" + array(call("Negate", true, "'operand':" + column("a")),
                call("SourceRowNumber", false)))).isEqualTo("sort order: -a, SOURCEROWNUMBER()");
        assertThat(text("Set", "'col':" + array(column("a")) + ",'value':" + constant("String", "null")
                + ",'as':" + array(constant("String", "'a'")))).isEqualTo("set col: a value: NULL()");
    }

    @Test
    void functionsThatNobodyListedGoByTheirPageOrByTheirKind() {
        assertThat(text("Derive", "'value':" + call("SumIf", false, "'row':" + column("b"), "'col':" + column("a"))))
                .isEqualTo("derive value: SUMIF(a, b)");
        assertThat(text("Derive", "'value':" + call("IfValid", false, "'true_expression':" + constant("Integer", "1"),
                "'col':" + column("a"), "'type':" + constant("String", "'Float'"))))
                .isEqualTo("derive value: IFVALID(a, 'Float', 1)");
        assertThat(text("Derive", "'value':" + call("ConvertTimezone", false, "'tz2':" + column("b"),
                "'tz1':" + constant("String", "'UTC'"), "'d':" + column("a"))))
                .isEqualTo("derive value: CONVERTTIMEZONE(a, 'UTC', b)");
    }

    @Test
    void patternsColumnsAndLists() {
        assertThat(text("ReplacePatterns", "'col':{'kind':'column','type':'Wildcard','value':'*'},'on':"
                + constant("Pattern", "'{start}x'") + ",'with':" + constant("String", "''") + ",'global':"
                + constant("Bool", "true"))).isEqualTo("replacepatterns col: * on: `{start}x` with: '' global: true");
        assertThat(text("SplitPatterns", "'col':" + column("2019") + ",'on':" + constant("RegExp", "'a/b\\n\\\\/'")))
                .isEqualTo("splitpatterns col: {2019} on: /a\\/b\\n\\//");
        assertThat(text("Drop", "'action':{'kind':'enumerable','type':'Enumerable','value':'Drop'},'col':"
                + array("{'kind':'column','type':'ColumnRange','value':['a','z z']}", column("q"))
                + ",'table':{'kind':'table','type':'Table','value':'table_x'}"))
                .isEqualTo("drop action: Drop col: a~{z z}, q");
        assertThat(text("Rename", "'type':{'kind':'bundle','value':'manual'},'mapping':{'kind':'matrix','type':'Matrix',"
                + "'value':[" + array(column("a"), constant("String", "'x'")) + ","
                + array(column("b"), constant("String", "'y'")) + "]}"))
                .isEqualTo("rename type: manual mapping: [a, 'x'], [b, 'y']");
        assertThat(text("Comment", "'comment':" + constant("String", "'a note'"))).isEqualTo("// a note");
    }

    @Test
    void aggregatesKeepTheirNames() {
        String sum = "{'kind':'func','type':'Sum','parameters':{'col':" + column("x") + "},'as':['total']}";
        assertThat(text("GroupBy", "'value':" + array(sum) + ",'group':" + array(column("g"))))
                .isEqualTo("groupby value: SUM(x) group: g as: 'total'");
        assertThat(text("GroupBy", "'value':" + array(sum) + ",'as':" + array(constant("String", "'t'"))))
                .isEqualTo("groupby value: SUM(x) as: 't'");
    }

    @Test
    void joinsQualifyByTheirDataset() {
        String output = "{'kind':'column','type':'Column','value':'v w','relation':'load_port_1','as':['v']}";
        assertThat(text("Join", "'table':{'kind':'table','value':'table_1'},'with':{'kind':'table','value':'load_port_1'}"
                + ",'type':{'kind':'enumerable','value':'left'},'col':" + array(output) + ",'row':"
                + call("Equal", true, "'lhs':" + column("id", "stale_hash"), "'rhs':" + column("id", "load_port_1"))))
                .isEqualTo("join with: My set.csv type: left col: v = My set.csv.{v w}"
                        + " row: current_dataset.id == My set.csv.id");
        assertThat(text("Union", "'with':" + array("{'kind':'table','value':'load_port_1'}") + ",'mapping':"
                + array("{'kind':'map','type':'Map','value':{'as':" + constant("String", "'Out'") + ",'sources':"
                + array(column("a", "x"), column("b", "load_port_1")) + "}}")))
                .isEqualTo("union with: My set.csv mapping: {'as': 'Out', 'sources': current_dataset.a, My set.csv.b}");
    }

    @Test
    void whatCannotBeReadIsAProblemWithItsPointer() throws JsonProcessingException {
        assertThat(imported("Load", "'location':1")).isEqualTo(
                new TaskImporter.Imported(Optional.empty(), Optional.empty()));
        assertThat(imported("Derive", "'value':{'kind':'odd'}").problem()).get().extracting(p -> p.message())
                .isEqualTo("the step can't be imported: a value of unknown kind odd at /parameters/value");
        assertThat(imported("Derive", "'value':" + call("Odd", false, "'p':1", "'q':2")).problem()).get()
                .extracting(p -> p.message()).isEqualTo("the step can't be imported: the order of the parameters"
                        + " [p, q] of ODD isn't known at /parameters/value");
        assertThat(imported("Derive", "'value':" + call("Round", false, "'digits':1")).problem()).get()
                .extracting(p -> p.message()).isEqualTo("the step can't be imported: ROUND has no operand but a digits"
                        + " at /parameters/value/parameters");
        assertThat(imported("Derive", "'value':" + constant("Integer", "'x'")).problem()).get()
                .extracting(p -> p.message())
                .isEqualTo("the step can't be imported: x is no number at /parameters/value");
        String deep = "[".repeat(400) + "]".repeat(400);
        assertThat(imported("Derive", "'value':" + deep).problem()).isPresent();
        assertThat(importer.read(mapper.readTree("[]"), t -> Optional.empty()).problem()).get()
                .extracting(p -> p.message()).isEqualTo("the step can't be imported: a task without a type");
    }
}
