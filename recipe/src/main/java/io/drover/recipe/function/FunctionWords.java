package io.drover.recipe.function;

import io.drover.recipe.type.TypeName;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The bare words that arguments of functions may be: units, types and the words of {@link Arguments#keyword}. */
public final class FunctionWords {
    private static final Pattern UNIT = Pattern.compile(
            "(?i)(year|quarter|month|week|weekday|day|dayofyear|hour|minute|second|millisecond)s?");

    private static final Set<String> KEYWORDS = Stream.of(List.of("left", "right", "ascending", "descending", "strong",
                    "normal", "weak", "null"), Transliteration.forms(), StatisticsFunctions.METHODS)
            .flatMap(List::stream).map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());

    private FunctionWords() {}

    /** Whether some function may take it. */
    public static boolean contains(String word) {
        return isUnit(word) || KEYWORDS.contains(word.toLowerCase(Locale.ROOT)) || TypeName.find(word).isPresent();
    }

    public static boolean isUnit(String word) {
        return UNIT.matcher(word).matches();
    }
}
