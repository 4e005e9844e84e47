package io.drover.recipe.function;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import java.util.ArrayList;
import java.util.List;

/** Aggregates over the frame of each row. */
final class Rolling {

    static final WindowOperation SUM_INTEGER = of(AggregateOperations.SUM_INTEGER);
    static final WindowOperation SUM_DECIMAL = of(AggregateOperations.SUM_DECIMAL);
    static final WindowOperation AVERAGE_INTEGER = of(AggregateOperations.AVERAGE_INTEGER);
    static final WindowOperation AVERAGE_DECIMAL = of(AggregateOperations.AVERAGE_DECIMAL);
    static final WindowOperation MIN_INTEGER = of(AggregateOperations.MIN_INTEGER);
    static final WindowOperation MIN_DECIMAL = of(AggregateOperations.MIN_DECIMAL);
    static final WindowOperation MIN_DATETIME = of(AggregateOperations.MIN_DATETIME);
    static final WindowOperation MAX_INTEGER = of(AggregateOperations.MAX_INTEGER);
    static final WindowOperation MAX_DECIMAL = of(AggregateOperations.MAX_DECIMAL);
    static final WindowOperation MAX_DATETIME = of(AggregateOperations.MAX_DATETIME);

    static final PerStorage<WindowOperation> COUNT_VALUES =
            PerStorage.of(storage -> of(AggregateOperations.COUNT_VALUES.get(storage)));

    private Rolling() {}

    /** With the aggregate's templates, if they may stand in a window. */
    static WindowOperation of(AggregateOperation aggregate) {
        // The kernel goes to executors; the operation, with its templates, doesn't.
        AggregateOperation.Kernel kernel = aggregate.kernel();
        WindowOperation rolling = WindowOperation.of("rolling_" + aggregate.name(), aggregate.result(),
                (rows, frame) -> frames(kernel, rows, frame), aggregate.parameters().toArray(Storage[]::new))
                .withFrame().calling(aggregate.calls().toArray(Operation[]::new));
        for (Dialect dialect : aggregate.windowed() && !aggregate.ordered() ? Dialect.values() : new Dialect[0]) {
            AggregateOperation.Template template = aggregate.template(dialect).orElse(null);
            if (template != null) {
                WindowOperation.Template framed = (arguments, window) ->
                        template.render(arguments, " " + window.framed(), "");
                rolling = switch (dialect) {
                    case SPARK -> rolling.spark(framed);
                    case DUCKDB -> rolling.duckdb(framed);
                };
            }
        }
        return rolling;
    }

    private static Object[] frames(AggregateOperation.Kernel kernel, List<Object[]> rows, Expr.Frame frame) {
        List<Object[]> all = new ArrayList<>(rows);
        Object[] results = new Object[all.size()];
        for (int i = 0; i < results.length; i++) {
            int from = frame.before() < 0 ? 0 : (int) Math.max(0, i - frame.before());
            int to = frame.after() < 0 ? results.length : (int) Math.min(results.length, i + frame.after() + 1);
            results[i] = kernel.apply(all.subList(from, to));
        }
        return results;
    }
}
