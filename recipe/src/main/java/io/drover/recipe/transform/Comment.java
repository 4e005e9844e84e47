package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.CaseKind;
import java.util.List;

/** A remark: {@code // text} or {@code comment comment: 'text'}. */
final class Comment implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("comment")
            .doc("A remark for readers; the table stays as it is.")
            .inPlace()
            .optional("comment/content", ParameterKind.TEXT, "the remark")
            .example("a", java.util.List.of("1"), "comment comment: 'nothing happens'", "a", java.util.List.of("1"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"), "comment comment: 'a remark'", "a",
                    List.of("1", "x", "\"\"", "∅"))
            .without(CaseKind.BOUNDARY, "nothing is done")
            .without(CaseKind.TIE, "nothing is done")
            .build();

    @Override
    public TransformDeclaration declaration() {
        return DECLARATION;
    }

    @Override
    public Table apply(StepArguments arguments, Table table, AnalysisContext context) {
        return table;
    }
}
