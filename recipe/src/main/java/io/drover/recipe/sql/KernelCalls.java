package io.drover.recipe.sql;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.WindowOperation;
import io.drover.recipe.type.Storage;
import java.util.List;

/**
 * How an engine's SQL calls kernels: what {@link ExpressionSql} renders for operations without a template. Values
 * arrive and leave held as their storage says.
 */
public interface KernelCalls {
    /** How many arguments a template is rendered with at most; a call with more is one of the operation's kernel. */
    default int mostTemplated() {
        return Integer.MAX_VALUE;
    }

    /**
     * A storage's value as a user function takes it.
     *
     * @param sql of an argument
     */
    default String argument(SqlSyntax syntax, Storage storage, String sql) {
        return storage == Storage.DATETIME ? syntax.toEpochMillis(sql) : sql;
    }

    /**
     * The reverse: a storage's value out of what a user function gives.
     *
     * @param sql of the call
     */
    default String result(SqlSyntax syntax, Storage storage, String sql) {
        return storage == Storage.DATETIME ? syntax.fromEpochMillis(sql) : sql;
    }

    /**
     * An aggregate's kernel over a group.
     *
     * @param over empty in a GROUP BY, else {@code OVER (PARTITION BY …)}
     * @param order ORDER BY list of the rows, or empty
     */
    String aggregate(AggregateOperation operation, List<String> arguments, String over, String order);

    /** A window function's kernel over a partition. */
    String window(WindowOperation operation, List<String> arguments, WindowOperation.Parts window);

    /** For SQL without aggregates and windows: any of them is refused. */
    KernelCalls SCALAR_ONLY = new KernelCalls() {
        @Override
        public String aggregate(AggregateOperation operation, List<String> arguments, String over, String order) {
            throw new IllegalStateException("no way to call the kernel of the aggregate " + operation.name());
        }

        @Override
        public String window(WindowOperation operation, List<String> arguments, WindowOperation.Parts window) {
            throw new IllegalStateException("no way to call the kernel of the window function " + operation.name());
        }
    };
}
