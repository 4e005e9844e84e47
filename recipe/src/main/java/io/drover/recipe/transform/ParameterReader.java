package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Scope;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.message.Suggestions;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks a step against a declaration and reads its values: the one place where parameters are judged. */
public final class ParameterReader {

    private final TransformDeclaration declaration;
    private final Step step;
    private final Table table;
    private final AnalysisContext context;
    private ParameterReader(TransformDeclaration declaration, Step step, Table table, AnalysisContext context) {
        this.declaration = declaration;
        this.step = step;
        this.table = table;
        this.context = context;
    }

    /** The arguments; all problems go to the context, and the value of what had one isn't known. */
    public static StepArguments read(
            TransformDeclaration declaration, Step step, Table table, AnalysisContext context) {
        return new ParameterReader(declaration, step, table, context).read();
    }

    private StepArguments read() {
        Map<String, Parameter> written = new LinkedHashMap<>();
        Map<String, Object> values = new HashMap<>();
        for (Parameter parameter : step.parameters()) {
            Optional<ParameterDeclaration> found = declared(parameter).or(() -> meant(parameter));
            if (found.isEmpty()) {
                continue;
            }
            Parameter before = written.get(found.get().name());
            if (before != null && before.name().equalsIgnoreCase(parameter.name())) {
                continue; // the parser has told
            }
            if (before != null) {
                context.error(ProblemCode.REPEATED_PARAMETER, parameter.nameSpan(),
                        "parameter " + parameter.name() + " of " + step.verb() + " is given twice",
                        "it is another name of " + found.get().name() + ": give one of them");
            } else {
                written.put(found.get().name(), parameter);
                Object value = value(found.get(), parameter);
                if (value != null) {
                    values.put(found.get().name(), value);
                }
            }
        }
        for (ParameterDeclaration parameter : declaration.parameters()) {
            if (parameter.required() && !written.containsKey(parameter.name())) {
                context.error(ProblemCode.MISSING_PARAMETER, step.verbSpan(),
                        step.verb() + " needs the parameter " + parameter.name() + " (" + parameter.kind().title()
                                + ")", null);
            }
        }
        return new StepArguments(declaration, step, written, values);
    }

    private Optional<ParameterDeclaration> declared(Parameter parameter) {
        return declaration.parameters().stream().filter(candidate -> candidate.isNamed(parameter.name())).findFirst();
    }

    /** What a misspelt parameter is near to and the step doesn't have: its value is judged as that one's. */
    private Optional<ParameterDeclaration> meant(Parameter parameter) {
        List<String> names = declaration.parameters().stream().map(ParameterDeclaration::name).toList();
        String suggestion = Suggestions.didYouMean(parameter.name(), names)
                .orElse(names.isEmpty() ? "it takes none" : "it takes " + String.join(", ", names));
        context.error(ProblemCode.UNKNOWN_PARAMETER, parameter.nameSpan(),
                step.verb() + " has no parameter " + parameter.name(), suggestion);
        Optional<ParameterDeclaration> near = Suggestions.nearest(parameter.name(), names).flatMap(name ->
                declaration.parameters().stream().filter(candidate -> candidate.isNamed(name)).findFirst());
        boolean given = near.isPresent() && step.parameters().stream().anyMatch(each -> near.get().isNamed(each.name()));
        return given ? Optional.empty() : near;
    }

