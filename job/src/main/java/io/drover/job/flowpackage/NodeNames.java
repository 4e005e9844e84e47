package io.drover.job.flowpackage;

import io.drover.recipe.syntax.Node;
import io.drover.recipe.syntax.Recipe;
import io.drover.recipe.syntax.RecipeParser;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The names of a flow's nodes. A package's edges say which node a recipe joins, its text says so by name: a node that is
 * named so gets a name that means it alone and that text can hold.
 */
final class NodeNames {
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> renamed = new LinkedHashMap<>();

    private NodeNames() {}

    /**
     * @param given by node
     * @param referenced nodes that recipes name
     * @param recipes nodes that win over datasets of the same name
     */
    static NodeNames of(Map<String, String> given, Set<String> referenced, Set<String> recipes) {
        NodeNames result = new NodeNames();
        Map<String, Integer> ofAny = new HashMap<>();
        Map<String, Integer> ofRecipes = new HashMap<>();
        Set<String> taken = new HashSet<>();
        given.forEach((node, name) -> {
            String key = name.toLowerCase(Locale.ROOT);
            taken.add(key);
            ofAny.merge(key, 1, Integer::sum);
            ofRecipes.merge(key, recipes.contains(node) ? 1 : 0, Integer::sum);
        });
        given.forEach((node, name) -> {
            String chosen = name;
            if (referenced.contains(node)) {
                String key = name.toLowerCase(Locale.ROOT);
                boolean alone = ofAny.get(key) == 1 || recipes.contains(node) && ofRecipes.get(key) == 1;
                if (!isNameable(name)) {
                    chosen = free(name.replaceAll("[^\\p{L}\\p{N} ._()-]", "_").strip(), taken);
                    result.renamed.put(node, "recipes refer to it, and their text can't hold its name");
                } else if (!alone) {
                    chosen = free(name, taken);
                    result.renamed.put(node, "recipes refer to it, and another one has the same name");
                }
            }
            result.names.put(node, chosen);
        });
        return result;
    }

    private static String free(String name, Set<String> taken) {
        String base = name.isEmpty() ? "dataset" : name;
        String candidate = base;
        for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
            candidate = base + " (" + i + ")";
        }
        return candidate;
    }

    /** Whether a step's text can name it, as a dataset and before a column. */
    static boolean isNameable(String name) {
        String step = "join with: " + name + " col: " + name + ".a, current_dataset.b row: current_dataset.b == " + name
                + ".a type: inner";
        Recipe read = new RecipeParser().parse(step);
        if (!read.problems().isEmpty() || read.steps().size() != 1 || read.steps().get(0).parameters().size() != 4) {
            return false;
        }
        boolean with = read.steps().get(0).parameters().get(0).values().equals(java.util.List.of()) ? false
                : read.steps().get(0).parameters().get(0).values().get(0) instanceof Node.Column column
                        && column.name().equals(name) && column.dataset().isEmpty();
        boolean column = read.steps().get(0).parameters().get(1).values().size() == 2
                && read.steps().get(0).parameters().get(1).values().get(0) instanceof Node.Column qualified
                && qualified.dataset().equals(java.util.Optional.of(name)) && qualified.name().equals("a");
        return with && column && !name.equalsIgnoreCase("current_dataset");
    }

    String of(String node) {
        return names.get(node);
    }

    /** Why nodes have other names than the package gives them. */
    Map<String, String> renamed() {
        return renamed;
    }
}
