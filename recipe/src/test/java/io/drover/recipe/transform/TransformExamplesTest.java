package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TransformExamplesTest {

    @TestFactory
    Stream<DynamicTest> examplesHold() {
        return TransformCatalogue.standard().transforms().stream().flatMap(transform ->
                transform.declaration().examples().stream().map(example ->
                        DynamicTest.dynamicTest(example.step(), () -> {
                            RecipeTester tester = new RecipeTester().table("t", example.columns(), example.rows());
                            example.datasets().forEach(other ->
                                    tester.table(other.name(), other.columns(), other.rows()));
                            var result = tester.run(example.step());
                            assertThat(result.text()).isEqualTo(new RecipeTester.Result(
                                    example.expectedColumns(), example.expectedRows()).text());
                        })));
    }

    @Test
    void everyTransformIsDocumented() {
        assertThat(TransformCatalogue.standard().transforms()).allSatisfy(transform -> {
            assertThat(transform.declaration().doc()).isNotBlank();
            assertThat(transform.declaration().parameters())
                    .allSatisfy(parameter -> assertThat(parameter.doc()).isNotBlank());
        });
    }
}
