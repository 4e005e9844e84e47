package io.drover.recipe.sql;

import io.drover.recipe.function.AggregateOperation;
import io.drover.recipe.function.Operation;
import io.drover.recipe.function.WindowOperation;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/** The kernels that rendered SQL calls: what an engine has to register before it runs the SQL. */
public final class KernelUse {
    private final Set<Scalar> scalars = new LinkedHashSet<>();
    private final Set<AggregateOperation> aggregates = new LinkedHashSet<>();
    private final Set<WindowOperation> windows = new LinkedHashSet<>();

    /**
     * A scalar kernel with a number of arguments; a variadic operation is one user function per number.
     */
    public record Scalar(Operation operation, int arity) {
        /** The user function's name: {@code drover_<name>}, for a variadic operation {@code drover_<name>_<arity>}. */
        public String functionName() {
            return "drover_" + operation.name() + (operation.variadic() ? "_" + arity : "");
        }
    }

    public Set<Scalar> scalars() {
        return Collections.unmodifiableSet(scalars);
    }

    public Set<AggregateOperation> aggregates() {
        return Collections.unmodifiableSet(aggregates);
    }

    public Set<WindowOperation> windows() {
        return Collections.unmodifiableSet(windows);
    }

    Scalar scalar(Operation operation, int arity) {
        Scalar use = new Scalar(operation, arity);
        scalars.add(use);
        return use;
    }

    void aggregate(AggregateOperation operation) {
        aggregates.add(operation);
    }

    void window(WindowOperation operation) {
        windows.add(operation);
    }
}
