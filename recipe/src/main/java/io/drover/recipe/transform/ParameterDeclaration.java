package io.drover.recipe.transform;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A declared parameter of a transform.
 *
 * @param name canonical spelling
 * @param aliases other spellings
 * @param defaultText as documentation writes the default; empty if there is none
 * @param words the canonical values of a keyword; empty for other kinds
 */
public record ParameterDeclaration(
        String name,
        List<String> aliases,
        ParameterKind kind,
        boolean required,
        String defaultText,
        List<String> words,
        String doc) {

    public ParameterDeclaration {
        aliases = List.copyOf(aliases);
        words = List.copyOf(words);
    }

    /** Whether a step may write it so. */
    public boolean isNamed(String written) {
        return name.equalsIgnoreCase(written) || aliases.stream().anyMatch(alias -> alias.equalsIgnoreCase(written));
    }

    /** The canonical word: case, blanks, dashes and underscores don't count. */
    Optional<String> word(String written) {
        return words.stream().filter(word -> plain(word).equals(plain(written))).findFirst();
    }

    private static String plain(String word) {
        return word.replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }
}
