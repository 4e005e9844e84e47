package io.drover.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A recipe that an engine runs otherwise than the reference engine, made as small as it still differs. */
record Difference(String engine, RandomRecipes.Sound recipe, String wanted, String given) {

    private static final int MOST_TRIES = 120;

    static Difference of(PlanRunner runner, RandomRecipes.Sound found) {
        int[] tries = {0};
        Predicate<RandomRecipes.Sound> differs = candidate -> tries[0]++ < MOST_TRIES && differs(runner, candidate);
        RandomRecipes.Sound smallest = found;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (RandomRecipes.Sound candidate : smaller(smallest)) {
                if (differs.test(candidate)) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return new Difference(runner.engine(), smallest, outcome(Engines.REFERENCE, smallest).text(),
                outcome(runner, smallest).text());
    }

    private static boolean differs(PlanRunner runner, RandomRecipes.Sound candidate) {
        if (Recipes.compile(Engines.REFERENCE, candidate.inputs(), candidate.recipe()).hasErrors()) {
            return false;
        }
        return !outcome(Engines.REFERENCE, candidate).text().equals(outcome(runner, candidate).text());
    }

    private static OutputBatch.Outcome outcome(PlanRunner runner, RandomRecipes.Sound sound) {
        return new OutputBatch(runner, 1).run(List.of(OutputBatch.Job.of(Engines.REFERENCE, sound))).get(0);
    }

    private static List<RandomRecipes.Sound> smaller(RandomRecipes.Sound sound) {
        List<RandomRecipes.Sound> smaller = new ArrayList<>();
        for (int i = sound.steps().size() - 1; i >= 0; i--) {
            smaller.add(new RandomRecipes.Sound(sound.inputs(), without(sound.steps(), i, i + 1), sound.uses(), sound.form()));
        }
        for (int t = 0; t < sound.inputs().size(); t++) {
            Recipes.Input input = sound.inputs().get(t);
            int height = input.rows().size();
            for (int size = Math.max(1, height / 2); size >= 1 && height > 0; size /= 2) {
                for (int from = 0; from + size <= height; from += size) {
                    List<Recipes.Input> inputs = new ArrayList<>(sound.inputs());
                    inputs.set(t, new Recipes.Input(input.name(), input.columns(),
                            without(input.rows(), from, from + size)));
                    smaller.add(new RandomRecipes.Sound(inputs, sound.steps(), sound.uses(), sound.form()));
                }
            }
        }
        return smaller;
    }

    private static <T> List<T> without(List<T> list, int from, int to) {
        List<T> rest = new ArrayList<>(list.subList(0, from));
        rest.addAll(list.subList(to, list.size()));
        return rest;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(engine).append(" differs, ").append(recipe.form())
                .append(":\n").append(recipe.recipe());
        recipe.inputs().forEach(input -> text.append('\n').append(input.name()).append(' ').append(input.columns())
                .append(": ").append(shown(input.rows().toString())));
        return text.append("\nwanted:\n").append(shown(wanted)).append("\ngiven:\n").append(shown(given)).append('\n')
                .toString();
    }

    private static String shown(String text) {
        int most = 3000;
        return text.length() <= most ? text : text.substring(0, most) + "… (" + text.length() + " characters)";
    }
}
