package io.drover.spark.plan;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.WindowOperation;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.sql.KernelCalls;
import io.drover.recipe.sql.SqlSyntax;
import io.drover.recipe.type.Storage;
import io.drover.spark.function.FunctionRegistration;
import io.drover.spark.function.GroupKernel;
import io.drover.spark.function.KernelExpression;
import java.util.ArrayList;
import java.util.List;

/**
 * How Spark's SQL calls kernels. Datetimes are passed as they are: the functions convert them. An aggregate's kernel gets
 * the collected rows of its group, order keys first.
 */
final class SparkKernelCalls implements KernelCalls {

    private final SqlSyntax syntax;
    private final List<OrderKey> order;
    private final FunctionRegistration functions;

    /** @param order of the rows that aggregates see */
    SparkKernelCalls(SqlSyntax syntax, List<OrderKey> order, FunctionRegistration functions) {
        this.syntax = syntax;
        this.order = order;
        this.functions = functions;
    }

    @Override
    public int mostTemplated() {
        return KernelExpression.WIDE;
    }

    @Override
    public String argument(SqlSyntax dialect, Storage storage, String sql) {
        return sql;
    }

    @Override
    public String result(SqlSyntax dialect, Storage storage, String sql) {
        return sql;
    }

    @Override
    public String aggregate(AggregateOperation operation, List<String> arguments, String over, String orderBy) {
        List<OrderKey> keys = operation.ordered() ? order : List.of();
        List<String> fields = new ArrayList<>();
        keys.forEach(key -> fields.add(syntax.name(key.column().id())));
        fields.addAll(arguments);
        String function = functions.groupKernel(GroupKernel.of(operation, keys, arguments.size()));
        return function + "(collect_list(" + struct(fields) + ") " + over + ")";
    }

    /** Never null itself, so that the list keeps every row. */
    private static String struct(List<String> fields) {
        StringBuilder struct = new StringBuilder("named_struct(");
        for (int i = 0; i < fields.size(); i++) {
            struct.append(i == 0 ? "" : ", ").append("'f").append(i).append("', ").append(fields.get(i));
        }
        return struct.append(fields.isEmpty() ? "'f0', true)" : ")").toString();
    }

    @Override
    public String window(WindowOperation operation, List<String> arguments, WindowOperation.Parts window) {
        throw new IllegalStateException("the kernel of a window function runs over partitions, not in SQL: "
                + operation.name());
    }
}
