package io.drover.photon;

import io.drover.job.engine.EngineRun;
import io.drover.job.profile.Profile;
import io.drover.job.profile.ProfileBuilder;
import io.drover.photon.output.OutputQuery;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.OutputRows;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.sql.SqlSyntax;
import io.drover.recipe.type.ColumnType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * The visual profile of a result: its texts go through the builder that every engine uses; columns with too many
 * different values are counted by DuckDB, which can spill.
 */
final class ResultProfile {
    private final Session session;
    private final List<String> names;
    private final List<ColumnType> types;
    private final List<Expr> texts;

    ResultProfile(EngineRun run, Session session) {
        this.session = session;
        this.names = run.table().columns().stream().map(Column::name).toList();
        this.types = run.table().columns().stream().map(column -> column.type().type()).toList();
        this.texts = new OutputRows(run.table(), run.referenceTime(), true).texts();
    }

    Profile of(OutputQuery query) throws IOException {
        List<NamedExpr> output = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            output.add(new NamedExpr("$" + i, texts.get(i)));
        }
        ProfileBuilder builder = new ProfileBuilder(types);
        session.query(query.select(output, false), rows -> {
            addAll(builder, rows);
            return null;
        });
        return builder.build(names, types, (column, values) -> count(query, column, values));
    }

    private void addAll(ProfileBuilder builder, ResultSet rows) throws SQLException {
        while (rows.next()) {
            List<String> row = new ArrayList<>(texts.size());
            for (int i = 0; i < texts.size(); i++) {
                row.add(rows.getString(i + 1));
            }
            builder.add(row);
        }
    }

    private void count(OutputQuery query, int column, BiConsumer<String, Long> values) {
        String name = SqlSyntax.of(Dialect.DUCKDB).name("$value");
        String select = query.select(List.of(new NamedExpr("$value", texts.get(column))), false);
        try {
            session.query("SELECT " + name + ", count(*) FROM (" + select + ") GROUP BY 1", rows -> {
                while (rows.next()) {
                    values.accept(rows.getString(1), rows.getLong(2));
                }
                return null;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
