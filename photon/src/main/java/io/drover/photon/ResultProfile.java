package io.drover.photon;

import io.drover.job.engine.EngineRun;
import io.drover.job.profile.Profile;
import io.drover.job.profile.ProfileBuilder;
import io.drover.photon.output.OutputQuery;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.OutputRows;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.type.ColumnType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The visual profile of a result, from one pass over its texts; only a text column with very many different values is
 * grouped once more.
 */
final class ResultProfile {
    private final EngineRun run;
    private final Session session;

    ResultProfile(EngineRun run, Session session) {
        this.run = run;
        this.session = session;
    }

    Profile of(OutputQuery query) throws IOException {
        List<Column> columns = run.table().columns();
        List<ColumnType> types = columns.stream().map(column -> column.type().type()).toList();
        List<NamedExpr> texts = new ArrayList<>();
        for (Expr text : new OutputRows(run.table(), run.referenceTime(), true).texts()) {
            texts.add(new NamedExpr("t" + texts.size(), text));
        }
        ProfileBuilder builder = new ProfileBuilder(types);
        session.query(query.select(texts, false), rows -> {
            List<String> row = new ArrayList<>();
            while (rows.next()) {
                row.clear();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(rows.getString(i));
                }
                builder.add(row);
            }
            return null;
        });
        return builder.build(columns.stream().map(Column::name).toList(), types, (column, values) -> {
            NamedExpr value = new NamedExpr("v", texts.get(column).expr());
            String counts = "SELECT v, count(*) FROM (" + query.select(List.of(value), false) + ") GROUP BY v";
            try {
                session.query(counts, rows -> {
                    while (rows.next()) {
                        values.accept(rows.getString(1), rows.getLong(2));
                    }
                    return null;
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
