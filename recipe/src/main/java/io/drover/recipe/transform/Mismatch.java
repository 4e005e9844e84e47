package io.drover.recipe.transform;

import io.drover.recipe.analysis.Column;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Format;
import java.util.List;

/** The test for a value that is there and doesn't fit a type. */
final class Mismatch {

    private Mismatch() {}

    /** @param type as written; empty: the column's own */
    static Node test(Formula formula, Column column, List<Node> type) {
        Node value = formula.column(column);
        Node argument = type.isEmpty() ? type(formula, column.type().type())
                : type.size() == 1 ? type.get(0) : formula.array(type);
        // ISMISMATCHED is true for missing values, which a filter on mismatches leaves alone.
        return formula.call("AND", formula.call("NOT", formula.call("ISMISSING", formula.array(List.of(value)))),
                formula.call("ISMISMATCHED", value, argument));
    }

    /** A type as an argument of a function. */
    static Node type(Formula formula, ColumnType type) {
        Node name = formula.text(type.name().recipeName());
        return type.format() instanceof Format.Datetime format
                ? formula.array(List.of(name, formula.text(format.pattern()))) : name;
    }
}
