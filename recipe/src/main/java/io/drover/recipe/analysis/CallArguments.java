package io.drover.recipe.analysis;

import io.drover.recipe.function.Arguments;
import io.drover.recipe.function.Coercions;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.function.Operation;
import io.drover.recipe.function.RowNumbers;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.message.Suggestions;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The arguments of one call in its scope. */
final class CallArguments implements Arguments {

    private final ExpressionAnalyzer analyzer;
    private final Node.Call call;
    private final FunctionEntry entry;
    private final Scope scope;
    private final ValueCoercion coercion;
    private final int callIndex;
    private final Expr[] analyzed;
    /** What the binding has looked at, by identity; and what of it is wrong by itself. */
    private final Set<Node> read = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Node> wrong = Collections.newSetFromMap(new IdentityHashMap<>());

    CallArguments(ExpressionAnalyzer analyzer, Node.Call call, FunctionEntry entry, Scope scope, int callIndex) {
        this.analyzer = analyzer;
        this.call = call;
        this.entry = entry;
        this.scope = scope;
        this.coercion = ExpressionAnalyzer.coercion(scope);
        this.callIndex = callIndex;
        this.analyzed = new Expr[call.arguments().size()];
    }

    @Override
    public int size() {
        return call.arguments().size();
    }

    @Override
    public Node node(int index) {
        return call.arguments().get(index);
    }

    /** Analysed once, so that a problem in it is reported once. */
    @Override
    public Expr any(int index) {
        if (analyzed[index] == null) {
            Node single = single(node(index));
            analyzed[index] = judged(single, () -> analyzer.analyze(single, scope));
        }
        return analyzed[index];
    }

    private <T> T judged(Node node, Supplier<T> reading) {
        int before = scope.problems().errors();
        T result = reading.get();
        read.add(node);
        if (scope.problems().errors() > before) {
            wrong.add(node);
        }
        return result;
    }

    /** What the binding stopped before: none of it is left unsaid. */
    List<Node> unread(int index) {
        return unread(node(index)).toList();
    }

    private Stream<Node> unread(Node node) {
        return read.contains(node) || read.contains(single(node)) ? Stream.empty()
                : node instanceof Node.Array array ? array.elements().stream().flatMap(this::unread) : Stream.of(node);
    }

    /** Whether something in it is wrong already: what it is isn't known. */
    private boolean isWrong(Node node) {
        return wrong.contains(node) || !node.isReadable()
                || node instanceof Node.Array array && array.elements().stream().anyMatch(this::isWrong);
    }

    private static Node single(Node node) {
        return node instanceof Node.Array array && array.elements().size() == 1
                        && !(array.elements().get(0) instanceof Node.Array)
                ? array.elements().get(0)
                : node;
    }

    @Override
    public Expr text(int index) {
        return as(Storage.TEXT, any(index));
    }

    @Override
    public Expr integer(int index) {
        return as(Storage.INTEGER, any(index));
    }

    @Override
    public Expr decimal(int index) {
        return as(Storage.DECIMAL, any(index));
    }

    @Override
    public Expr number(int index) {
        return coercion.number(any(index));
    }

    @Override
    public Expr condition(int index) {
        return as(Storage.BOOLEAN, any(index));
    }

    @Override
    public Expr datetime(int index) {
        return as(Storage.DATETIME, any(index));
    }

    @Override
    public Expr array(int index) {
        return nested(index, Coercions.READ_ARRAY, ValueType.ARRAY);
    }

    @Override
    public Expr object(int index) {
        return nested(index, Coercions.READ_OBJECT, ValueType.MAP);
    }

    private Expr nested(int index, Operation read, ValueType type) {
        Expr value = judged(node(index), () -> analyzer.analyze(node(index), scope));
        // What an array literal made is canonical already.
        boolean canonical = type.name() == TypeName.ARRAY && value.type().name() == TypeName.ARRAY
                && (value instanceof Expr.Literal literal ? literal.value() != null && node(index) instanceof Node.Array
                        : value instanceof Expr.Call made && made.operation().equals(Coercions.ARRAY_OF_ELEMENTS));
        return canonical ? value : coercion.call(read, List.of(as(Storage.TEXT, value)), type);
    }

