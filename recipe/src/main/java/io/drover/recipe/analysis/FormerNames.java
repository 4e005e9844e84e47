package io.drover.recipe.analysis;

import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import io.drover.recipe.syntax.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where names of columns went that the table had before, for those who still use them. */
final class FormerNames {
    private static final String UNKNOWN = "unknown column ";

    /** By the name in lower case. */
    private final Map<String, String> gone = new HashMap<>();

    void step(Step step, Table before, Table after) {
        if (before == after || before.columns().equals(after.columns())) {
            return;
        }
        Set<String> names = new HashSet<>();
        after.columns().forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
        for (Column column : before.columns()) {
            if (!names.contains(column.name().toLowerCase(Locale.ROOT))) {
                Optional<Column> renamed = after.columns().stream().filter(each -> each.id().equals(column.id())).findFirst();
                gone.put(column.name().toLowerCase(Locale.ROOT), renamed
                        .map(each -> "it is called " + each.name() + " since line " + step.span().line())
                        .orElse("line " + step.span().line() + ", " + step.verb() + ", took it away"));
            }
        }
        gone.keySet().removeAll(names);
    }

    /** A problem with a name that is gone says so, unless another is near. */
    Problem explained(Problem problem) {
        if (problem.code() != ProblemCode.UNKNOWN_COLUMN || !problem.message().startsWith(UNKNOWN)
                || problem.suggestion().filter(text -> text.startsWith("did you mean")).isPresent()) {
            return problem;
        }
        String where = gone.get(problem.message().substring(UNKNOWN.length()).toLowerCase(Locale.ROOT));
        return where == null ? problem : new Problem(problem.code(), problem.severity(), problem.span(), problem.message(),
                Optional.of(where), problem.step());
    }
}
