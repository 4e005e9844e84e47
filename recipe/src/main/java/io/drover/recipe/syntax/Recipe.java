package io.drover.recipe.syntax;

import io.drover.recipe.message.Problem;
import java.util.List;

/**
 * The steps of a recipe and what was wrong with its text.
 *
 * @param unread steps that can't be read, and lines that belong to none
 */
public record Recipe(List<Step> steps, List<Unread> unread, List<Problem> problems) {
    public Recipe {
        steps = List.copyOf(steps);
        unread = List.copyOf(unread);
        problems = List.copyOf(problems);
    }

    /**
     * @param readable the step with {@link Node.Unknown} for what can't be read; its verb is the one that a
     *     misspelt one is near to, unknown if there is none, and empty for a line that belongs to no step
     * @param text all of it
     * @param complete whether it is known which parameters the step has, though not all their values
     */
    public record Unread(Step readable, String text, boolean complete) {}
}