    @Override
    public List<Expr> list(int index) {
        return nodes(index).stream().map(this::expression).toList();
    }

    @Override
    public List<Node> nodes(int index) {
        return node(index) instanceof Node.Array array ? List.copyOf(array.elements()) : List.of(node(index));
    }

    @Override
    public Expr expression(Node node) {
        for (int i = 0; i < size(); i++) {
            if (node == node(i)) {
                return any(i);
            }
        }
        return judged(node, () -> analyzer.analyze(node, scope));
    }

    @Override
    public Expr as(Storage storage, Expr expression) {
        return coercion.as(storage, expression);
    }

    @Override
    public Expr json(Expr expression) {
        return coercion.json(expression);
    }

    @Override
    public Expr pattern(int index) {
        Node single = single(node(index));
        return single instanceof Node.Pattern
                ? judged(single, () -> PatternArguments.encode(single, () -> text(index), scope))
                : PatternArguments.encode(single, () -> text(index), scope);
    }

    @Override
    public Optional<Object> constant(int index, Storage storage) {
        return as(storage, any(index)) instanceof Expr.Literal literal
                ? Optional.ofNullable(literal.value())
                : Optional.empty();
    }

    @Override
    public String keyword(int index, Collection<String> allowed, String defaultWord) {
        if (!has(index)) {
            return defaultWord;
        }
        read.add(node(index));
        if (node(index) instanceof Node.Unknown || node(index) instanceof Node.Call) {
            any(index);
        }
        Optional<String> word = ExpressionAnalyzer.word(node(index));
        Optional<String> found =
                word.flatMap(given -> allowed.stream().filter(known -> known.equalsIgnoreCase(given)).findFirst());
        if (found.isEmpty()) {
            String choices = String.join(", ", allowed);
            problem(index, ProblemCode.INVALID_ARGUMENT,
                    word.map(given -> given + " is none of the words that " + entry.name() + " takes here")
                            .orElse(entry.name() + " takes a word here"),
                    word.flatMap(given -> Suggestions.didYouMean(given, allowed)).orElse("it is one of " + choices));
        }
        return found.orElse(defaultWord);
    }

    @Override
    public ColumnType type(int index) {
        return judged(node(index), () -> analyzer.type(node(index), scope));
    }

    @Override
    public List<String> constantTexts(int index) {
        List<String> texts = new ArrayList<>();
        for (Node element : nodes(index)) {
            Expr value = as(Storage.TEXT, judged(element, () -> analyzer.analyze(element, scope)));
            if (!(value instanceof Expr.Literal literal)) {
                report(element.span(), ProblemCode.INVALID_ARGUMENT, "only constant texts can stand here", null);
            } else if (literal.value() != null) {
                texts.add((String) literal.value());
            }
        }
        return texts;
    }

    @Override
    public Expr call(Operation operation) {
        List<Expr> arguments = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            arguments.add(any(i));
        }
        return call(operation, arguments);
    }

    @Override
    public Expr call(Operation operation, List<Expr> arguments) {
        return call(operation, arguments, ValueCoercion.typeOf(operation.result()));
    }

    @Override
    public Expr call(Operation operation, List<Expr> arguments, ValueType type) {
        return coercion.call(operation, arguments, type);
    }

    @Override
    public Instant referenceTime() {
        return scope.referenceTime();
    }

    @Override
    public Expr rowNumber() {
        return RowNumbers.zeroBased();
    }

    @Override
    public Expr sourceRowNumber() {
        return NameResolution.hidden(scope.table().sourceRowNumber(), ValueType.INTEGER);
    }

    @Override
    public Expr filePath() {
        return NameResolution.hidden(scope.table().filePath(), ValueType.TEXT);
    }

    @Override
    public int callIndex() {
        return callIndex;
    }

    @Override
    public void problem(int index, ProblemCode code, String message, String suggestion) {
        if (index < 0 || index >= size()) {
            report(call.nameSpan(), code, message, suggestion);
        } else if (!isWrong(node(index)) && !isWrong(single(node(index)))) {
            report(node(index).span(), code, message, suggestion);
        }
    }

    private void report(Span span, ProblemCode code, String message, String suggestion) {
        ExpressionAnalyzer.error(scope, code, span, message, suggestion);
    }
}
