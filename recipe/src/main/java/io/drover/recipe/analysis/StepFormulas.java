package io.drover.recipe.analysis;

import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.transform.ParameterKind;
import io.drover.recipe.transform.TransformDeclaration;
import java.util.List;
import java.util.Set;

/** The formulas of a step that can't be compiled for another reason: what is wrong in them is told all the same. */
final class StepFormulas {
    private static final Set<ParameterKind> FORMULAS =
            Set.of(ParameterKind.EXPRESSION, ParameterKind.EXPRESSIONS, ParameterKind.CONDITION);
    private static final Set<ParameterKind> TABLES =
            Set.of(ParameterKind.DATASET, ParameterKind.DATASETS, ParameterKind.TEXTS_OR_DATASET);

    private StepFormulas() {}

    static void examine(Step step, TransformDeclaration declaration, Table table, AnalysisContext context) {
        if (table.columns().isEmpty() || declaration.parameters().stream()
                .anyMatch(parameter -> TABLES.contains(parameter.kind()))) {
            return; // over which tables they are isn't known here
        }
        // Whether $col means anything is for the transform to say.
        Scope scope = context.scope(table).editing(table.columns().get(0));
        for (Parameter parameter : step.parameters()) {
            boolean formula = declaration.parameters().stream().anyMatch(
                    declared -> declared.isNamed(parameter.name()) && FORMULAS.contains(declared.kind()));
            if (formula) {
                parameter.values().forEach(node -> examine(node, scope, context));
            }
        }
    }

    private static void examine(Node node, Scope scope, AnalysisContext context) {
        if (node instanceof Node.Array array) {
            List.copyOf(array.elements()).forEach(element -> examine(element, scope, context));
        } else if (node instanceof Node.Call
                || node instanceof Node.Column column && NameResolution.isMisspelt(column, scope)) {
            // Another bare word may be a keyword of the step.
            context.analyze(node, scope);
        }
    }
}
