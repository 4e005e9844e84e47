package io.drover.recipe.analysis;

import io.drover.recipe.message.Problem;
import io.drover.recipe.syntax.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The outcome of {@link RecipeCompiler#compile}.
 *
 * @param target the wanted dataset's table, with its plan rewritten and unread columns pruned; empty if the request names
 *     none. With errors its columns are those that there would be, as far as that is known; it isn't to be run.
 * @param unordered the same without the columns that only its row order needs: for outputs that don't show the order
 * @param sorted whether a sort step made the order, which is then kept in every output
 * @param problems of all recipes
 * @param datasets per dataset (by id, in request order) its steps and the table after each
 * @param answers what was asked of the probe and what it answered, in order
 */
public record Compilation(
        Optional<Table> target,
        Optional<Table> unordered,
        boolean sorted,
        List<DatasetProblem> problems,
        Map<String, DatasetSteps> datasets,
        List<Answer> answers) {

    /** @param dataset the dataset's id; its recipe is where the problem's line and column are */
    public record DatasetProblem(String dataset, String datasetName, Problem problem) {

        /** E.g. {@code orders: line 3, column 8: unknown column qtyy; did you mean qty? [DROVER-R120]}. */
        public String render() {
            return datasetName + ": " + problem.render();
        }
    }

    /** @param after the table after each step, before pruning: columns with types and origins; see target for errors */
    public record DatasetSteps(Table input, List<Step> steps, List<Table> after) {
        public Table result() {
            return after.isEmpty() ? input : after.get(after.size() - 1);
        }
    }

    /** One question about data that the shape of the result depends on. */
    public record Answer(String dataset, String step, List<List<Object>> rows) {}

    public boolean hasErrors() {
        return problems.stream().anyMatch(problem -> problem.problem().isError());
    }
}
