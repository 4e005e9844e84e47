package io.drover.recipe.message;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one analysis; none stops it. */
public final class Problems {
    private final List<Problem> problems = new ArrayList<>();

    public void add(Problem problem) {
        problems.add(problem);
    }

    public List<Problem> all() {
        return List.copyOf(problems);
    }

    /** How many errors there are, so that it can be seen whether something adds one. */
    public int errors() {
        return (int) problems.stream().filter(Problem::isError).count();
    }

    public boolean hasErrors() {
        return problems.stream().anyMatch(Problem::isError);
    }
}
