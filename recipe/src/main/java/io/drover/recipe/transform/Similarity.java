package io.drover.recipe.transform;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.codec.language.DoubleMetaphone;

/** How alike texts are, and what texts that are spelt differently have in common. */
final class Similarity {

    /** Comparing takes the product of two lengths; what is longer is no spelling of a listed value. */
    static final int LONGEST = 1_000;

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}\\s\\p{Z}]+");

    private Similarity() {}

    /**
     * The text of the list nearest to a text, the first of equally near ones; null if none is near enough.
     *
     * @param threshold from 0 to 1: the share of characters that must not need an edit
     */
    static String nearest(String text, List<String> list, double threshold) {
        int[] simple = simple(text);
        String nearest = null;
        double best = threshold;
        for (String candidate : list) {
            double similarity = similarity(simple, simple(candidate));
            if (nearest == null ? similarity >= best : similarity > best) {
                nearest = candidate;
                best = similarity;
            }
        }
        return nearest;
    }

    private static int[] simple(String text) {
        return text.strip().toLowerCase(Locale.ROOT).codePoints().toArray();
    }

    /** 1 less the edits (insert, delete, replace) through the longer text's length. */
    private static double similarity(int[] a, int[] b) {
        int longer = Math.max(a.length, b.length);
        if (longer > LONGEST) {
            return Arrays.equals(a, b) ? 1 : 0;
        }
        return longer == 0 ? 1 : (double) (longer - edits(a, b)) / longer;
    }

    private static int edits(int[] a, int[] b) {
        int[] last = new int[b.length + 1];
        int[] row = new int[b.length + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= a.length; i++) {
            row[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
            }
            int[] spare = last;
            last = row;
            row = spare;
        }
        return last[b.length];
    }

    /** What the texts of a cluster share; null for a text that belongs to none. */
    static String key(String text, String cluster) {
        String key = switch (cluster) {
            case "ngram" -> grams(words(text).replace(" ", ""));
            case "sound" -> sound(text);
            default -> Arrays.stream(words(text).split(" ")).sorted().distinct().collect(Collectors.joining(" "));
        };
        return key.isEmpty() ? null : key;
    }

    /** Lower case, without accents and symbols, one blank between words. */
    private static String words(String text) {
        String letters = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return BLANKS.matcher(OTHER.matcher(letters).replaceAll("")).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    /** The pairs of neighbouring characters, each once and in order. */
    private static String grams(String text) {
        int[] points = text.codePoints().toArray();
        if (points.length < 2) {
            return text;
        }
        TreeSet<String> grams = new TreeSet<>();
        for (int i = 0; i + 1 < points.length; i++) {
            grams.add(new String(points, i, 2));
        }
        return String.join("", grams);
    }

    private static String sound(String text) {
        DoubleMetaphone metaphone = new DoubleMetaphone();
        metaphone.setMaxCodeLen(LONGEST);
        String code = metaphone.doubleMetaphone(text);
        return code == null ? "" : code;
    }
}
