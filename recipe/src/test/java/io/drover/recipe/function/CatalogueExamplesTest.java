package io.drover.recipe.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Test;

/** Every documented example, computed by the kernels. */
class CatalogueExamplesTest {

    @TestFactory
    Stream<DynamicTest> everyExampleGivesItsResult() {
        return Catalogue.standard().entries().stream().flatMap(entry -> entry.examples().stream()
                .map(example -> DynamicTest.dynamicTest(entry.name() + ": " + example.call(),
                        () -> run(entry, example))));
    }

    private static void run(FunctionEntry entry, Example example) {
        List<String> results = new ExampleRunner(example.columns(), example.rows()).texts(example.call());
        if (entry.kind() == FunctionEntry.Kind.AGGREGATE && example.results().size() == 1) {
            assertThat(results).allMatch(result -> java.util.Objects.equals(result, example.results().get(0)),
                    String.valueOf(example.results().get(0)));
            assertThat(results).isNotEmpty();
        } else {
            assertThat(results).isEqualTo(example.results());
        }
    }

    @Test
    void everyFunctionIsDocumentedWithExamples() {
        assertThat(Catalogue.standard().entries()).allSatisfy(entry -> {
            assertThat(entry.doc()).as(entry.name()).isNotBlank();
            assertThat(entry.result()).as(entry.name()).isNotBlank();
            assertThat(entry.examples()).as(entry.name()).isNotEmpty();
        });
    }
}
