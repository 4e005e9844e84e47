package io.drover.recipe.analysis;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Hands out column ids, unique in one plan and near to the names they stand for, so that generated SQL can be read. */
public final class PlanIds {

    private static final int LENGTH_LIMIT = 40;

    private final Map<String, Integer> used = new HashMap<>();

    /** An id that wasn't given before, e.g. {@code order_date} and then {@code order_date_2} for {@code Order Date}. */
    public String fresh(String name) {
        String base = base(name);
        int count = used.merge(base, 1, Integer::sum);
        String id = count == 1 ? base : base + "_" + count;
        while (count > 1 && used.putIfAbsent(id, 1) != null) {
            count = used.merge(base, 1, Integer::sum);
            id = base + "_" + count;
        }
        return id;
    }

    private static String base(String name) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFD).toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "").replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        if (ascii.isEmpty()) {
            return "c";
        }
        String cut = ascii.length() > LENGTH_LIMIT ? ascii.substring(0, LENGTH_LIMIT) : ascii;
        return Character.isDigit(cut.charAt(0)) ? "c" + cut : cut;
    }
}
