package io.drover.recipe.syntax;

import java.util.stream.Collectors;

/** An expression with all its parentheses and operators by name. */
final class Explicit {
    private Explicit() {}

    static String text(Node node) {
        if (node instanceof Node.Call call) {
            if (!call.infix()) {
                return call.name() + call.arguments().stream().map(Explicit::text)
                        .collect(Collectors.joining(", ", "(", ")"));
            }
            if (call.arguments().size() == 2) {
                return "(" + text(call.arguments().get(0)) + " " + call.name() + " " + text(call.arguments().get(1))
                        + ")";
            }
            return "(" + call.name() + " " + call.arguments().stream().map(Explicit::text)
                    .collect(Collectors.joining(" ")) + ")";
        }
        if (node instanceof Node.Array array) {
            return array.elements().stream().map(Explicit::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return RecipePrinter.print(node);
    }
}
