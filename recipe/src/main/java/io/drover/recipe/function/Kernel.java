package io.drover.recipe.function;

import java.io.Serializable;

/**
 * The meaning of a scalar operation. Pure: no state, no engine, no clock. Arguments and result are held as
 * {@link io.drover.recipe.type.Storage} says. Never throws: what has no value is null.
 */
@FunctionalInterface
public interface Kernel extends Serializable {
    Object apply(Object[] arguments);
}
