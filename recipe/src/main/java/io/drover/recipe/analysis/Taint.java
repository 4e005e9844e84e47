package io.drover.recipe.analysis;

import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.message.Suggestions;
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
    /** Names that the table may not have any more, and whether that may be any name. */
    private final Set<String> left = new HashSet<>();
    private boolean anyLeft;

    Taint() {}

    Taint(Taint other) {
        include(other);
    }

    void include(Taint other) {
        names.addAll(other.names);
        anyName |= other.anyName;
        left.addAll(other.left);
        anyLeft |= other.anyLeft;
    }

    /** Any column may be missing from here on. */
    void everything() {
        anyName = true;
        anyLeft = true;
    }

    /** @param before the table that the step was given */
    void broken(Step step, TransformDeclaration declaration, Table before) {
        switch (declaration.shape()) {
            case SAME_COLUMNS -> { }
            case MORE_COLUMNS -> adding(step, declaration);
            case FEWER_COLUMNS -> all(before);
            case REPLACED_COLUMNS -> {
                before.columns().stream().map(Column::name).filter(name -> names(step, name))
                        .forEach(name -> left.add(name.toLowerCase(Locale.ROOT)));
                adding(step, declaration);
            }
            case OTHER_COLUMNS -> {
                all(before);
                adding(step, declaration);
            }
        }
    }

    /** Those that come later are there for certain. */
    private void all(Table before) {
        before.columns().forEach(column -> left.add(column.name().toLowerCase(Locale.ROOT)));
    }

    /** Whether a step names a column, or one that may be meant by a name that no column has. */
    private static boolean names(Step step, String name) {
        return step.parameters().stream().flatMap(parameter -> parameter.values().stream())
                .anyMatch(node -> names(node, name));
    }

    private static boolean names(Node node, String name) {
        if (node instanceof Node.Column column) {
            return column.name().equalsIgnoreCase(name)
                    || Suggestions.nearest(column.name(), List.of(name)).isPresent();
        }
        return node instanceof Node.Wildcard || node instanceof Node.Range
                || node instanceof Node.Array array
                        && array.elements().stream().anyMatch(element -> names(element, name));
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
            case DUPLICATE_COLUMN -> !problem.message().endsWith(" is given twice") && (anyLeft || left.stream()
                    .anyMatch(name -> problem.message().toLowerCase(Locale.ROOT).endsWith(" " + name)));
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
