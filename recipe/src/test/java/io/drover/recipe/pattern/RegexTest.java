package io.drover.recipe.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {

    private static Regex regex(String source, Regex.Option... options) {
        return Regex.of(Regex.Kind.REGEX, source, options);
    }

    private static Regex literal(String source, Regex.Option... options) {
        return Regex.of(Regex.Kind.LITERAL, source, options);
    }

    private static List<String> texts(List<Match> matches) {
        return matches.stream().map(Match::text).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "(^0$|^0\\.0$); 0.0; 0.0",
        "\\d+\\D; 12a; 12a",
        "[\\w-]+; é a-b_1; a-b_1",
        "[^\\s,]+; , xy z; xy",
        "\\bcat\\b; concat cat; cat",
        "\\Bat; cat; at",
        "\\x41\\u0042\\x{43}; ABC; ABC",
        "\\cI|\\q{0}; x; ",
        "a{2,3}?; aaaa; aa",
        "(?i)straSSe; STRASSE; STRASSE",
        "(?i:a)b; AB Ab; Ab",
        "[[:alpha:]]+; 12ab; ab",
        "\\Qa.b\\E; axb a.b; a.b",
        "(?P<y>\\d)(?<z>\\d); x12; 12",
        "a{,2}; a{,2}; a{,2}",
        "[&&]+; a&&; &&",
        "x(?#note)y; xy; xy"})
    void syntax(String source, String value, String expected) {
        if (source.contains("\\q")) {
            assertThatThrownBy(() -> regex(source)).hasMessageStartingWith("\\q is not known");
            return;
        }
        assertThat(regex(source).find(value).map(Match::text)).contains(expected);
    }

    @Test
    void dollarIsTheVeryEndAndADotNoLineBreak() {
        assertThat(regex("a$").matches("a\n")).isFalse();
        assertThat(regex("a.b").matches("a\nb")).isFalse();
        assertThat(regex("a.b").matches("a\rb")).isTrue();
        assertThat(regex("(?s)a.b").matches("a\nb")).isTrue();
        assertThat(texts(regex("(?m)^.$").findAll("a\nb"))).containsExactly("a", "b");
        assertThat(regex("\\v").matches("\n")).isFalse();
        assertThat(regex("\\s").matches("\u000B")).isFalse();
        assertThat(regex("\\s").matches("\u00A0")).isFalse();
    }

    @Test
    void positionsAreCodePoints() {
        Match match = regex("b+").find("😀bb").orElseThrow();
        assertThat(match.start()).isEqualTo(1);
        assertThat(match.end()).isEqualTo(3);
        assertThat(regex(".").findAll("😀é")).hasSize(2);
        assertThat(regex("[^a]").find("😀").orElseThrow().text()).isEqualTo("😀");
        assertThat(literal("b").find("😀b😀b", 2)).get().extracting(Match::start).isEqualTo(3);
        assertThat(literal("b").find("😀b", 3)).isEmpty();
        assertThat(regex("x*").replaceAll("😀x", Replacement.literal("-"))).isEqualTo("-😀--");
    }

    @Test
    void matchesFromTheLeft() {
        assertThat(texts(regex("[0-9]+").findAll("1 22 333", 2))).containsExactly("1", "22");
        assertThat(regex("[0-9]+").findNth("1 22 333", 3)).get().extracting(Match::text).isEqualTo("333");
        assertThat(regex("[0-9]+").findNth("1 22", 3)).isEmpty();
        assertThat(regex("[0-9]+").findNth("1", 0)).isEmpty();
        Match groups = regex("(a)|(b)").find("b").orElseThrow();
        assertThat(groups.group(1)).isEmpty();
        assertThat(groups.group(2)).contains("b");
        assertThat(groups.groupCount()).isEqualTo(2);
    }

    @Test
    void literalsMatchTheExactText() {
        Regex dot = literal("a.b");
        assertThat(dot.matches("axb")).isFalse();
        assertThat(dot.replaceAll("a.b a.b", dot.replacement("$1"))).isEqualTo("$1 $1");
        assertThat(literal("İI", Regex.Option.IGNORE_CASE).matches("iı")).isFalse();
        assertThat(literal("Größe k", Regex.Option.IGNORE_CASE).matches("GRÖßE \u212A")).isTrue();
        assertThat(literal("ab", Regex.Option.AT_START).findAll("abab")).hasSize(1);
        assertThat(literal("ab", Regex.Option.AT_END).find("abab")).get().extracting(Match::start).isEqualTo(2);
        assertThat(literal("").matches("")).isTrue();
        assertThat(literal("").canMatchEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "$1-$2; ab-12",
        "$0!; ab12!",
        "\\$1; $1",
        "\\\\$1; \\ab",
        "$; $",
        "$x\\n; $x\\n",
        "$12; ab2"})
    void replacements(String with, String expected) {
        Regex regex = regex("([a-z]+)([0-9]+)");
        assertThat(regex.replaceFirst("ab12", regex.replacement(with))).isEqualTo(expected);
    }

    @Test
    void replacementRefersOnlyToGroupsThereAre() {
        assertThatThrownBy(() -> regex("(a)").replacement("$2")).isInstanceOfSatisfying(InvalidPatternException.class,
                e -> {
                    assertThat(e.kind()).isEqualTo(InvalidPatternException.Kind.GROUP_REFERENCE);
                    assertThat(e.getMessage()).isEqualTo("$2 refers to a group that the pattern doesn't have");
                    assertThat(e.suggestion()).contains("the last group is $1, a dollar is written \\$");
                });
        Regex optional = regex("(a)|b");
        assertThat(optional.replaceAll("ab", optional.replacement("<$1>"))).isEqualTo("<a><>");
    }

    @Test
    void replacementTextsForEngines() {
        Replacement replacement = Replacement.template("a\\b\\$$1" + "5$0");
        assertThat(replacement.duckdb()).isEqualTo("a\\\\b$\\1" + "5\\0");
        assertThat("xy".replaceAll("(x)y", replacement.spark())).isEqualTo("a\\b$x5xy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?<=a)b", "(?<!x)b", "a(?=b)", "(a)\\1", "a*+b", "(?>a+)b", "(?!c)b"})
    void whatRe2LacksRunsOnABoundedMatcher(String source) {
        Regex regex = regex(source);
        assertThat(regex.isUnbounded()).isTrue();
        assertThat(regex.duckdb()).isEmpty();
        assertThat(regex.spark()).isEmpty();
        assertThat(regex.matches("aab")).isTrue();
        assertThat(regex("a+b").isUnbounded()).isFalse();
    }

    @Test
    void aValueOverTheBudgetCountsAsNoMatch() {
        Regex regex = regex("(a+)(a+)(a+)(a+)\\1b");
        long before = PatternBudget.givenUp();
        assertThat(regex.matches("aaac")).isFalse();
        assertThat(PatternBudget.givenUp()).isEqualTo(before);
        assertThat(regex.matches("a".repeat(500) + "c")).isFalse();
        assertThat(PatternBudget.givenUp()).isEqualTo(before + 1);
        assertThat(regex.replaceAll("aaaaab", regex.replacement("<$1>"))).isEqualTo("<a>");
        assertThat(regex("(?=(a|b)*c)a").findAll("ab".repeat(200_000) + "c")).isEmpty();
    }

    @Test
    void linearPatternsHaveNoBudget() {
        assertThat(regex("(a|aa|aaa)+$").matches("a".repeat(100_000) + "b")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "(a; a group is never closed (character 3 of the pattern); add )",
        "a); there is no group for this ) to close (character 2 of the pattern); write \\) for the character itself",
        "[a; a class is never closed (character 1 of the pattern); add ], or write \\[ for the character",
        "[b-a]; the range in the class is reversed (character 3 of the pattern); write the smaller character first",
        "[[:foo:]]; unknown class [:foo:] (character 2 of the pattern); they are alnum, alpha, ascii, blank, cntrl, digit, graph,"
                + " lower, print, punct, space, upper, word, xdigit",
        "a\\Z; \\Z is not known (character 2 of the pattern); write $ for the end of the value",
        "(?x)a; (?x is not known (character 1 of the pattern); the flags are i, s and m, as in (?i)",
        "(a)\\2; \\2 refers to a group that doesn't exist (character 4 of the pattern); the only group is \\1",
        "+a; there is nothing for + to repeat (character 1 of the pattern); write \\+ for the character itself",
        "\\x4; two hexadecimal digits must follow \\x (character 1 of the pattern); write it as in \\x41",
        "((a{99}){99}); counts are limited to 1000, those of nested groups multiplied (character 9 of the pattern);"
                + " write * or + for any number"})
    void whatIsWrong(String source, String message, String suggestion) {
        assertThatThrownBy(() -> regex(source)).isInstanceOfSatisfying(InvalidPatternException.class, e -> {
            assertThat(e.getMessage()).isEqualTo(message);
            assertThat(e.suggestion()).contains(suggestion);
        });
    }

    @Test
    void textFormIsCanonicalAndCached() {
        String encoded = Regex.encode(Regex.Kind.TRIFACTA, "a:b", Regex.Option.AT_END, Regex.Option.IGNORE_CASE);
        assertThat(encoded).isEqualTo("ti$:a:b");
        assertThat(Regex.of(encoded)).isSameAs(Regex.of(encoded));
        assertThat(Regex.of(encoded).encoded()).isEqualTo(encoded);
        assertThatThrownBy(() -> Regex.of("x:a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Regex.of("r!:a")).isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < 3000; i++) {
            Regex.of(Regex.Kind.LITERAL, "x" + i);
        }
    }

    @Test
    void serializesByItsSource() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(regex("a+"));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Regex read = (Regex) in.readObject();
            assertThat(read).isEqualTo(regex("a+"));
            assertThat(read.find("caat").map(Match::text)).isEqualTo(Optional.of("aa"));
        }
    }
}
