package io.drover.photon.kernel;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.function.WindowOperation;
import io.drover.recipe.sql.KernelCalls;
import io.drover.recipe.sql.SqlSyntax;
import io.drover.recipe.type.Storage;
import java.util.List;

/**
 * Kernels of aggregates and window functions as DuckDB calls them: the rows of a group are collected in order, go to one
 * user function as JSON text, and its answer comes back as JSON text. Both forms stand in a GROUP BY; {@code PlanSql}
 * joins the answers of a window function back to their rows.
 */
public final class DuckDbKernelCalls implements KernelCalls {
    private static final SqlSyntax SYNTAX = SqlSyntax.of(Dialect.DUCKDB);

    @Override
    public String aggregate(AggregateOperation operation, List<String> arguments, String over, String order) {
        if (!over.isEmpty()) {
            throw new IllegalArgumentException("the kernel of " + operation.name() + " is called in a GROUP BY only");
        }
        String orderBy = order.isEmpty() ? "" : "ORDER BY " + order;
        String call = functionName(operation) + "(" + rows(operation.parameters(), arguments, orderBy) + ")";
        return element("from_json(" + call + ", '" + jsonShape(operation.result()) + "')", operation.result());
    }

    /** A list of the results for the rows of the group in their order. */
    @Override
    public String window(WindowOperation operation, List<String> arguments, WindowOperation.Parts window) {
        if (operation.ranking()) {
            throw new IllegalArgumentException(operation.name() + " has no template, and a ranking needs one");
        }
        String call = functionName(operation) + "(" + rows(operation.parameters(), arguments, window.collected()) + ", "
                + window.rows().before() + ", " + window.rows().after() + ")";
        return "from_json(" + call + ", '[" + jsonShape(operation.result()) + "]')";
    }

    /** One result out of the list that {@link #window} gives. */
    public static String element(String sql, Storage storage) {
        return storage == Storage.DATETIME ? SYNTAX.fromEpochMillis(sql) : sql;
    }

    static String functionName(AggregateOperation operation) {
        return "drover_aggregate_" + operation.name();
    }

    static String functionName(WindowOperation operation) {
        return "drover_window_" + operation.name();
    }

    private static String rows(List<Storage> parameters, List<String> arguments, String orderBy) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < arguments.size(); i++) {
            Storage storage = parameters.get(Math.min(i, parameters.size() - 1));
            String argument = arguments.get(i);
            row.append(i == 0 ? "" : ", ").append("a").append(i).append(" := ")
                    .append(storage == Storage.DATETIME ? SYNTAX.toEpochMillis(argument) : argument);
        }
        if (arguments.isEmpty()) {
            row.append("a := true");
        }
        return "coalesce(CAST(to_json(list(struct_pack(" + row + ") " + orderBy + ")) AS VARCHAR), '[]')";
    }

    private static String jsonShape(Storage storage) {
        return switch (storage) {
            case TEXT -> "\"VARCHAR\"";
            case INTEGER, DATETIME -> "\"BIGINT\"";
            case DECIMAL -> "\"DOUBLE\"";
            case BOOLEAN -> "\"BOOLEAN\"";
            case LIST -> "[\"VARCHAR\"]";
        };
    }
}
