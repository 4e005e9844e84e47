package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.syntax.Step;

/** One kind of step: what it takes, and the table it makes of a table. Stateless. */
public interface Transform {

    TransformDeclaration declaration();

    /** What the step's columns are called that the table before doesn't have; only asked of steps that are broken. */
    default NewNames newNames(Step step) {
        return NewNames.declared(declaration(), step);
    }

    /**
     * The table after the step. Problems go to the context; if there are errors the result isn't used (the step counts
     * as the identity), so an implementation may go on with anything or give up with
     * {@link AnalysisContext#broken}.
     *
     * @param arguments checked against the declaration
     */
    Table apply(StepArguments arguments, Table table, AnalysisContext context);
}
