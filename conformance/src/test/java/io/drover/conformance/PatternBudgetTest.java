package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.Engine;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.photon.PhotonEngine;
import io.drover.spark.SparkEngine;
import io.drover.spark.SparkPlanRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patterns that would take for ever on a value: the job ends, the value counts as no match, and the job says so. */
class PatternBudgetTest {
    /** Tries the ways to cut a run of letters in four. */
    private static final String SLOW = "/(a+)(a+)(a+)(a+)\\1b/";
    private static final String WARNING = "a pattern with look-around or back-references was given up on a value ";

    private final SourceFiles files;

    PatternBudgetTest(@TempDir Path folder) {
        this.files = new SourceFiles(folder);
    }

    @Test
    void aValueThatIsGivenUpOnIsTold() throws IOException {
        String slow = "a".repeat(500) + "c";
        files.write("slow.csv", "t\naaaaab\n" + slow + "\n");
        files.write("fine.csv", "t\naaaaab\naac\n");
        for (Engine engine : engines()) {
            SourceFiles.Ending ending = files.readBy(engine, SourceOptions.DETECT, "replace col: t on: " + SLOW + " with: 'x'",
                    "slow.csv");
            assertThat(ending.text()).isEqualTo("t\nx\n" + slow + "\n");
            assertThat(ending.warnings()).as(engine.name()).anySatisfy(warning -> assertThat(warning)
                    .startsWith(WARNING).endsWith(", after 5000000 steps; that counts as no match"));
        }
        for (Engine engine : engines()) {
            SourceFiles.Ending ending = files.readBy(engine, SourceOptions.DETECT, "replace col: t on: " + SLOW + " with: 'x'",
                    "fine.csv");
            assertThat(ending.text()).isEqualTo("t\nx\naac\n");
            assertThat(ending.warnings()).as(engine.name()).noneMatch(warning -> warning.startsWith(WARNING));
        }
    }

    private static List<Engine> engines() {
        return List.of(new PhotonEngine(), new SparkEngine(SparkPlanRunner.session()));
    }
}
