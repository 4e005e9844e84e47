package io.drover.photon;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.spec.JobSpec;
import io.drover.photon.plan.PlanSql;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.recipe.reference.TemplateCases;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every template gives what its kernel gives. */
class TemplatesTest {

    private static Session session;

    @TempDir
    static Path directory;

    @BeforeAll
    static void open() throws Exception {
        session = Session.open(directory, List.of(), JobSpec.Limits.DEFAULT);
    }

    @AfterAll
    static void close() throws Exception {
        session.close();
    }

    @TestFactory
    Stream<DynamicTest> templatesAgreeWithKernels() {
        return TemplateCases.plans(Dialect.DUCKDB).entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> compare(entry.getValue())));
    }

    private static void compare(Plan plan) throws Exception {
        ResultValues values = new ResultValues(plan.columns());
        PlanSql sql = new PlanSql(scan -> {
            throw new AssertionError("no scan here");
        });
        String statement = values.statement(sql.select(plan, values.output(), List.of()));
        session.register(sql.kernels());
        List<List<Object>> rows = session.query(statement, values::read);
        assertThat(rows).containsExactlyInAnyOrderElementsOf(new ReferenceEngine(Map.of()).run(plan));
    }
}
