package io.drover.recipe.pattern;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Reads a bracketed class, such as {@code [^a-z\d]}. */
final class RegexClass {
    private static final Map<String, CodePointSet> POSIX = posix();

    private RegexClass() {}

    private static Map<String, CodePointSet> posix() {
        Map<String, CodePointSet> classes = new HashMap<>();
        CodePointSet upper = new CodePointSet.Builder().add('A', 'Z').build();
        CodePointSet lower = new CodePointSet.Builder().add('a', 'z').build();
        CodePointSet alpha = new CodePointSet.Builder().addAll(upper).addAll(lower).build();
        classes.put("upper", upper);
        classes.put("lower", lower);
        classes.put("alpha", alpha);
        classes.put("digit", CodePointSet.DIGITS);
        classes.put("alnum", new CodePointSet.Builder().addAll(alpha).addAll(CodePointSet.DIGITS).build());
        classes.put("word", CodePointSet.WORD);
        classes.put("ascii", new CodePointSet.Builder().add(0, 0x7F).build());
        classes.put("blank", new CodePointSet.Builder().add('\t', '\t').add(' ', ' ').build());
        classes.put("cntrl", new CodePointSet.Builder().add(0, 0x1F).add(0x7F, 0x7F).build());
        classes.put("graph", new CodePointSet.Builder().add('!', '~').build());
        classes.put("print", new CodePointSet.Builder().add(' ', '~').build());
        classes.put("punct", new CodePointSet.Builder().add('!', '/').add(':', '@').add('[', '`').add('{', '~').build());
        classes.put("space", new CodePointSet.Builder().add('\t', '\r').add(' ', ' ').build());
        classes.put("xdigit", new CodePointSet.Builder().add('0', '9').add('A', 'F').add('a', 'f').build());
        return Map.copyOf(classes);
    }

    /**
     * A class that was read.
     *
     * @param properties Unicode properties as written, empty if none; the class is then no plain set
     */
    record Parsed(CodePointSet set, boolean negated, String properties, int end) {
        void writeTo(RegexText text) {
            if (properties.isEmpty()) {
                text.set(negated ? set.complement() : set);
                return;
            }
            String members = set.toClass();
            String inside = members.equals(RegexText.NOTHING) ? "" : members.substring(1, members.length() - 1);
            text.property("[" + (negated ? "^" : "") + inside + properties + "]");
        }
    }

    /** @param start right after the opening bracket */
    static Parsed parse(String source, int start, boolean fold, RegexEscape.Failure failure) {
        int at = start;
        boolean negated = source.startsWith("^", at);
        at += negated ? 1 : 0;
        CodePointSet.Builder members = new CodePointSet.Builder();
        StringBuilder properties = new StringBuilder();
        boolean first = true;
        while (true) {
            if (at >= source.length()) {
                throw failure.invalid("a class is never closed", start - 1, "add ], or write \\[ for the character");
            }
            if (source.charAt(at) == ']' && !first) {
                break;
            }
            first = false;
            if (source.startsWith("[:", at)) {
                boolean inverse = source.startsWith("[:^", at);
                int name = at + (inverse ? 3 : 2);
                int close = source.indexOf(":]", name);
                CodePointSet named = close < 0 ? null : POSIX.get(source.substring(name, close));
                if (named == null) {
                    throw failure.invalid(close < 0 ? "a [: is never closed" : "unknown class [:" + source.substring(name, close) + ":]",
                            at, close < 0 ? "add :]" : "they are " + String.join(", ", new TreeSet<>(POSIX.keySet())));
                }
                members.addAll(inverse ? named.complement() : named);
                at = close + 2;
                continue;
            }
            RegexEscape member = member(source, at, failure);
            at = member.end();
            if (member.property() != null) {
                properties.append(member.property());
            } else if (member.single() < 0) {
                members.addAll(member.set());
            } else {
                at = range(source, member, members, failure);
            }
        }
        CodePointSet set = (fold ? members.fold() : members).build();
        return new Parsed(set, negated, properties.toString(), at + 1);
    }

    private static RegexEscape member(String source, int at, RegexEscape.Failure failure) {
        int c = source.codePointAt(at);
        return c == '\\' ? RegexEscape.parse(source, at + 1, failure)
                : new RegexEscape(CodePointSet.of(c), null, c, at + Character.charCount(c));
    }

    /** Adds a member, or the range that starts with it; returns where the text goes on. */
    private static int range(String source, RegexEscape first, CodePointSet.Builder members,
            RegexEscape.Failure failure) {
        int at = first.end();
        boolean range = source.startsWith("-", at) && at + 1 < source.length() && source.charAt(at + 1) != ']';
        if (!range) {
            members.add(first.single(), first.single());
            return at;
        }
        RegexEscape last = member(source, at + 1, failure);
        if (last.single() < first.single()) {
            throw failure.invalid("the range in the class is reversed", at, "write the smaller character first");
        }
        members.add(first.single(), last.single());
        return last.end();
    }
}
