package io.drover.recipe.transform;

import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.TypeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What can be said of a formula without analysing it. */
final class Literals {

    private static final Set<String> ALL_ARGUMENTS = Set.of("IFMISSING", "IFNULL", "COALESCE");

    private Literals() {}

    /** Whether a constant fits a column's type. */
    static boolean isValid(String text, ColumnType type) {
        return TypeTest.of(type).isValid(text);
    }

    /** The values that a choosing function may give; empty for other functions. */
    static List<Node> branches(Node.Call call) {
        if (call.name().equals("IF") && call.arguments().size() >= 2) {
            return call.arguments().subList(1, call.arguments().size());
        }
        if (call.name().equals("CASE") && call.arguments().size() == 1
                && call.arguments().get(0) instanceof Node.Array pairs) {
            List<Node> branches = new ArrayList<>();
            for (int i = 1; i < pairs.elements().size(); i += 2) {
                branches.add(pairs.elements().get(i));
            }
            if (pairs.elements().size() % 2 == 1) {
                branches.add(pairs.elements().get(pairs.elements().size() - 1));
            }
            return branches;
        }
        if (ALL_ARGUMENTS.contains(call.name())) {
            return call.arguments().size() == 1 && call.arguments().get(0) instanceof Node.Array array
                    ? array.elements() : call.arguments();
        }
        return List.of();
    }
}
