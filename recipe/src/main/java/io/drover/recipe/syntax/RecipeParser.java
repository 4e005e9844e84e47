package io.drover.recipe.syntax;

import io.drover.recipe.message.SyntaxMessages;
import io.drover.recipe.message.Span;
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
            return new Recipe(List.of(), List.of(SyntaxMessages.recipeTooLong(LENGTH_LIMIT)));
        }
        SourceText source = new SourceText(text);
        ProblemSink problems = new ProblemSink();
        List<StepText> texts = new StepScanner(source, verbs, problems).scan();
        ValueParser values = new ValueParser(source, problems);
        List<Step> steps = new ArrayList<>();
        for (StepText step : texts) {
            boolean readable = !step.broken;
            List<Parameter> parameters = new ArrayList<>();
            for (StepText.ParameterText parameter : step.parameters) {
                List<Node> nodes = parameter.broken ? List.of() : values.parse(step, parameter);
                readable &= !nodes.isEmpty();
                if (readable) {
                    parameters.add(parameter(source, parameter, nodes));
                }
            }
            if (readable) {
                Span span = source.span(step.begin, step.end);
                steps.add(new Step(step.verb, parameters, source.span(step.begin, step.verbEnd), span,
                        step.firstLine));
            }
        }
        return new Recipe(steps, problems.inOrder());
    }

    private static Parameter parameter(SourceText source, StepText.ParameterText parameter, List<Node> nodes) {
        int end = parameter.tokens.get(parameter.tokens.size() - 1).end;
        return new Parameter(parameter.name.getText(), nodes, source.span(parameter.name.begin, parameter.name.end),
                source.span(parameter.name.begin, end));
    }
}
