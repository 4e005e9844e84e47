package io.drover.spark;

import io.drover.conformance.PlanRunner;
import io.drover.job.engine.Engine;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.spark.function.FunctionRegistration;
import io.drover.spark.function.SumRange;
import io.drover.spark.plan.PlanFrames;
import io.drover.spark.plan.RowValues;
import io.drover.spark.source.SourceScans;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Plans in one local Spark with a job's settings. Here because the settings aren't for other packages. */
public final class SparkPlanRunner implements PlanRunner {

    private final SparkSession session = session();

    /** The suite's only Spark, which ends with the JVM: Spark's own shutdown hook stops it. */
    public static SparkSession session() {
        SparkSession session = SessionSettings.builder()
                .master("local[2]")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.warehouse.dir", Path.of("target", "warehouse").toAbsolutePath().toString())
                // So small that even a test's file is read in several.
                .config(SourceScans.PIECE_BYTES, "16384")
                .config("spark.driver.host", "localhost")
                .config("spark.driver.bindAddress", "127.0.0.1")
                // Spark would compute expressions over constant rows while it plans, and run no generated code at all.
                .config("spark.sql.optimizer.excludedRules",
                        "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation")
                .getOrCreate();
        SessionSettings.fix(session);
        return session;
    }

    @Override
    public String engine() {
        return "spark";
    }

    /** A job's engine in the same context. */
    public Engine engineOfJobs() {
        return new SparkEngine(session);
    }

    @Override
    public List<List<Object>> run(Plan plan, List<OrderKey> order) {
        FunctionRegistration registration = new FunctionRegistration(session);
        SumRange range = new SumRange(session.sparkContext());
        registration.fixedPointSums(range);
        List<Row> rows = collect(plan, order, registration);
        if (!range.held()) {
            registration.wideSums();
            rows = collect(plan, order, registration);
        }
        return rows.stream().map(row -> RowValues.read(row, plan.columns())).toList();
    }

    private List<Row> collect(Plan plan, List<OrderKey> order, FunctionRegistration registration) {
        PlanFrames frames = new PlanFrames(session, scan -> {
            throw new IllegalArgumentException("no scans here");
        }, registration);
        return PlanFrames.ordered(frames.frame(plan), order).collectAsList();
    }
}
