package io.drover.recipe.function;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.ValueType;
import java.util.List;

/** The number of a row in its order. */
public final class RowNumbers {

    /** 1, 2, 3… */
    public static final WindowOperation ROW_NUMBER = WindowOperation.of("row_number", Storage.INTEGER, (rows, frame) -> {
                Object[] numbers = new Object[rows.size()];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = i + 1L;
                }
                return numbers;
            })
            .spark((arguments, window) -> "CAST(row_number() " + window.ordered() + " AS BIGINT)")
            .duckdb((arguments, window) -> "CAST(row_number() " + window.ordered() + " AS BIGINT)");

    private RowNumbers() {}

    /** The current row's number from 0, over all rows. */
    public static Expr zeroBased() {
        Expr number = new Expr.Window(ROW_NUMBER, List.of(), Expr.Frame.PARTITION, ValueType.INTEGER);
        return new Expr.Call(Arithmetic.SUBTRACT_INTEGER, List.of(number, Arguments.integer(1L)), ValueType.INTEGER);
    }
}
