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
 * @param ranking whether it compares rows by the order keys that the recipe named (RANK, DENSERANK); then the kernel's
 *     rows hold those keys' values behind the arguments
 * @param calls scalar operations whose user functions the DuckDB template calls as {@code drover_<name>}
 */
public record WindowOperation(
        String name,
        List<Storage> parameters,
        Storage result,
        boolean framed,
        boolean ranking,
        Kernel kernel,
        Templates<Template> templates,
        List<Operation> calls) {

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
     * @param keys {@code ORDER BY …} of only the keys that the recipe named, for rankings; empty if there are none
     * @param frame {@code ROWS BETWEEN … AND …} of the call's frame
     */
    public record Parts(String partition, String order, String keys, String frame, Expr.Frame rows) {

        /** The order of rows that have none: functions want one. */
        public static final String ANY_ORDER = "ORDER BY NULL";

        /** The order as an aggregate takes it: {@code ORDER BY …}, empty where the rows have none. */
        public String collected() {
            return order.equals(ANY_ORDER) ? "" : order;
        }

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
        Objects.requireNonNull(templates, "templates is null");
        calls = List.copyOf(calls);
    }

    /** Without a template. */
    public static WindowOperation of(String name, Storage result, Kernel kernel, Storage... parameters) {
        return new WindowOperation(name, List.of(parameters), result, false, false, kernel, Templates.none(), List.of());
    }

    /** Which takes a frame. */
    public WindowOperation withFrame() {
        return new WindowOperation(name, parameters, result, true, ranking, kernel, templates, calls);
    }

    /** Whose kernel's rows hold the values of the keys that the recipe named. */
    public WindowOperation byRank() {
        return new WindowOperation(name, parameters, result, framed, true, kernel, templates, calls);
    }

    /** Whose DuckDB template calls the user functions of these. */
    public WindowOperation calling(Operation... operations) {
        return new WindowOperation(name, parameters, result, framed, ranking, kernel, templates, List.of(operations));
    }

    public WindowOperation spark(Template template) {
        return new WindowOperation(name, parameters, result, framed, ranking, kernel, templates.withSpark(template),
                calls);
    }

    public WindowOperation duckdb(Template template) {
        return new WindowOperation(name, parameters, result, framed, ranking, kernel, templates.withDuckdb(template),
                calls);
    }

    /** Empty if the engine of this dialect calls the kernel. */
    public Optional<Template> template(Dialect dialect) {
        return templates.of(dialect);
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
