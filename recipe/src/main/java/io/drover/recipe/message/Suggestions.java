package io.drover.recipe.message;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelt one was meant to be. */
public final class Suggestions {
    /** Nobody mistypes a name of this length in a way worth searching for. */
    private static final int LENGTH_LIMIT = 200;

    private Suggestions() {}

    /** "did you mean X", if some candidate is near; {@code a} before {@code b} when both are equally near. */
    public static Optional<String> didYouMean(String name, Collection<String> candidates) {
        return nearest(name, candidates).map(found -> "did you mean " + found);
    }

    /** The candidate within a third of the name's length in edits (one at least), case aside; the nearest one. */
    public static Optional<String> nearest(String name, Collection<String> candidates) {
        if (name.isEmpty() || name.length() > LENGTH_LIMIT) {
            return Optional.empty();
        }
        int limit = Math.max(1, name.length() / 3);
        return candidates.stream()
                .filter(candidate -> !candidate.isEmpty() && Math.abs(candidate.length() - name.length()) <= limit)
                .filter(candidate -> {
                    int distance = folded(name, candidate);
                    // A candidate that shares no letter is no suggestion, however short.
                    return distance <= limit && distance < Math.max(name.length(), candidate.length());
                })
                .min(Comparator.<String>comparingInt(candidate -> folded(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int folded(String a, String b) {
        return distance(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
    }

    /** Edits between two texts: insert, delete, replace, swap of neighbours (optimal string alignment). */
    static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
