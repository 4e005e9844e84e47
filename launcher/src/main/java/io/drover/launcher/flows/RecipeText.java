package io.drover.launcher.flows;

import io.drover.job.flow.RecipeCheck;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.rest.Defects;
import io.drover.recipe.analysis.Compilation.DatasetProblem;
import io.drover.recipe.analysis.CompilationRequest;
import io.drover.recipe.analysis.CompilationRequest.Dataset;
import io.drover.recipe.analysis.CompilationRequest.Input;
import io.drover.recipe.analysis.CompilationRequest.Source;
import io.drover.recipe.message.ProblemCode;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what is certainly wrong with recipes while nobody knows their sources' columns yet. What hangs on columns, and
 * all that follows from it, is left to the driver: a recipe that could be valid is never refused here.
 */
public final class RecipeText {
    /** Wrong once the flow is what it is: datasets and parameters can't be added any more, nor steps mended. */
    private static final Set<ProblemCode> CERTAIN_IN_FLOW =
            EnumSet.of(ProblemCode.UNKNOWN_DATASET, ProblemCode.UNKNOWN_VARIABLE, ProblemCode.UNMAPPED_STEP);
    private static final String ALONE = "recipe";
    private static final String ANYTHING = "source";

    private final int limit;
    private final RecipeCheck check = new RecipeCheck();

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
        check.problems(request(List.of(ANYTHING), List.of(alone), Map.of(), Instant.EPOCH), Set.of()).stream()
                .map(DatasetProblem::problem)
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
        return check.problems(request(sources, datasets, parameters, referenceTime), CERTAIN_IN_FLOW);
    }

    /** Without columns and rows; what the compiler finds missing because of that is no certain problem. */
    private static CompilationRequest request(List<String> sources, List<Dataset> datasets,
            Map<String, String> parameters, Instant referenceTime) {
        return new CompilationRequest(sources.stream().map(id -> Source.of(id, id, List.of())).toList(), datasets,
                datasets.get(datasets.size() - 1).id(), parameters, referenceTime, (plan, rows) -> List.of());
    }
}
