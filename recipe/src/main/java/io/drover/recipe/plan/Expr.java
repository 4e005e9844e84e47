package io.drover.recipe.plan;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.Operation;
import io.drover.recipe.function.WindowOperation;
import io.drover.recipe.type.ValueType;
import java.util.List;

/**
 * A typed expression over the columns of a {@link Plan}. Every coercion is explicit (a {@link Call} of a reading or
 * writing {@link Operation}), so an engine renders and never infers.
 */
public sealed interface Expr {

    ValueType type();

    /** A column of the input, by its plan id. */
    record Column(String id, ValueType type) implements Expr {}

    /** A constant as {@link io.drover.recipe.type.Storage} says; null is a typed null. */
    record Literal(Object value, ValueType type) implements Expr {}

    /** A scalar operation; {@code arguments} are held exactly as {@code operation.parameters()} wants them. */
    record Call(Operation operation, List<Expr> arguments, ValueType type) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** An aggregate over a group's rows. Only inside {@link Plan.Aggregate} and, over a partition, {@link Plan.Window}. */
    record Aggregate(AggregateOperation operation, List<Expr> arguments, ValueType type) implements Expr {
        public Aggregate {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * A window function or a framed aggregate. Only inside {@link Plan.Window}.
     *
     * @param frame rows before and after the current one; {@link Frame#PARTITION} where the operation has none
     */
    record Window(WindowOperation operation, List<Expr> arguments, Frame frame, ValueType type) implements Expr {
        public Window {
            arguments = List.copyOf(arguments);
        }
    }

    /** Rows {@code i-before … i+after}; -1 is unbounded. */
    record Frame(long before, long after) {
        public static final Frame PARTITION = new Frame(-1, -1);
    }
}
