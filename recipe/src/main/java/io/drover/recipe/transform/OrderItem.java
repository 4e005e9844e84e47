package io.drover.recipe.transform;

import io.drover.recipe.message.Span;
import io.drover.recipe.plan.PlanColumn;
import java.util.Optional;

/** One written sort key: a column of the table, or {@code $sourcerownumber} (empty: the source order). */
public record OrderItem(Optional<PlanColumn> column, boolean descending, Span span) {}
