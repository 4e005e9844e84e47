package io.drover.launcher.flows;

import io.drover.launcher.store.Owned;
import io.drover.launcher.store.Stamp;
import java.util.Map;

/**
 * Recipes that belong together.
 *
 * @param description null if there is none
 * @param parameters values that its recipes may name, by name
 */
public record Flow(long id, String name, String description, Map<String, String> parameters, Stamp stamp)
        implements Owned {}
