package io.drover.spark.function;

import io.drover.recipe.function.Kernel;
import io.drover.recipe.function.NullRule;
import io.drover.recipe.function.Operation;
import io.drover.recipe.type.Storage;
import java.io.Serializable;
import java.util.List;

/**
 * What of an {@link Operation} executors need: all but the templates.
 *
 * @param patterns of the searches that it gives up; null where nobody counts them
 */
public record KernelFunction(String name, List<Storage> parameters, boolean variadic, Storage result, NullRule nulls,
        Kernel kernel, PatternTally patterns) implements Serializable {

    private static final String PREFIX = "drover_";

    public KernelFunction {
        // A copy of a type that serialises by itself wherever the list came from.
        parameters = List.copyOf(parameters);
    }

    public static KernelFunction of(Operation operation) {
        return new KernelFunction(operation.name(), operation.parameters(), operation.variadic(), operation.result(),
                operation.nulls(), operation.kernel(), null);
    }

    KernelFunction counted(PatternTally tally) {
        return new KernelFunction(name, parameters, variadic, result, nulls, kernel, tally);
    }

    /** As SQL texts call it. */
    public String sqlName() {
        return PREFIX + name;
    }

    public boolean strict() {
        return nulls == NullRule.STRICT;
    }

    public boolean takes(int arguments) {
        return variadic ? arguments >= parameters.size() - 1 : arguments == parameters.size();
    }

    public Storage parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** For generated code. */
    public Object apply(Object[] arguments) {
        return kernel.apply(arguments);
    }
}
