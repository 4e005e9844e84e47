package io.drover.recipe.analysis;

import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Step;
import io.drover.recipe.transform.ParameterDeclaration;
import io.drover.recipe.transform.ParameterKind;
import io.drover.recipe.transform.TransformDeclaration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What broken steps would have changed, so that problems which only follow from them are dropped: a column that a broken
 * step would have made isn't unknown.
 */
final class Taint {

    private final Set<String> names = new HashSet<>();
    private boolean anyName;

    Taint() {}

    Taint(Taint other) {
        names.addAll(other.names);
        anyName = other.anyName;
    }

    void include(Taint other) {
        names.addAll(other.names);
        anyName |= other.anyName;
    }

    /** Any column may be missing from here on. */
    void everything() {
        anyName = true;
    }

    void broken(Step step, TransformDeclaration declaration) {
        if (declaration.shape() == TransformDeclaration.Shape.SAME_COLUMNS) {
            return;
        }
        List<String> made = new ArrayList<>();
        for (Parameter parameter : step.parameters()) {
            for (ParameterDeclaration declared : declaration.parameters()) {
                boolean names = declared.kind() == ParameterKind.NEW_NAME || declared.kind() == ParameterKind.NEW_NAMES;
                if (names && declared.name().equalsIgnoreCase(parameter.name())) {
                    parameter.values().forEach(node -> name(node, made));
                }
            }
        }
        if (made.isEmpty()) {
            anyName = true;
        }
        names.addAll(made);
    }

    private static void name(Node node, List<String> made) {
        if (node instanceof Node.Text text) {
            made.add(text.value());
        } else if (node instanceof Node.Column column) {
            made.add(column.name());
        } else if (node instanceof Node.Array array) {
            array.elements().forEach(element -> name(element, made));
        }
    }

    boolean explains(Problem problem) {
        if (problem.code() == ProblemCode.DUPLICATE_COLUMN || problem.code() == ProblemCode.NO_COLUMNS_LEFT) {
            return anyName || !names.isEmpty();
        }
        return problem.code() == ProblemCode.UNKNOWN_COLUMN
                && (anyName || names.stream().anyMatch(name -> problem.message().contains(name)));
    }
}