    /** Null if it can't be read, which is told. */
    private Object value(ParameterDeclaration parameter, Parameter written) {
        List<Node> nodes = written.values();
        if (parameter.kind() != ParameterKind.EXPRESSION && parameter.kind() != ParameterKind.CONDITION
                && parameter.kind() != ParameterKind.REPLACEMENT
                && nodes.size() == 1 && nodes.get(0) instanceof Node.Unknown unknown) {
            examine(unknown);
            return null;
        }
        return switch (parameter.kind()) {
            case COLUMN -> column(single(parameter, written));
            case COLUMNS -> columns(parameter, nodes);
            case COLUMNS_OR_TYPE -> isType(nodes) ? List.of() : columns(parameter, nodes);
            case EXPRESSION, CONDITION, REPLACEMENT -> single(parameter, written);
            case EXPRESSIONS -> nodes.size() == 1 && nodes.get(0) instanceof Node.Array array
                    ? array.elements() : nodes;
            case PATTERN -> pattern(parameter, single(parameter, written));
            case PATTERNS -> each(nodes, node -> pattern(parameter, node));
            case TEXT, CHARACTER, NEW_NAME -> text(parameter, single(parameter, written));
            case TEXTS, NEW_NAMES -> each(nodes, node -> text(parameter, node));
            case INTEGER -> integer(parameter, single(parameter, written));
            case INTEGERS -> all(nodes, node -> integer(parameter, node));
            case NUMBER -> number(parameter, single(parameter, written));
            case NUMBERS -> all(nodes, node -> number(parameter, node));
            case BOOLEAN -> flag(parameter, single(parameter, written));
            case KEYWORD -> keyword(parameter, single(parameter, written));
            case ORDER -> each(nodes, this::orderItem);
            case DATASET -> dataset(parameter, single(parameter, written));
            case DATASETS -> each(nodes, node -> dataset(parameter, node));
            case PAIRS -> nodes.stream().flatMap(node -> pairs(parameter, node)).toList();
            case JOIN_COLUMNS, TYPE, TEXTS_OR_DATASET -> nodes;
            case UNION_MAPPING -> each(nodes, node -> mapping(parameter, node));
        };
    }

    private Node single(ParameterDeclaration parameter, Parameter written) {
        List<Node> nodes = written.values();
        if (nodes.size() == 1 && nodes.get(0) instanceof Node.Array array && array.elements().size() == 1
                && parameter.kind() != ParameterKind.EXPRESSION) {
            return array.elements().get(0);
        }
        if (nodes.size() > 1) {
            context.error(ProblemCode.INVALID_PARAMETER, nodes.get(1).span(),
                    "parameter " + parameter.name() + " of " + step.verb() + " takes one " + parameter.kind().title()
                            + ", not " + nodes.size(), nodes.get(1) instanceof Node.Number
                            ? "a number has a decimal point and nothing between its thousands" : null);
        }
        return nodes.get(0);
    }

