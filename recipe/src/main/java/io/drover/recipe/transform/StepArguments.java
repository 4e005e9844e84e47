package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Step;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A step's parameters as its declaration wants them: names known, required ones there, each of its kind. Of a step for which
 * that isn't so, {@link #isUnknown} tells of which parameters the value isn't known; they give what has no further problem.
 */
public final class StepArguments {

    private final TransformDeclaration declaration;
    private final Step step;
    private final Map<String, Parameter> written;
    private final Map<String, Object> values;
    /** Parameters whose values somebody wanted. */
    private final Set<String> asked = new HashSet<>();

    /** @param written and {@code values}: by canonical name */
    StepArguments(TransformDeclaration declaration, Step step, Map<String, Parameter> written, Map<String, Object> values) {
        this.declaration = declaration;
        this.step = step;
        this.written = Map.copyOf(written);
        this.values = Map.copyOf(values);
    }

    /** As written, lower case; may be an alias. */
    public String verb() {
        return step.verb();
    }

    public Step step() {
        return step;
    }

    public boolean has(String name) {
        return written.containsKey(name);
    }

    /**
     * Whether the step is to have a value there that can't be read, which is told: it is neither missing nor left out.
     */
    public boolean isUnknown(String name) {
        return !values.containsKey(name) && (has(name) || declaration.parameters().stream()
                .anyMatch(parameter -> parameter.isNamed(name) && parameter.required()));
    }

    /** The parameters whose values nobody has asked for. */
    public List<Parameter> unasked() {
        return declaration.parameters().stream().map(ParameterDeclaration::name)
                .filter(name -> has(name) && !asked.contains(name)).map(written::get).toList();
    }

    private Object value(String name) {
        asked.add(name);
        return values.get(name);
    }

    private ParameterDeclaration declared(String name) {
        return declaration.parameters().stream().filter(parameter -> parameter.isNamed(name)).findFirst()
                .orElseThrow(() -> new IllegalStateException(step.verb() + " has no parameter " + name));
    }

    /** Where a parameter's value is; the verb if it isn't there. */
    public Span span(String name) {
        Parameter parameter = written.get(name);
        return parameter == null ? step.verbSpan() : parameter.span();
    }

    /**
     * Whether the step has a parameter that not every such step needs; if not, that is told.
     *
     * @param when the parameter is needed, such as {@code with options: equalBins}; empty if always
     */
    boolean needs(String name, String when, AnalysisContext context) {
        if (!has(name) && !isUnknown(name)) {
            context.error(ProblemCode.MISSING_PARAMETER, step.verbSpan(), step.verb() + " needs the parameter " + name
                    + " (" + declared(name).kind().title() + ")" + (when.isEmpty() ? "" : " ") + when, null);
        }
        return values.containsKey(name);
    }

    /** The table of a DATASET; one that may have any column if it isn't known, which is told. */
    Table dataset(String name, AnalysisContext context) {
        return text(name).map(dataset -> context.dataset(dataset, span(name))).orElse(Table.UNKNOWN);
    }

    /** Which tables formulas may name that read another dataset beside the current one. */
    Map<String, Table> datasets(String name, Table other, Table table, AnalysisContext context) {
        Map<String, Table> datasets = new LinkedHashMap<>();
        datasets.put("current_dataset", table);
        datasets.put(text(name, ""), other);
        return context.named(datasets);
    }

    public List<Node> nodes(String name) {
        asked.add(name);
        Parameter parameter = written.get(name);
        return parameter == null ? List.of() : parameter.values();
    }

    /** An unknown one if it isn't known. */
    public Column column(String name) {
        return value(name) instanceof Column column ? column : Column.unknown("");
    }

    /** With an unknown one for each that isn't known. */
    public List<Column> columns(String name) {
        asked.add(name);
        return isUnknown(name) ? List.of(Column.unknown("")) : list(name);
    }

    /** EXPRESSION, CONDITION; {@link Node.Unknown} if there is none. */
    public Node expression(String name) {
        return value(name) instanceof Node node ? node : new Node.Unknown(List.of(), span(name));
    }

    public Optional<Node> optionalExpression(String name) {
        return Optional.ofNullable((Node) value(name));
    }

    /** EXPRESSIONS, PAIRS and the other kinds that stay as written. */
    public List<Node> expressions(String name) {
        return list(name);
    }

    /** PATTERN: a string, pattern or regex. */
    public Optional<Node> pattern(String name) {
        return Optional.ofNullable((Node) value(name));
    }

    /** TEXT, CHARACTER, NEW_NAME, KEYWORD, DATASET. */
    public Optional<String> text(String name) {
        return Optional.ofNullable((String) value(name));
    }

    public String text(String name, String defaultText) {
        return text(name).orElse(defaultText);
    }

    public List<String> texts(String name) {
        return list(name);
    }

    public Optional<Long> integer(String name) {
        return Optional.ofNullable((Long) value(name));
    }

    public long integer(String name, long defaultValue) {
        return integer(name).orElse(defaultValue);
    }

    public List<Long> integers(String name) {
        return list(name);
    }

    public Optional<Double> number(String name) {
        return Optional.ofNullable((Double) value(name));
    }

    public List<Double> numbers(String name) {
        return list(name);
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(value(name));
    }

    public Optional<Boolean> optionalFlag(String name) {
        return Optional.ofNullable((Boolean) value(name));
    }

    public List<OrderItem> order(String name) {
        return list(name);
    }

    @SuppressWarnings("unchecked") // what ParameterReader puts there for a list kind
    private <T> List<T> list(String name) {
        asked.add(name);
        return (List<T>) values.getOrDefault(name, List.of());
    }
}
