package io.drover.spark.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.recipe.reference.TemplateCases;
import io.drover.spark.SharedSpark;
import io.drover.spark.function.FunctionRegistration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every template gives what its kernel gives. */
@ExtendWith(SharedSpark.class)
class TemplatesTest {

    @Test
    void templatesAgreeWithKernels(SparkSession session) {
        PlanFrames frames = new PlanFrames(session, scan -> {
            throw new AssertionError("no scans here");
        }, new FunctionRegistration(session));
        Map<String, Plan> plans = TemplateCases.plans(Dialect.SPARK);
        assertThat(plans).isNotEmpty();
        SoftAssertions all = new SoftAssertions();
        plans.forEach((name, plan) -> all.assertThatCode(() -> assertThat(rows(frames, plan))
                .containsExactlyInAnyOrderElementsOf(new ReferenceEngine(Map.of()).run(plan))).as(name)
                .doesNotThrowAnyException());
        all.assertAll();
    }

    private static List<List<Object>> rows(PlanFrames frames, Plan plan) {
        return frames.frame(plan).collectAsList().stream().map(row -> RowValues.read(row, plan.columns())).toList();
    }
}
