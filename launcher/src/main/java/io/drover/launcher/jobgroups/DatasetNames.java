package io.drover.launcher.jobgroups;

import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.Step;
import java.util.LinkedHashSet;
import java.util.Set;

/** The other datasets that a recipe names. */
final class DatasetNames {
    private static final Set<String> VERBS = Set.of("join", "lookup", "union");
    private static final String WITH = "with";

    private DatasetNames() {}

    static Set<String> in(Recipe recipe) {
        Set<String> names = new LinkedHashSet<>();
        for (Step step : recipe.steps()) {
            if (VERBS.contains(step.verb())) {
                for (Parameter parameter : step.parameters()) {
                    if (parameter.name().equalsIgnoreCase(WITH)) {
                        parameter.values().forEach(value -> add(names, value));
                    }
                }
            }
        }
        return names;
    }

    private static void add(Set<String> names, Node value) {
        if (value instanceof Node.Column column) {
            names.add(column.name());
        } else if (value instanceof Node.Text text) {
            names.add(text.value());
        } else if (value instanceof Node.Array array) {
            array.elements().forEach(element -> add(names, element));
        }
    }
}
