package io.drover.recipe.transform;

import io.drover.recipe.pattern.Match;
import io.drover.recipe.pattern.MatchClauses;
import io.drover.recipe.pattern.Regex;
import io.drover.recipe.type.JsonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** The kernels of cutting text: a value in, its parts out. Positions count code points and are clamped to the value. */
final class TextParts {

    private TextParts() {}

    /** At each match, at most {@code limit} times; the last part is the whole rest. */
    static List<String> split(String value, MatchClauses clauses, int limit) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (Match match : clauses.findAll(value, limit)) {
            parts.add(value.substring(begin, match.startUnit()));
            begin = match.endUnit();
        }
        parts.add(value.substring(begin));
        return parts;
    }

    /** Before and after the region; without one the value is the first part. */
    static List<String> around(String value, MatchClauses clauses) {
        return clauses.find(value)
                .map(match -> List.of(value.substring(0, match.startUnit()), value.substring(match.endUnit())))
                .orElseGet(() -> List.of(value));
    }

    /** At the first match of each delimiter after the one before; where one doesn't occur the rest stays together. */
    static List<String> sequence(String value, List<String> delimiters) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (String delimiter : delimiters) {
            int from = value.codePointCount(0, begin);
            var match = Regex.of(delimiter).find(value, from);
            if (match.isEmpty()) {
                break;
            }
            parts.add(value.substring(begin, match.get().startUnit()));
            begin = match.get().endUnit();
        }
        parts.add(value.substring(begin));
        return parts;
    }

    /** Without the characters from {@code begin} to {@code end}. */
    static List<String> withoutRange(String value, int begin, int end) {
        return List.of(value.substring(0, unit(value, begin)), value.substring(unit(value, Math.max(begin, end))));
    }

    /** Before each of these characters; a position beyond the end gives no part. */
    static List<String> atPositions(String value, int[] positions) {
        List<String> parts = new ArrayList<>();
        int length = value.codePointCount(0, value.length());
        int begin = 0;
        for (int position : positions) {
            int end = unit(value, position);
            parts.add(value.substring(begin, end));
            begin = end;
            if (position > length) {
                return parts;
            }
        }
        parts.add(value.substring(begin));
        return parts;
    }

    /** Every {@code every} characters, at most {@code limit} times. */
    static List<String> everyCharacters(String value, int every, int limit) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int cut = 0; cut < limit && begin < value.length(); cut++) {
            int left = value.codePointCount(begin, value.length());
            if (left <= every) {
                break;
            }
            int end = value.offsetByCodePoints(begin, every);
            parts.add(value.substring(begin, end));
            begin = end;
        }
        parts.add(value.substring(begin));
        return parts;
    }

    private static int unit(String value, int position) {
        int length = value.codePointCount(0, value.length());
        return value.offsetByCodePoints(0, Math.max(0, Math.min(position, length)));
    }

    static List<String> matches(String value, MatchClauses clauses, int limit) {
        List<String> matches = new ArrayList<>();
        clauses.findAll(value, limit).forEach(match -> matches.add(match.text()));
        return matches;
    }

    /** First or last characters, as many as there are. */
    static String firstCharacters(String value, long count) {
        return value.substring(0, unit(value, (int) Math.min(count, Integer.MAX_VALUE)));
    }

    static String lastCharacters(String value, long count) {
        int length = value.codePointCount(0, value.length());
        return value.substring(unit(value, (int) Math.max(0, length - Math.max(0, count))));
    }

    /**
     * The shortest region: the first match of {@code end} with a {@code start} before it, from the last such start. Null
     * if there is none or it is empty.
     */
    static String shortestBetween(
            String value, Regex start, Regex end, boolean includeStart, boolean includeEnd) {
        List<Match> starts = start.findAll(value);
        if (starts.isEmpty()) {
            return null;
        }
        int from = value.codePointCount(0, starts.get(0).endUnit());
        Match right = end.find(value, from).orElse(null);
        if (right == null) {
            return null;
        }
        Match left = starts.get(0);
        for (Match candidate : starts) {
            if (candidate.endUnit() <= right.startUnit()) {
                left = candidate;
            }
        }
        String region = value.substring(includeStart ? left.startUnit() : left.endUnit(),
                includeEnd ? right.endUnit() : right.startUnit());
        return region.isEmpty() ? null : region;
    }

    /** The value cut at each delimiter, the first match of each piece that has one. */
    static List<String> matchInPieces(String value, Regex on, Regex delimiter) {
        List<String> found = new ArrayList<>();
        for (String piece : pieces(value, delimiter)) {
            on.find(piece).ifPresent(match -> found.add(match.text()));
        }
        return found;
    }

    /** The same with what doesn't cut told by the clauses. */
    static List<String> matchInPieces(String value, Regex on, MatchClauses delimiter) {
        List<String> found = new ArrayList<>();
        for (String piece : split(value, delimiter, Integer.MAX_VALUE)) {
            on.find(piece).ifPresent(match -> found.add(match.text()));
        }
        return found;
    }

    static List<String> pieces(String value, Regex delimiter) {
        List<String> pieces = new ArrayList<>();
        int begin = 0;
        for (Match match : delimiter.findAll(value)) {
            if (match.isEmpty()) {
                continue; // an empty match parts nothing
            }
            pieces.add(value.substring(begin, match.startUnit()));
            begin = match.endUnit();
        }
        pieces.add(value.substring(begin));
        return pieces;
    }

    /** Integers as a plan carries them. */
    static String encodeInts(int[] values) {
        return Arrays.toString(values).replaceAll("[\\[\\] ]", "");
    }

    static int[] decodeInts(String encoded) {
        return encoded.isEmpty() ? new int[0]
                : Arrays.stream(encoded.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    static String encodeTexts(List<String> texts) {
        return JsonText.ofTexts(texts);
    }

    static List<String> decodeTexts(String encoded) {
        List<String> texts = new ArrayList<>();
        JsonText.elements(encoded).forEach(element -> texts.add(JsonText.text(element)));
        return Collections.unmodifiableList(texts);
    }
}
