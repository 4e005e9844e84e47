package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;

/** One kind of step: what it takes, and the table it makes of a table. Stateless. */
public interface Transform {

    TransformDeclaration declaration();

    /**
     * The table after the step. Problems go to the context; if there are errors the result isn't used (the step counts
     * as the identity), so an implementation may go on with anything or give up with
     * {@link AnalysisContext#broken}.
     *
     * @param arguments checked against the declaration
     */
    Table apply(StepArguments arguments, Table table, AnalysisContext context);
}
