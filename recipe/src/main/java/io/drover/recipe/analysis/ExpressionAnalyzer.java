package io.drover.recipe.analysis;

import io.drover.recipe.function.Arguments;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.Coercions;
import io.drover.recipe.function.FamiliarNames;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.function.FunctionParameter;
import io.drover.recipe.function.Operation;
import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Span;
import io.drover.recipe.message.Suggestions;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.ExprTree;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.transform.TransformCatalogue;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.InvalidFormatException;
import io.drover.recipe.type.Reading;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.TypeSpelling;
import io.drover.recipe.type.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Resolves names, types formulas and binds calls by the {@link Catalogue}. */
final class ExpressionAnalyzer implements Expressions {

    /** Mixed comparisons use their operands several times, so a chain of them grows exponentially. */
    private static final long SIZE_LIMIT = 100_000;

    private final Catalogue catalogue = Catalogue.standard();
    private final NameResolution names = new NameResolution();

    @Override
    public Expr analyze(Node node, Scope scope) {
        if (node instanceof Node.Text text) {
            return Arguments.text(text.plain());
        }
        if (node instanceof Node.Number number) {
            return number(number, scope);
        }
        if (node instanceof Node.Bool bool) {
            return Arguments.literal(bool.value(), ValueType.BOOLEAN);
        }
        if (node instanceof Node.Column column) {
            return names.isBareNull(column, scope) ? unknown() : names.inFormula(column, scope).expr();
        }
        if (node instanceof Node.Variable variable) {
            return names.variable(variable, scope);
        }
        if (node instanceof Node.Call call) {
            return call(call.unchained(), scope);
        }
        if (node instanceof Node.Array array) {
            return array(array, scope);
        }
        if (node instanceof Node.Unknown unknown) {
            unknown.parts().forEach(part -> analyze(part, scope));
            return unknown();
        }
        error(scope, ProblemCode.INVALID_ARGUMENT, node.span(), misplaced(node), null);
        return unknown();
    }

    @Override
    public Expr condition(Node node, Scope scope) {
        return as(Storage.BOOLEAN, analyze(node, scope), scope);
    }

    @Override
    public Column column(Node node, Scope scope) {
        if (node instanceof Node.Column column) {
            return names.column(column, scope);
        }
        if (node instanceof Node.Variable variable && variable.name().equals("col") && scope.edited().isPresent()) {
            return scope.edited().get();
        }
        if (node instanceof Node.Array array && array.elements().size() == 1) {
            return column(array.elements().get(0), scope);
        }
        if (node instanceof Node.Unknown unknown) {
            unknown.parts().forEach(part -> analyze(part, scope));
            return Column.unknown("");
        }
        error(scope, ProblemCode.INVALID_ARGUMENT, node.span(), "a column is expected here", bare(node, scope));
        return Column.unknown("");
    }

    /** How the column is written that somebody put into quotes, or that is called like a number; null for anything else. */
    private static String bare(Node node, Scope scope) {
        Optional<String> name = node instanceof Node.Text text ? Optional.of(text.plain())
                : node instanceof Node.Number number ? Optional.of(number.text()) : Optional.empty();
        return name.map(written -> scope.table().columns().stream().map(Column::name).filter(written::equalsIgnoreCase)
                .findFirst().map(column -> "the column is written without quotes, " + TextConstants.written(column))
                .orElse("a name stands without quotes, or in braces: {" + written + "}")).orElse(null);
    }

    @Override
    public Expr as(Storage storage, Expr expression, Scope scope) {
        return coercion(scope).as(storage, expression);
    }

    @Override
    public Expr call(Operation operation, List<Expr> arguments, ValueType type, Scope scope) {
        return coercion(scope).call(operation, arguments, type);
    }

    @Override
    public ColumnType type(Node node, Scope scope) {
        if (node instanceof Node.Unknown unknown) {
            unknown.parts().forEach(part -> analyze(part, scope));
            return ColumnType.STRING;
        }
        try {
            if (node instanceof Node.Array array && !array.elements().isEmpty()) {
                return annotation(array, scope);
            }
            Optional<String> word = word(node);
            if (word.isPresent()) {
                return TypeSpelling.parse(word.get()).orElseGet(() -> unknownType(word.get(), node, scope));
            }
        } catch (InvalidFormatException e) {
            error(scope, ProblemCode.INVALID_FORMAT, node.span(), e.getMessage(), null);
            return ColumnType.of(TypeName.DATETIME);
        }
        error(scope, ProblemCode.UNKNOWN_TYPE, node.span(),
                "a type is expected here: 'Integer' or, for dates, ['Datetime', 'dd*mm*yyyy']", null);
        return ColumnType.STRING;
    }

