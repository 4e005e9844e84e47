package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.Engine;
import io.drover.job.spec.JobSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Recipes whose formulas are nested as deep as the language allows, or get deep by many steps on one column. */
class LongRecipesTest {
    private static final int STEPS = 110;
    private static final int DEPTH = 199;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyEngineTakesThem() {
        return Engines.ofJobs().entrySet().stream().map(engine -> DynamicTest.dynamicTest(engine.getKey(),
                () -> assertThat(lines(engine.getKey(), engine.getValue())).containsExactly("k,n,d",
                        "a," + numbers(STEPS) + ",deep", "b," + numbers(STEPS) + ",1")));
    }

    private static String numbers(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Integer::toString).collect(Collectors.joining("-"));
    }

    private List<String> lines(String name, Supplier<Engine> engine) throws IOException {
        Path input = Files.writeString(folder.resolve("in.csv"), "k,n\na,1\nb,1\n");
        String steps = IntStream.rangeClosed(2, STEPS).mapToObj(i -> "set col: n value: MERGE([n, '" + i + "'], '-')")
                .collect(Collectors.joining("\n"));
        String recipe = steps + "\nderive value: " + IntStream.rangeClosed(1, DEPTH)
                .mapToObj(i -> "IF(k == 'b', " + i + ", ").collect(Collectors.joining()) + "'deep'" + ")".repeat(DEPTH)
                + " as: 'd'\nmove col: d after: n";
        Path output = folder.resolve(name + ".csv");
        JobSpec.Source source = RecipeJobs.source(JobSpec.SourceOptions.DETECT, List.of(input.toUri().toString()));
        new RecipeJobs(folder.resolve(name)).publish(engine.get(), source, recipe, List.of(RecipeJobs.csv(output)));
        return Files.readAllLines(output);
    }
}
