package io.drover.launcher.flows;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.rest.Defects;

/** Checks the text of recipes. */
public final class RecipeText {
    private final int limit;

    RecipeText(LauncherSettings settings) {
        limit = settings.limits().recipeChars();
    }

    void check(String script, String pointer, Defects defects) {
        if (script.length() > limit) {
            defects.invalid(pointer, "TOO_LONG", "script has more than " + limit + " characters");
        }
    }
}
