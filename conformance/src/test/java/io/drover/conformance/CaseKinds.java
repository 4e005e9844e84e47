package io.drover.conformance;

import io.drover.recipe.function.CaseKind;
import io.drover.recipe.function.Example;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.function.FunctionParameter.Kind;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.transform.TransformDeclaration;
import io.drover.recipe.transform.TransformExample;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.TypeName;
import io.drover.recipe.type.TypeSpelling;
import io.drover.recipe.type.TypeTest;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which kinds of cases a documented example is. Nulls, empty texts and mismatches are seen from what it gives. */
final class CaseKinds {

    private CaseKinds() {}

    static Set<CaseKind> of(FunctionEntry entry) {
        Set<CaseKind> kinds = EnumSet.noneOf(CaseKind.class);
        entry.examples().forEach(example -> kinds.addAll(of(entry, example)));
        return kinds;
    }

    static Set<CaseKind> of(FunctionEntry entry, Example example) {
        Set<CaseKind> kinds = EnumSet.of(example.kind());
        if (example.results().stream().noneMatch(Objects::nonNull) && givesSomething(entry)) {
            kinds.remove(CaseKind.ORDINARY);
        } else {
            kinds.add(CaseKind.ORDINARY);
        }
        List<Argument> arguments = arguments(entry, Formulas.parse(example.call())).toList();
        List<Optional<String>> cells = example.rows().stream().flatMap(List::stream).map(Optional::ofNullable).toList();
        if (cells.stream().anyMatch(Optional::isEmpty) || arguments.stream().anyMatch(argument ->
                argument.node() instanceof Node.Call call && call.name().equalsIgnoreCase("NULL"))) {
            kinds.add(CaseKind.NULL);
        }
        if (cells.contains(Optional.of("")) || arguments.stream().anyMatch(argument ->
                argument.node() instanceof Node.Text text && text.plain().isEmpty())) {
            kinds.add(CaseKind.EMPTY);
        }
        Optional<TypeTest> first = entry.parameters().stream()
                .filter(parameter -> parameter.kind().isValue()).findFirst().flatMap(parameter -> test(parameter.kind()));
        if (first.isPresent() && cells.stream().flatMap(Optional::stream).anyMatch(cell -> isMismatch(first.get(), cell))
                || arguments.stream().anyMatch(CaseKinds::isMismatch)) {
            kinds.add(CaseKind.MISMATCHED);
        }
        add(kinds, example.columns(), example.rows());
        return kinds;
    }

    /** Some functions give null wherever there is no file to speak of. */
    private static boolean givesSomething(FunctionEntry entry) {
        return entry.examples().stream().flatMap(example -> example.results().stream()).anyMatch(Objects::nonNull);
    }

    static Set<CaseKind> of(TransformDeclaration declaration) {
        Set<CaseKind> kinds = EnumSet.noneOf(CaseKind.class);
        declaration.examples().forEach(example -> kinds.addAll(of(example)));
        return kinds;
    }

    static Set<CaseKind> of(TransformExample example) {
        Set<CaseKind> kinds = EnumSet.of(CaseKind.ORDINARY, example.kind());
        add(kinds, example.columns(), example.rows());
        example.datasets().forEach(other -> add(kinds, other.columns(), other.rows()));
        return kinds;
    }

    private static void add(Set<CaseKind> kinds, List<String> columns, List<List<String>> rows) {
        for (int c = 0; c < columns.size(); c++) {
            int colon = columns.get(c).indexOf(':');
            Optional<TypeTest> test = colon < 0 ? Optional.empty()
                    : TypeSpelling.parse(columns.get(c).substring(colon + 1)).map(TypeTest::of);
            for (List<String> row : rows) {
                String cell = row.get(c);
                if (cell == null) {
                    kinds.add(CaseKind.NULL);
                } else if (cell.isEmpty()) {
                    kinds.add(CaseKind.EMPTY);
                } else if (test.isPresent() && isMismatch(test.get(), cell)) {
                    kinds.add(CaseKind.MISMATCHED);
                }
            }
        }
    }

    private static boolean isMismatch(TypeTest test, String text) {
        return test.quality(text) == TypeTest.Quality.MISMATCHED;
    }

    private static boolean isMismatch(Argument argument) {
        return argument.node() instanceof Node.Text text
                && test(argument.kind()).filter(test -> isMismatch(test, text.plain())).isPresent();
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

    /** @param kind of the parameter that gets it */
    private record Argument(Node node, Kind kind) {}

    private static Stream<Argument> arguments(FunctionEntry entry, Node node) {
        if (!(node instanceof Node.Call call)) {
            return Stream.empty();
        }
        boolean own = Stream.concat(Stream.of(entry.name()), entry.aliases().stream())
                .anyMatch(call.name()::equalsIgnoreCase);
        List<Node> given = call.arguments();
        return Stream.iterate(0, i -> i < given.size(), i -> i + 1).flatMap(i -> {
            Stream<Argument> inside = arguments(entry, given.get(i));
            return own ? Stream.concat(inside, leaves(given.get(i)).map(leaf -> new Argument(leaf, kind(entry, i)))) : inside;
        });
    }

    private static Kind kind(FunctionEntry entry, int argument) {
        return entry.parameters().get(Math.min(argument, entry.parameters().size() - 1)).kind();
    }

    private static Stream<Node> leaves(Node node) {
        return node instanceof Node.Array array ? array.elements().stream().flatMap(CaseKinds::leaves) : Stream.of(node);
    }
}
