package io.drover.recipe.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MatchClausesTest {
    private static final String ORDER = "order 77 sent to Lima today";

    private static String text(String value) {
        return Regex.encode(Regex.Kind.LITERAL, value);
    }

    private static String pattern(String source) {
        return Regex.encode(Regex.Kind.TRIFACTA, source);
    }

    private static List<String> matches(MatchClauses.Builder clauses, String value) {
        MatchClauses built = MatchClauses.of(clauses.build().encode());
        return built.findAll(value).stream().map(Match::text).toList();
    }

    @Test
    void examplesOfTheReference() {
        assertThat(matches(MatchClauses.builder().after(text("sent ")), ORDER)).containsExactly("to Lima today");
        assertThat(matches(MatchClauses.builder().from(text("sent")), ORDER)).containsExactly("sent to Lima today");
        assertThat(matches(MatchClauses.builder().before(text(" to")), ORDER)).containsExactly("order 77 sent");
        assertThat(matches(MatchClauses.builder().to(text("Lima")), ORDER)).containsExactly("order 77 sent to Lima");
        assertThat(matches(MatchClauses.builder().on(pattern("#+")), ORDER)).containsExactly("77");
        assertThat(matches(MatchClauses.builder().at(6, 8), ORDER)).containsExactly("77");
        assertThat(matches(MatchClauses.builder().after(text("order ")).before(text(" sent")), ORDER))
                .containsExactly("77");
    }

    @Test
    void onIsSearchedInTheRegionButTheEndsAreTheValues() {
        assertThat(matches(MatchClauses.builder().on(text(" ")).after(text("#")), "a b#c d e")).hasSize(2);
        assertThat(matches(MatchClauses.builder().on(pattern("{start}{alpha}+")).after(text("#")), "a#b")).isEmpty();
        assertThat(matches(MatchClauses.builder().on(pattern("{alpha}+{end}")).before(text("#")), "a#b")).isEmpty();
        assertThat(matches(MatchClauses.builder().on(pattern("{alpha}+{end}")).after(text("#")), "a#b"))
                .containsExactly("b");
        assertThat(matches(MatchClauses.builder().on(pattern("{any}+")).after(text("<")).before(text(">")), "a<b>c"))
                .containsExactly("b");
        assertThat(matches(MatchClauses.builder().on(text("ab")).before(text("b")), "ab")).isEmpty();
        assertThat(matches(MatchClauses.builder().on(Regex.encode(Regex.Kind.REGEX, "(?<=x)b|b$"))
                .after(text("x")).before(text("!")), "xb!")).isEmpty();
    }

    @Test
    void aLimitThatIsNotFoundLeavesNoMatch() {
        assertThat(matches(MatchClauses.builder().after(text("?")), ORDER)).isEmpty();
        assertThat(matches(MatchClauses.builder().on(text("7")).before(text("?")), ORDER)).isEmpty();
        // The right limit is looked for from the region's start.
        assertThat(matches(MatchClauses.builder().after(text("b")).before(text("a")), "abca")).containsExactly("c");
        assertThat(matches(MatchClauses.builder().from(text("ab")).to(text("a")), "xab")).containsExactly("a");
    }

    @Test
    void emptyRegionIsNoMatch() {
        assertThat(matches(MatchClauses.builder().after(text("(")).before(text(")")), "()")).isEmpty();
    }

    @Test
    void positionsAreCodePointsAndClamped() {
        assertThat(matches(MatchClauses.builder().at(1, 3), "😀bc")).containsExactly("bc");
        assertThat(matches(MatchClauses.builder().at(2, 99), "abc")).containsExactly("c");
        assertThat(matches(MatchClauses.builder().at(5, 9), "abc")).isEmpty();
    }

    @Test
    void quotedMatchesDoNotCount() {
        MatchClauses.Builder commas = MatchClauses.builder().on(text(",")).quote('"');
        MatchClauses clauses = commas.build();
        assertThat(clauses.findAll("a,\"b,c\",d").stream().map(Match::start)).containsExactly(1, 7);
        assertThat(clauses.findAll("\"a,b").stream().map(Match::start)).isEmpty();
        assertThat(clauses.findAll(",\"\",\",,\",", 2).stream().map(Match::start)).containsExactly(0, 3);
        assertThat(MatchClauses.of(clauses.encode())).isEqualTo(clauses);
    }

    @Test
    void replacesInTheRegion() {
        MatchClauses clauses = MatchClauses.builder().on(text(" ")).after(text("#")).build();
        assertThat(clauses.replaceAll("a b#c d e", clauses.replacement("-"))).isEqualTo("a b#c-d-e");
        assertThat(clauses.replaceFirst("a b#c d e", clauses.replacement("-"))).isEqualTo("a b#c-d e");
        MatchClauses region = MatchClauses.builder().after(text("<")).before(text(">")).build();
        assertThat(region.replaceFirst("a<b>c", region.replacement("$1"))).isEqualTo("a<$1>c");
        MatchClauses word = MatchClauses.builder().on(pattern("{start}(%+) ")).build();
        assertThat(word.replaceFirst("one two", word.replacement("<$1>"))).isEqualTo("<one>two");
        MatchClauses start = MatchClauses.builder().on(pattern("{start}")).build();
        assertThat(start.replaceAll("x", start.replacement(">"))).isEqualTo(">x");
    }

    @Test
    void clausesThatExcludeEachOther() {
        assertThatThrownBy(() -> MatchClauses.builder().after(text("a")).from(text("b")))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessage("two parameters say where the match begins");
        assertThatThrownBy(() -> MatchClauses.builder().to(text("a")).before(text("b")))
                .hasMessage("two parameters say where the match ends");
        assertThatThrownBy(() -> MatchClauses.builder().at(1, 2).on(text("b")).build())
                .hasMessage("at excludes the other clauses");
        assertThatThrownBy(() -> MatchClauses.builder().build()).hasMessage("nothing says what to match");
        assertThatThrownBy(() -> MatchClauses.builder().at(3, 2)).hasMessage("the positions 3,2 are no range");
        assertThatThrownBy(() -> MatchClauses.of("o9:r:a")).isInstanceOf(IllegalArgumentException.class);
    }
}
