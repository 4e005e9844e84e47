package io.drover.recipe.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeParserTest {
    private final RecipeParser parser = new RecipeParser();

    private List<Step> steps(String text) {
        Recipe recipe = parser.parse(text);
        assertThat(recipe.problems()).as(text).isEmpty();
        return recipe.steps();
    }

    private Step step(String text) {
        List<Step> steps = steps(text);
        assertThat(steps).as(text).hasSize(1);
        return steps.get(0);
    }

    private static Parameter parameter(Step step, String name) {
        return step.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<Node> values(Step step, String name) {
        return Spans.nodes(parameter(step, name).values());
    }

    /** The value of a formula, fully parenthesised. */
    private String formula(String expression) {
        return Explicit.text(parameter(step("derive value: " + expression), "value").values().get(0));
    }

    private static Node column(String name) {
        return new Node.Column(name, Optional.empty(), false, Span.NONE);
    }

    private static Node braced(String name) {
        return new Node.Column(name, Optional.empty(), true, Span.NONE);
    }

    private static Node column(String dataset, String name) {
        return new Node.Column(name, Optional.of(dataset), false, Span.NONE);
    }

    private static Node text(String value) {
        return new Node.Text(value, Span.NONE);
    }

    @Test
    void p1ParametersOnLinesOfTheirOwnBelongToTheStep() {
        Step step = step("drop col: a\naction: Drop");
        assertThat(step.verb()).isEqualTo("drop");
        assertThat(step.parameters()).extracting(Parameter::name).containsExactly("col", "action");
        assertThat(step.firstLine()).isEqualTo("drop col: a");
        assertThat(step.span()).isEqualTo(new Span(1, 1, 2, 13));
    }

    @Test
    void p2VerbAloneOnItsLineIsAStep() {
        assertThat(steps("header\nsort order: -a,b")).extracting(Step::verb).containsExactly("header", "sort");
    }

    @Test
    void p3LineAfterACommaContinues() {
        Step step = step("sort order: a,\nheader");
        assertThat(values(step, "order")).containsExactly(column("a"), column("header"));
    }

    @Test
    void lineAfterAnOperatorContinuesAlsoWhenItLooksLikeAStep() {
        assertThat(formula("a +\nheader")).isEqualTo("(a ADD header)");
        // The wildcard is no operator.
        assertThat(steps("replace on: 'a' with: 'b' col: *\nheader")).hasSize(2);
        assertThat(step("derive value: a +\nsort order: b").parameters()).extracting(Parameter::name)
                .containsExactly("value", "order");
    }

    @Test
    void p4BracketsHoldLines() {
        Step step = step("derive value: CASE([\n a > 1, 'x',\n 'y']) as: 'k'");
        assertThat(formula("CASE([\n a > 1, 'x',\n 'y'])")).isEqualTo("CASE([(a GREATERTHAN 1), 'x', 'y'])");
        assertThat(values(step, "as")).containsExactly(text("k"));
    }

    @Test
    void p5SlashesInAStringAreNoComment() {
        assertThat(values(step("set col: u value: 'http://h/p'"), "value")).containsExactly(text("http://h/p"));
    }

    @Test
    void p6CallsAreCaseInsensitiveAndListed() {
        Step step = step("pivot value:sum(a),countif(a > 0) group:g");
        assertThat(values(step, "value")).extracting(node -> ((Node.Call) node).name())
                .containsExactly("SUM", "COUNTIF");
        assertThat(values(step, "group")).containsExactly(column("g"));
    }

    @Test
    void p7RegularExpression() {
        Step step = step("filter type: contains col: s contains: /(^0$|^0\\.0$)/ action: Delete");
        assertThat(values(step, "contains"))
                .containsExactly(new Node.Pattern("(^0$|^0\\.0$)", Node.Pattern.Kind.REGEX, Span.NONE));
    }

    @Test
    void p8JoinQualifiesByItsDataset() {
        Step step = step("join with: My set.csv col: v = My set.csv.v row: current_dataset.id == My set.csv.id"
                + " type: left");
        assertThat(values(step, "with")).containsExactly(column("My set.csv"));
        assertThat(values(step, "col")).containsExactly(new Node.Assignment((Node.Column) column("v"),
                column("My set.csv", "v"), Span.NONE));
        assertThat(Explicit.text(parameter(step, "row").values().get(0)))
                .isEqualTo("(current_dataset.id EQUAL My set.csv.id)");
        assertThat(values(step, "type")).containsExactly(column("left"));
    }

    @Test
    void p9RangesAndBraces() {
        Step step = step("drop col: {a b}~{c d},x action: Drop");
        assertThat(values(step, "col")).containsExactly(
                new Node.Range((Node.Column) braced("a b"), (Node.Column) braced("c d"), Span.NONE), column("x"));
    }

    @Test
    void p10Precedence() {
        assertThat(formula("a - -1 * !b == c || d"))
                .isEqualTo("(((a SUBTRACT ((NEGATE 1) MULTIPLY (NOT b))) EQUAL c) OR d)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '#', value = {
        "a + b * c % d / e; (a ADD (((b MULTIPLY c) MOD d) DIVIDE e))",
        "a - b - c; ((a SUBTRACT b) SUBTRACT c)",
        "a < b == c >= d; ((a LESSTHAN b) EQUAL (c GREATERTHANEQUAL d))",
        "a = 1 && b <> 2 || c != 3; (((a EQUAL 1) AND (b NOTEQUAL 2)) OR (c NOTEQUAL 3))",
        "a ? b : c ? d : e; (IF a b (IF c d e))",
        "a ? b ? c : d : e; (IF a (IF b c d) e)",
        "a || b ? 1 : 2 + 3; (IF (a OR b) 1 (2 ADD 3))",
        "(a + b) * -(c); ((a ADD b) MULTIPLY (NEGATE c))",
        "1000 <= x; (1000 LESSTHANEQUAL x)",
        "a / b / c; ((a DIVIDE b) DIVIDE c)",
        "IF(a, b, c); IF(a, b, c)",
        "MERGE([a,{b c}], '-'); MERGE([a, {b c}], '-')",
        "DATEADD($d, 1, day); DATEADD($d, 1, day)",
        "COUNT(); COUNT()",
        "a > 1e6 && b < .5 && c == 1.5E-3; (((a GREATERTHAN 1e6) AND (b LESSTHAN .5)) AND (c EQUAL 1.5E-3))",
        "TRUE == False; (true EQUAL false)",
        "${two words} + $env.region; (${two words} ADD $env.region)",
        "[[1,2],[]]; [[1, 2], []]",
        "MATCHES(a, /x\\/y/); MATCHES(a, /x\\/y/)",
        "a / b + MATCHES(c, /d/); ((a DIVIDE b) ADD MATCHES(c, /d/))"})
    void formulas(String expression, String expected) {
        assertThat(formula(expression)).isEqualTo(expected);
    }

    @Test
    void conditionalBeforeAParameter() {
        Step step = step("derive value: a ? b : c as: 'x'");
        assertThat(step.parameters()).extracting(Parameter::name).containsExactly("value", "as");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '#', value = {
        "'can\\'t'; can't",
        "'N\\/A'; N/A",
        "'\\\\'; \\",
        "'First\\:'; First:",
        "\"it's\"; it's",
        "'a\\u0041\\q'; aAq",
        "'\\$1'; \\$1",
        "'\\\\$1'; \\\\$1",
        "'a\\\\b'; a\\b"})
    void stringEscapes(String literal, String value) {
        assertThat(values(step("set col: a value: " + literal), "value")).containsExactly(text(value));
    }

    @Test
    void controlEscapesAndDollars() {
        Node.Text text = (Node.Text) values(step("set col: a value: '\\n\\r\\t\\f\\b\\0'"), "value").get(0);
        assertThat(text.value()).isEqualTo("\n\r\t\f\b\0");
        assertThat(new Node.Text("a\\$1 \\\\$2 \\x", Span.NONE).plain()).isEqualTo("a$1 \\$2 \\x");
    }

    @Test
    void bracedNames() {
        Step step = step("drop col: {Order Date},{2019},{-1},{%Tot},{any_-1},{\"1960\"},{a\\}b\\{c\\\\d},Größe,{ x }");
        assertThat(values(step, "col")).containsExactly(braced("Order Date"), braced("2019"), braced("-1"),
                braced("%Tot"), braced("any_-1"), braced("\"1960\""), braced("a}b{c\\d"), column("Größe"),
                braced(" x "));
    }

    @Test
    void datasetNamesWithDotsSpacesAndDashes() {
        Step lookup = step("lookup with: Lkup - 2 col: current_dataset.key key: Lkup - 2.key");
        assertThat(values(lookup, "with")).containsExactly(column("Lkup - 2"));
        assertThat(values(lookup, "key")).containsExactly(column("Lkup - 2", "key"));

        Step join = step("join with: Orders.csv\ncol: Qty = Orders.csv.Qty, {a b} = current_dataset.{a b}");
        assertThat(values(join, "col")).containsExactly(
                new Node.Assignment((Node.Column) column("Qty"), column("Orders.csv", "Qty"), Span.NONE),
                new Node.Assignment((Node.Column) braced("a b"),
                        new Node.Column("a b", Optional.of("current_dataset"), true, Span.NONE), Span.NONE));

        Step before = step("join col: x = Bob's (2019), final.csv.x type: cross with: Bob's (2019), final.csv");
        assertThat(values(before, "with")).containsExactly(column("Bob's (2019), final.csv"));
        assertThat(values(before, "col")).containsExactly(
                new Node.Assignment((Node.Column) column("x"), column("Bob's (2019), final.csv", "x"), Span.NONE));
    }

    @Test
    void datasetNameThatLooksLikeAParameter() {
        Step join = step("join with: {x: y} col: a = x: y.b row: x: y.k == current_dataset.k");
        assertThat(values(join, "with")).containsExactly(braced("x: y"));
        assertThat(values(join, "col")).containsExactly(
                new Node.Assignment((Node.Column) column("a"), column("x: y", "b"), Span.NONE));
    }

    @Test
    void unionOfSeveralDatasets() {
        Step step = step("union with: B - x.csv,C d mapping: {'as': 'Out', 'sources': current_dataset.A,B - x.csv.A,"
                + "C d.{a b}}, {'as': 'Two', 'sources': NULL(), B - x.csv.Z}");
        assertThat(values(step, "with")).containsExactly(column("B - x.csv"), column("C d"));
        Node.Mapping first = (Node.Mapping) values(step, "mapping").get(0);
        assertThat(first.entries()).containsExactly(
                new Node.Mapping.Entry("as", List.of(text("Out"))),
                new Node.Mapping.Entry("sources", List.of(column("current_dataset", "A"), column("B - x.csv", "A"),
                        new Node.Column("a b", Optional.of("C d"), true, Span.NONE))));
        assertThat(values(step, "mapping")).hasSize(2);
    }

    @Test
    void matricesTypesAndSortOrder() {
        assertThat(values(step("rename type: manual mapping: [a,'x'],[b,'y']"), "mapping")).containsExactly(
                new Node.Array(List.of(column("a"), text("x")), Span.NONE),
                new Node.Array(List.of(column("b"), text("y")), Span.NONE));
        assertThat(values(step("settype col: x type: 'Datetime','mm-dd-yy','mm*dd*yyyy'"), "type"))
                .containsExactly(text("Datetime"), text("mm-dd-yy"), text("mm*dd*yyyy"));
        assertThat(values(step("sort order: -a,$sourcerownumber"), "order")).containsExactly(
                new Node.Call("NEGATE", List.of(column("a")), true, Span.NONE, Span.NONE),
                new Node.Variable("sourcerownumber", Span.NONE));
        assertThat(values(step("replace col: * on: `{start}\"|\"{end}` with: ''"), "on")).containsExactly(
                new Node.Pattern("{start}\"|\"{end}", Node.Pattern.Kind.TRIFACTA, Span.NONE));
    }

    @Test
    void commentsAreStepsOrSkippedInsideOne() {
        List<Step> steps = steps("// one, 'two\nheader\n  //\nderive value: a +\n// inside\n b");
        assertThat(steps).extracting(Step::verb).containsExactly("comment", "header", "comment", "derive");
        assertThat(values(steps.get(0), "comment")).containsExactly(text("one, 'two"));
        assertThat(values(steps.get(2), "comment")).containsExactly(text(""));
        assertThat(step("comment comment: 'text'").verb()).isEqualTo("comment");
    }

    @Test
    void lineEndsByteOrderMarkAndVerbsInAnyCase() {
        List<Step> steps = steps("\uFEFFHEADER\r\nDrop\rcol: x\r\n\r\nsort order: a");
        assertThat(steps).extracting(Step::verb).containsExactly("header", "drop", "sort");
        assertThat(steps.get(0).span()).isEqualTo(new Span(1, 1, 1, 7));
        assertThat(steps.get(1).span()).isEqualTo(new Span(2, 1, 3, 7));
        assertThat(steps.get(2).span()).isEqualTo(new Span(5, 1, 5, 14));
    }

    @Test
    void columnsAreCountedInCodePoints() {
        Step step = step("set col: a value: '😀' row: b");
        assertThat(parameter(step, "row").nameSpan()).isEqualTo(new Span(1, 23, 1, 26));
    }

    @Test
    void lineThatStartsWithAVerbsNameCanBeAColumn() {
        assertThat(values(step("drop col: a,\n sort, b"), "col")).hasSize(3);
        assertThat(values(step("drop col: [a\n,\nsort\n]"), "col")).hasSize(1);
    }

    private Problem onlyProblem(String text) {
        List<Problem> problems = parser.parse(text).problems();
        assertThat(problems).as(text).hasSize(1);
        return problems.get(0);
    }

    @Test
    void unknownVerbIsReportedAndTheOthersRead() {
        Recipe recipe = parser.parse("header\nderrive value: a as: 'b'\nsort order: a");
        assertThat(recipe.steps()).extracting(Step::verb).containsExactly("header", "sort");
        assertThat(recipe.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.UNKNOWN_VERB);
            assertThat(problem.span()).isEqualTo(new Span(2, 1, 2, 8));
            assertThat(problem.suggestion()).contains("did you mean derive");
            assertThat(problem.step()).isEqualTo("derrive value: a as: 'b'");
        });
    }

    @Test
    void lenientSyntaxIsWarnedAbout() {
        Recipe recipe = parser.parse("-- it's a note\n1. header\n2) sort order: a\nKeep rows where it isn't empty\n"
                + "join with: B col: x = MISSING.x\n");
        assertThat(recipe.steps()).extracting(Step::verb).containsExactly("comment", "header", "sort", "join");
        assertThat(recipe.problems()).noneMatch(Problem::isError).extracting(Problem::code).containsExactly(
                ProblemCode.LENIENT_SYNTAX, ProblemCode.LENIENT_SYNTAX, ProblemCode.LENIENT_SYNTAX,
                ProblemCode.UNSUPPORTED_STEP, ProblemCode.LENIENT_SYNTAX);
        assertThat(values(recipe.steps().get(3), "col")).containsExactly(new Node.Assignment(
                (Node.Column) column("x"), column("current_dataset", "x"), Span.NONE));
    }

    @Test
    void everyProblemIsReportedAtItsPlace() {
        Recipe recipe = parser.parse("""
                dorp
                drop col: a b
                derive value: (a + as: 'x'
                set col: a value: 'x
                derive value: a & b
                sort order: -a
                derive as: value: f(a,,b)
                drop {a}
                derive value: a + value: b
                derive value: [a)
                """);
        assertThat(recipe.steps()).extracting(Step::verb).containsExactly("sort");
        assertThat(recipe.problems()).extracting(Problem::render).containsExactly(
                "line 1, column 1: unknown transform dorp; did you mean drop [DROVER-R110]",
                "line 2, column 13: in col nothing joins a and b; a comma or an operator belongs there;"
                        + " if it is one name, write {a b} [DROVER-R101]",
                "line 3, column 15: this ( is never closed; add ) before as: [DROVER-R101]",
                "line 4, column 19: this string has no closing ' on its line; add ', or write \\' for the character"
                        + " itself [DROVER-R102]",
                "line 5, column 17: unexpected &; write && for and [DROVER-R101]",
                "line 7, column 8: parameter as has no value [DROVER-R101]",
                "line 7, column 23: in value something is missing between , and ,; a column, a value or a function call"
                        + " belongs there [DROVER-R101]",
                "line 8, column 6: after drop a parameter must follow, not {a}; a parameter is a name with a colon and a"
                        + " value [DROVER-R101]",
                "line 9, column 17: value ends after +; a column, a value or a function call must follow"
                        + " [DROVER-R101]",
                "line 9, column 19: parameter value is given twice; give it once, with a list if it takes several"
                        + " values [DROVER-R112]",
                "line 10, column 17: found ) where ] must close [; write ] [DROVER-R101]");
    }

    @Test
    void textBeforeTheFirstStep() {
        Problem problem = onlyProblem("{\"a\": 1}\nheader");
        assertThat(problem.render()).isEqualTo("line 1, column 1: {\"a\": 1} belongs to no step; a step starts with a"
                + " transform's verb at the start of a line [DROVER-R101]");
    }

    @Test
    void aForgottenBracketDoesNotSwallowTheNextSteps() {
        Recipe recipe = parser.parse("derive value: IF(a, b\nsort order: a\nheader");
        assertThat(recipe.steps()).extracting(Step::verb).containsExactly("sort", "header");
        assertThat(recipe.problems()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "-", "!", "f(", "a ? ", "-(", "1 ? (", "[-"})
    void deepNestingIsAProblemNotAStackOverflow(String opening) {
        Problem problem = parser.parse("derive value: " + opening.repeat(100_000) + "a").problems().get(0);
        assertThat(problem.code()).isEqualTo(ProblemCode.SYNTAX);
        assertThat(problem.span().line()).isEqualTo(1);
    }

    @Test
    void balancedDeepNestingNamesTheLimit() {
        String text = "derive value: " + "(".repeat(100_000) + "a" + ")".repeat(100_000);
        assertThat(onlyProblem(text).message()).isEqualTo("the expression is nested more than 200 levels deep");
        steps("derive value: " + "(".repeat(200) + "a" + ")".repeat(200));
        assertThat(onlyProblem("derive value: 1" + " + 1".repeat(100_000)).message())
                .isEqualTo("the expression chains more than 300 operators");
        steps("derive value: 1" + " + 1".repeat(299));
        assertThat(onlyProblem("derive value: a" + " || a".repeat(100_000)).message())
                .isEqualTo("the expression chains more than 1000 operators");
        steps("derive value: a" + " || a".repeat(998));
        assertThat(values(step("drop col: a" + ",b".repeat(50_000)), "col")).hasSize(50_001);
    }

    @Test
    void aFileThatIsNoRecipeHasBoundedProblems() {
        List<Problem> problems = parser.parse("{}\n".repeat(10_000)).problems();
        assertThat(problems).hasSize(501);
        assertThat(problems.get(500).message()).isEqualTo("more than 500 problems, the rest is not shown");
        assertThat(parser.parse("x".repeat(RecipeParser.LENGTH_LIMIT + 1)).problems()).hasSize(1);
    }
}
