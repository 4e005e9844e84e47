package io.drover.recipe.syntax;

import io.drover.recipe.message.Problem;
import io.drover.recipe.message.SyntaxMessages;
import io.drover.recipe.message.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects the problems of one text, up to a limit: a file that is no recipe has one in each line. */
final class ProblemSink {
    private static final int LIMIT = 500;

    private final List<Problem> problems = new ArrayList<>();

    void add(Problem problem) {
        if (problems.size() < LIMIT) {
            problems.add(problem);
        } else if (problems.size() == LIMIT) {
            problems.add(SyntaxMessages.moreProblems(LIMIT, new Place(problem.span(), problem.step())));
        }
    }

    boolean isFull() {
        return problems.size() > LIMIT;
    }

    /** In the order of the text. */
    List<Problem> inOrder() {
        return problems.stream()
                .sorted(Comparator.<Problem>comparingInt(p -> p.span().line()).thenComparingInt(p -> p.span().column()))
                .toList();
    }
}
