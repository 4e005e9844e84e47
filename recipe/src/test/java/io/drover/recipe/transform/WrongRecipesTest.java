package io.drover.recipe.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.drover.recipe.function.Catalogue;
import io.drover.recipe.function.FunctionEntry;
import io.drover.recipe.message.Problem;
import io.drover.recipe.syntax.json.TaskImporter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Recipes as people write them who are tired, know SQL or paste from elsewhere, and steps of packages that can't be read, with all
 * that is said of each; see {@link GoldenFile}. {@link MessageTextsTest} asks that every text of a message is among them.
 */
class WrongRecipesTest {
    private static final List<String> RECIPES = List.of("wrong-recipes", "text", "transforms", "formulas", "patterns",
            "follow-ups", "one-pass");
    private static final String TASKS = "tasks";
    private static final TaskImporter IMPORTER = new TaskImporter(
            function -> Catalogue.standard().find(function).map(FunctionEntry::parameters).orElse(List.of()));

    @TestFactory
    Stream<DynamicTest> whatIsSaidOfRecipesIsAsWritten() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : RECIPES) {
            GoldenFile.read(file).tests(WrongRecipesTest::ofRecipe).forEach(tests::add);
        }
        assertThat(tests).hasSizeGreaterThan(60);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> whatIsSaidOfTasksIsAsWritten() throws IOException {
        return GoldenFile.read(TASKS).tests(WrongRecipesTest::ofTask);
    }

    /** Has everything said once. */
    static void sayAll() throws IOException {
        for (String file : RECIPES) {
            GoldenFile.read(file).cases().forEach(each -> ofRecipe(each.given()));
        }
        GoldenFile.read(TASKS).cases().forEach(each -> ofTask(each.given()));
    }

    private static String ofRecipe(String recipe) {
        RecipeTester tester = new RecipeTester()
                .table("orders", "id:Integer|qty:Integer|unit price:Float|name|state|day:Datetime|tags:Array",
                        "1|5|1.5|Ann|CA|2020-01-02|[1]")
                .table("states", "code|state name|region", "CA|California|West")
                .parameter("region", "West");
        return tester.compile(recipe).problems().stream().map(problem -> line(problem.problem()))
                .collect(Collectors.joining());
    }

    private static String ofTask(String json) {
        try {
            return IMPORTER.read(new ObjectMapper().readTree(json), table -> Optional.empty())
                    .problem().map(WrongRecipesTest::line).orElse("");
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    static String line(Problem problem) {
        return (problem.isError() ? "error " : "warning ") + problem.render() + "\n";
    }
}
