package io.drover.recipe.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of characters, written as a class that every engine reads alike: ranges only, no surrogates. */
final class CodePointSet {

    private record Range(int first, int last) {}

    private static final CodePointSet SURROGATES = new Builder().add(0xD800, 0xDFFF).build();

    static final CodePointSet DIGITS = new Builder().add('0', '9').build();
    static final CodePointSet WORD = new Builder().add('0', '9').add('A', 'Z').add('_', '_').add('a', 'z').build();
    /** RE2's white space: without the vertical tab. */
    static final CodePointSet SPACE = new Builder().add('\t', '\n').add('\f', '\r').add(' ', ' ').build();

    private final List<Range> ranges;

    private CodePointSet(List<Range> ranges) {
        this.ranges = ranges;
    }

    static final class Builder {
        private final List<Range> ranges = new ArrayList<>();

        Builder add(int first, int last) {
            ranges.add(new Range(first, last));
            return this;
        }

        Builder addAll(CodePointSet other) {
            ranges.addAll(other.ranges);
            return this;
        }

        /** Adds the characters that equal members when case is ignored. */
        Builder fold() {
            List.copyOf(ranges).forEach(range -> CaseFolding.addFolded(range.first, range.last, this));
            return this;
        }

        CodePointSet build() {
            List<Range> sorted = new ArrayList<>(ranges);
            sorted.sort(Comparator.comparingInt(Range::first));
            List<Range> merged = new ArrayList<>();
            for (Range range : sorted) {
                Range before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
                if (before != null && range.first <= before.last + 1) {
                    merged.set(merged.size() - 1, new Range(before.first, Math.max(before.last, range.last)));
                } else {
                    merged.add(range);
                }
            }
            return new CodePointSet(List.copyOf(merged));
        }
    }

    static CodePointSet of(int codePoint) {
        return new Builder().add(codePoint, codePoint).build();
    }

    CodePointSet complement() {
        Builder builder = new Builder();
        int next = 0;
        for (Range range : ranges) {
            if (range.first > next) {
                builder.add(next, range.first - 1);
            }
            next = range.last + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            builder.add(next, Character.MAX_CODE_POINT);
        }
        return builder.build();
    }

    boolean isSingle() {
        return ranges.size() == 1 && ranges.get(0).first == ranges.get(0).last;
    }

    private CodePointSet withoutSurrogates() {
        return new Builder().addAll(complement()).addAll(SURROGATES).build().complement();
    }

    /** The class's text; empty ranges give a class that matches nothing. */
    String toClass() {
        List<Range> plain = withoutSurrogates().ranges;
        if (plain.isEmpty()) {
            return RegexText.NOTHING;
        }
        StringBuilder text = new StringBuilder("[");
        for (Range range : plain) {
            append(text, range.first);
            if (range.last > range.first) {
                if (range.last > range.first + 1) {
                    text.append('-');
                }
                append(text, range.last);
            }
        }
        return text.append(']').toString();
    }

    private static void append(StringBuilder text, int codePoint) {
        boolean plain = Character.isLetterOrDigit(codePoint)
                || codePoint < 128 && " ,:;/'\"%@!<>=_.".indexOf(codePoint) >= 0;
        if (plain) {
            text.appendCodePoint(codePoint);
        } else {
            text.append(String.format("\\x{%X}", codePoint));
        }
    }
}
