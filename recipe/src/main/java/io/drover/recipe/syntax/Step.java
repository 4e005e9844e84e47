package io.drover.recipe.syntax;

import io.drover.recipe.message.Span;
import java.util.List;

/**
 * A step as written: the same for text and for imported JSON.
 *
 * @param verb lower case; {@code comment} for a comment
 * @param firstLine the text of its first line, for messages
 */
public record Step(String verb, List<Parameter> parameters, Span verbSpan, Span span, String firstLine) {
    public Step {
        parameters = List.copyOf(parameters);
    }
}
