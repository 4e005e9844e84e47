package io.drover.launcher.flows;

import io.drover.launcher.store.Owned;
import io.drover.launcher.store.Stamp;

/**
 * What stands in a flow.
 *
 * @param importedDataset of a source node, else null
 * @param referencedNode of a reference node, else null
 * @param inputDataset a recipe's primary input, if it is an imported dataset, else null
 * @param inputNode a recipe's primary input, if it is another node, else null
 * @param script a recipe's text, else empty
 */
public record FlowNode(
        long id, long flow, Kind kind, String name, String description, Long importedDataset, Long referencedNode,
        Long inputDataset, Long inputNode, String script, Stamp stamp) implements Owned {

    /** A recipe is what the API calls a wrangledDataset. */
    public enum Kind { RECIPE, SOURCE, REFERENCE }

    public boolean isRecipe() {
        return kind == Kind.RECIPE;
    }
}
