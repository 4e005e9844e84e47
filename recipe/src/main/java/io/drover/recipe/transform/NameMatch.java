package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.pattern.Replacement;
import io.drover.recipe.syntax.Node;
import java.util.function.UnaryOperator;

/** Replacing in names of columns. */
final class NameMatch {

    private NameMatch() {}

    static UnaryOperator<String> replacing(StepArguments arguments, AnalysisContext context) {
        Node on = arguments.pattern("on").orElseThrow(
                () -> arguments.missing("on", "with type: findAndReplace", context));
        Regex regex = Patterns.compile(on, arguments.flag("ignoreCase"), context);
        Replacement replacement = Patterns.replacement(regex, written(arguments), arguments.span("with"), context);
        return arguments.flag("matchAll")
                ? name -> regex.replaceAll(name, replacement) : name -> regex.replaceFirst(name, replacement);
    }

    /** With {@code \$} as it was written. */
    private static String written(StepArguments arguments) {
        return arguments.nodes("with").stream().findFirst()
                .map(node -> node instanceof Node.Text text ? text.value() : arguments.text("with", "")).orElse("");
    }
}
