package io.drover.job.flow;

import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Parameter;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.RecipeParser;
import io.drover.recipe.syntax.Step;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The other datasets that a recipe names, in the order of its steps. */
public final class DatasetNames {
    private static final String WITH = "with";
    private static final Set<String> MULTIPLE_DATASET_VERBS = Set.of("join", "lookup", "union");
    private static final String STANDARDIZE = "standardize";

    private DatasetNames() {}

    public static Set<String> in(String recipe) {
        return in(new RecipeParser().parse(recipe));
    }

    public static Set<String> in(Recipe recipe) {
        Set<String> names = new LinkedHashSet<>();
        for (Step step : recipe.steps()) {
            for (Parameter parameter : step.parameters()) {
                if (parameter.name().toLowerCase(Locale.ROOT).equals(WITH)) {
                    if (MULTIPLE_DATASET_VERBS.contains(step.verb())) {
                        parameter.values().forEach(value -> add(names, value));
                    } else if (step.verb().equals(STANDARDIZE)) {
                        parameter.values().forEach(value -> addBare(names, value));
                    }
                }
            }
        }
        return names;
    }

    /** Texts in quotes are spellings, not names. */
    private static void addBare(Set<String> names, Node value) {
        if (value instanceof Node.Column column) {
            names.add(column.dataset().map(dataset -> dataset + "." + column.name()).orElse(column.name()));
        }
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
