package io.drover.job.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.profile.Profile.Bucket;
import io.drover.job.profile.Profile.ColumnProfile;
import io.drover.job.profile.Profile.Frequency;
import io.drover.job.profile.Profile.Numbers;
import io.drover.job.profile.Profile.Texts;
import io.drover.recipe.type.ColumnType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ProfileBuilderTest {
    private static final ProfileBuilder.Counting NOT_NEEDED = (column, values) -> {
        throw new AssertionError("column " + column + " overflowed");
    };

    @Test
    void givesTheContractsExample() {
        ColumnProfile numbers = profile(ColumnType.INTEGER, "1", "2", "3");
        ColumnProfile texts = profile(ColumnType.STRING, "c", "a", "b");

        assertThat(numbers.values()).isEqualTo(new Numbers(1.0, 3.0, 1.0, 4.0, 1.0, 2.0, 3.0,
                List.of(new Bucket(1, 1), new Bucket(2, 1), new Bucket(3, 1))));
        assertThat(texts.values()).isEqualTo(new Texts(20, 3, 0,
                List.of(new Frequency("a", 1), new Frequency("b", 1), new Frequency("c", 1))));
    }

    @Test
    void countsValidMismatchedAndMissing() {
        ColumnProfile column = profile(ColumnType.INTEGER, "1", "x", "3.0", "", null, " 7 ");

        assertThat(List.of(column.valid(), column.mismatched(), column.missing())).containsExactly(2L, 2L, 2L);
        assertThat(((Numbers) column.values()).max()).isEqualTo(7);
    }

    @Test
    void withoutValidValuesThereAreNoFigures() {
        assertThat(profile(ColumnType.DECIMAL, "x", null).values())
                .isEqualTo(new Numbers(null, null, null, null, null, null, null, List.of()));
        assertThat(profile(ColumnType.STRING, "", null).values()).isEqualTo(new Texts(20, 0, 0, List.of()));
    }

    @Test
    void boundsTheCountOfWhatIsNotListed() {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            values.addAll(Collections.nCopies(40 - i, String.format("v%02d", i)));
        }
        Texts texts = (Texts) profile(ColumnType.STRING, values.toArray(String[]::new)).values();

        assertThat(texts.top()).hasSize(20).first().isEqualTo(new Frequency("v00", 40));
        assertThat(texts.top()).last().isEqualTo(new Frequency("v19", 21));
        assertThat(texts.upperBound()).isEqualTo(20);
    }

    @Test
    void bucketsHaveRoundDecimalBounds() {
        Numbers numbers = (Numbers) profile(ColumnType.DECIMAL, "0.1", "0.3", "0.9").values();

        assertThat(numbers.roundMin()).isEqualTo(0.1);
        assertThat(numbers.roundMax()).isEqualTo(0.95);
        assertThat(numbers.buckets()).hasSize(17).contains(new Bucket(0.1, 1), new Bucket(0.3, 1), new Bucket(0.9, 1));
    }

    @Test
    void extremesHaveBucketsToo() {
        for (String[] values : new String[][] {{"-1.7976931348623157e308", "1.7976931348623157e308"}, {"1e300"},
            {"1e-300"}, {"0"}, {"5e-324", "1e-320"}, {"9007199254740993", "9007199254740995"}}) {
            Numbers numbers = (Numbers) profile(ColumnType.DECIMAL, values).values();
            assertThat(numbers.buckets().stream().mapToLong(Bucket::count).sum()).isEqualTo(values.length);
            assertThat(numbers.buckets().size()).isBetween(1, 20);
            assertThat(numbers.roundMin()).isLessThanOrEqualTo(numbers.min());
            assertThat(numbers.roundMax()).isGreaterThanOrEqualTo(numbers.max());
        }
    }

    @Property(seed = "20261124", tries = 300)
    void bucketsHoldEverything(@ForAll @Size(min = 1, max = 60) List<Double> values) {
        String[] texts = values.stream().map(io.drover.recipe.type.CanonicalText::of).toArray(String[]::new);
        Numbers numbers = (Numbers) profile(ColumnType.DECIMAL, texts).values();
        List<Double> sorted = values.stream().map(v -> v == 0 ? 0.0 : v).sorted().toList();

        assertThat(numbers.buckets().stream().mapToLong(Bucket::count).sum()).isEqualTo(values.size());
        assertThat(numbers.buckets().size()).isLessThanOrEqualTo(20);
        assertThat(numbers.q2()).isEqualTo(sorted.get((sorted.size() + 1) / 2 - 1));
        assertThat(numbers.q1()).isEqualTo(sorted.get((sorted.size() + 3) / 4 - 1));
    }

    @Property(seed = "20261124", tries = 20)
    void orderAndDivisionDoNotMatter(@ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int builders) {
        Random random = new Random(seed);
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 40_000; i++) {
            rows.add(Arrays.asList(String.valueOf(random.nextGaussian() * 1e6), "t" + random.nextInt(500)));
        }
        List<ColumnType> types = List.of(ColumnType.DECIMAL, ColumnType.STRING);
        ProfileBuilder one = new ProfileBuilder(types);
        rows.forEach(one::add);
        Collections.shuffle(rows, random);
        List<ProfileBuilder> several = new ArrayList<>();
        for (int i = 0; i < builders; i++) {
            several.add(new ProfileBuilder(types));
        }
        for (int i = 0; i < rows.size(); i++) {
            several.get(random.nextInt(builders)).add(rows.get(i));
        }
        ProfileBuilder merged = several.get(0);
        several.subList(1, builders).forEach(builder -> merged.merge(copy(builder)));

        Profile profile = one.build(List.of("n", "t"), types, NOT_NEEDED);
        assertThat(merged.build(List.of("n", "t"), types, NOT_NEEDED)).isEqualTo(profile);
        assertThat(grouped(rows, types)).isEqualTo(profile.columns());
    }

    @Test
    void manyDifferentNumbersKeepQuartilesWithinAThousandth() {
        ProfileBuilder builder = new ProfileBuilder(List.of(ColumnType.DECIMAL));
        for (int i = 1; i <= 200_000; i++) {
            builder.add(List.of(i + ".5"));
        }
        Numbers numbers = (Numbers) builder.build(List.of("n"), List.of(ColumnType.DECIMAL), NOT_NEEDED)
                .columns().get(0).values();

        assertThat(numbers.min()).isEqualTo(1.5);
        assertThat(numbers.max()).isEqualTo(200_000.5);
        assertThat(numbers.q2()).isCloseTo(100_000.5, org.assertj.core.data.Percentage.withPercentage(0.1));
    }

    @Test
    void tooManyDifferentTextsAreCountedOtherwise() {
        List<ColumnType> types = List.of(ColumnType.STRING, ColumnType.STRING);
        ProfileBuilder builder = new ProfileBuilder(types);
        for (int i = 0; i <= ProfileBuilder.DISTINCT; i++) {
            builder.add(List.of("v" + i, "same"));
        }

        Profile profile = builder.build(List.of("a", "b"), types, (column, values) -> {
            assertThat(column).isZero();
            for (int i = 0; i <= ProfileBuilder.DISTINCT; i++) {
                values.accept("v" + i, 1L);
            }
        });
        assertThat(profile.rows()).isEqualTo(10_001);
        assertThat(((Texts) profile.columns().get(0).values()).upperBound()).isEqualTo(1);
        assertThat(((Texts) profile.columns().get(1).values()).top()).containsExactly(new Frequency("same", 10_001));
    }

    @Test
    void longValuesAreShownCut() {
        Texts texts = (Texts) profile(ColumnType.STRING, "😀".repeat(1000)).values();

        assertThat(texts.top().get(0).value()).isEqualTo("😀".repeat(256) + "…");
    }

    private static List<ColumnProfile> grouped(List<List<String>> rows, List<ColumnType> types) {
        List<ColumnProfile> profiles = new ArrayList<>();
        for (int column = 0; column < types.size(); column++) {
            Map<String, Long> counts = new HashMap<>();
            for (List<String> row : rows) {
                counts.merge(row.get(column), 1L, Long::sum);
            }
            ColumnProfiler profiler = new ColumnProfiler(column == 0 ? "n" : "t", types.get(column));
            counts.forEach(profiler::add);
            profiles.add(profiler.profile());
        }
        return profiles;
    }

    private static ColumnProfile profile(ColumnType type, String... values) {
        ProfileBuilder builder = new ProfileBuilder(List.of(type));
        Arrays.stream(values).forEach(value -> builder.add(Arrays.asList(value)));
        Profile profile = builder.build(List.of("c"), List.of(type), NOT_NEEDED);
        assertThat(profile.rows()).isEqualTo(values.length);
        return profile.columns().get(0);
    }

    /** As it travels from a task to the driver. */
    private static ProfileBuilder copy(ProfileBuilder builder) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(builder);
            }
            return (ProfileBuilder) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
