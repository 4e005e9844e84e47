package io.drover.recipe.transform;

import io.drover.recipe.analysis.AnalysisContext;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.function.CaseKind;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.syntax.Step;
import java.util.List;

/** {@code load location: 'id://7'}, which older exports begin with: where a recipe's input was. */
public final class Load implements Transform {

    private static final TransformDeclaration DECLARATION = TransformDeclaration.transform("load")
            .doc("Names where the input of an exported recipe was; the input is what the flow or the command says, so the "
                    + "step does nothing.")
            .inPlace()
            .optional("location", ParameterKind.TEXT, "where the input was")
            .optional("format", ParameterKind.TEXT, "how it was read")
            .optional("as", ParameterKind.TEXTS, "its columns")
            .example("a", List.of("1"), "load location: 'id://7'", "a", List.of("1"))
            .example("a:Integer", List.of("1", "x", "\"\"", "∅"), "load location: 'portId://null'", "a",
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
        context.warning(ProblemCode.LENIENT_SYNTAX, arguments.step().verbSpan(),
                "load does nothing: the input is what the flow or the command says", "remove it");
        return table;
    }

    /** Whether a step leaves its table as it is whatever it holds: a remark, or a load. */
    public static boolean isIdle(Step step) {
        return step.verb().equals("comment") || step.verb().equals("load");
    }
}
