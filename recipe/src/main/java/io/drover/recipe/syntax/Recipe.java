package io.drover.recipe.syntax;

import io.drover.recipe.message.Problem;
import java.util.List;

/** The steps of a recipe and what was wrong with its text; a step that can't be read is left out. */
public record Recipe(List<Step> steps, List<Problem> problems) {
    public Recipe {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }
}
