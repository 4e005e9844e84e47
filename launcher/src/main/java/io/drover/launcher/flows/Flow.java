package io.drover.launcher.flows;

import io.drover.launcher.store.Owned;
import io.drover.launcher.store.Stamp;

/** @param description null if there is none */
public record Flow(long id, String name, String description, Stamp stamp) implements Owned {}
