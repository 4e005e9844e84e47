package io.drover.conformance;

import io.drover.recipe.function.Example;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.function.FunctionParameter;
import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.TypeTest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which values the examples of a function give it. */
final class ExampleValues {

    private static final Set<Kind> VALUES = RandomFormulas.VALUES;

    private final FunctionEntry entry;

    ExampleValues(FunctionEntry entry) {
        this.entry = entry;
    }

    /** Whether it can't be called without a value. */
    boolean areTaken() {
        return entry.parameters().stream()
                .anyMatch(parameter -> VALUES.contains(parameter.kind()) && parameter.required());
    }

    boolean meetNull() {
        return cells().anyMatch(Optional::isEmpty) || arguments().anyMatch(argument ->
                argument.node() instanceof Node.Call call && call.name().equalsIgnoreCase("NULL"));
    }

    boolean meetEmpty() {
        return cells().anyMatch(cell -> cell.equals(Optional.of("")))
                || arguments().anyMatch(argument -> argument.node() instanceof Node.Text text && text.plain().isEmpty());
    }

    /** Also true where every value is of the type. */
    boolean meetMismatch() {
        Optional<TypeTest> first = entry.parameters().stream().map(FunctionParameter::kind).filter(VALUES::contains)
                .findFirst().flatMap(ExampleValues::test);
        return first.isEmpty()
                || cells().flatMap(Optional::stream).anyMatch(cell -> isMismatch(first.get(), cell))
                || arguments().anyMatch(argument -> argument.node() instanceof Node.Text text
                        && test(argument.kind()).filter(test -> isMismatch(test, text.plain())).isPresent());
    }

    private static boolean isMismatch(TypeTest test, String text) {
        return test.quality(text) == TypeTest.Quality.MISMATCHED;
    }

    private static Optional<TypeTest> test(Kind kind) {
        TypeName name = switch (kind) {
            case INTEGER, DECIMAL, NUMBER -> TypeName.DECIMAL;
            case BOOLEAN -> TypeName.BOOLEAN;
            case DATETIME -> TypeName.DATETIME;
            case ARRAY -> TypeName.ARRAY;
            case OBJECT -> TypeName.MAP;
            case TEXT, ANY, LIST, PATTERN, UNIT, KEYWORD, TYPE, FORMAT -> null;
        };
        return Optional.ofNullable(name).map(ColumnType::of).map(TypeTest::of);
    }

    private Stream<Optional<String>> cells() {
        return entry.examples().stream().map(Example::rows).flatMap(List::stream).flatMap(List::stream)
                .map(Optional::ofNullable);
    }

    /** @param kind of the parameter that gets it */
    private record Argument(Node node, Kind kind) {}

    private Stream<Argument> arguments() {
        return entry.examples().stream().flatMap(example -> arguments(Formulas.parse(example.call())));
    }

    private Stream<Argument> arguments(Node node) {
        if (!(node instanceof Node.Call call)) {
            return Stream.empty();
        }
        boolean own = Stream.concat(Stream.of(entry.name()), entry.aliases().stream())
                .anyMatch(call.name()::equalsIgnoreCase);
        List<Node> given = call.arguments();
        return Stream.iterate(0, i -> i < given.size(), i -> i + 1).flatMap(i -> {
            Stream<Argument> inside = arguments(given.get(i));
            return own ? Stream.concat(inside, leaves(given.get(i)).map(leaf -> new Argument(leaf, kind(i)))) : inside;
        });
    }

    private Kind kind(int argument) {
        return entry.parameters().get(Math.min(argument, entry.parameters().size() - 1)).kind();
    }

    private static Stream<Node> leaves(Node node) {
        return node instanceof Node.Array array ? array.elements().stream().flatMap(ExampleValues::leaves)
                : Stream.of(node);
    }
}
