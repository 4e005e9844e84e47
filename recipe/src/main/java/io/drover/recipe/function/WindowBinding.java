package io.drover.recipe.function;

import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;
import java.util.Optional;

/** Reads the constants of window functions and builds their expressions. */
final class WindowBinding {

    private WindowBinding() {}

    static Expr window(WindowOperation operation, Expr.Frame frame, ValueType type, Expr... arguments) {
        return new Expr.Window(operation, List.of(arguments), frame, type);
    }

    /** The arguments rows_before=-1 and rows_after=0, the first of them at {@code index}. */
    static Expr.Frame frame(Arguments arguments, int index) {
        return new Expr.Frame(rows(arguments, index, -1), rows(arguments, index + 1, 0));
    }

    private static long rows(Arguments arguments, int index, long defaultRows) {
        if (!arguments.has(index)) {
            return defaultRows;
        }
        long rows = constant(arguments, index).orElse(defaultRows);
        if (rows < -1) {
            arguments.problem(index, ProblemCode.INVALID_ARGUMENT,
                    "a frame of " + rows + " rows makes no sense", "-1 means all rows, 0 the current row only");
            return defaultRows;
        }
        // No partition has more rows than SQL can count in a frame.
        return rows > Integer.MAX_VALUE ? -1 : rows;
    }

    /** A constant Integer argument; a problem if it is none. */
    static Optional<Long> constant(Arguments arguments, int index) {
        Optional<Long> value = arguments.constant(index, Storage.INTEGER).map(Long.class::cast);
        if (value.isEmpty()) {
            arguments.problem(index, ProblemCode.INVALID_ARGUMENT, "a constant Integer has to stand here",
                    "write the number itself");
        }
        return value;
    }
}
