package io.drover.recipe.pattern;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code {3}}, {@code {3,}} or {@code {3,5}}.
 *
 * @param most {@link Integer#MAX_VALUE} for any number
 * @param end where the text goes on
 */
record Counts(int least, int most, int end) {
    private static final Pattern FORM = Pattern.compile("([0-9]+)(,([0-9]*))?\\}");

    /** The counts after an opening brace, or null if it opens something else. */
    static Counts parse(String source, int afterBrace) {
        Matcher matcher = FORM.matcher(source).region(afterBrace, source.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        int least = number(matcher.group(1));
        int most = matcher.group(2) == null ? least
                : matcher.group(3).isEmpty() ? Integer.MAX_VALUE : number(matcher.group(3));
        return new Counts(least, most, matcher.end());
    }

    /** Far above the limit is as wrong as just above it. */
    private static int number(String digits) {
        return digits.length() > 8 ? 99_999_999 : Integer.parseInt(digits);
    }
}
