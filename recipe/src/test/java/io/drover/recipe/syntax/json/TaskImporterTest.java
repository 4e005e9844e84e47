package io.drover.recipe.syntax.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.RecipeParser;
import io.drover.recipe.syntax.RecipePrinter;
import io.drover.recipe.syntax.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskImporterTest {
    private final ObjectMapper mapper = new ObjectMapper();
    private final TaskImporter importer = new TaskImporter(function ->
            Catalogue.standard().find(function).map(entry -> entry.parameters()).orElse(List.of()));
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
                .extracting(p -> p.message()).isEqualTo("the step can't be imported: ODD is no function that"
                        + " is known here at /parameters/value");
        assertThat(imported("Derive", "'value':" + call("Round", false, "'digits':1")).problem()).get()
                .extracting(p -> p.message()).isEqualTo("the step can't be imported: ROUND lacks its argument 1, x"
                        + " at /parameters/value/parameters");
        assertThat(imported("Derive", "'value':" + constant("Integer", "'x'")).problem()).get()
                .extracting(p -> p.message())
                .isEqualTo("the step can't be imported: x is no number at /parameters/value");
        String deep = "[".repeat(400) + "]".repeat(400);
        assertThat(imported("Derive", "'value':" + deep).problem()).isPresent();
        assertThat(importer.read(mapper.readTree("[]"), t -> Optional.empty()).problem()).get()
                .extracting(p -> p.message()).isEqualTo("the step can't be imported: a task without a type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        // the function's own names, in any order and spelling
        "Substring | 'end':3i 'start':1i 's':a          | SUBSTRING(a, 1, 3)",
        "Find      | 'ignoreCase':tb 'col':a 'pattern':x | FIND(a, 'x', true)",
        // words that mean the same
        "Substring | 'endIndex':3i 'column':a 'startIndex':1i | SUBSTRING(a, 1, 3)",
        "Left      | 'col':a 'count':2i                 | LEFT(a, 2)",
        "SumIf     | 'row':c 'col':a                    | SUMIF(a, b > 1)",
        "Substitute | 'with':y 'on':x 'col':a           | SUBSTITUTE(a, 'x', 'y')",
        "RollingAverage | 'rowsAfter':1i 'rowsBefore':-2i 'col':a | ROLLINGAVERAGE(a, -2, 1)",
        "KthLargestIf | 'row':c 'intParam':2i 'col':a   | KTHLARGESTIF(a, 2, b > 1)",
        "ConvertTimezone | 'to':x 'from':y 'col':a      | CONVERTTIMEZONE(a, 'y', 'x')",
        "Session   | 'col':a 'measure':hour 'delta':2i  | SESSION(a, 2, hour)",
        "DoubleMetaphoneEquals | 'lhs':a 'rhs':b 'threshold':strong | DOUBLEMETAPHONEEQUALS(a, b, strong)",
        // what is left by what the values are
        "Session   | 'p':2i 'q':a 'r':hour              | SESSION(a, 2, hour)",
        "Left      | 'foo':a 'bar':2i                   | LEFT(a, 2)",
        "IfMissing | 'foo':x 'col':a                    | IFMISSING(a, 'x')",
        // a default where an argument is left out
        "ListIf    | 'col':a 'row':c                    | LISTIF(a, 1000, b > 1)",
        "Find      | 'col':a 'pattern':x 'start':3i     | FIND(a, 'x', false, 3)",
        "FindNth   | 'col':a 'pattern':x 'n':2i 'ignoreCase':tb | FINDNTH(a, 'x', 2, left, true)"})
    void parametersOfACallAreTakenByNameOrByKind(String function, String parameters, String expected) {
        assertThat(text("Derive", "'value':" + call(function, false, nodes(parameters)))).isEqualTo(
                "derive value: " + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "Pad    | 'foo':2i 'bar':a 'pad':b 'width':3i | ~the parameters foo, bar, pad, width don't fit PAD(s, length, pad, side)~",
        "Exact  | 'foo':a 'bar':b                     | ~of EXACT(a, b, ignore_case) the parameter foo may be a or b~",
        "Exact  | 'p':a 'q':b 'r':tb 's':tb           | ~EXACT has the parameters p, q, r, s, but it takes EXACT(a, b~",
        "Left   | 'foo':hour 'bar':2i                 | ~the parameters foo, bar don't fit LEFT(s, n)~"})
    void parametersThatCannotBeToldApartAreSaid(String function, String parameters, String message) {
        assertThat(imported("Derive", "'value':" + call(function, false, nodes(parameters))).problem()).get()
                .extracting(problem -> problem.message()).asString().contains(message);
    }

    /** {@code 3i} an integer, {@code tb} true, {@code a b} columns, {@code c} a condition, {@code x y} texts, else words. */
    private static String[] nodes(String parameters) {
        return Stream.of(parameters.strip().split(" ")).map(parameter -> {
            String[] parts = parameter.split(":");
            return parts[0] + ":" + switch (parts[1]) {
                case "a", "b" -> column(parts[1]);
                case "c" -> call("GreaterThan", true, "'lhs':" + column("b"), "'rhs':" + constant("Integer", "1"));
                case "x", "y" -> constant("String", "'" + parts[1] + "'");
                case "tb" -> constant("Bool", "true");
                default -> parts[1].endsWith("i") ? constant("Integer", parts[1].substring(0, parts[1].length() - 1))
                        : "{'kind':'enumerable','type':'Enumerable','value':'" + parts[1] + "'}";
            };
        }).toArray(String[]::new);
    }
}
