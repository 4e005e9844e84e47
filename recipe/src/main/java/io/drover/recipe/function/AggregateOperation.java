package io.drover.recipe.function;

import io.drover.recipe.type.Storage;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An aggregate that all engines know. Its kernel works on the group's argument rows in the table's order. A template
 * writes {@code {0}}… for arguments and must write {@code {over}} behind every aggregate call it contains (empty in a
 * GROUP BY, {@code OVER (…)} in a window), and {@code {order}} where it needs the row order as an ORDER BY list.
 * Without a template an engine collects the rows and calls the kernel.
 *
 * <p>Conditional forms (SUMIF…) are bound by masking the argument with null, so there is no FILTER.
 *
 * @param ordered whether the result depends on the order of the rows
 * @param windowed whether the templates may be used with OVER in both engines
 * @param calls scalar operations whose user functions the DuckDB template calls as {@code drover_<name>}
 */
public record AggregateOperation(
        String name,
        List<Storage> parameters,
        Storage result,
        boolean ordered,
        boolean windowed,
        Kernel kernel,
        Templates<Template> templates,
        List<Operation> calls) {

    /** All rows' arguments in, the group's value out. Nulls are seen. */
    @FunctionalInterface
    public interface Kernel extends Serializable {
        Object apply(List<Object[]> rows);
    }

    /** @param order a comma-separated ORDER BY list, empty where the group has no order */
    @FunctionalInterface
    public interface Template {
        String render(List<String> arguments, String over, String order);

        static Template of(String text) {
            return (arguments, over, order) -> {
                String sql = text.replace("{over}", over).replace("{order}", order);
                return io.drover.recipe.function.Template.of(sql).render(arguments);
            };
        }
    }

    public AggregateOperation {
        Objects.requireNonNull(name, "name is null");
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(result, "result is null");
        Objects.requireNonNull(kernel, "kernel is null");
        Objects.requireNonNull(templates, "templates is null");
        calls = List.copyOf(calls);
    }

    /** Without a template, of rows in any order. */
    public static AggregateOperation of(String name, Storage result, Kernel kernel, Storage... parameters) {
        return new AggregateOperation(name, List.of(parameters), result, false, false, kernel, Templates.none(), List.of());
    }

    /** Whose result depends on the order of the rows. */
    public AggregateOperation byOrder() {
        return new AggregateOperation(name, parameters, result, true, windowed, kernel, templates, calls);
    }

    /** Whose templates may be used with OVER. */
    public AggregateOperation windowable() {
        return new AggregateOperation(name, parameters, result, ordered, true, kernel, templates, calls);
    }

    /** Whose DuckDB template calls the user functions of these. */
    public AggregateOperation calling(Operation... operations) {
        return new AggregateOperation(name, parameters, result, ordered, windowed, kernel, templates, List.of(operations));
    }

    public AggregateOperation spark(Template template) {
        return new AggregateOperation(name, parameters, result, ordered, windowed, kernel, templates.withSpark(template),
                calls);
    }

    public AggregateOperation duckdb(Template template) {
        return new AggregateOperation(name, parameters, result, ordered, windowed, kernel, templates.withDuckdb(template),
                calls);
    }

    /** Empty if the engine of this dialect calls the kernel. */
    public Optional<Template> template(Dialect dialect) {
        return templates.of(dialect);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AggregateOperation that && name.equals(that.name);
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
