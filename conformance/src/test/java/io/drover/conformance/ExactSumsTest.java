package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.type.CanonicalText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sums and means of doubles are exact sums rounded once on every engine, whatever the order, the size and the signs. */
class ExactSumsTest {

    private static final int GROUPS = 250;
    private static final int MOST_VALUES = 12;

    private static final List<Double> VALUES = List.of(0.1, 0.2, 0.3, 1.0, 1e16, -1e16, 1e-16, 1e300, -1e300, 5e-324, 0x1p-1022,
            Double.MAX_VALUE, -Double.MAX_VALUE, 0x1p53, 0x1p53 + 2, 3.0, -0.1, 1e22, 0x1p90, 0x1p-37, 0x1p-38, -0x1.fp89,
            0x1p970, 1.5);

    private final Random random = new Random(20240501);
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> everyEngineSumsExactly() {
        for (int group = 0; group < GROUPS; group++) {
            // Most groups stay in a range where the engines have a quick way; the others leave it.
            addGroup(group, group % 5 == 0);
        }
        return Engines.all().stream().map(runner -> DynamicTest.dynamicTest(runner.engine(), () ->
                assertThat(sums(runner)).isEqualTo(expected)));
    }

    private List<String> sums(PlanRunner runner) {
        Recipes.Input input = new Recipes.Input("t", List.of("g:Integer", "x:Float"), rows);
        return new OutputBatch(runner, 1).run(List.of(OutputBatch.Job.of(Engines.REFERENCE, new RandomRecipes.Sound(
                List.of(input), List.of("groupby value: SUM(x), AVERAGE(x) group: g", "sort order: g"), Set.of(),
                OutputBatch.Form.ORDERED)))).get(0).json();
    }

    private void addGroup(int group, boolean wild) {
        BigDecimal sum = BigDecimal.ZERO;
        int count = 1 + random.nextInt(MOST_VALUES);
        for (int i = 0; i < count; i++) {
            double value = wild ? VALUES.get(random.nextInt(VALUES.size())) : random.nextInt(3) == 0
                    ? random.nextInt(1_000_000) / 100.0 : (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(20));
            if (!wild && Math.abs(value) < 0x1p-37) {
                value = 1;
            }
            sum = sum.add(new BigDecimal(value));
            rows.add(Arrays.asList(String.valueOf(group), CanonicalText.of(value)));
        }
        double rounded = Double.parseDouble(sum.toString());
        String average = number(rounded / count);
        expected.add("{\"g\":" + group + ",\"sum_x\":" + number(rounded) + ",\"average_x\":" + average + "}");
    }

    private static String number(double value) {
        return Double.isInfinite(value) ? "null" : CanonicalText.of(value == 0 ? 0.0 : value);
    }
}
