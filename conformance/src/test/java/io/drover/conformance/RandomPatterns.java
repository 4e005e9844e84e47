package io.drover.conformance;

import io.drover.recipe.pattern.PatternTokens;
import io.drover.recipe.type.Storage;
import io.drover.recipe.type.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Patterns and regular expressions made up at random, as a recipe writes them, and values that they may match. */
final class RandomPatterns {

    private static final List<String> TOKENS = List.copyOf(PatternTokens.all().keySet());

    private static final List<String> CHARACTERS = List.of("a", "b", "k", "x", "A", "K", "1", "0", "-", "_", ",", " ", ":",
            "é", "ß", "ſ", "😀", "İ", "ı", "\u212A", "e\u0301", "\"", "'", "#", "@", "&", "~", "=", "!", "<", "\u00a0",
            "ﬁ");

    /** Special in patterns or in regular expressions. */
    private static final List<String> SPECIAL = List.of(".", "*", "+", "?", "(", ")", "[", "]", "{", "}", "|", "^", "$",
            "\\", "/", "%", "`");

    private static final List<String> ATOMS = List.of(".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\n", "\\t", "\\r",
            "\\v", "\\x41", "\\u00e9", "\\x{1F600}", "\\cA", "[a-k]", "[^a]", "[^\\d\\s]", "[ſK-]", "[\\W_]", "[]a]", "[a&&b]",
            "[[:alpha:]]", "[[:^digit:]1]", "[\\x{1F600}-\\x{1F64F}]", "[^\\n]", "\\p{L}", "\\p{Lu}", "\\P{L}", "\\pN",
            "[\\p{L}\\d]", "\\p{Greek}", "[\\s\\S]", "\\Qa.b\\E", "[^\\x00-\\x{10FFFF}]", "[A-z]", "[é-ü]");

    private static final List<String> EDGES = List.of("^", "$", "\\A", "\\z", "\\b", "\\B", "(?m:^)", "(?m:$)");

    private static final List<String> QUANTIFIERS = List.of("*", "+", "?", "{2}", "{0,2}", "{1,}", "*?", "+?", "??", "{1,3}?");

    /** What only a backtracking matcher has. */
    private static final List<String> UNBOUNDED = List.of("(?=a)", "(?!a)", "(?<=k)", "(?<!k)", "(?=.*[0-9])", "(a|b)\\1",
            "(?>a+)", "a++", "x*+", "(?i:(k))\\1", "(?<!^)", "(?=$)");

    private static final Map<TypeName, List<String>> VALID = Map.ofEntries(
            Map.entry(TypeName.INTEGER, List.of("0", "+12", "-007", "9223372036854775807", "-9223372036854775808",
                    "999999999999999999")),
            Map.entry(TypeName.DECIMAL, List.of("1.5", ".5", "5.", "-1e10", "+2.E-3", "1e308", "17")),
            Map.entry(TypeName.BOOLEAN, List.of("true", "F", "Yes", "NO", "on", "off", "1", "y")),
            Map.entry(TypeName.SSN, List.of("123-45-6789", "123456789", "001 01 0001", "899-99-9999")),
            Map.entry(TypeName.PHONE, List.of("415-555-2671", "(415) 555-2671", "+1 415.555.2671", "4155552671 x12",
                    "1-415-555-2671 ext. 5")),
            Map.entry(TypeName.EMAIL, List.of("a@b.co", "a.b+c%d@x-y.example.org", "A_1@B.IO")),
            Map.entry(TypeName.CREDIT_CARD, List.of("4111 1111 1111 1111", "5500-0000-0000-0004", "30000000000004",
                    "6011000000000004", "2221000000000009")),
            Map.entry(TypeName.GENDER, List.of("m", "F", "Male", "FEMALE")),
            Map.entry(TypeName.IP_ADDRESS, List.of("10.0.0.1", "255.255.255.255", "::1", "fe80::1:2", "2001:db8:0:0:0:0:0:1")),
            Map.entry(TypeName.URL, List.of("http://a.example", "ftp://x.co/p?q#f", "www.example.com:80/é", "a.bc")),
            Map.entry(TypeName.HTTP_CODE, List.of("200", "404", "599")),
            Map.entry(TypeName.ZIP_CODE, List.of("12345", "12345-6789", "00501")),
            Map.entry(TypeName.STATE, List.of("NY", "ca", "New York", "west virginia", "District of Columbia")),
            Map.entry(TypeName.STRING, List.of("", "a")));

    private static final List<String> CHANGES = List.of("", " ", "\t", "\n", "\u00a0", "\u2003", "\uFEFF", "0", "9", "-", ".",
            "x", "K", "\u212A", "ſ", "ı", "İ", "+", "(", "é", "😀", "\0", "٣");

