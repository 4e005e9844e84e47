package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What random values and recipes showed once: engines that differed, or a value that failed a job. */
class FoundCasesTest {

    /**
     * @param column of the table, {@code name:Type}
     * @param cells its values
     * @param lines JSON lines of the result
     */
    private record Found(String what, String column, List<String> cells, String recipe, List<String> lines) {
        OutputBatch.Job job(OutputBatch.Form form) {
            var input = new Recipes.Input("t", List.of(column), cells.stream().map(Arrays::asList).toList());
            return OutputBatch.Job.of(Engines.REFERENCE, new RandomRecipes.Sound(
                    List.of(input), List.of(recipe), Set.of(), form));
        }
    }

    private static final List<Found> FOUND = List.of(
            new Found("padding to the least Integer ran out of memory", "n:Integer",
                    Arrays.asList("-9223372036854775808", "3"),
                    "set col: n value: PAD('a', n, '0')", List.of("{\"n\":\"a\"}", "{\"n\":\"00a\"}")),
            new Found("half a surrogate pair in JSON has no UTF-8 form", "o",
                    Arrays.asList("{\"a\":\"\\ud83d\"}", "{\"a\":\"\\ud83d\\ude00\"}"),
                    "set col: o value: PARSEOBJECT(o)",
                    List.of("{\"o\":{\"a\":\"\uFFFD\"}}", "{\"o\":{\"a\":\"😀\"}}")),
            new Found("numbers of JSON may have any exponent", "a",
                    Arrays.asList("[1e99999999999, 2, -1E+99999999999, 1e-99999999999, 0]"),
                    "set col: a value: ARRAYSORT(a)",
                    List.of("{\"a\":[-1E+99999999999,0,1e-99999999999,2,1e99999999999]}")),
            new Found("which of a group is the number of a quartile depended on the order", "q:Integer",
                    Arrays.asList("1", "3"), "groupby value: QUARTILE(q, q), KTHLARGEST(q, q), KTHLARGEST(q, 2)",
                    List.of("{\"quartile_q\":null,\"kthlargest_q\":null,\"kthlargest_q1\":1}")),
            new Found("the default of bins may be a function over rows", "a", Arrays.asList("x", "7", "y"),
                    "bin col: a options: customBins binValues: 1, 5 default: COUNT() as: 'b'",
                    List.of("{\"a\":\"x\",\"b\":3}", "{\"a\":\"7\",\"b\":2}", "{\"a\":\"y\",\"b\":3}")),
            new Found("a header under an order that names a column twice", "a", Arrays.asList("2", "x", "1"),
                    "sort order: -a, a\nheader", List.of("{\"x\":\"2\"}", "{\"x\":\"1\"}")),
            new Found("collected for rows of which nothing else is read", "a", Arrays.asList("1", "3"),
                    "set col: a value: COVARSAMP(a, a)", List.of("{\"a\":2}", "{\"a\":2}")),
            new Found("a single row has no order to collect it in", "a", Arrays.asList("1", "2"),
                    "groupby value: COUNT()\nderive value: ROLLINGVAR(row_count) as: 'v'",
                    List.of("{\"row_count\":2,\"v\":0}")));

    @TestFactory
    Stream<DynamicTest> everyEngineGivesTheResult() {
        return Engines.all().stream().flatMap(runner -> {
            List<OutputBatch.Outcome> ordered = outcomes(runner, OutputBatch.Form.ORDERED);
            List<OutputBatch.Outcome> unordered = outcomes(runner, OutputBatch.Form.UNORDERED);
            return Stream.iterate(0, i -> i < FOUND.size(), i -> i + 1).map(i ->
                    DynamicTest.dynamicTest(runner.engine() + ": " + FOUND.get(i).what(), () -> {
                        List<String> lines = FOUND.get(i).lines();
                        assertThat(ordered.get(i).json()).isEqualTo(lines);
                        assertThat(unordered.get(i).json()).containsExactlyInAnyOrderElementsOf(lines);
                    }));
        });
    }

    private static List<OutputBatch.Outcome> outcomes(PlanRunner runner, OutputBatch.Form form) {
        return new OutputBatch(runner, 12).run(FOUND.stream().map(found -> found.job(form)).toList());
    }
}
