package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.message.ProblemCode;

/** Stands where a step was that an import couldn't read, so that no job runs without it. */
final class Unsupported implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("unsupported")
            .doc("Holds the place of a step of an imported recipe that has no meaning here. A recipe with such a step is "
                    + "refused until the step is replaced or removed: leaving it out would give other results.")
            .optional("step", ParameterKind.TEXT, "what the step was")
            .optional("reason", ParameterKind.TEXT, "why it could not be imported")
            .withoutCases("it is always refused")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        context.error(ProblemCode.UNMAPPED_STEP, arguments.step().verbSpan(),
                "the step " + arguments.text("step").orElse("") + " could not be imported"
                        + arguments.text("reason").map(reason -> ": " + reason).orElse(""),
                "replace it with a step that does the same, or remove it");
        return table;
    }
}
