package io.drover.spark.output;

import io.drover.job.engine.EngineRun;
import io.drover.job.profile.Profile;
import io.drover.job.profile.ProfileBuilder;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.OutputRows;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.type.ColumnType;
import io.drover.spark.plan.PlanFrames;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The profile of a result: built while its rows are staged, and for columns of very many values by grouping them. */
final class ResultProfile {

    private final List<String> names;
    private final List<ColumnType> types;
    private final List<Expr> texts;

    ResultProfile(EngineRun run) {
        names = run.table().columns().stream().map(Column::name).toList();
        types = run.table().columns().stream().map(column -> column.type().type()).toList();
        texts = new OutputRows(run.table(), run.referenceTime(), true).texts();
    }

    /** What {@link #builder} wants of a row. */
    List<Expr> texts() {
        return texts;
    }

    ProfileBuilder builder() {
        return new ProfileBuilder(types);
    }

    /** @param frame of the result, read again only for columns that the builder couldn't keep */
    Profile build(ProfileBuilder counted, PlanFrames frames, Dataset<Row> frame) {
        return counted.build(names, types, (column, values) -> count(frames, frame, texts.get(column), values));
    }

    private static void count(PlanFrames frames, Dataset<Row> frame, Expr text, BiConsumer<String, Long> values) {
        Dataset<Row> counts = frames.project(frame, List.of(new NamedExpr("text", text)))
                .groupBy("text").agg(functions.count(functions.lit(1)));
        counts.toLocalIterator().forEachRemaining(row -> values.accept(row.getString(0), row.getLong(1)));
    }
}
