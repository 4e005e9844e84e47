package io.drover.recipe.pattern;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which characters are equal when case is ignored: Unicode's simple case folding, one character for one. Patterns are
 * expanded by it, since the engines' own flags differ (Turkish i, for one).
 */
final class CaseFolding {
    private static final int DOTTED_CAPITAL_I = 0x130;
    private static final int DOTLESS_SMALL_I = 0x131;

    private static final TreeMap<Integer, int[]> ORBITS = orbits();

    private CaseFolding() {}

    private static TreeMap<Integer, int[]> orbits() {
        Map<Integer, List<Integer>> byKey = new HashMap<>();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            int key = key(c);
            if (key != c || Character.toUpperCase(c) != c) {
                byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(c);
            }
        }
        TreeMap<Integer, int[]> orbits = new TreeMap<>();
        for (Map.Entry<Integer, List<Integer>> entry : byKey.entrySet()) {
            if (!entry.getValue().contains(entry.getKey())) {
                entry.getValue().add(entry.getKey());
            }
            int[] members = entry.getValue().stream().mapToInt(Integer::intValue).sorted().toArray();
            if (members.length > 1) {
                Arrays.stream(members).forEach(c -> orbits.put(c, members));
            }
        }
        return orbits;
    }

    private static int key(int c) {
        return c == DOTTED_CAPITAL_I || c == DOTLESS_SMALL_I ? c : Character.toLowerCase(Character.toUpperCase(c));
    }

    /** Adds what equals the members of a range. */
    static void addFolded(int first, int last, CodePointSet.Builder target) {
        ORBITS.subMap(first, true, last, true).values()
                .forEach(members -> Arrays.stream(members).forEach(c -> target.add(c, c)));
    }
}
