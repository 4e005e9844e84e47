package io.drover.recipe.message;

/**
 * Where in a recipe a problem is.
 *
 * @param step the verb and first line of the step, empty if outside any
 */
public record Place(Span span, String step) {}
