package io.drover.recipe.pattern;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code java.util.regex} with a limit of steps per value, for what RE2 doesn't have. */
final class BoundedSearch implements Search {
    private final String regex;
    private final AtomicReferenceArray<Pattern> byEdges = new AtomicReferenceArray<>(4);
    private final int groups;

    BoundedSearch(String regex) {
        this.regex = regex;
        Pattern whole = compile(regex);
        byEdges.set(3, whole);
        this.groups = whole.matcher("").groupCount();
    }

    private static Pattern compile(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new InvalidPatternException(InvalidPatternException.Kind.PATTERN, e.getDescription(), null);
        } catch (StackOverflowError e) {
            throw new InvalidPatternException(InvalidPatternException.Kind.PATTERN, "the pattern is too deep", null);
        }
    }

    @Override
    public int groupCount() {
        return groups;
    }

    @Override
    public Cursor open(String value, int begin, int end) {
        boolean atStart = begin == 0;
        boolean atEnd = end == value.length();
        int index = (atStart ? 2 : 0) + (atEnd ? 1 : 0);
        Pattern pattern = byEdges.get(index);
        if (pattern == null) {
            pattern = compile(Search.forPart(regex, atStart, atEnd));
            byEdges.set(index, pattern);
        }
        Matcher matcher = pattern.matcher(new CountedText(value.substring(begin, end)));
        return from -> from <= end && find(matcher, from - begin) ? Search.shift(bounds(matcher), begin) : null;
    }

    private static boolean find(Matcher matcher, int from) {
        try {
            return matcher.find(from);
        } catch (StackOverflowError e) {
            // Repeated groups recurse for each character of the value.
            throw new OverBudgetException();
        }
    }

    private static int[] bounds(Matcher matcher) {
        int[] bounds = new int[2 * (matcher.groupCount() + 1)];
        for (int group = 0; group <= matcher.groupCount(); group++) {
            bounds[2 * group] = matcher.start(group);
            bounds[2 * group + 1] = matcher.end(group);
        }
        return bounds;
    }

    private static final class CountedText implements CharSequence {
        private final String text;
        private int steps;

        CountedText(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > PatternBudget.STEPS) {
                throw new OverBudgetException();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
