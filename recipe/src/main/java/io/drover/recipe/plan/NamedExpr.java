package io.drover.recipe.plan;

/** An expression and the id of the column that it makes. */
public record NamedExpr(String id, Expr expr) {
    public PlanColumn column() {
        return new PlanColumn(id, expr.type());
    }

    public static NamedExpr keep(PlanColumn column) {
        return new NamedExpr(column.id(), column.expr());
    }
}
