package io.drover.photon;

import io.drover.conformance.PlanRunner;
import io.drover.job.spec.JobSpec;
import io.drover.photon.plan.PlanSql;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plans in one DuckDB, locked down as for a job. Here because sessions aren't for other packages. */
public final class PhotonPlanRunner implements PlanRunner {

    private final Session session;

    public PhotonPlanRunner() {
        try {
            Path directory = Files.createDirectories(Path.of("target", "photon").toAbsolutePath());
            session = Session.open(directory, List.of(), JobSpec.Limits.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String engine() {
        return "photon";
    }

    @Override
    public List<List<Object>> run(Plan plan, List<OrderKey> order) {
        ResultValues values = new ResultValues(plan.columns());
        PlanSql sql = new PlanSql(scan -> {
            throw new IllegalArgumentException("no scans here");
        });
        String statement = values.statement(sql.select(plan, values.output(), order));
        session.register(sql.kernels());
        try {
            return session.query(statement, values::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
