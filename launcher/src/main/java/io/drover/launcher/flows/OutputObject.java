package io.drover.launcher.flows;

import io.drover.launcher.store.Owned;
import io.drover.launcher.store.Stamp;

/** How a recipe's results are written when nothing else is said. */
public record OutputObject(
        long id, long node, String execution, boolean profiler, boolean adhoc, String name, String description,
        Stamp stamp) implements Owned {}
