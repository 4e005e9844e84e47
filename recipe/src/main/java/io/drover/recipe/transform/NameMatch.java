package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.pattern.Replacement;
import io.drover.recipe.syntax.Node;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Replacing in names of columns. */
final class NameMatch {

    private NameMatch() {}

    /** Empty, with a problem, if it can't be read. */
    static Optional<UnaryOperator<String>> replacing(StepArguments arguments, AnalysisContext context) {
        arguments.needs("on", "with type: findAndReplace", context);
        return Patterns.compile(arguments.expression("on"), arguments.flag("ignoreCase"), context).flatMap(regex ->
                Patterns.replacement(regex, written(arguments), arguments.span("with"), context)
                        .map(replacement -> replacing(regex, replacement, arguments.flag("matchAll"))));
    }

    private static UnaryOperator<String> replacing(Regex regex, Replacement replacement, boolean all) {
        return all ? name -> regex.replaceAll(name, replacement) : name -> regex.replaceFirst(name, replacement);
    }

    /** With {@code \$} as it was written. */
    private static String written(StepArguments arguments) {
        return arguments.nodes("with").stream().findFirst()
                .map(node -> node instanceof Node.Text text ? text.value() : arguments.text("with", "")).orElse("");
    }
}
