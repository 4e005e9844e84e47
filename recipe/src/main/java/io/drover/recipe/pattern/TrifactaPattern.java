package io.drover.recipe.pattern;

import io.drover.recipe.message.Suggestions;

/** Translates a pattern (language reference, "Translation algorithm") to a regular expression. */
final class TrifactaPattern {
    private static final int DEPTH_LIMIT = 200;

    private final String source;
    private final RegexText text;
    private int at;
    private int depth;
    /** What stands before and could be repeated. */
    private Item before = Item.NONE;

    private enum Item { NONE, ANY, OTHER, REPEATED, REPEATED_ANY }

    private TrifactaPattern(String source, RegexText text) {
        this.source = source;
        this.text = text;
    }

    static void translate(String source, RegexText text) {
        TrifactaPattern pattern = new TrifactaPattern(source, text);
        while (pattern.at < source.length()) {
            pattern.next();
        }
        if (pattern.depth > 0) {
            throw pattern.invalid("a group is never closed", source.length(), "add ), or write \\( for the character");
        }
    }

    private void next() {
        int begin = at;
        int c = source.codePointAt(at);
        at += Character.charCount(c);
        switch (c) {
            case '\\' -> escape(begin);
            case '(' -> {
                if (++depth > DEPTH_LIMIT) {
                    throw invalid("groups are nested more than " + DEPTH_LIMIT + " deep", begin, null);
                }
                text.openGroup(true);
                before = Item.NONE;
            }
            case ')' -> {
                if (--depth < 0) {
                    throw invalid("there is no group for this ) to close", begin, "write \\) for the character itself");
                }
                text.closeGroup();
                before = Item.OTHER;
            }
            case '|' -> {
                text.alternative();
                before = Item.NONE;
            }
            case '%' -> {
                text.any(true);
                before = Item.ANY;
            }
            case '#' -> {
                text.set(CodePointSet.DIGITS);
                before = Item.OTHER;
            }
            case '{' -> brace(begin);
            case '*', '+', '?' -> quantifier(begin, c == '+' ? 1 : 0, c == '?' ? 1 : Integer.MAX_VALUE);
            default -> literal(c);
        }
    }

    private void literal(int c) {
        text.literal(c, text.ignoresCase());
        before = Item.OTHER;
    }

    private void escape(int begin) {
        if (at >= source.length()) {
            throw invalid("there is nothing after the last \\", begin, "write \\\\ for the character itself");
        }
        int c = source.codePointAt(at);
        at += Character.charCount(c);
        int control = "ntr".indexOf(c);
        literal(control < 0 ? c : "\n\t\r".charAt(control));
    }

    private void brace(int begin) {
        Counts counts = Counts.parse(source, at);
        if (counts != null) {
            at = counts.end();
            quantifier(begin, counts.least(), counts.most());
            return;
        }
        if (source.startsWith("[", at) || source.startsWith("![", at)) {
            characterClass(begin);
            return;
        }
        int end = source.indexOf('}', at);
        if (end < 0) {
            throw invalid("a { is never closed", begin, "add }, or write \\{ for the character itself");
        }
        String name = source.substring(at, end);
        String regex = PatternTokens.all().get(name);
        if (regex == null) {
            throw invalid("unknown token {" + name + "}", begin, Suggestions.nearest(name, PatternTokens.all().keySet())
                    .map(near -> "did you mean {" + near + "}").orElse("write \\{ for the character itself"));
        }
        at = end + 1;
        boolean group = !regex.equals(".") && !regex.startsWith("\\") && regex.indexOf(']') != regex.length() - 1;
        if (group) {
            text.openGroup(false);
        }
        RegexTranslator.translate(regex, text, true);
        if (group) {
            text.closeGroup();
        }
        before = Item.OTHER;
    }

    private void characterClass(int begin) {
        boolean negated = source.charAt(at) == '!';
        int open = source.indexOf('[', at);
        RegexClass.Parsed parsed = RegexClass.parse(source, open + 1, text.ignoresCase(), this::invalid);
        if (!source.startsWith("}", parsed.end())) {
            throw invalid("a {[ is never closed", begin, "add ]}");
        }
        // Only the exclamation mark negates: {[^a]} is a caret or an a.
        boolean caret = parsed.negated();
        CodePointSet set = caret
                ? new CodePointSet.Builder().addAll(parsed.set()).add('^', '^').build() : parsed.set();
        new RegexClass.Parsed(set, negated, parsed.properties(), parsed.end()).writeTo(text);
        at = parsed.end() + 1;
        before = Item.OTHER;
    }

    private void quantifier(int begin, int least, int most) {
        String written = source.substring(begin, at);
        boolean reluctantMark = written.equals("?") && (before == Item.REPEATED || before == Item.REPEATED_ANY);
        if (reluctantMark) {
            // A quantified % is reluctant anyway.
            if (before == Item.REPEATED) {
                text.reluctant();
            }
            before = Item.NONE;
            return;
        }
        if (before != Item.ANY && before != Item.OTHER) {
            throw invalid("there is nothing for " + written + " to repeat", begin,
                    "write \\" + written.charAt(0) + " for the character itself");
        }
        if (least > most) {
            throw invalid("the counts are in the wrong order", begin, null);
        }
        if (!text.quantifier(written + (before == Item.ANY ? "?" : ""), least, most)) {
            throw invalid("counts are limited to " + RegexText.COUNT_LIMIT + ", those of nested groups multiplied",
                    begin, "write * or + for any number");
        }
        before = before == Item.ANY ? Item.REPEATED_ANY : Item.REPEATED;
    }

    private InvalidPatternException invalid(String message, int offset, String suggestion) {
        return InvalidPatternException.pattern(message, source.codePointCount(0, offset), suggestion);
    }
}
