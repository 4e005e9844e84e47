package io.drover.launcher.flows;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.rest.Defects;
import io.drover.recipe.analysis.Compilation.DatasetProblem;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.CompilationRequest.Dataset;
import io.drover.recipe.analysis.CompilationRequest.Input;
import io.drover.recipe.analysis.CompilationRequest.Source;
import io.drover.recipe.analysis.RecipeCompiler;
import io.drover.recipe.message.Problem;
import io.drover.recipe.message.ProblemCode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what is certainly wrong with recipes while nobody knows their sources' columns yet. What hangs on columns, and
 * all that follows from it, is left to the driver: a recipe that could be valid is never refused here.
 */
public final class RecipeText {
    private static final Logger LOG = LoggerFactory.getLogger(RecipeText.class);
    /** Wrong whatever the recipe is run on. */
    private static final Set<ProblemCode> CERTAIN = EnumSet.of(ProblemCode.SYNTAX, ProblemCode.UNTERMINATED_LITERAL,
            ProblemCode.UNKNOWN_VERB, ProblemCode.UNKNOWN_PARAMETER, ProblemCode.REPEATED_PARAMETER,
            ProblemCode.MISSING_PARAMETER, ProblemCode.UNKNOWN_FUNCTION, ProblemCode.INVALID_PATTERN);
    /** Wrong once the flow is what it is: datasets and parameters can't be added any more. */
    private static final Set<ProblemCode> CERTAIN_IN_FLOW =
            EnumSet.of(ProblemCode.UNKNOWN_DATASET, ProblemCode.UNKNOWN_VARIABLE);
    private static final String ALONE = "recipe";
    private static final String ANYTHING = "source";

    private final int limit;
    private final RecipeCompiler compiler = new RecipeCompiler();

    RecipeText(LauncherSettings settings) {
        limit = settings.limits().recipeChars();
    }

    /** A recipe that is going to be stored: what it names may be added to its flow later. */
    void check(String script, String pointer, Defects defects) {
        if (script.length() > limit) {
            defects.invalid(pointer, "TOO_LONG", "script has more than " + limit + " characters");
            return;
        }
        Dataset alone = new Dataset(ALONE, ALONE, Input.source(ANYTHING), Map.of(), script);
        compile(request(List.of(ANYTHING), List.of(alone), Map.of(), Instant.EPOCH)).stream()
                .map(DatasetProblem::problem)
                .filter(problem -> problem.isError() && CERTAIN.contains(problem.code()))
                .forEach(problem -> defects.invalid(pointer, problem.code().id(), "script, " + problem.render()));
    }

    /**
     * What is certainly wrong with recipes that are going to be run.
     *
     * @param sources their ids
     * @param datasets in dependency order
     * @param parameters in force
     */
    public List<DatasetProblem> problems(List<String> sources, List<Dataset> datasets,
            Map<String, String> parameters, Instant referenceTime) {
        return compile(request(sources, datasets, parameters, referenceTime)).stream()
                .filter(found -> isCertain(found.problem())).toList();
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

    private static boolean isCertain(Problem problem) {
        return problem.isError() && (CERTAIN.contains(problem.code()) || CERTAIN_IN_FLOW.contains(problem.code()));
    }

    /** Without columns and rows; what the compiler finds missing because of that is no certain problem. */
    private static CompilationRequest request(List<String> sources, List<Dataset> datasets,
            Map<String, String> parameters, Instant referenceTime) {
        return new CompilationRequest(sources.stream().map(id -> Source.of(id, id, List.of())).toList(), datasets,
                datasets.get(datasets.size() - 1).id(), parameters, referenceTime, (plan, rows) -> List.of());
    }
}
