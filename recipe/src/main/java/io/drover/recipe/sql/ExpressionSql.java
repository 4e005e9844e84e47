package io.drover.recipe.sql;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.function.Operation;
import io.drover.recipe.function.WindowOperation;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.type.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes typed expressions as SQL of one dialect: an operation by its template if it has one, else as a call of its
 * kernel, which {@link #kernels()} then lists.
 *
 * <p>Columns are written by their plan ids; every rendered text can stand as an operand.
 */
public final class ExpressionSql {
    private final SqlSyntax syntax;
    private final KernelCalls calls;
    private final KernelUse kernels = new KernelUse();

    public ExpressionSql(Dialect dialect, KernelCalls calls) {
        this.syntax = SqlSyntax.of(dialect);
        this.calls = calls;
    }

    /** For expressions without aggregates and window functions. */
    public ExpressionSql(Dialect dialect) {
        this(dialect, KernelCalls.SCALAR_ONLY);
    }

    public SqlSyntax syntax() {
        return syntax;
    }

    /** The kernels that anything rendered so far calls. */
    public KernelUse kernels() {
        return kernels;
    }

    /** A scalar expression: columns, literals, calls. */
    public String scalar(Expr expr) {
        if (expr instanceof Expr.Column column) {
            return syntax.name(column.id());
        }
        if (expr instanceof Expr.Literal literal) {
            return syntax.literal(literal.value(), literal.type().storage());
        }
        if (expr instanceof Expr.Call call) {
            return call(call);
        }
        throw new IllegalArgumentException("an aggregate or window function outside its plan node: " + expr);
    }

    private String call(Expr.Call call) {
        Operation operation = call.operation();
        List<String> arguments = scalars(call.arguments());
        return operation.template(syntax.dialect()).filter(any -> arguments.size() <= calls.mostTemplated())
                .map(template -> "(" + template.render(arguments, () -> kernelCall(operation, arguments)) + ")")
                .orElseGet(() -> kernelCall(operation, arguments));
    }

    private String kernelCall(Operation operation, List<String> arguments) {
        List<String> passed = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            passed.add(calls.argument(syntax, operation.parameter(i), arguments.get(i)));
        }
        String function = kernels.scalar(operation, arguments.size()).functionName();
        return calls.result(syntax, operation.result(), function + "(" + String.join(", ", passed) + ")");
    }

    /** An aggregate in a GROUP BY whose rows have that order. */
    public String aggregate(Expr.Aggregate aggregate, List<OrderKey> order) {
        return aggregate(aggregate, "", syntax.order(order), false);
    }

    /**
     * A call of a window node.
     *
     * @param call an {@link Expr.Window}, or an {@link Expr.Aggregate} over the whole partition
     * @param orderKeys how many keys of the order rankings look at
     */
    public String window(Expr call, List<Expr> partition, List<OrderKey> order, int orderKeys) {
        String partitionBy = partition.isEmpty()
                ? ""
                : "PARTITION BY " + scalars(partition).stream().collect(Collectors.joining(", "));
        if (call instanceof Expr.Aggregate aggregate) {
            return aggregate(aggregate, "OVER (" + partitionBy + ")", syntax.order(order), true);
        }
        if (call instanceof Expr.Window function) {
            String orderBy = order.isEmpty() ? WindowOperation.Parts.ANY_ORDER : "ORDER BY " + syntax.order(order);
            List<OrderKey> keys = order.subList(0, orderKeys);
            String keysBy = keys.isEmpty() ? "" : "ORDER BY " + syntax.order(keys);
            WindowOperation.Parts parts = new WindowOperation.Parts(
                    partitionBy, orderBy, keysBy, frame(function.frame()), function.frame());
            return window(function, parts);
        }
        throw new IllegalArgumentException("neither an aggregate nor a window function: " + call);
    }

    private String aggregate(Expr.Aggregate aggregate, String over, String order, boolean windowed) {
        AggregateOperation operation = aggregate.operation();
        List<String> arguments = scalars(aggregate.arguments());
        Optional<AggregateOperation.Template> template =
                operation.template(syntax.dialect()).filter(any -> !windowed || operation.windowed());
        if (template.isPresent()) {
            operation.calls().forEach(called -> kernels.scalar(called, called.parameters().size()));
            return "(" + template.get().render(arguments, over, order) + ")";
        }
        kernels.aggregate(operation);
        return calls.aggregate(operation, arguments, over, order);
    }

    private String window(Expr.Window window, WindowOperation.Parts parts) {
        WindowOperation operation = window.operation();
        List<String> arguments = scalars(window.arguments());
        Optional<WindowOperation.Template> template = operation.template(syntax.dialect());
        if (template.isPresent()) {
            operation.calls().forEach(called -> kernels.scalar(called, called.parameters().size()));
            return "(" + template.get().render(arguments, parts) + ")";
        }
        kernels.window(operation);
        return calls.window(operation, arguments, parts);
    }

    private List<String> scalars(List<Expr> expressions) {
        return expressions.stream().map(this::scalar).toList();
    }

    private static String frame(Expr.Frame frame) {
        return "ROWS BETWEEN " + bound(frame.before(), "PRECEDING") + " AND " + bound(frame.after(), "FOLLOWING");
    }

    private static String bound(long rows, String side) {
        return rows < 0 ? "UNBOUNDED " + side : rows == 0 ? "CURRENT ROW" : rows + " " + side;
    }

    /** A value's SQL type. */
    public String type(Storage storage) {
        return syntax.type(storage);
    }
}
