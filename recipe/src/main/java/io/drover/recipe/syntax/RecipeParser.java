package io.drover.recipe.syntax;

import io.drover.recipe.message.SyntaxMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a recipe's text. Immutable; one parser may serve many threads. */
public final class RecipeParser {
    /** In UTF-16 units. */
    public static final int LENGTH_LIMIT = 10_000_000;

    private final Set<String> verbs;

    /** A parser for the language's own verbs. */
    public RecipeParser() {
        this(KnownVerbs.ALL);
    }

    /** @param verbs the verbs that start a step, in any case; {@code comment} is always one */
    public RecipeParser(Set<String> verbs) {
        Set<String> lower = verbs.stream().map(verb -> verb.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        lower.add("comment");
        this.verbs = Set.copyOf(lower);
    }

    /** The steps that can be read, and all problems of the text in its order; no text makes it throw. */
    public Recipe parse(String text) {
        if (text.length() > LENGTH_LIMIT) {
            return new Recipe(List.of(), List.of(), List.of(SyntaxMessages.recipeTooLong(LENGTH_LIMIT)));
        }
        SourceText source = new SourceText(text);
        ProblemSink problems = new ProblemSink();
        StepScanner scanner = new StepScanner(source, verbs, problems);
        List<StepText> texts = scanner.scan();
        ValueParser values = new ValueParser(source, problems);
        List<Step> steps = new ArrayList<>();
        List<Recipe.Unread> unread = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            StepText step = texts.get(i);
            boolean readable = !step.broken;
            List<Parameter> parameters = new ArrayList<>();
            for (StepText.ParameterText parameter : step.parameters) {
                if (parameter.nameless) {
                    continue;
                }
                ValueParser.Values read = values.parse(step, parameter);
                readable &= read.complete();
                parameters.add(parameter(source, parameter, read.nodes()));
            }
            boolean complete = !step.shapeless;
            Step read = new Step(step.verb, parameters, source.span(step.begin, step.verbEnd),
                    source.span(step.begin, step.end), step.firstLine);
            if (readable) {
                steps.add(read);
            } else {
                unread.add(new Recipe.Unread(read, source.text(step.begin,
                        i + 1 < texts.size() ? texts.get(i + 1).begin : source.length()), complete));
            }
        }
        scanner.orphans().forEach(line -> unread.add(new Recipe.Unread(new Step("", List.of(),
                source.span(line.begin, line.begin), source.span(line.begin, line.end), line.firstLine),
                source.text(line.begin, line.end), false)));
        return new Recipe(steps, unread, problems.inOrder());
    }

    private static Parameter parameter(SourceText source, StepText.ParameterText parameter, List<Node> nodes) {
        int end = parameter.tokens.isEmpty() ? parameter.afterColon
                : parameter.tokens.get(parameter.tokens.size() - 1).end;
        return new Parameter(parameter.name.getText(), nodes, source.span(parameter.name.begin, parameter.name.end),
                source.span(parameter.name.begin, end));
    }
}
