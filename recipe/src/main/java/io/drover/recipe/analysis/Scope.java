package io.drover.recipe.analysis;

import io.drover.recipe.message.Problems;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the names in an expression may mean.
 *
 * @param table columns, {@code $sourcerownumber} and {@code $filepath} of the current dataset
 * @param edited what {@code $col} stands for, if anything
 * @param datasets tables of other datasets by name, for qualified columns of join conditions; {@code current_dataset}
 *     means {@code table}
 * @param variables flow parameters with their effective values
 * @param referenceTime the job's clock
 * @param step for messages
 * @param calls of the recipe
 */
public record Scope(
        Table table,
        Optional<Column> edited,
        Map<String, Table> datasets,
        Map<String, String> variables,
        Instant referenceTime,
        Problems problems,
        String step,
        CallCounts calls) {

    /** A scope of its own, outside any recipe. */
    public Scope(
            Table table,
            Optional<Column> edited,
            Map<String, Table> datasets,
            Map<String, String> variables,
            Instant referenceTime,
            Problems problems,
            String step) {
        this(table, edited, datasets, variables, referenceTime, problems, step, new CallCounts());
    }

    public Scope editing(Column column) {
        return new Scope(table, Optional.of(column), datasets, variables, referenceTime, problems, step, calls);
    }
}
