package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The engines give what the reference engine gives, to the byte, for values and recipes made up at random.
 *
 * <p>They are the same in every build, so that none fails by luck. To look further: {@code
 * -Ddrover.conformance.seed=7} makes up others, {@code -Ddrover.conformance.recipes=4000} more of them for photon, {@code
 * -Ddrover.conformance.spark.recipes=400} for Spark. What that finds becomes a case of {@link FoundCasesTest}.
 */
class DifferentialTest {

    private static final String FIXED = "20240501";
    private static final int PHOTON_TRIES = 20;
    private static final int SPARK_TRIES = 6;
    private static final int FEW_RECIPES = 48;
    private static final int MANY_RECIPES = 400;

    private static final long SEED = Long.getLong("drover.conformance.seed", 0);
    private static final int PHOTON_RECIPES = Integer.getInteger("drover.conformance.recipes", MANY_RECIPES);
    private static final int SPARK_RECIPES = Integer.getInteger("drover.conformance.spark.recipes", FEW_RECIPES);

    private static final Comparison PHOTON = new Comparison(Engines.photon(), 1);
    private static final Comparison SPARK = new Comparison(Engines.spark(), 8);

    @Property(tries = PHOTON_TRIES, seed = FIXED, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void photonRunsRecipesAsTheReferenceDoes(@ForAll long seed) {
        assertThat(PHOTON.recipes(new Random(seed ^ SEED), PHOTON_RECIPES / PHOTON_TRIES)).isEmpty();
    }

    @Property(tries = SPARK_TRIES, seed = FIXED, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void sparkRunsRecipesAsTheReferenceDoes(@ForAll long seed) {
        assertThat(SPARK.recipes(new Random(seed ^ SEED), SPARK_RECIPES / SPARK_TRIES)).isEmpty();
    }

    @Property(tries = 5, seed = FIXED, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void photonComputesDocumentedCallsOfNastyValuesAsTheReferenceDoes(@ForAll long seed) {
        assertThat(PHOTON.calls(new Random(seed ^ SEED))).isEmpty();
    }

    @Property(tries = 1, seed = FIXED, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void sparkComputesDocumentedCallsOfNastyValuesAsTheReferenceDoes(@ForAll long seed) {
        assertThat(SPARK.calls(new Random(seed ^ SEED))).isEmpty();
    }

    @Property(tries = 1, seed = FIXED, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void photonComputesEveryFunctionOfEveryTypeAsTheReferenceDoes(@ForAll long seed) {
        assertThat(PHOTON.types(new Random(seed ^ SEED))).isEmpty();
        assertThat(PHOTON.unmet()).as("functions that no call had over a type").isEmpty();
        assertThat(PHOTON.uncalled(1, 2, 3)).as("functions that no call had").isEmpty();
    }

    @Property(tries = 1, seed = FIXED, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void sparkComputesEveryFunctionOfEveryTypeAsTheReferenceDoes(@ForAll long seed) {
        assertThat(SPARK.types(new Random(seed ^ SEED))).isEmpty();
        assertThat(SPARK.unmet()).as("functions that no call had over a type").isEmpty();
        assertThat(SPARK.uncalled(1, 2, 3)).as("functions that no call had").isEmpty();
    }

    @AfterContainer
    static void saysWhatWasMet() {
        System.out.println(PHOTON.summary() + System.lineSeparator() + SPARK.summary());
        for (Comparison engine : List.of(PHOTON, SPARK)) {
            if (engine.recipes() >= FEW_RECIPES) {
                assertThat(engine.unused()).as("transforms that no recipe used").isEmpty();
            }
            if (engine.recipes() >= MANY_RECIPES) {
                assertThat(engine.withoutSecondTable()).as("transforms that no recipe gave a second table").isEmpty();
            }
        }
    }
}
