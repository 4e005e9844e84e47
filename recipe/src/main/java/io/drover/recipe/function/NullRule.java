package io.drover.recipe.function;

/** What an operation does with null arguments. */
public enum NullRule {
    /** Any null argument makes the result null; the kernel never sees one. */
    STRICT,
    /** The kernel sees nulls. */
    AWARE
}
