package io.drover.photon.output;

import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.EngineRun.StagingRequest;
import io.drover.job.output.AvroFile;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.photon.kernel.JdbcValues;
import io.drover.recipe.analysis.OutputRows;
import io.drover.recipe.analysis.OutputRows.TypedColumn;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.NamedExpr;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Writes a result as an {@link AvroFile}. */
public final class AvroOutput {
    private final StagingRequest request;
    private final List<TypedColumn> columns;

    public AvroOutput(StagingRequest request, Table table, Instant referenceTime) {
        this.request = request;
        this.columns = new OutputRows(table, referenceTime, true).typedColumns();
    }

    /** What to select, in the order of {@link #write}'s rows. */
    public List<NamedExpr> output() {
        List<NamedExpr> output = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            output.add(new NamedExpr("$" + i, columns.get(i).value()));
        }
        return output;
    }

    public StagedFile write(ResultSet rows, Configuration configuration) throws SQLException, IOException {
        String name = "part-00000" + request.extension();
        StagingFolder folder = new StagingFolder(request.directory(), configuration);
        long count = 0;
        try (AvroFile file = new AvroFile(folder.create(name), AvroFile.schema(columns),
                request.output().compression() == Compression.SNAPPY)) {
            Object[] values = new Object[columns.size()];
            while (rows.next()) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = JdbcValues.read(rows, i + 1, columns.get(i).value().type().storage());
                }
                file.write(values);
                count++;
            }
        }
        return new StagedFile(folder.uri(name), count, folder.length(name));
    }
}