    private ColumnType annotation(Node.Array array, Scope scope) {
        List<String> parts = new ArrayList<>();
        for (Node element : array.elements()) {
            Optional<String> part = word(element);
            if (part.isEmpty()) {
                error(scope, ProblemCode.UNKNOWN_TYPE, element.span(), "a type's parts are constant texts", null);
                return ColumnType.STRING;
            }
            parts.add(part.get());
        }
        Optional<TypeName> name = TypeName.find(parts.get(0));
        if (name.isEmpty()) {
            return unknownType(parts.get(0), array, scope);
        }
        return name.get() == TypeName.DATETIME
                ? TypeSpelling.datetime(parts.subList(1, parts.size()))
                : ColumnType.of(name.get());
    }

    private static ColumnType unknownType(String name, Node node, Scope scope) {
        List<String> known = Arrays.stream(TypeName.values()).map(TypeName::recipeName).toList();
        problem(scope, ProblemCode.UNKNOWN_TYPE, Problem.Severity.WARNING, node.span(),
                "unknown type " + name + " is taken as String",
                FamiliarNames.type(name).or(() -> Suggestions.didYouMean(name, known))
                        .orElse("types are " + String.join(", ", known)));
        return ColumnType.STRING;
    }

    /** A bare or quoted word. */
    static Optional<String> word(Node node) {
        if (node instanceof Node.Text text) {
            return Optional.of(text.plain());
        }
        if (node instanceof Node.Column column && column.dataset().isEmpty()) {
            return Optional.of(column.name());
        }
        return node instanceof Node.Array array && array.elements().size() == 1
                ? word(array.elements().get(0))
                : Optional.empty();
    }

    private static Expr number(Node.Number node, Scope scope) {
        Long whole = Reading.plainInteger(node.text());
        if (whole != null) {
            return Arguments.integer(whole);
        }
        Double value = Reading.decimal(node.text());
        if (value == null) {
            error(scope, ProblemCode.INVALID_ARGUMENT, node.span(), "the number " + node.text() + " is out of range", null);
        }
        return Arguments.literal(value, ValueType.DECIMAL);
    }

    /** A one-element bracket around a column or call counts as its element; any other is an array. */
    private Expr array(Node.Array array, Scope scope) {
        List<Node> elements = array.elements();
        if (elements.size() == 1 && isSingleValue(elements.get(0))) {
            return analyze(elements.get(0), scope);
        }
        return arrayLiteral(array, scope);
    }

    private static boolean isSingleValue(Node node) {
        return !(node instanceof Node.Array || node instanceof Node.Text || node instanceof Node.Number
                || node instanceof Node.Bool);
    }

    /** JSON text of an array whose elements are formulas. */
    Expr arrayLiteral(Node.Array array, Scope scope) {
        ValueCoercion coercion = coercion(scope);
        List<Expr> elements = new ArrayList<>();
        for (Node element : array.elements()) {
            Expr value = element instanceof Node.Array nested ? arrayLiteral(nested, scope) : analyze(element, scope);
            elements.add(coercion.json(value));
        }
        return coercion.call(Coercions.ARRAY_OF_ELEMENTS, elements, ValueType.ARRAY);
    }

    private Expr call(Node.Call call, Scope scope) {
        Optional<FunctionEntry> found = catalogue.find(call.name());
        if (found.isEmpty()) {
            error(scope, ProblemCode.UNKNOWN_FUNCTION, call.nameSpan(), "unknown function " + call.name(),
                    insteadOf(call, scope).orElse("drover functions lists all"));
            if (FamiliarNames.advice(call.name()).isEmpty()) {
                // Else it is another language's, with arguments of its own.
                Optional<FunctionEntry> meant =
                        Suggestions.nearest(call.name(), catalogue.names()).flatMap(catalogue::find);
                examine(call.arguments(), meant.map(FunctionEntry::parameters).orElse(List.of()), scope);
            }
            return unknown();
        }
        FunctionEntry entry = found.get();
        int count = call.arguments().size();
        if (count < entry.minimumArguments() || count > entry.maximumArguments()) {
            error(scope, ProblemCode.WRONG_ARGUMENT_COUNT, call.nameSpan(),
                    entry.name() + " has " + count + (count == 1 ? " argument" : " arguments"),
                    "it is " + entry.signature());
            boolean values = entry.parameters().stream().allMatch(parameter -> parameter.kind().isValue());
            examine(call.arguments(), values ? entry.parameters() : List.of(), scope);
            return unknown();
        }
        TextConstants.in(call, entry, scope).forEach(finding -> problem(scope, ProblemCode.INVALID_ARGUMENT,
                Problem.Severity.WARNING, finding.text().span(), finding.message(), finding.suggestion()));
        int callIndex = scope.calls().next(entry.name());
        int before = scope.problems().errors();
        CallArguments arguments = new CallArguments(this, call, entry, scope, callIndex);
        Expr bound = entry.binder().bind(arguments);
        if (scope.problems().errors() > before) {
            for (int i = 0; i < count; i++) {
                // Where the binding stopped, nothing is left unsaid.
                examine(arguments.unread(i), kind(entry.parameters(), i), scope);
            }
        }
        if (ExprTree.size(bound, SIZE_LIMIT) > SIZE_LIMIT) {
            error(scope, ProblemCode.INVALID_ARGUMENT, call.nameSpan(), "the formula grows to more than " + SIZE_LIMIT
                    + " parts here", "compute a part of it in a step of its own; many constants are a dataset to join with");
            return new Expr.Literal(null, bound.type());
        }
        if (entry.kind() != FunctionEntry.Kind.SCALAR && isNested(bound)) {
            error(scope, ProblemCode.MISPLACED_FUNCTION, call.nameSpan(), entry.name()
                    + " is over rows and can't have another function over rows inside", "compute the inner one in a"
                    + " step before");
            return new Expr.Literal(null, bound.type());
        }
        return bound;
    }

