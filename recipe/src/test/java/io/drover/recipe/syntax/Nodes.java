package io.drover.recipe.syntax;

import io.drover.recipe.message.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Generates nodes and steps of every form that text can have. */
final class Nodes {
    private Nodes() {}

    private static final Set<String> RESERVED = Set.of("true", "false", "missing", "current_dataset");

    static Arbitrary<String> anyText() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.strings().withChars("ab'\"\\$n{}`/ 1\n\r\t\0u:,é😀".codePoints()
                        .mapToObj(Character::toString).reduce("", String::concat).toCharArray()).ofMaxLength(10));
    }

    static Arbitrary<String> identifier() {
        return Combinators.combine(Arbitraries.chars().with("abxyzÀñ_Ω".toCharArray()),
                Arbitraries.strings().withChars("aZ09_é").ofMaxLength(6)).as((first, rest) -> first + rest)
                .filter(name -> !RESERVED.contains(name.toLowerCase(Locale.ROOT)));
    }

    static Arbitrary<Node.Column> column(List<String> datasets) {
        Arbitrary<Optional<String>> dataset = datasets.isEmpty() ? Arbitraries.just(Optional.empty())
                : Arbitraries.of(datasets).optional(0.5);
        Arbitrary<Node.Column> plain = Combinators.combine(identifier(), dataset)
                .as((name, set) -> new Node.Column(name, set, false, Span.NONE));
        Arbitrary<Node.Column> braced = Combinators.combine(anyText(), dataset)
                .as((name, set) -> new Node.Column(name, set, true, Span.NONE));
        return Arbitraries.oneOf(plain, braced);
    }

    private static Arbitrary<Node> leaf(List<String> datasets) {
        return Arbitraries.oneOf(
                anyText().map(Nodes::readable).map(text -> new Node.Text(text, Span.NONE)),
                Arbitraries.of("0", "12", "1.50", ".5", "1e6", "2.5E-3", "99999999999999999999")
                        .map(number -> new Node.Number(number, Span.NONE)),
                Arbitraries.of(true, false).map(bool -> new Node.Bool(bool, Span.NONE)),
                pattern(),
                Arbitraries.oneOf(identifier(), identifier().map(name -> "env." + name), anyText())
                        .map(name -> new Node.Variable(name, Span.NONE)),
                column(datasets));
    }

    /** Any text is the value of some literal; nothing has to be left out. */
    private static String readable(String text) {
        return text;
    }

    /** Sources as the lexer leaves them: no escaped mark, no line break, no backslash at the end. */
    private static Arbitrary<Node.Pattern> pattern() {
        Arbitrary<String> piece = Arbitraries.of("a", "%", "#+", "{alpha}", "\\\\", "\\n", "(x|y)", "[^\"']", " ", "😀",
                "\\d", "$1", "^");
        return Combinators.combine(piece.list().ofMinSize(1).ofMaxSize(6), Arbitraries.of(Node.Pattern.Kind.values()),
                Arbitraries.of("", "`", "/")).as((pieces, kind, mark) ->
                new Node.Pattern(String.join("", pieces) + mark, kind, Span.NONE));
    }

    static Arbitrary<Node> expression(List<String> datasets, int depth) {
        if (depth == 0) {
            return leaf(datasets);
        }
        Arbitrary<Node> inner = expression(datasets, depth - 1);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(2, leaf(datasets)),
                net.jqwik.api.Tuple.of(1, Combinators.combine(identifier().map(n -> n.toUpperCase(Locale.ROOT)),
                        Arbitraries.oneOf(inner, item(datasets)).list().ofMaxSize(3))
                        .as((name, arguments) -> new Node.Call(name, arguments, false, Span.NONE, Span.NONE))),
                net.jqwik.api.Tuple.of(1, Arbitraries.oneOf(inner, item(datasets)).list().ofMaxSize(3)
                        .map(elements -> new Node.Array(elements, Span.NONE))),
                net.jqwik.api.Tuple.of(4, operator(inner)));
    }

    private static Arbitrary<Node> operator(Arbitrary<Node> inner) {
        return Arbitraries.of(Operators.values()).flatMap(operator -> inner.list().ofSize(operator.arity())
                .map(arguments -> new Node.Call(operator.function(), arguments, true, Span.NONE, Span.NONE)));
    }

    private static Arbitrary<Node> item(List<String> datasets) {
        return Arbitraries.oneOf(Arbitraries.just(new Node.Wildcard(Span.NONE)),
                Combinators.combine(column(datasets), column(datasets))
                        .as((from, to) -> new Node.Range(from, to, Span.NONE)));
    }

    private static Arbitrary<List<Parameter>> parameters(List<String> datasets) {
        Arbitrary<Node> value = Arbitraries.oneOf(expression(datasets, 3), item(datasets));
        return Combinators.combine(identifier(), value.list().ofMinSize(1).ofMaxSize(3))
                .as((name, values) -> new Parameter(name, values, Span.NONE, Span.NONE))
                .list().ofMinSize(1).ofMaxSize(4)
                .uniqueElements(parameter -> parameter.name().toLowerCase(Locale.ROOT));
    }

    static Arbitrary<Step> step() {
        Arbitrary<Step> plain = Combinators.combine(Arbitraries.of("derive", "filter", "set", "header", "comment"),
                parameters(List.of())).as((verb, parameters) ->
                new Step(verb, parameters, Span.NONE, Span.NONE, ""));
        Arbitrary<Step> comment = anyText().map(text -> new Step("comment", List.of(new Parameter("comment",
                List.of(new Node.Text(text, Span.NONE)), Span.NONE, Span.NONE)), Span.NONE, Span.NONE, ""));
        Arbitrary<Step> bare = Arbitraries.of("header", "deduplicate")
                .map(verb -> new Step(verb, List.of(), Span.NONE, Span.NONE, ""));
        return Arbitraries.oneOf(plain, join(), union(), comment, bare);
    }

    private static Arbitrary<String> datasetName() {
        return Arbitraries.of("My set.csv", "Lkup - 2", "a", "a.b", "Bob's (2019), final.csv", "x: y", "two words:z",
                "2019", "Größe 😀", "current", "/etc/x");
    }

    private static Arbitrary<Step> join() {
        return Combinators.combine(Arbitraries.of("join", "lookup"), datasetName()).flatAs((verb, dataset) -> {
            List<String> known = List.of(dataset, "current_dataset");
            Arbitrary<Node> assignment = Combinators.combine(column(List.of()), expression(known, 1))
                    .as((name, value) -> new Node.Assignment(name, value, Span.NONE));
            Arbitrary<Node> output = verb.equals("join") ? assignment : column(known).map(c -> c);
            return Combinators.combine(output.list().ofMinSize(1).ofMaxSize(3), expression(known, 2))
                    .as((columns, row) -> new Step(verb, List.of(with(List.of(dataset), false),
                            new Parameter("col", columns, Span.NONE, Span.NONE),
                            new Parameter("row", List.of(row), Span.NONE, Span.NONE)), Span.NONE, Span.NONE, ""));
        });
    }

    private static Arbitrary<Step> union() {
        return datasetName().list().ofMinSize(1).ofMaxSize(3).uniqueElements().flatMap(datasets -> {
            Arbitrary<Node> mapping = Combinators.combine(anyText(), column(datasets).list().ofMinSize(1).ofMaxSize(3))
                    .as((as, sources) -> new Node.Mapping(List.of(
                            new Node.Mapping.Entry("as", List.of(new Node.Text(as, Span.NONE))),
                            new Node.Mapping.Entry("sources", List.<Node>copyOf(sources))), Span.NONE));
            return mapping.list().ofMinSize(1).ofMaxSize(2).map(mappings -> new Step("union", List.of(
                    with(datasets, true), new Parameter("mapping", mappings, Span.NONE, Span.NONE)),
                    Span.NONE, Span.NONE, ""));
        });
    }

    private static Parameter with(List<String> datasets, boolean several) {
        return new Parameter("with", datasets.stream().<Node>map(name -> new Node.Column(name, Optional.empty(),
                !StepScanner.isBareDataset(name, several), Span.NONE)).toList(), Span.NONE, Span.NONE);
    }
}
