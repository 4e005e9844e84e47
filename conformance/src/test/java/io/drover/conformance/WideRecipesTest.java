package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.spec.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.metrics.source.CodegenMetrics;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Recipes over tables of thousands of columns: both engines write the same, and Spark compiles little for them. */
class WideRecipesTest {
    private static final int WIDTH = 1000;
    private static final int ROWS = 5;
    /** Characters. Code for each of the columns' texts would be several times as long. */
    private static final long LONG_SOURCE = 500_000;

    private static final Map<String, String> RECIPES = Map.of(
            "kept", "keep row: c0 == '0'",
            "computed and unpivoted", "set col: * value: ADD($col, 1)\nunpivot col: *",
            "merged", "merge col: * with: '-' as: 'm'");

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> bothEnginesTakeThem() throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), IntStream.rangeClosed(0, ROWS)
                .mapToObj(WideRecipesTest::line).collect(Collectors.joining("\n", "", "\n")));
        return RECIPES.entrySet().stream().map(recipe -> DynamicTest.dynamicTest(recipe.getKey(),
                () -> check(recipe.getKey(), input, recipe.getValue())));
    }

    private static String line(int row) {
        return IntStream.range(0, WIDTH).mapToObj(column -> row == 0 ? "c" + column : String.valueOf(row * column))
                .collect(Collectors.joining(","));
    }

    private void check(String name, Path input, String recipe) throws IOException {
        JobSpec.Source source = RecipeJobs.source(JobSpec.SourceOptions.DETECT, List.of(input.toUri().toString()));
        Path photon = publish("photon", name, source, recipe);
        long before = longSources();
        Path spark = publish("spark", name, source, recipe);
        assertThat(longSources()).as("long sources that Spark has compiled").isLessThanOrEqualTo(before);
        assertThat(spark).hasSameBinaryContentAs(photon);
    }

    private Path publish(String engine, String name, JobSpec.Source source, String recipe) throws IOException {
        Path output = folder.resolve(name.replace(' ', '-') + "-" + engine + ".csv");
        new RecipeJobs(folder.resolve(name.replace(' ', '-') + "-" + engine)).publish(Engines.ofJobs().get(engine).get(), source, recipe,
                List.of(RecipeJobs.csv(output)));
        return output;
    }

    private static long longSources() {
        return Arrays.stream(CodegenMetrics.METRIC_SOURCE_CODE_SIZE().getSnapshot().getValues())
                .filter(size -> size > LONG_SOURCE).count();
    }
}
