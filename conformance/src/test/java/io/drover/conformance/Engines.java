package io.drover.conformance;

import io.drover.job.engine.Engine;
import io.drover.photon.PhotonEngine;
import io.drover.photon.PhotonPlanRunner;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.reference.ReferenceEngine;
import io.drover.spark.SparkPlanRunner;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The reference engine, and one session of each real engine for the whole suite. They end with the JVM. */
final class Engines {

    static final PlanRunner REFERENCE = new Reference();

    private Engines() {}

    static PlanRunner photon() {
        return Photon.RUNNER;
    }

    static PlanRunner spark() {
        return Spark.RUNNER;
    }

    /** Engines as jobs use them, by name; each is for one job. */
    static Map<String, Supplier<Engine>> ofJobs() {
        return Map.of("photon", PhotonEngine::new, "spark", () -> Spark.RUNNER.engineOfJobs());
    }

    /** Those that must agree with the reference. */
    static List<PlanRunner> real() {
        return List.of(photon(), spark());
    }

    static List<PlanRunner> all() {
        return List.of(REFERENCE, photon(), spark());
    }

    private static final class Photon {
        private static final PlanRunner RUNNER = new PhotonPlanRunner();
    }

    private static final class Spark {
        private static final SparkPlanRunner RUNNER = new SparkPlanRunner();
    }

    private static final class Reference implements PlanRunner {
        @Override
        public String engine() {
            return "reference";
        }

        @Override
        public List<List<Object>> run(Plan plan, List<OrderKey> order) {
            return new ReferenceEngine(Map.of()).run(order.isEmpty() ? plan : new Plan.Sort(plan, order));
        }
    }
}
