package io.drover.recipe.plan;

import io.drover.recipe.type.ValueType;

/** A column of a plan node. The id is unique in the whole plan, made of {@code [a-z0-9_]}; names live in the analysis. */
public record PlanColumn(String id, ValueType type) {
    public Expr.Column expr() {
        return new Expr.Column(id, type);
    }
}
