package io.drover.recipe.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is called portable matches alike on RE2 and on {@code java.util.regex}. */
class PortabilityTest {

    @Property(seed = "20261124", tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void bothEnginesFindTheSame(@ForAll("regexes") String source, @ForAll boolean ignoreCase,
            @ForAll("values") String value) {
        Regex regex;
        try {
            regex = Regex.of(Regex.encode(Regex.Kind.REGEX, source, ignoreCase));
        } catch (InvalidPatternException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        if (regex.spark().isEmpty()) {
            return;
        }
        List<int[]> found = regex.findAll(value).stream().map(m -> new int[] {m.startUnit(), m.endUnit()}).toList();
        if (regex.canMatchEmpty()) {
            found = found.subList(0, Math.min(1, found.size()));
        }
        Matcher java = Pattern.compile(regex.spark().get()).matcher(value);
        int at = 0;
        for (int[] bounds : found) {
            assertThat(java.find()).as("%s in %s", source, value).isTrue();
            assertThat(new int[] {java.start(), java.end()}).as("%s in %s", source, value).isEqualTo(bounds);
            assertThat(bounds[0]).isGreaterThanOrEqualTo(at);
            at = bounds[1];
        }
        assertThat(java.find() && !regex.canMatchEmpty()).as("%s in %s: %s", source, value, found.size()).isFalse();
    }

    @Property(seed = "20261124", tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void anySourceCompilesOrSaysWhyNot(@ForAll("sources") String source, @ForAll Regex.Kind kind,
            @ForAll("values") String value) {
        try {
            Regex.of(kind, source).findAll(value);
        } catch (InvalidPatternException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> regexes() {
        return regex(3);
    }

    private Arbitrary<String> regex(int depth) {
        Arbitrary<String> atom = Arbitraries.of("a", "b", "k", "ß", "😀", ".", "\\d", "\\w", "\\W", "\\s", "\\S", "\\b",
                "\\B", "^", "$", "\\A", "\\z", "[^a]", "[a-k]", "[^\\d\\s]", "[ſK-]", "\\x{1F600}", "\\n", "İ", "ı", "(?i)",
                "(?s)", "\\.", "-", "[\\W_]");
        if (depth == 0) {
            return atom;
        }
        Arbitrary<String> inner = regex(depth - 1);
        return Arbitraries.oneOf(atom,
                inner.list().ofMinSize(1).ofMaxSize(4).map(list -> String.join("", list)),
                Combinators.combine(inner, inner).as((a, b) -> "(" + a + "|" + b + ")"),
                Combinators.combine(inner, Arbitraries.of("*", "+", "?", "{2}", "{0,2}", "*?", "+?", "??"))
                        .as((a, q) -> "(?:" + a + ")" + q));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of("a", "b", "k", "K", "\u212A", "s", "ſ", "ß", "ẞ", "😀", "1", "_", " ", "\n", "\r", "\u0085",
                "\u2028", "\u000B", "é", "I", "i", "İ", "ı", "-", ".").list().ofMaxSize(10)
                .map(list -> String.join("", list));
    }

    @Provide
    Arbitrary<String> sources() {
        return Arbitraries.of("a", "(", ")", "[", "]", "{", "}", "{alpha}", "{start", "{2}", "{3,1}", "{1,99}", "*", "+",
                "?", "|", "\\", "^", "$", "-", "(?", "(?i)", "(?=", "(?<n>", "[:", ":]", "[[:alpha:]]", "\\p{L}", "\\pN",
                "\\x", "\\1", "\\Q", "\\E", "%", "#", "!", ".", "😀", "\uD800").list().ofMaxSize(12)
                .map(list -> String.join("", list));
    }
}
