package io.drover.recipe.transform;

import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of the columns that a step makes, as far as its text tells; so that what the steps behind a broken one name isn't
 * taken for unknown.
 *
 * @param names as written
 * @param patterns of names that the step makes up itself, whole names in any case
 * @param any whether the names can be any, as they depend on data or on another dataset
 */
public record NewNames(Set<String> names, List<Pattern> patterns, boolean any) {

    public static final NewNames ANY = new NewNames(Set.of(), List.of(), true);

    public NewNames {
        names = Set.copyOf(names);
        patterns = List.copyOf(patterns);
    }

    static NewNames of(Stream<String> names) {
        return new NewNames(names.collect(Collectors.toCollection(HashSet::new)), List.of(), false);
    }

    /** By the parameters for names, and by what their declaration says of names that aren't given. */
    static NewNames declared(TransformDeclaration declaration, Step step) {
        Set<String> names = new HashSet<>();
        List<Pattern> patterns = new ArrayList<>();
        boolean any = false;
        for (ParameterDeclaration parameter : declaration.parameters()) {
            boolean one = parameter.kind() == ParameterKind.NEW_NAME;
            if (one || parameter.kind() == ParameterKind.NEW_NAMES) {
                List<String> given = written(parameter, step).stream().flatMap(NewNames::texts).toList();
                names.addAll(given);
                if (given.isEmpty() || !one) {
                    Optional<Pattern> generated = pattern(parameter.defaultText());
                    generated.ifPresent(patterns::add);
                    any |= generated.isEmpty() && given.isEmpty();
                }
            }
        }
        return new NewNames(names, patterns, any || names.isEmpty() && patterns.isEmpty());
    }

    static List<Node> written(ParameterDeclaration parameter, Step step) {
        return step.parameters().stream().filter(each -> parameter.isNamed(each.name()))
                .map(Parameter::values).flatMap(List::stream).toList();
    }

    static List<Node> written(String parameter, Step step) {
        return step.parameters().stream().filter(each -> each.name().equalsIgnoreCase(parameter))
                .map(Parameter::values).flatMap(List::stream).toList();
    }

    /** The texts and words of a value, those in its brackets too. */
    public static Stream<String> texts(Node node) {
        return node instanceof Node.Text text ? Stream.of(text.plain())
                : node instanceof Node.Column column ? Stream.of(column.name())
                : node instanceof Node.Array array ? array.elements().stream().flatMap(NewNames::texts) : Stream.empty();
    }

    /** The second parts of pairs: {@code [a,'x'],[b,'y']}. */
    static NewNames ofPairs(List<Node> pairs) {
        List<Node> flat = pairs.stream().flatMap(node -> node instanceof Node.Array array
                && array.elements().stream().allMatch(Node.Array.class::isInstance)
                ? array.elements().stream() : Stream.of(node)).toList();
        NewNames names = of(flat.stream().flatMap(node -> node instanceof Node.Array array && array.elements().size() == 2
                ? texts(array.elements().get(1)) : Stream.empty()));
        return names.names().isEmpty() ? ANY : names;
    }

    static Pattern like(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    /** Of {@code column<n>}, {@code countpattern_<col>} and {@code key, value}; empty if the declaration says nothing. */
    private static Optional<Pattern> pattern(String defaultText) {
        if (defaultText.isEmpty() || defaultText.equals("all")) {
            return Optional.empty();
        }
        return Optional.of(like(Stream.of(defaultText.split(", *")).map(name -> Stream.of(name.split("(?=<)|(?<=>)"))
                .map(part -> part.equals("<n>") ? "[0-9]+" : part.startsWith("<") ? ".*" : Pattern.quote(part))
                .collect(Collectors.joining())).collect(Collectors.joining("|", "(?:", ")[0-9]*"))));
    }
}
