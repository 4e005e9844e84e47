package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.Reading;
import java.util.Optional;

/**
 * Cuts a file's text into records. Only as the first step of a recipe on a source, and there it is part of reading: the
 * scan gives records, so a file is never held as one value.
 */
public final class SplitRows implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("splitrows")
            .doc("Splits the text of a file into one row per record; the first step of a recipe. Inside quotes the "
                    + "separator is ordinary text, and quotes are kept. A final separator makes no extra row.")
            .inPlace()
            .required("col", ParameterKind.COLUMN, "the column that holds the text")
            .required("on", ParameterKind.TEXT, "the record separator")
            .optional("quote", ParameterKind.CHARACTER, "opens and closes quoted sections")
            .optional("quoteEscapeChar", ParameterKind.CHARACTER, "\"", "before a quote makes it ordinary text")
            .withoutCases("it is part of reading a file: docs/reading-files.md shows it")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    /** How a source whose recipe starts with this step is read; the step's parameters are checked when it is applied. */
    public static Reading.Records reading(io.drover.recipe.syntax.Step step) {
        Optional<String> quote = text(step, "quote").filter(value -> !value.isEmpty());
        return new Reading.Records(text(step, "on").filter(value -> !value.isEmpty()), quote,
                text(step, "quoteEscapeChar").filter(value -> !value.isEmpty()).or(() -> quote.map(q -> "\"")));
    }

    private static Optional<String> text(io.drover.recipe.syntax.Step step, String name) {
        return step.parameters().stream().filter(parameter -> parameter.name().equalsIgnoreCase(name))
                .map(parameter -> parameter.values().get(0))
                .filter(io.drover.recipe.syntax.Node.Text.class::isInstance)
                .map(node -> ((io.drover.recipe.syntax.Node.Text) node).plain()).findFirst();
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        boolean onSource = table.plan() instanceof Plan.Scan scan && scan.reading() instanceof Reading.Records;
        if (!onSource || context.stepIndex() != 0) {
            context.error(ProblemCode.UNSUPPORTED_STEP, arguments.span("splitrows"),
                    "splitrows is only possible as the first step of a recipe that reads a text file", null);
        }
        return table;
    }
}