    private <T> List<T> each(List<Node> nodes, java.util.function.Function<Node, T> reader) {
        List<T> values = new ArrayList<>();
        for (Node node : nodes) {
            List<Node> elements = node instanceof Node.Array array ? array.elements() : List.of(node);
            for (Node element : elements) {
                if (element instanceof Node.Unknown unknown) {
                    examine(unknown);
                    continue;
                }
                T value = reader.apply(element);
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return values;
    }

    /** The same where places in the list matter: null if one can't be read. */
    private <T> List<T> all(List<Node> nodes, java.util.function.Function<Node, T> reader) {
        boolean[] unread = new boolean[1];
        List<T> values = each(nodes, node -> {
            T value = reader.apply(node);
            unread[0] |= value == null;
            return value;
        });
        return unread[0] ? null : values;
    }

    /** Pairs are arrays themselves; a list of them may stand in brackets. */
    private Stream<Node.Array> pairs(ParameterDeclaration parameter, Node node) {
        boolean list = node instanceof Node.Array array && !array.elements().isEmpty()
                && array.elements().stream().allMatch(Node.Array.class::isInstance);
        return (list ? ((Node.Array) node).elements() : List.of(node)).stream()
                .map(element -> pair(parameter, element)).filter(Objects::nonNull);
    }

    private Column column(Node node) {
        if (node instanceof Node.Wildcard || node instanceof Node.Range) {
            wrong("one column is wanted here, not several", node.span(), "name one, or make a step for each");
            return Column.unknown("");
        }
        return context.column(node, scope());
    }

    private Scope scope() {
        return context.scope(table, Map.of("current_dataset", table));
    }

    private void examine(Node.Unknown unknown) {
        context.analyze(unknown, scope());
    }

    private static boolean isType(List<Node> nodes) {
        Node first = nodes.get(0);
        return first instanceof Node.Text || first instanceof Node.Array array && !array.elements().isEmpty()
                && array.elements().get(0) instanceof Node.Text;
    }

    private List<Column> columns(ParameterDeclaration parameter, List<Node> nodes) {
        List<Column> columns = columns(nodes);
        return columns.isEmpty() && parameter.required()
                ? wrong(parameter.name() + " of " + step.verb() + " names no column", nodes.get(0).span()) : columns;
    }

    /** Those that aren't there stay among them, unknown. */
    private List<Column> columns(List<Node> nodes) {
        Set<Column> found = new LinkedHashSet<>();
        for (Node node : nodes) {
            found.addAll(columns(node));
        }
        return List.copyOf(found);
    }

    private List<Column> columns(Node node) {
        if (node instanceof Node.Wildcard) {
            return table.columns();
        }
        if (node instanceof Node.Array array) {
            return columns(array.elements());
        }
        if (node instanceof Node.Range range) {
            Column from = column(range.from());
            Column to = column(range.to());
            if (from.isUnknown() || to.isUnknown()) {
                return List.of(from.isUnknown() ? from : to);
            }
            int first = table.columns().indexOf(from);
            int last = table.columns().indexOf(to);
            if (first > last) {
                context.error(ProblemCode.INVALID_RANGE, node.span(),
                        from.name() + " comes after " + to.name() + " in the table",
                        "write " + to.name() + "~" + from.name());
                return List.of(Column.unknown(""));
            }
            return table.columns().subList(first, last + 1);
        }
        return List.of(column(node));
    }

    private Node pattern(ParameterDeclaration parameter, Node node) {
        if (node instanceof Node.Text || node instanceof Node.Pattern) {
            return node;
        }
        if (node instanceof Node.Number number) {
            return new Node.Text(number.text(), number.span());
        }
        if (node instanceof Node.Variable variable) {
            String value = variable(variable);
            return value == null ? null : new Node.Text(value, variable.span());
        }
        return wrong(parameter.name() + " takes a string, a `pattern` or a /regex/", node.span(), quoted(node));
    }

    private String text(ParameterDeclaration parameter, Node node) {
        String text = constant(node);
        if (text == null && node instanceof Node.Column column && column.dataset().isEmpty()
                && (parameter.kind() == ParameterKind.NEW_NAME || parameter.kind() == ParameterKind.NEW_NAMES)) {
            text = column.name();
        }
        if (node instanceof Node.Variable && parameter.kind() == ParameterKind.NEW_NAME) {
            return wrong("a flow parameter can't name a column", node.span(), "write the name in quotes");
        }
        if (text == null) {
            return node instanceof Node.Variable ? null
                    : wrong(parameter.name() + " takes text in quotes", node.span(), quoted(node));
        }
        if (parameter.kind() == ParameterKind.CHARACTER && text.codePointCount(0, text.length()) > 1) {
            return wrong(parameter.name() + " takes one character, not '" + text + "'", node.span());
        }
        if (text.isEmpty()
                && (parameter.kind() == ParameterKind.NEW_NAME || parameter.kind() == ParameterKind.NEW_NAMES)) {
            return wrong("a column needs a name", node.span());
        }
        return text;
    }

    /** The text of a literal or of a flow parameter; null for anything else, and for an unknown parameter. */
    private String constant(Node node) {
        if (node instanceof Node.Text text) {
            return text.plain();
        }
        if (node instanceof Node.Number number) {
            return number.text();
        }
        if (node instanceof Node.Bool bool) {
            return Boolean.toString(bool.value());
        }
        if (node instanceof Node.Call call && call.name().equals("NEGATE")
                && call.arguments().get(0) instanceof Node.Number number) {
            return "-" + number.text();
        }
        return node instanceof Node.Variable variable ? variable(variable) : null;
    }

    private String variable(Node.Variable variable) {
        String value = context.variables().get(variable.name());
        if (value == null) {
            context.error(ProblemCode.UNKNOWN_VARIABLE, variable.span(), "unknown parameter $" + variable.name(),
                    Suggestions.didYouMean(variable.name(), context.variables().keySet())
                            .orElse("names are case-sensitive"));
        }
        return value;
    }

    private Long integer(ParameterDeclaration parameter, Node node) {
        String text = constant(node);
        if (text != null && text.strip().matches("[+-]?[0-9]{1,18}")) {
            return Long.valueOf(text.strip());
        }
        return node instanceof Node.Variable && text == null ? null
                : wrong(parameter.name() + " takes a whole number", node.span(), "write it in digits, such as 10");
    }

    private Double number(ParameterDeclaration parameter, Node node) {
        String text = constant(node);
        if (text != null && text.strip().matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?")) {
            return Double.valueOf(text.strip());
        }
        return node instanceof Node.Variable && text == null ? null
                : wrong(parameter.name() + " takes a number", node.span(), "write it in digits, such as 0.5");
    }

    private Boolean flag(ParameterDeclaration parameter, Node node) {
        String text = constant(node);
        if (text != null && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
            return Boolean.valueOf(text);
        }
        return node instanceof Node.Variable && text == null ? null : wrong(parameter.name() + " is true or false", node.span());
    }

    private String keyword(ParameterDeclaration parameter, Node node) {
        String word = node instanceof Node.Column column ? column.name() : constant(node);
        if (word == null && node instanceof Node.Call call && call.name().equals("NULL")) {
            word = "null";
        }
        if (word == null && node instanceof Node.Variable) {
            return null;
        }
        Optional<String> known = word == null ? Optional.empty() : parameter.word(word);
        if (known.isEmpty()) {
            Optional<String> meant = Suggestions.nearest(word == null ? "" : word, parameter.words());
            String suggestion = meant.map(found -> "did you mean " + found)
                    .orElse("it is one of " + String.join(", ", parameter.words()));
            context.error(ProblemCode.INVALID_PARAMETER, node.span(), "parameter " + parameter.name() + " of "
                    + step.verb() + " can't be " + (word == null ? "a formula" : word), suggestion);
            return meant.orElse(null);
        }
        return known.get();
    }

    private OrderItem orderItem(Node node) {
        if (node instanceof Node.Call call && call.name().equals("NEGATE")) {
            OrderItem item = orderItem(call.arguments().get(0));
            return item == null ? null : new OrderItem(item.column(), !item.descending(), node.span());
        }
        boolean sourceOrder = node instanceof Node.Variable variable
                && variable.name().toLowerCase(Locale.ROOT).equals("sourcerownumber")
                || node instanceof Node.Call call && call.name().equals("SOURCEROWNUMBER");
        if (sourceOrder) {
            return new OrderItem(Optional.empty(), false, node.span());
        }
        if (node instanceof Node.Range || node instanceof Node.Wildcard) {
            return wrong("sort keys are named one by one, without ranges or *", node.span());
        }
        Column column = column(node);
        return column.isUnknown() ? null
                : new OrderItem(Optional.of(new PlanColumn(column.id(), column.type())), false, node.span());
    }

    private String dataset(ParameterDeclaration parameter, Node node) {
        if (node instanceof Node.Column column) {
            return column.dataset().map(dataset -> dataset + "." + column.name()).orElse(column.name());
        }
        String text = node instanceof Node.Text ? constant(node) : null;
        return text != null ? text : wrong(parameter.name() + " takes the name of a dataset", node.span());
    }

    private Node.Array pair(ParameterDeclaration parameter, Node node) {
        if (node instanceof Node.Array array && array.elements().size() == 2) {
            return array;
        }
        if (node instanceof Node.Unknown unknown) {
            examine(unknown);
            return null;
        }
        return wrong(parameter.name() + " takes pairs, such as [a,'b'],[c,'d']", node.span());
    }

    private Node.Mapping mapping(ParameterDeclaration parameter, Node node) {
        if (node instanceof Node.Mapping mapping) {
            return mapping;
        }
        return wrong(parameter.name() + " takes maps, such as {'as': 'Out', 'sources': current_dataset.a, Other.b}",
                node.span());
    }

    /** For a bare word where text should stand. */
    private static String quoted(Node node) {
        return node instanceof Node.Column column && column.dataset().isEmpty() ? "write '" + column.name() + "'" : null;
    }

    private <T> T wrong(String message, Span span) {
        return wrong(message, span, null);
    }

    private <T> T wrong(String message, Span span, String suggestion) {
        context.error(ProblemCode.INVALID_PARAMETER, span, message, suggestion);
        return null;
    }
}
