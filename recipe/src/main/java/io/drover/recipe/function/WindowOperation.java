package io.drover.recipe.function;

import io.drover.recipe.plan.Expr;
import io.drover.recipe.type.Storage;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A window function that all engines know. Its kernel sees a whole partition in order. A template gets the SQL of the
 * arguments and the parts of the window, and writes the OVER clauses it needs itself. Without a template an engine
 * collects the partition and calls the kernel.
 *
 * @param framed whether it takes a frame (the ROLLING functions, FILL)
 */
public record WindowOperation(
        String name,
        List<Storage> parameters,
        Storage result,
        boolean framed,
        Kernel kernel,
        Template spark,
        Template duckdb) {

    /** Argument rows of one partition in order, and the frame; one result per row out. */
    @FunctionalInterface
    public interface Kernel extends Serializable {
        Object[] apply(List<Object[]> rows, Expr.Frame frame);
    }

    /**
     * @see #render
     */
    @FunctionalInterface
    public interface Template {
        String render(List<String> arguments, Parts window);
    }

    /**
     * The SQL of a window.
     *
     * @param partition {@code PARTITION BY …} or empty
     * @param order {@code ORDER BY …}, never empty
     * @param frame {@code ROWS BETWEEN … AND …} of the call's frame
     */
    public record Parts(String partition, String order, String frame, Expr.Frame rows) {
        /** {@code OVER (partition order)}. */
        public String ordered() {
            return "OVER (" + partition + " " + order + ")";
        }

        /** {@code OVER (partition order frame)}. */
        public String framed() {
            return over(frame);
        }

        /** {@code OVER (partition order <frame>)} with another frame clause. */
        public String over(String frameClause) {
            return "OVER (" + partition + " " + order + " " + frameClause + ")";
        }
    }

    public WindowOperation {
        Objects.requireNonNull(name, "name is null");
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(result, "result is null");
        Objects.requireNonNull(kernel, "kernel is null");
    }

    public static WindowOperation of(String name, Storage result, Kernel kernel, Storage... parameters) {
        return new WindowOperation(name, List.of(parameters), result, false, kernel, null, null);
    }

    public WindowOperation withFrame() {
        return new WindowOperation(name, parameters, result, true, kernel, spark, duckdb);
    }

    public WindowOperation spark(Template template) {
        return new WindowOperation(name, parameters, result, framed, kernel, template, duckdb);
    }

    public WindowOperation duckdb(Template template) {
        return new WindowOperation(name, parameters, result, framed, kernel, spark, template);
    }

    public Optional<Template> template(Dialect dialect) {
        return Optional.ofNullable(switch (dialect) {
            case SPARK -> spark;
            case DUCKDB -> duckdb;
        });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WindowOperation that && name.equals(that.name);
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
