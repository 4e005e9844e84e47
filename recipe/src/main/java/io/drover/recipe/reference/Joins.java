package io.drover.recipe.reference;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Joins of relations: a hash table of the right side, then every left row against its candidates. */
final class Joins {

    private Joins() {}

    static Relation join(Plan.Join plan, Relation left, Relation right) {
        Relation pairs = new Relation(plan.columns(), List.of());
        int leftWidth = left.columns().size();
        int width = pairs.columns().size();
        Map<List<Object>, List<Integer>> candidates = new HashMap<>();
        for (int r = 0; r < right.rows().size(); r++) {
            List<Object> key = key(plan.rightKeys(), right, right.rows().get(r));
            if (key != null) {
                candidates.computeIfAbsent(key, absent -> new ArrayList<>()).add(r);
            }
        }
        boolean keepLeft = plan.kind() == Plan.Join.Kind.LEFT || plan.kind() == Plan.Join.Kind.FULL;
        boolean keepRight = plan.kind() == Plan.Join.Kind.RIGHT || plan.kind() == Plan.Join.Kind.FULL;
        boolean[] matchedRight = new boolean[right.rows().size()];
        List<Object[]> rows = new ArrayList<>();
        for (Object[] leftRow : left.rows()) {
            List<Object> key = key(plan.leftKeys(), left, leftRow);
            boolean matched = false;
            for (int r : key == null ? List.<Integer>of() : candidates.getOrDefault(key, List.of())) {
                Object[] row = Arrays.copyOf(leftRow, width);
                System.arraycopy(right.rows().get(r), 0, row, leftWidth, width - leftWidth);
                if (plan.condition() == null || Boolean.TRUE.equals(pairs.value(plan.condition(), row))) {
                    rows.add(row);
                    matched = true;
                    matchedRight[r] = true;
                }
            }
            if (!matched && keepLeft) {
                rows.add(Arrays.copyOf(leftRow, width));
            }
        }
        for (int r = 0; keepRight && r < matchedRight.length; r++) {
            if (!matchedRight[r]) {
                Object[] row = new Object[width];
                System.arraycopy(right.rows().get(r), 0, row, leftWidth, width - leftWidth);
                rows.add(row);
            }
        }
        return new Relation(plan.columns(), rows);
    }

    /** Null if a part is null: null matches nothing. */
    private static List<Object> key(List<Expr> expressions, Relation relation, Object[] row) {
        List<Object> key = new ArrayList<>(expressions.size());
        for (Expr expression : expressions) {
            Object value = relation.value(expression, row);
            if (value == null) {
                return null;
            }
            key.add(value);
        }
        return key;
    }
}
