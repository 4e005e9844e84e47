package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of expressions that are equal in joined rows: typed alike by value, else by exact text (docs/language.md, Groups
 * and keys).
 */
final class JoinKeys {

    private final List<Expr> left = new ArrayList<>();
    private final List<Expr> right = new ArrayList<>();

    List<Expr> left() {
        return left;
    }

    List<Expr> right() {
        return right;
    }

    void add(Expr leftKey, Expr rightKey, Table table, AnalysisContext context) {
        Storage storage = storage(leftKey.type(), rightKey.type());
        left.add(context.as(storage, leftKey, table));
        right.add(context.as(storage, rightKey, table));
    }

    private static Storage storage(ValueType left, ValueType right) {
        if (left.name() == TypeName.INTEGER && right.name() == TypeName.INTEGER) {
            return Storage.INTEGER;
        }
        if (left.name().isNumeric() && right.name().isNumeric()) {
            return Storage.DECIMAL;
        }
        boolean sameTyped = left.name() == right.name()
                && (left.name() == TypeName.DATETIME || left.name() == TypeName.BOOLEAN);
        return sameTyped ? left.name().computedStorage() : Storage.TEXT;
    }
}
