package io.drover.recipe.analysis;

import io.drover.recipe.function.Arguments;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.type.ValueType;
import java.util.Set;

/**
 * A visible column of a table.
 *
 * @param name as the recipe sees it
 * @param id of the plan column that holds it
 * @param origins where its values come from
 */
public record Column(String name, String id, ValueType type, Set<Origin> origins) {

    /** A column of a source that a value was computed from. */
    public record Origin(String source, String column) {}

    public Column {
        origins = Set.copyOf(origins);
    }

    /** What stands for a column that isn't there, once that is told: any further use of it is no problem of its own. */
    public static Column unknown(String name) {
        return new Column(name, "", ValueType.TEXT, Set.of());
    }

    public boolean isUnknown() {
        return id.isEmpty();
    }

    /** Its value; null for a column that isn't there. */
    public Expr expr() {
        return isUnknown() ? Arguments.nullOf(type) : planColumn().expr();
    }

    public PlanColumn planColumn() {
        return new PlanColumn(id, type);
    }

    public Column named(String newName) {
        return new Column(newName, id, type, origins);
    }

    /** The same column, annotated differently; its storage stays. */
    public Column typed(ValueType newType) {
        return new Column(name, id, newType, origins);
    }
}
