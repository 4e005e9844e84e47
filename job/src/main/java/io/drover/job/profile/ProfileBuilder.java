package io.drover.job.profile;

import io.drover.job.profile.Profile.ColumnProfile;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.Reading;
import io.drover.recipe.type.TypeTest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Profiles rows as they pass by, in bounded space, in any number of builders that are merged at the end; gives the same
 * figures as {@link ColumnProfiler}, however the rows were divided.
 *
 * <p>A text column with more than {@link #DISTINCT} different values overflows: its values must be counted
 * otherwise (by a grouping that can spill) and handed to {@link #build}, so that no figure is ever a guess.
 */
public final class ProfileBuilder implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Different values of a text column that are kept. */
    public static final int DISTINCT = 10_000;
    /** Characters of all kept values of a column; long values count as overflow sooner. */
    private static final long CHARACTERS = 4_000_000;

    private final List<ColumnCounts> columns = new ArrayList<>();
    private long rows;

    public ProfileBuilder(List<ColumnType> types) {
        types.forEach(type -> columns.add(type.name().isNumeric()
                ? new NumericColumn(TypeTest.of(type).encoded()) : new TextColumn()));
    }

    /** @param texts of a row as they are written, in column order; null for null */
    public void add(List<String> texts) {
        rows++;
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(texts.get(i));
        }
    }

    /** Takes in the rows of another builder for the same columns, which is spent then. */
    public void merge(ProfileBuilder other) {
        rows += other.rows;
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).merge(other.columns.get(i));
        }
    }

    /** Feeds all different values of a column, each once, with their counts. */
    public interface Counting {
        void count(int column, BiConsumer<String, Long> values);
    }

    /**
     * @param types that the builder was made for
     * @param counting asked for each overflowed column
     */
    public Profile build(List<String> names, List<ColumnType> types, Counting counting) {
        List<ColumnProfile> profiles = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnCounts column = columns.get(i);
            ColumnProfiler profiler;
            if (column instanceof NumericColumn numeric) {
                profiler = new ColumnProfiler(names.get(i), types.get(i), numeric.numbers);
                profiler.addCounts(numeric.valid, numeric.mismatched, numeric.missing);
            } else {
                profiler = new ColumnProfiler(names.get(i), types.get(i));
                Map<String, Long> counts = ((TextColumn) column).counts;
                if (counts == null) {
                    counting.count(i, profiler::add);
                } else {
                    counts.forEach(profiler::add);
                }
            }
            profiles.add(profiler.profile());
        }
        return new Profile(rows, List.copyOf(profiles));
    }

    private interface ColumnCounts extends Serializable {
        void add(String text);

        void merge(ColumnCounts other);
    }

    private static final class NumericColumn implements ColumnCounts {
        private static final long serialVersionUID = 1L;

        private final String test;
        private final NumberCounts numbers = new NumberCounts();
        private long valid;
        private long mismatched;
        private long missing;
        private transient TypeTest decoded;

        NumericColumn(String test) {
            this.test = test;
        }

        @Override
        public void add(String text) {
            if (decoded == null) {
                decoded = TypeTest.decode(test);
            }
            switch (decoded.quality(text)) {
                case MISSING -> missing++;
                case MISMATCHED -> mismatched++;
                case VALID -> {
                    valid++;
                    Double number = Reading.decimal(text);
                    if (number != null) {
                        numbers.add(number, 1);
                    }
                }
            }
        }

        @Override
        public void merge(ColumnCounts other) {
            NumericColumn numeric = (NumericColumn) other;
            valid += numeric.valid;
            mismatched += numeric.mismatched;
            missing += numeric.missing;
            numbers.merge(numeric.numbers);
        }
    }

    private static final class TextColumn implements ColumnCounts {
        private static final long serialVersionUID = 1L;

        /** Null when there were too many. */
        private HashMap<String, Long> counts = new HashMap<>();
        private long characters;

        @Override
        public void add(String text) {
            add(text, 1);
        }

        private void add(String text, long times) {
            if (counts == null) {
                return;
            }
            if (counts.merge(text, times, Long::sum) == times) {
                characters += text == null ? 0 : text.length();
                if (counts.size() > DISTINCT || characters > CHARACTERS) {
                    counts = null;
                }
            }
        }

        @Override
        public void merge(ColumnCounts other) {
            HashMap<String, Long> more = ((TextColumn) other).counts;
            if (more == null) {
                counts = null;
            } else {
                more.forEach(this::add);
            }
        }
    }
}
