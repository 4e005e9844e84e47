package io.drover.recipe.pattern;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads a regular expression (language reference, "Regular expressions") and writes what it means without what engines
 * read differently: flags, shorthand classes, {@code $}, {@code \b}, POSIX and nested classes.
 */
final class RegexTranslator {
    private static final int DEPTH_LIMIT = 200;

    private final String source;
    private final RegexText text;
    private int at;
    private Flags flags;
    private final Deque<Flags> enclosing = new ArrayDeque<>();
    private int groupsOpened;
    private int backReference;
    private int backReferenceAt;
    /** Whether something stands before that a quantifier can apply to. */
    private boolean repeatable;

    private record Flags(boolean ignoreCase, boolean dotAll, boolean multiline) {}

    private RegexTranslator(String source, RegexText text, boolean dotAll) {
        this.source = source;
        this.text = text;
        this.flags = new Flags(text.ignoresCase(), dotAll, false);
    }

    /** @param dotAll whether a dot matches line breaks too, as in patterns */
    static void translate(String source, RegexText text, boolean dotAll) {
        RegexTranslator translator = new RegexTranslator(source, text, dotAll);
        while (translator.at < source.length()) {
            translator.next();
        }
        if (!translator.enclosing.isEmpty()) {
            throw translator.invalid("a group is never closed", source.length(), "add )");
        }
        if (translator.backReference > translator.groupsOpened) {
            throw translator.invalid("\\" + translator.backReference + " refers to a group that doesn't exist",
                    translator.backReferenceAt, switch (translator.groupsOpened) {
                        case 0 -> "the expression has no groups";
                        case 1 -> "the only group is \\1";
                        default -> "the last group is \\" + translator.groupsOpened;
                    });
        }
    }

    private void next() {
        int c = source.codePointAt(at);
        at += Character.charCount(c);
        switch (c) {
            case '\\' -> escape();
            case '[' -> {
                RegexClass.Parsed parsed = RegexClass.parse(source, at, flags.ignoreCase(), this::invalid);
                parsed.writeTo(text);
                at = parsed.end();
                repeatable = true;
            }
            case '(' -> open();
            case ')' -> close();
            case '|' -> {
                text.alternative();
                repeatable = false;
            }
            case '.' -> {
                text.any(flags.dotAll());
                repeatable = true;
            }
            case '^' -> edge('^');
            case '$' -> edge('$');
            case '*', '+', '?' -> quantifier(at - 1, c == '+' ? 1 : 0, c == '?' ? 1 : Integer.MAX_VALUE);
            case '{' -> {
                if (!counted()) {
                    literal(c);
                }
            }
            default -> literal(c);
        }
    }

    private void literal(int c) {
        text.literal(c, flags.ignoreCase());
        repeatable = true;
    }

    private void edge(char edge) {
        if (flags.multiline()) {
            text.lineEdge(edge);
        } else if (edge == '^') {
            text.start();
        } else {
            text.end();
        }
        repeatable = true;
    }

    private void open() {
        if (enclosing.size() >= DEPTH_LIMIT) {
            throw invalid("groups are nested more than " + DEPTH_LIMIT + " deep", at - 1, null);
        }
        Flags outer = flags;
        if (at >= source.length() || source.charAt(at) != '?') {
            groupsOpened++;
            text.openGroup(true);
        } else if (!openSpecial()) {
            repeatable = false;
            return;
        }
        enclosing.push(outer);
        repeatable = false;
    }

    /** Opens a group that starts with a question mark; false if it only set flags or was a comment. */
    private boolean openSpecial() {
        for (String opening : new String[] {"?=", "?!", "?<=", "?<!", "?>"}) {
            if (source.startsWith(opening, at)) {
                at += opening.length();
                text.openUnbounded("(" + opening);
                return true;
            }
        }
        if (source.startsWith("?P<", at) || source.startsWith("?<", at)) {
            int end = source.indexOf('>', at);
            if (end < 0) {
                throw invalid("the group's name is never closed", at, "add >");
            }
            at = end + 1;
            groupsOpened++;
            text.openGroup(true);
            return true;
        }
        if (source.startsWith("?#", at)) {
            int end = source.indexOf(')', at);
            if (end < 0) {
                throw invalid("the comment is never closed", at, "add )");
            }
            at = end + 1;
            return false;
        }
        return flags();
    }

    private boolean flags() {
        int begin = at++;
        boolean on = true;
        Flags set = flags;
        while (at < source.length()) {
            char c = source.charAt(at++);
            switch (c) {
                case 'i' -> set = new Flags(on, set.dotAll(), set.multiline());
                case 's' -> set = new Flags(set.ignoreCase(), on, set.multiline());
                case 'm' -> set = new Flags(set.ignoreCase(), set.dotAll(), on);
                case '-' -> on = false;
                case ')' -> {
                    flags = set;
                    return false;
                }
                case ':' -> {
                    flags = set;
                    text.openGroup(false);
                    return true;
                }
                default -> throw invalid("(?" + c + " is not known", begin - 1,
                        "the flags are i, s and m, as in (?i)");
            }
        }
        throw invalid("a group is never closed", begin - 1, "add )");
    }

    private void close() {
        if (enclosing.isEmpty()) {
            throw invalid("there is no group for this ) to close", at - 1, "write \\) for the character itself");
        }
        flags = enclosing.pop();
        text.closeGroup();
        repeatable = true;
    }

    private boolean counted() {
        Counts counts = Counts.parse(source, at);
        if (counts == null) {
            return false;
        }
        int begin = at - 1;
        at = counts.end();
        quantifier(begin, counts.least(), counts.most());
        return true;
    }

    private void quantifier(int begin, int least, int most) {
        if (!repeatable) {
            throw invalid("there is nothing for " + source.substring(begin, at) + " to repeat", begin,
                    "write \\" + source.charAt(begin) + " for the character itself");
        }
        if (least > most) {
            throw invalid("the counts are in the wrong order", begin, "write {" + most + "," + least + "}");
        }
        if (at < source.length() && (source.charAt(at) == '?' || source.charAt(at) == '+')) {
            at++;
        }
        if (!text.quantifier(source.substring(begin, at), least, most)) {
            throw invalid("counts are limited to " + RegexText.COUNT_LIMIT + ", those of nested groups multiplied",
                    begin, "write * or + for any number");
        }
        repeatable = false;
    }

    private void escape() {
        if (at >= source.length()) {
            throw invalid("there is nothing after the last \\", at - 1, "write \\\\ for the character itself");
        }
        char c = source.charAt(at);
        repeatable = true;
        switch (c) {
            case 'b', 'B' -> {
                at++;
                text.wordBoundary(c == 'B');
            }
            case 'A' -> {
                at++;
                text.start();
            }
            case 'z' -> {
                at++;
                text.end();
            }
            case 'Q' -> {
                int end = source.indexOf("\\E", at);
                int stop = end < 0 ? source.length() : end;
                source.substring(at + 1, stop).codePoints().forEach(this::literal);
                at = end < 0 ? stop : stop + 2;
            }
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                at++;
                if (c - '0' > backReference) {
                    backReference = c - '0';
                    backReferenceAt = at - 2;
                }
                text.backReference(c - '0', flags.ignoreCase());
            }
            default -> {
                RegexEscape escape = RegexEscape.parse(source, at, this::invalid);
                at = escape.end();
                escape.writeTo(text, flags.ignoreCase());
            }
        }
    }

    private InvalidPatternException invalid(String message, int offset, String suggestion) {
        return InvalidPatternException.pattern(message, source.codePointCount(0, Math.min(offset, source.length())),
                suggestion);
    }
}