    /** A column with parentheses, a function's name elsewhere, or a function's name misspelt. */
    private Optional<String> insteadOf(Node.Call call, Scope scope) {
        Optional<String> column = scope.table().columns().stream().map(Column::name)
                .filter(call.name()::equalsIgnoreCase).findFirst();
        return column.map(name -> name + " is a column: write it without parentheses")
                .or(() -> FamiliarNames.advice(call.name()))
                .or(() -> TransformCatalogue.standard().find(call.name()).map(transform -> call.name().toLowerCase(Locale.ROOT)
                        + " is a transform: make a step of it"))
                .or(() -> Suggestions.didYouMean(call.name(), catalogue.names()));
    }

    private void examine(List<Node> arguments, List<FunctionParameter> parameters, Scope scope) {
        for (int i = 0; i < arguments.size(); i++) {
            examine(List.of(arguments.get(i)), kind(parameters, i), scope);
        }
    }

    /** What an argument is for, as far as that is known. */
    private static Optional<FunctionParameter.Kind> kind(List<FunctionParameter> parameters, int index) {
        boolean known = index < parameters.size()
                || !parameters.isEmpty() && parameters.get(parameters.size() - 1).repeated();
        return known ? Optional.of(parameters.get(Math.min(index, parameters.size() - 1)).kind()) : Optional.empty();
    }

    /** Finds what is wrong by itself in what isn't part of a formula that can be analysed. */
    void examine(List<Node> parts, Scope scope) {
        examine(parts, Optional.empty(), scope);
    }

    /** A bare word may be a unit, unless a value is certainly wanted. */
    private void examine(List<Node> parts, Optional<FunctionParameter.Kind> kind, Scope scope) {
        for (Node argument : parts) {
            if (argument instanceof Node.Array array) {
                examine(array.elements(), kind, scope);
            } else if (argument instanceof Node.Pattern) {
                PatternArguments.encode(argument, ExpressionAnalyzer::unknown, scope);
            } else if (argument instanceof Node.Call || argument instanceof Node.Unknown
                    || argument instanceof Node.Variable
                    || argument instanceof Node.Column column && (kind.filter(FunctionParameter.Kind::isValue).isPresent()
                            || NameResolution.isNone(column, scope))) {
                analyze(argument, scope);
            }
        }
    }

    private static boolean isNested(Expr bound) {
        boolean[] nested = new boolean[1];
        ExprTree.forEach(bound, node -> nested[0] |= (node instanceof Expr.Aggregate || node instanceof Expr.Window)
                && ExprTree.arguments(node).stream().anyMatch(ExprTree::isLifted));
        return nested[0];
    }

    private static String misplaced(Node node) {
        if (node instanceof Node.Pattern) {
            return "a pattern can only stand where a function takes one";
        }
        if (node instanceof Node.Range || node instanceof Node.Wildcard) {
            return "a formula can't read several columns at once";
        }
        return "this is no formula";
    }

    /** What stands for a value that couldn't be found; its type takes the other branch's. */
    static Expr unknown() {
        return Arguments.nullOf(ValueType.TEXT);
    }

    static ValueCoercion coercion(Scope scope) {
        return new ValueCoercion(scope.referenceTime());
    }

    static void error(Scope scope, ProblemCode code, Span span, String message, String suggestion) {
        problem(scope, code, Problem.Severity.ERROR, span, message, suggestion);
    }

    private static void problem(
            Scope scope, ProblemCode code, Problem.Severity severity, Span span, String message, String suggestion) {
        scope.problems().add(
                new Problem(code, severity, span, message, Optional.ofNullable(suggestion), scope.step()));
    }
}
