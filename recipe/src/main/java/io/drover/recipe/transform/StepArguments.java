package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step's parameters as its declaration wants them: names known, required ones there, each of its kind. */
public final class StepArguments {

    private final TransformDeclaration declaration;
    private final Step step;
    private final Map<String, Parameter> written;
    private final Map<String, Object> values;

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

    /** Where a parameter's value is; the verb if it isn't there. */
    public Span span(String name) {
        Parameter parameter = written.get(name);
        return parameter == null ? step.verbSpan() : parameter.span();
    }

    /**
     * Reports that the step needs a parameter which it doesn't have, and gives the exception that ends it.
     *
     * @param when the parameter is needed, such as {@code with options: equalBins}; empty if always
     */
    RuntimeException missing(String name, String when, AnalysisContext context) {
        String kind = declaration.parameters().stream().filter(parameter -> parameter.isNamed(name)).findFirst()
                .orElseThrow(() -> new IllegalStateException(step.verb() + " has no parameter " + name)).kind().title();
        return context.broken(ProblemCode.MISSING_PARAMETER, step.verbSpan(), step.verb() + " needs the parameter " + name
                + " (" + kind + ")" + (when.isEmpty() ? "" : " ") + when, null);
    }

    public List<Node> nodes(String name) {
        Parameter parameter = written.get(name);
        return parameter == null ? List.of() : parameter.values();
    }

    public Column column(String name) {
        return (Column) value(name);
    }

    public List<Column> columns(String name) {
        return list(name);
    }

    /** EXPRESSION, CONDITION. */
    public Node expression(String name) {
        return (Node) value(name);
    }

    public Optional<Node> optionalExpression(String name) {
        return Optional.ofNullable((Node) values.get(name));
    }

    /** EXPRESSIONS, PAIRS and the other kinds that stay as written. */
    public List<Node> expressions(String name) {
        return list(name);
    }

    /** PATTERN: a string, pattern or regex. */
    public Optional<Node> pattern(String name) {
        return Optional.ofNullable((Node) values.get(name));
    }

    /** TEXT, CHARACTER, NEW_NAME, KEYWORD, DATASET. */
    public Optional<String> text(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    public String text(String name, String defaultText) {
        return text(name).orElse(defaultText);
    }

    public List<String> texts(String name) {
        return list(name);
    }

    public Optional<Long> integer(String name) {
        return Optional.ofNullable((Long) values.get(name));
    }

    public long integer(String name, long defaultValue) {
        return integer(name).orElse(defaultValue);
    }

    public List<Long> integers(String name) {
        return list(name);
    }

    public Optional<Double> number(String name) {
        return Optional.ofNullable((Double) values.get(name));
    }

    public List<Double> numbers(String name) {
        return list(name);
    }

    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    public Optional<Boolean> optionalFlag(String name) {
        return Optional.ofNullable((Boolean) values.get(name));
    }

    public List<OrderItem> order(String name) {
        return list(name);
    }

    private Object value(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(step.verb() + " has no value for " + name);
        }
        return value;
    }

    @SuppressWarnings("unchecked") // what ParameterReader puts there for a list kind
    private <T> List<T> list(String name) {
        return (List<T>) values.getOrDefault(name, List.of());
    }
}
