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
import java.util.Locale;
import java.util.Set;

/**
 * What broken steps would have changed, so that problems which only follow from them are dropped: a column that a broken
 * step would have made isn't unknown.
 */
final class Taint {

    /** Lower case, as names are resolved. */
    private final Set<String> names = new HashSet<>();
    private boolean anyName;
    private boolean namesLeft;

    Taint() {}

    Taint(Taint other) {
        include(other);
    }

    void include(Taint other) {
        names.addAll(other.names);
        anyName |= other.anyName;
        namesLeft |= other.namesLeft;
    }

    /** Any column may be missing from here on. */
    void everything() {
        anyName = true;
        namesLeft = true;
    }

    void broken(Step step, TransformDeclaration declaration) {
        switch (declaration.shape()) {
            case SAME_COLUMNS -> { }
            case MORE_COLUMNS -> adding(step, declaration);
            case FEWER_COLUMNS -> namesLeft = true;
            case OTHER_COLUMNS -> {
                namesLeft = true;
                adding(step, declaration);
            }
        }
    }

    private void adding(Step step, TransformDeclaration declaration) {
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
        made.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
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
        return switch (problem.code()) {
            case DUPLICATE_COLUMN -> namesLeft;
            case NO_COLUMNS_LEFT -> anyName || !names.isEmpty();
            case UNKNOWN_COLUMN -> anyName || names.stream().anyMatch(name -> isAbout(problem, name));
            default -> false;
        };
    }

    /** By its text "unknown column NAME", with "of DATASET" behind it or not. */
    private static boolean isAbout(Problem problem, String name) {
        String message = problem.message().toLowerCase(Locale.ROOT);
        String about = "unknown column " + name;
        return message.equals(about) || message.startsWith(about + " of ");
    }
}
