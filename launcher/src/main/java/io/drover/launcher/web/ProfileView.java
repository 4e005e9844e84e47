package io.drover.launcher.web;

import io.drover.job.profile.Profile;
import io.drover.job.profile.Profile.ColumnProfile;
import io.drover.job.profile.Profile.Frequency;
import io.drover.job.profile.Profile.Numbers;
import io.drover.job.profile.Profile.Texts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A profile ready to be drawn.
 *
 * @param quality of all cells together
 */
public record ProfileView(long rows, Quality quality, List<ColumnView> columns) {
    static final int CHART_WIDTH = 240;
    static final int CHART_HEIGHT = 64;
    private static final int SHOWN_VALUES = 8;
    private static final MathContext SHOWN_DIGITS = new MathContext(6);

    /** The three counts and their shares in per cent, for the quality bar. */
    public record Quality(long valid, long mismatched, long missing) {
        public double validShare() {
            return share(valid);
        }

        public double mismatchedShare() {
            return share(mismatched);
        }

        public double missingShare() {
            return share(missing);
        }

        /** What a screen reader says. */
        public String label() {
            return String.join(", ", labels());
        }

        /** Of the valid, mismatched and missing values. */
        List<String> labels() {
            return List.of(label(valid, "valid", validShare()), label(mismatched, "mismatched", mismatchedShare()),
                    label(missing, "missing", missingShare()));
        }

        private static String label(long count, String word, double share) {
            return String.format(Locale.ROOT, "%,d %s (%.1f %%)", count, word, share);
        }

        private double share(long count) {
            long sum = valid + mismatched + missing;
            return sum == 0 ? 0 : 100.0 * count / sum;
        }
    }

    /** A bar of a histogram, in the units of the drawing. */
    public record Bar(double x, double y, double width, double height, String label) {}

    /** A row of the list of top values. */
    public record TopValue(String value, long count, double share) {}

    /**
     * @param facts name and value, in reading order
     * @param bars of the histogram; empty for text columns
     * @param top values; empty for numeric columns
     */
    public record ColumnView(
            String name, String type, Quality quality, List<Fact> facts, List<Bar> bars, List<TopValue> top,
            long otherValues) {}

    public record Fact(String name, String value) {}

    public int chartWidth() {
        return CHART_WIDTH;
    }

    public int chartHeight() {
        return CHART_HEIGHT;
    }

    public static ProfileView of(Profile profile) {
        List<ColumnView> columns = profile.columns().stream().map(ProfileView::column).toList();
        return new ProfileView(
                profile.rows(),
                new Quality(
                        profile.columns().stream().mapToLong(ColumnProfile::valid).sum(),
                        profile.columns().stream().mapToLong(ColumnProfile::mismatched).sum(),
                        profile.columns().stream().mapToLong(ColumnProfile::missing).sum()),
                columns);
    }

    private static ColumnView column(ColumnProfile column) {
        Quality quality = new Quality(column.valid(), column.mismatched(), column.missing());
        if (column.values() instanceof Numbers numbers) {
            return new ColumnView(
                    column.name(), column.type(), quality, facts(numbers), bars(numbers), List.of(), 0);
        }
        Texts texts = (Texts) column.values();
        List<TopValue> top = texts.top().stream().limit(SHOWN_VALUES).map(value -> topValue(value, texts)).toList();
        long listed = texts.top().stream().limit(SHOWN_VALUES).mapToLong(Frequency::count).sum();
        return new ColumnView(
                column.name(), column.type(), quality, List.of(), List.of(), top, texts.count() - listed);
    }

    private static TopValue topValue(Frequency value, Texts texts) {
        long largest = texts.top().get(0).count();
        return new TopValue(value.value(), value.count(), largest == 0 ? 0 : 100.0 * value.count() / largest);
    }

    private static List<Fact> facts(Numbers numbers) {
        List<Fact> facts = new ArrayList<>();
        fact(facts, "min", numbers.min());
        fact(facts, "lower quartile", numbers.q1());
        fact(facts, "median", numbers.q2());
        fact(facts, "upper quartile", numbers.q3());
        fact(facts, "max", numbers.max());
        return facts;
    }

    private static void fact(List<Fact> facts, String name, Double value) {
        if (value != null) {
            facts.add(new Fact(name, number(value)));
        }
    }

    private static List<Bar> bars(Numbers numbers) {
        long largest = numbers.buckets().stream().mapToLong(Profile.Bucket::count).max().orElse(0);
        if (largest == 0) {
            return List.of();
        }
        double width = (double) CHART_WIDTH / numbers.buckets().size();
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < numbers.buckets().size(); i++) {
            Profile.Bucket bucket = numbers.buckets().get(i);
            double height = (double) CHART_HEIGHT * bucket.count() / largest;
            bars.add(new Bar(i * width, CHART_HEIGHT - height, Math.max(1, width - 1), height,
                    String.format(Locale.ROOT, "from %s: %,d", number(bucket.position()), bucket.count())));
        }
        return bars;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%,d", (long) value)
                : new BigDecimal(value).round(SHOWN_DIGITS).stripTrailingZeros().toString();
    }
}
