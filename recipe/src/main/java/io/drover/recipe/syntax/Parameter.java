package io.drover.recipe.syntax;

import io.drover.recipe.message.Span;
import java.util.List;

/** {@code name: value, value…} as written. */
public record Parameter(String name, List<Node> values, Span nameSpan, Span span) {
    public Parameter {
        values = List.copyOf(values);
    }
}
