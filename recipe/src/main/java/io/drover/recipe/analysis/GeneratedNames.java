package io.drover.recipe.analysis;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of columns that a recipe doesn't name (docs/language.md, Columns that steps make). Names are compared
 * without regard to case; every name given out counts as used from then on.
 */
public final class GeneratedNames {

    private final Set<String> used = new HashSet<>();

    /** @param names in the table before the step, also of columns that the step drops */
    public GeneratedNames(Collection<String> names) {
        names.forEach(this::use);
    }

    public static GeneratedNames of(Table table) {
        return new GeneratedNames(table.columns().stream().map(Column::name).toList());
    }

    public void use(String name) {
        used.add(folded(name));
    }

    public boolean isUsed(String name) {
        return used.contains(folded(name));
    }

    /** The base without its trailing digits and the smallest number from 1 on that gives an unused name. */
    public String numbered(String base) {
        String stem = base.replaceAll("[0-9]+$", "");
        if (stem.isEmpty()) {
            stem = base + "_";
        }
        int number = 1;
        while (isUsed(stem + number)) {
            number++;
        }
        use(stem + number);
        return stem + number;
    }

    /** The name itself if it is unused, else {@link #numbered}. */
    public String free(String name) {
        if (isUsed(name)) {
            return numbered(name);
        }
        use(name);
        return name;
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
