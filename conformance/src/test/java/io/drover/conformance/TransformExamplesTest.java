package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.transform.Transform;
import io.drover.recipe.transform.TransformCatalogue;
import io.drover.recipe.transform.TransformExample;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every documented step gives its table, rows in order, on every engine. */
class TransformExamplesTest {

    private static final CaseReport REPORT = new CaseReport();

    @TestFactory
    Stream<DynamicTest> everyStepGivesItsTableOnEveryEngine() {
        return TransformCatalogue.standard().transforms().stream().flatMap(TransformExamplesTest::tests);
    }

    private static Stream<DynamicTest> tests(Transform transform) {
        return transform.declaration().examples().stream().flatMap(example -> Engines.all().stream()
                .map(runner -> DynamicTest.dynamicTest(runner.engine() + ": " + example.step(),
                        () -> holds(transform, runner, example))));
    }

    private static void holds(Transform transform, PlanRunner runner, TransformExample example) {
        List<Recipes.Input> inputs = new ArrayList<>();
        inputs.add(new Recipes.Input("t", example.columns(), example.rows()));
        example.datasets().forEach(other -> inputs.add(new Recipes.Input(other.name(), other.columns(), other.rows())));
        String wanted = new Recipes.Result(example.expectedColumns(), example.expectedRows()).toString();
        String given = Recipes.run(runner, inputs, example.step()).toString();
        REPORT.add(transform.declaration().verb(), runner.engine(), CaseKinds.of(example), given.equals(wanted));
        assertThat(given).isEqualTo(wanted);
    }

    @AfterAll
    static void writesWhatHeld() {
        REPORT.write("transforms");
    }
}
