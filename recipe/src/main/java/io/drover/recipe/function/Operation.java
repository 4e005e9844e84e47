package io.drover.recipe.function;

import io.drover.recipe.type.Storage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A typed primitive that all engines know: one kernel, which is its meaning, and per dialect an optional template, used
 * where the engine's built-ins give exactly the same result. Without a template, or where a template says so
 * ({@code {kernel}}), the engine calls the kernel as a user function named {@code drover_<name>}.
 *
 * <p>A function of the language ({@link ScalarFunction}) binds a call to one or several operations.
 *
 * @param name unique in the catalogue, {@code [a-z0-9_]+}
 * @param variadic the last parameter may occur any number of times (also none)
 */
public record Operation(
        String name,
        List<Storage> parameters,
        boolean variadic,
        Storage result,
        NullRule nulls,
        Kernel kernel,
        Templates<Template> templates) {

    public Operation {
        Objects.requireNonNull(name, "name is null");
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(result, "result is null");
        Objects.requireNonNull(nulls, "nulls is null");
        Objects.requireNonNull(kernel, "kernel is null");
        Objects.requireNonNull(templates, "templates is null");
    }

    /** Without a template; with a null argument the result is null. */
    public static Operation of(String name, Storage result, Kernel kernel, Storage... parameters) {
        return new Operation(name, List.of(parameters), false, result, NullRule.STRICT, kernel, Templates.none());
    }

    /** Whose last parameter may occur any number of times. */
    public Operation withVariadic() {
        return new Operation(name, parameters, true, result, nulls, kernel, templates);
    }

    /** Whose kernel sees nulls. */
    public Operation nullAware() {
        return new Operation(name, parameters, variadic, result, NullRule.AWARE, kernel, templates);
    }

    /** With the same template in both dialects. */
    public Operation sql(String template) {
        return sql(Template.of(template));
    }

    /** With the same template in both dialects. */
    public Operation sql(Template template) {
        return spark(template).duckdb(template);
    }

    public Operation spark(String template) {
        return spark(Template.of(template));
    }

    public Operation spark(Template template) {
        return new Operation(name, parameters, variadic, result, nulls, kernel, templates.withSpark(template));
    }

    public Operation duckdb(String template) {
        return duckdb(Template.of(template));
    }

    public Operation duckdb(Template template) {
        return new Operation(name, parameters, variadic, result, nulls, kernel, templates.withDuckdb(template));
    }

    /** Empty if the engine of this dialect calls the kernel. */
    public Optional<Template> template(Dialect dialect) {
        return templates.of(dialect);
    }

    /** The storage of argument {@code index}. */
    public Storage parameter(int index) {
        return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** The result for these arguments, the null rule applied. */
    public Object evaluate(Object... arguments) {
        if (nulls == NullRule.STRICT) {
            for (Object argument : arguments) {
                if (argument == null) {
                    return null;
                }
            }
        }
        return kernel.apply(arguments);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Operation that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
