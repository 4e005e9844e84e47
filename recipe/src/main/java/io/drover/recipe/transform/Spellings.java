package io.drover.recipe.transform;

import io.drover.recipe.type.JsonText;
import java.util.List;

/** Texts that others are compared with, as read from an array that is the same for all rows. */
final class Spellings {

    /** The rows of a column have the same array; it is read once, not once for each. */
    private static volatile Spellings last = new Spellings("[]");

    private final String array;
    private final List<String> texts;

    private Spellings(String array) {
        this.array = array;
        this.texts = JsonText.elements(array).stream().map(JsonText::text).toList();
    }

    /** @param array of JSON strings */
    static Spellings of(String array) {
        Spellings known = last;
        if (!known.array.equals(array)) {
            known = new Spellings(array);
            last = known;
        }
        return known;
    }

    String nearest(String text, double threshold) {
        return Similarity.nearest(text, texts, threshold);
    }
}
