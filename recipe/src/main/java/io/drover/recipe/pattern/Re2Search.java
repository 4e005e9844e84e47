package io.drover.recipe.pattern;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** RE2/J: time linear in the value's length. */
final class Re2Search implements Search {
    private final String regex;
    private final AtomicReferenceArray<Pattern> byEdges = new AtomicReferenceArray<>(4);

    Re2Search(String regex) {
        this.regex = regex;
        byEdges.set(3, compile(regex));
    }

    private static Pattern compile(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            String part = e.getPattern();
            throw part.startsWith("\\p") || part.startsWith("\\P")
                    ? new InvalidPatternException(InvalidPatternException.Kind.PATTERN,
                            "there is no property such as " + part, "names are such as \\p{L}, \\p{Lu} and \\p{Greek}")
                    : new InvalidPatternException(InvalidPatternException.Kind.PATTERN,
                            e.getDescription() + (part.isEmpty() ? "" : " in " + part), null);
        }
    }

    @Override
    public int groupCount() {
        return byEdges.get(3).groupCount();
    }

    @Override
    public Cursor open(String value, int begin, int end) {
        boolean atStart = begin == 0;
        boolean atEnd = end == value.length();
        Matcher matcher = pattern(atStart, atEnd).matcher(value.substring(begin, end));
        return from -> from <= end && matcher.find(from - begin) ? Search.shift(bounds(matcher), begin) : null;
    }

    private Pattern pattern(boolean atStart, boolean atEnd) {
        int index = (atStart ? 2 : 0) + (atEnd ? 1 : 0);
        Pattern pattern = byEdges.get(index);
        if (pattern == null) {
            pattern = compile(Search.forPart(regex, atStart, atEnd));
            byEdges.set(index, pattern);
        }
        return pattern;
    }

    private static int[] bounds(Matcher matcher) {
        int[] bounds = new int[2 * (matcher.groupCount() + 1)];
        for (int group = 0; group <= matcher.groupCount(); group++) {
            bounds[2 * group] = matcher.start(group);
            bounds[2 * group + 1] = matcher.end(group);
        }
        return bounds;
    }
}