    private final Random random;

    RandomPatterns(Random random) {
        this.random = random;
    }

    /** A string, a pattern in backticks or a regular expression in slashes. */
    String next() {
        return switch (random.nextInt(8)) {
            case 0 -> text(characters(1 + random.nextInt(3)));
            case 1, 2, 3 -> "`" + pattern(2).replace("`", "\\`") + "`";
            default -> "/" + regex(3).replaceAll("(?<!\\\\)/", "\\\\/") + "/";
        };
    }

    /** A text with references to groups, most of them to some that are there. */
    String replacement() {
        return text(some(3, () -> pick(List.of("<", ">", "$0", "$1", "$2", "\\$", "\\\\", "x", "1", "é", "😀"))));
    }

    /** A value with characters that the patterns speak of. */
    String value() {
        if (random.nextInt(3) == 0) {
            Object nasty = pick(NastyValues.of(Storage.TEXT));
            return nasty == null ? null : nasty.toString();
        }
        return some(10, () -> random.nextInt(6) == 0 ? pick(List.of("\n", "\r", "\r\n", "\t", "\u0085", "\u2028", "\u000B",
                "\0", "2024-02-29", "10:20", "Jan", "NY", "a.b@c.example", "10.0.0.1", "true", "PM")) : characters(1));
    }

    /** A value of the type, or one that a character more, less or other may keep from it. */
    static String near(TypeName type, Random random) {
        List<String> values = VALID.get(type);
        String value = values == null ? NastyValues.text(type, random) : values.get(random.nextInt(values.size()));
        if (value == null || value.isEmpty() || random.nextInt(3) == 0) {
            return value;
        }
        int at = random.nextInt(value.length() + 1);
        String change = CHANGES.get(random.nextInt(CHANGES.size()));
        int after = Math.min(value.length(), at + random.nextInt(2));
        return value.substring(0, at) + change + value.substring(after);
    }

    private String characters(int most) {
        return some(most, () -> pick(random.nextInt(5) == 0 ? SPECIAL : CHARACTERS));
    }

    private String pattern(int depth) {
        return some(4, () -> switch (random.nextInt(depth > 0 ? 12 : 8)) {
            case 0, 1 -> "{" + pick(TOKENS) + "}";
            case 2 -> pick(List.of("%", "#", "{any}", "{digit}", "{alpha}", "{start}", "{end}"));
            case 3 -> pick(List.of("{[ab]}", "{![ab]}", "{[a-k_]}", "{[^a]}", "{![\\d ]}", "\\#", "\\%", "\\{", "\\.", "\\n",
                    "]", "[", ".", "$", "^"));
            case 4, 5 -> pick(List.of("%+", "%*", "{alpha}+", "#{2}", "{digit}{1,3}", "{delim}?", "{lower}*", "a{2,}", "{any}+?"));
            case 6, 7 -> pick(CHARACTERS);
            case 8, 9 -> "(" + pattern(depth - 1) + ")" + (random.nextBoolean() ? "" : pick(List.of("+", "?", "*", "{2}")));
            default -> pattern(depth - 1) + "|" + pattern(depth - 1);
        });
    }

    private String regex(int depth) {
        if (depth == 0) {
            return random.nextInt(3) == 0 ? pick(CHARACTERS) : pick(ATOMS);
        }
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> some(4, () -> regex(depth - 1));
            case 3 -> "(" + regex(depth - 1) + "|" + regex(depth - 1) + ")";
            case 4 -> regex(depth - 1) + "|" + regex(depth - 1);
            case 5, 6 -> "(?:" + regex(depth - 1) + ")" + pick(QUANTIFIERS);
            case 7 -> "(" + regex(depth - 1) + ")" + pick(QUANTIFIERS);
            case 8 -> pick(EDGES) + regex(depth - 1);
            case 9 -> regex(depth - 1) + pick(EDGES);
            case 10 -> pick(ATOMS) + pick(QUANTIFIERS);
            case 11 -> pick(List.of("(?i)", "(?s)", "(?m)", "(?i-s)", "(?<n>a)", "(?P<m>b)?")) + regex(depth - 1);
            case 12 -> random.nextInt(3) == 0 ? pick(UNBOUNDED) + regex(depth - 1) : regex(depth - 1);
            default -> pick(CHARACTERS);
        };
    }

    private String some(int most, Supplier<String> part) {
        List<String> parts = new ArrayList<>();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            parts.add(part.get());
        }
        return String.join("", parts);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }
}
