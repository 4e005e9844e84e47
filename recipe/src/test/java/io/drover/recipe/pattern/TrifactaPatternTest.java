package io.drover.recipe.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrifactaPatternTest {

    private static Regex pattern(String source, Regex.Option... options) {
        return Regex.of(Regex.Kind.TRIFACTA, source, options);
    }

    private static String first(String source, String value) {
        return pattern(source).find(value).map(Match::text).orElse(null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "%; xy; x",
        "{any}+; a b; a b",
        "#; ab12; 1",
        "{digit}{3,}; 12 1234; 1234",
        "{alpha}+; 1_aB2; _aB",
        "{upper}+; abCD_e; CD_",
        "{lower}+; ABcd_E; cd_",
        "{alpha-numeric}+; _a1_; a1",
        "{alphanum-underscore}+; -a_1-; a_1",
        "{delim}; ab-c; -",
        "a{delim-ws}b; a , b; a , b",
        "a{delim-ws}b; a   b; a   b",
        "{hex}; z0x1F; 0x1F",
        "{at-username}; hi @me_1!; @me_1",
        "{hashtag}; see #tag.; #tag",
        "{email}; <a.b+c@d-e.co.uk>; a.b+c@d-e.co.uk",
        "{url}; see https://a.org:80/x?y z; https://a.org:80/x?y",
        "{ip-address}; at 192.168.0.255.; 192.168.0.255",
        "{hex-ip-address}; fe80::1:2; fe80::1:2",
        "{phone}; call (212) 555-0100 now; (212) 555-0100",
        "{zip}; NY 10001-1234; 10001-1234",
        "{state}; in West Virginia; West Virginia",
        "{state-abbrev}; Austin TX; TX",
        "{city}; to New York.; New York.",
        "{street}; at 12 Old Mill Rd. now; 12 Old Mill Rd.",
        "{occupancy}; 1 Main St Apt 4B; Apt 4B",
        "{bool}; is true; true",
        "{month} {dd}; May 1, June 15; June 15",
        "{month-abbrev}; 1 Jan; Jan",
        "{dayofweek}; on Monday; Monday",
        "{dayofweek-abbrev}; on Tue; Tue",
        "{time}; at 23:59:01 sharp; 23:59:01",
        "{period}; 5 p.m. it; p.m.",
        "{utcoffset}; T10:00-0500; -0500",
        "{yyyy}-{mm}-{dd}; on 2019-12-31; 2019-12-31",
        "{mm}/{dd}/{yy}; 13/01/19 12/31/19; 12/31/19",
        "{H}:{MM}:{SS} {a}; 9:05:07 AM; 9:05:07 AM",
        "{HH}{M}; 2359; 2359",
        "{hh}:{M}:{S}.{SSS}; 12:5:7.250; 12:5:7.250",
        "{h}{X}; 1+01:00; 1+01:00",
        "{m}/{d}; 0/9 1/09; 1/09",
        "{mmm} {mmmm}; Jan January; Jan January"})
    void tokens(String source, String value, String expected) {
        assertThat(first(source, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "x?y; zy; y",
        "(ab|c)+; xabcab; abcab",
        "{[abc]}+; xxcabx; cab",
        "{![abc]}+; abxyc; xy",
        "{[^a]}+; b^a^b; ^a^",
        "{[]}]}+; a]}; ]}",
        "\\#\\%\\{\\}\\(\\)\\|; #%{}()|; #%{}()|",
        ".*; a.*; ...",
        "]|[; a[b]; [",
        "^$; a^$; ^$",
        "a\\\\b; a\\b; a\\b"})
    void operators(String source, String value, String expected) {
        if (source.equals(".*")) {
            // A dot is a dot; the star repeats it.
            assertThat(first(source, "...a")).isEqualTo("...");
            return;
        }
        assertThat(first(source, value)).isEqualTo(expected);
    }

    @Test
    void quantifiedPercentIsReluctantTheRestGreedy() {
        assertThat(first("{start}(%+) ", "one two three")).isEqualTo("one ");
        assertThat(first("{start}({any}+) ", "one two three")).isEqualTo("one two ");
        assertThat(first("a%*b", "axbxb")).isEqualTo("axb");
        assertThat(first("x%{2,3}", "xabcd")).isEqualTo("xab");
        assertThat(first("x%?y", "xy")).isEqualTo("xy");
    }

    @Test
    void topLevelAlternation() {
        Regex quotes = pattern("{start}\"|\"{end}");
        assertThat(quotes.replaceAll("\"a\"b\"", quotes.replacement(""))).isEqualTo("a\"b");
        assertThat(pattern("a|b", Regex.Option.AT_START, Regex.Option.AT_END).matches("ab")).isFalse();
        assertThat(pattern("a|bc", Regex.Option.AT_START).findAll("bca")).hasSize(1);
    }

    @Test
    void lineBreaksAreAnyCharacterAndOnlyTheValueHasAnEnd() {
        assertThat(first("a%b", "a\nb")).isEqualTo("a\nb");
        assertThat(first("a{end}", "a\n")).isNull();
        assertThat(first("a\\n\\tb", "a\n\tb")).isEqualTo("a\n\tb");
    }

    @Test
    void onlyParenthesesCapture() {
        assertThat(pattern("{month} ({dd}) {a}({yyyy})?").groupCount()).isEqualTo(2);
    }

    @Test
    void caseIsIgnoredOnRequest() {
        assertThat(pattern("straße {upper}", Regex.Option.IGNORE_CASE).matches("STRAßE x")).isTrue();
        assertThat(pattern("straße").matches("STRAßE")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', value = {
        "{alhpa}; unknown token {alhpa} (character 1 of the pattern); did you mean {alpha}",
        "ab{Digit}; unknown token {Digit} (character 3 of the pattern); did you mean {digit}",
        "{nothing-like-it}; unknown token {nothing-like-it} (character 1 of the pattern);"
                + " write \\{ for the character itself",
        "{start; a { is never closed (character 1 of the pattern); add }, or write \\{ for the character itself",
        "(a; a group is never closed (character 3 of the pattern); add ), or write \\( for the character",
        "a); there is no group for this ) to close (character 2 of the pattern); write \\) for the character itself",
        "{3}; there is nothing for {3} to repeat (character 1 of the pattern); write \\{ for the character itself",
        "a**; there is nothing for * to repeat (character 3 of the pattern); write \\* for the character itself",
        "a\\; there is nothing after the last \\ (character 2 of the pattern); write \\\\ for the character itself",
        "#{1001}; counts are limited to 1000, those of nested groups multiplied (character 2 of the pattern);"
                + " write * or + for any number"})
    void whatIsWrong(String source, String message, String suggestion) {
        assertThatThrownBy(() -> pattern(source)).isInstanceOfSatisfying(InvalidPatternException.class, e -> {
            assertThat(e.getMessage()).isEqualTo(message);
            assertThat(e.suggestion()).contains(suggestion);
        });
    }

    @Test
    void everyTokenCompilesAndIsPortable() {
        PatternTokens.all().keySet().forEach(token ->
                assertThat(pattern("{" + token + "}").duckdb()).as(token).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "((a){100}){100}"})
    void hugePatternsAreRefused(String piece) {
        assertThatThrownBy(() -> pattern(piece.repeat(9000))).isInstanceOf(InvalidPatternException.class);
    }
}
