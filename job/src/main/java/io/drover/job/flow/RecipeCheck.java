package io.drover.job.flow;

import io.drover.recipe.analysis.Compilation.DatasetProblem;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.RecipeCompiler;
import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what is wrong with recipes whatever they are run on, while nobody knows their sources' columns. What hangs on
 * columns, and all that follows from it, is left to the driver: a recipe that could be valid has no problem here.
 */
public final class RecipeCheck {
    private static final Logger LOG = LoggerFactory.getLogger(RecipeCheck.class);
    private static final Set<ProblemCode> CERTAIN = EnumSet.of(ProblemCode.SYNTAX, ProblemCode.UNTERMINATED_LITERAL,
            ProblemCode.UNKNOWN_VERB, ProblemCode.UNKNOWN_PARAMETER, ProblemCode.REPEATED_PARAMETER,
            ProblemCode.MISSING_PARAMETER, ProblemCode.UNKNOWN_FUNCTION, ProblemCode.INVALID_PATTERN);

    private final RecipeCompiler compiler = new RecipeCompiler();

    /**
     * Certain errors, those of kinds in {@code alsoCertain} included.
     *
     * @param request with sources that have no columns and a probe that knows no rows
     */
    public List<DatasetProblem> problems(CompilationRequest request, Set<ProblemCode> alsoCertain) {
        return compile(request).stream().filter(found -> isCertain(found.problem(), alsoCertain)).toList();
    }

    private static boolean isCertain(Problem problem, Set<ProblemCode> alsoCertain) {
        return problem.isError() && (CERTAIN.contains(problem.code()) || alsoCertain.contains(problem.code()));
    }

    /** A fault of the compiler says nothing about the recipe; the driver, which knows the columns, will tell. */
    private List<DatasetProblem> compile(CompilationRequest request) {
        try {
            return compiler.compile(request).problems();
        } catch (RuntimeException e) {
            LOG.warn("a recipe could not be checked without its columns; it counts as possible", e);
            return List.of();
        }
    }
}
