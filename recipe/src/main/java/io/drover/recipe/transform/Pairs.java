package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.syntax.Node;
import java.util.List;
import java.util.Optional;

/** {@code [a,'x'],[b,'y']}. */
final class Pairs {

    private Pairs() {}

    record Pair(Node key, Node value) {

        /** The second part as a column's name; empty, with a problem, if it is none. */
        Optional<String> name(AnalysisContext context) {
            if (value instanceof Node.Text text && !text.value().isEmpty()) {
                return Optional.of(text.plain());
            }
            if (!(value instanceof Node.Unknown)) {
                context.error(ProblemCode.INVALID_PARAMETER, value.span(), "a new name is text in quotes",
                        value instanceof Node.Column column ? "write '" + column.name() + "'" : null);
            }
            return Optional.empty();
        }
    }

    static List<Pair> of(List<Node> arrays) {
        return arrays.stream().map(node -> ((Node.Array) node).elements())
                .map(elements -> new Pair(elements.get(0), elements.get(1))).toList();
    }
}
