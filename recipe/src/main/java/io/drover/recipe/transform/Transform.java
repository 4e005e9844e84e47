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

    /** Whether columns that the step doesn't name are still there behind it. */
    default boolean passesOn(Step step) {
        return true;
    }

    /**
     * The table after the step. Problems go to the context, and none ends the step: what the arguments don't know, as it is
     * told already, is an unknown column, table, formula or pattern, of which nothing more is wrong, and the others are
     * judged all the same. If there are errors, of the result only the columns count, for the steps behind.
     *
     * @param arguments read by the declaration
     */
    Table apply(StepArguments arguments, Table table, AnalysisContext context);
}
