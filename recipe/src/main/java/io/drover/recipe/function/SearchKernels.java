package io.drover.recipe.function;

import io.drover.recipe.pattern.Match;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.pattern.Replacement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Searches of {@link SearchFunctions}: for literal texts, which may come from columns, and for encoded patterns. */
final class SearchKernels {

    private SearchKernels() {}

    static Long find(String text, String literal, long start) {
        if (literal.isEmpty() || start < 0 || start >= CodePoints.length(text)) {
            return null;
        }
        int unit = text.indexOf(literal, CodePoints.unit(text, start));
        return unit < 0 ? null : (Long) CodePoints.position(text, unit);
    }

    static Long findPattern(String text, String encoded, long start) {
        if (start < 0 || start >= CodePoints.length(text)) {
            return null;
        }
        return Regex.of(encoded).find(text, (int) start).map(match -> (long) match.start()).orElse(null);
    }

    /** The last match that ends before the last {@code start} characters. */
    static Long findRight(String text, String literal, long start) {
        long end = CodePoints.length(text) - start;
        if (literal.isEmpty() || start < 0 || end <= 0) {
            return null;
        }
        int unit = text.lastIndexOf(literal, CodePoints.unit(text, end) - literal.length());
        return unit < 0 ? null : (Long) CodePoints.position(text, unit);
    }

    static Long findRightPattern(String text, String encoded, long start) {
        long end = CodePoints.length(text) - start;
        if (start < 0 || end <= 0) {
            return null;
        }
        Long last = null;
        for (Match match : Regex.of(encoded).findAll(text)) {
            if (match.end() <= end) {
                last = (long) match.start();
            }
        }
        return last;
    }

    /** The n-th match of those that don't overlap, searched from that side. */
    static Long findNth(String text, String literal, long n, boolean fromLeft) {
        if (literal.isEmpty() || n < 1) {
            return null;
        }
        int unit = fromLeft ? -literal.length() : text.length();
        for (long found = 0; found < n; found++) {
            unit = fromLeft
                    ? text.indexOf(literal, unit + literal.length())
                    : text.lastIndexOf(literal, unit - literal.length());
            if (unit < 0) {
                return null;
            }
        }
        return CodePoints.position(text, unit);
    }

    static Long findNthPattern(String text, String encoded, long n, boolean fromLeft) {
        if (n < 1 || n > text.length() + 1L) {
            return null;
        }
        List<Match> matches = new ArrayList<>(
                Regex.of(encoded).findAll(text, fromLeft ? (int) n : Integer.MAX_VALUE));
        if (!fromLeft) {
            Collections.reverse(matches);
        }
        return matches.size() < n ? null : (Long) (long) matches.get((int) n - 1).start();
    }

    static String replace(String text, String literal, String replacement) {
        return literal.isEmpty() ? text : text.replace(literal, replacement);
    }

    /** Letters of the other case match as well; each character's lower-case form is one character. */
    static String replaceIgnoringCase(String text, String literal, String replacement) {
        String lower = CodePoints.lower(text);
        String sought = CodePoints.lower(literal);
        int found = sought.isEmpty() ? -1 : lower.indexOf(sought);
        if (found < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder();
        int at = 0;
        while (found >= 0) {
            int end = found + sought.length();
            result.append(text, original(text, lower, at), original(text, lower, found)).append(replacement);
            at = end;
            found = lower.indexOf(sought, end);
        }
        return result.append(text, original(text, lower, at), text.length()).toString();
    }

    /** Where a place of the lower-case text is in the text itself. */
    private static int original(String text, String lower, int unit) {
        return text.length() == lower.length() ? unit : CodePoints.unit(text, CodePoints.position(lower, unit));
    }

    static String replacePattern(String text, String encoded, String template) {
        return Regex.of(encoded).replaceAll(text, Replacement.template(template));
    }

    /**
     * Replaces the matches that follow right on a match of {@code before} and are followed by one of {@code after}.
     *
     * @param before encoded, to end where the match begins; empty for anything
     * @param after encoded, to begin where the match ends; empty for anything
     */
    static String replaceBetween(String text, String encoded, String template, String before, String after) {
        Regex regex = Regex.of(encoded);
        Replacement replacement = Replacement.template(template);
        StringBuilder result = new StringBuilder();
        int copied = 0;
        int from = 0;
        while (true) {
            Optional<Match> found = regex.find(text, from);
            if (found.isEmpty()) {
                return result.append(text, copied, text.length()).toString();
            }
            Match match = found.get();
            boolean surrounded = (before.isEmpty() || Regex.of(before).matches(text.substring(0, match.startUnit())))
                    && (after.isEmpty() || Regex.of(after).matches(text.substring(match.endUnit())));
            if (surrounded) {
                result.append(text, copied, match.startUnit());
                replacement.appendTo(result, match);
                copied = match.endUnit();
            }
            from = surrounded && !match.isEmpty() ? match.end() : match.start() + 1;
        }
    }
}
