package io.drover.launcher.flows;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.rest.Defects;
import io.drover.recipe.message.Problem;
import io.drover.recipe.syntax.RecipeParser;

/** Checks the text of recipes by itself; whether it fits its inputs shows when a job is made. */
public final class RecipeText {
    private final int limit;
    private final RecipeParser parser = new RecipeParser();

    RecipeText(LauncherSettings settings) {
        limit = settings.limits().recipeChars();
    }

    void check(String script, String pointer, Defects defects) {
        if (script.length() > limit) {
            defects.invalid(pointer, "TOO_LONG", "script has more than " + limit + " characters");
            return;
        }
        for (Problem problem : parser.parse(script).problems()) {
            if (problem.isError()) {
                defects.invalid(pointer, problem.code().id(), "script, " + problem.render());
            }
        }
    }
}
