package io.drover.recipe.analysis;

import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.transform.ParameterKind;
import io.drover.recipe.transform.TransformDeclaration;
import java.util.List;
import java.util.Set;

/** The formulas and patterns that a step doesn't read as it stands: what is wrong in them is told if it may be another. */
final class StepFormulas {
    private static final Set<ParameterKind> FORMULAS =
            Set.of(ParameterKind.EXPRESSION, ParameterKind.EXPRESSIONS, ParameterKind.CONDITION);
    private static final Set<ParameterKind> TABLES =
            Set.of(ParameterKind.DATASET, ParameterKind.DATASETS, ParameterKind.TEXTS_OR_DATASET);

    private static final Set<ParameterKind> PATTERNS = Set.of(ParameterKind.PATTERN, ParameterKind.PATTERNS);

    private StepFormulas() {}

    static void examine(List<Parameter> parameters, TransformDeclaration declaration, Table table, AnalysisContext context) {
        if (table.columns().isEmpty() || declaration.parameters().stream()
                .anyMatch(parameter -> TABLES.contains(parameter.kind()))) {
            return; // over which tables they are isn't known here
        }
        // Whether $col means anything is for the transform to say.
        Scope scope = context.scope(table).editing(table.columns().get(0));
        for (Parameter parameter : parameters) {
            if (isOf(FORMULAS, parameter, declaration)) {
                parameter.values().forEach(node -> examine(node, scope, context));
            } else if (isOf(PATTERNS, parameter, declaration)) {
                parameter.values().forEach(node -> pattern(node, scope));
            }
        }
    }

    private static boolean isOf(Set<ParameterKind> kinds, Parameter parameter, TransformDeclaration declaration) {
        return declaration.parameters().stream()
                .anyMatch(declared -> declared.isNamed(parameter.name()) && kinds.contains(declared.kind()));
    }

    private static void pattern(Node node, Scope scope) {
        if (node instanceof Node.Array array) {
            array.elements().forEach(element -> pattern(element, scope));
        } else if (node instanceof Node.Pattern) {
            PatternArguments.encode(node, ExpressionAnalyzer::unknown, scope);
        }
    }

    private static void examine(Node node, Scope scope, AnalysisContext context) {
        if (node instanceof Node.Array array) {
            List.copyOf(array.elements()).forEach(element -> examine(element, scope, context));
        } else if (node instanceof Node.Call || node instanceof Node.Variable || node instanceof Node.Unknown
                || node instanceof Node.Column column && NameResolution.isMisspelt(column, scope)) {
            // Another bare word may be a keyword of the step.
            context.analyze(node, scope);
        }
    }
}
