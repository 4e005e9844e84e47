package io.drover.recipe.pattern;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A regular expression under construction, in both dialects: RE2's, and Java's where it differs. What it writes means
 * the same in both; {@link #portable()} says when it doesn't quite.
 */
final class RegexText {
    /** A class without members. */
    static final String NOTHING = "[^\\x00-\\x{10FFFF}]";
    static final String START = "\\A";
    static final String END = "\\z";

    /** RE2's own limit, for counts and for products of nested ones. */
    static final int COUNT_LIMIT = 1000;
    /** Counts are written out by RE2, so their sum is the size of the compiled pattern. */
    private static final int TOTAL_COUNT_LIMIT = 20_000;

    private static final String WORD = "[0-9A-Z_a-z]";
    private static final String WORD_BOUNDARY = "(?:(?<=" + WORD + ")(?!" + WORD + ")|(?<!" + WORD + ")(?=" + WORD + "))";
    private static final String NO_WORD_BOUNDARY =
            "(?:(?<=" + WORD + ")(?=" + WORD + ")|(?<!" + WORD + ")(?!" + WORD + "))";

    private final StringBuilder re2 = new StringBuilder();
    private final StringBuilder java = new StringBuilder();
    private final boolean ignoreCase;
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private int groups;
    private boolean unbounded;
    private boolean portable = true;
    private long allCopies;

    /** Whether what stands so far in a group can match the empty text. */
    private static final class Scope {
        boolean someAlternative;
        boolean sequence = true;
        boolean item = true;
        boolean lookAround;
        /** How often the busiest part is written out when counts are expanded. */
        int copies = 1;
        int itemCopies = 1;

        void endItem() {
            sequence &= item;
            item = true;
            copies = Math.max(copies, itemCopies);
            itemCopies = 1;
        }

        void endAlternative() {
            endItem();
            someAlternative |= sequence;
            sequence = true;
        }
    }

    RegexText(boolean ignoreCase) {
        this.ignoreCase = ignoreCase;
        scopes.push(new Scope());
    }

    boolean ignoresCase() {
        return ignoreCase;
    }

    void literal(int codePoint, boolean fold) {
        item(false);
        CodePointSet folded = new CodePointSet.Builder().add(codePoint, codePoint).fold().build();
        if (fold && !folded.isSingle()) {
            both(folded.toClass());
            return;
        }
        both(quote(codePoint));
    }

    /** A backslash is written by number: {@link #START} and {@link #END} are found by their text. */
    private static String quote(int codePoint) {
        if (codePoint >= 128) {
            boolean plain = !Character.isISOControl(codePoint) && !Character.isSpaceChar(codePoint);
            return plain ? Character.toString(codePoint) : number(codePoint);
        }
        if (Character.isLetterOrDigit(codePoint) || " ,:;/'\"%@!<>=_`~-#&".indexOf(codePoint) >= 0) {
            return Character.toString(codePoint);
        }
        boolean punctuation = codePoint > ' ' && codePoint != '\\' && codePoint < 127;
        return punctuation ? "\\" + Character.toString(codePoint) : number(codePoint);
    }

    private static String number(int codePoint) {
        return String.format("\\x{%X}", codePoint);
    }

    void set(CodePointSet set) {
        item(false);
        both(set.toClass());
    }

    /** A class by Unicode property; the engines' tables are of different Unicode versions. */
    void property(String text) {
        item(false);
        both(text);
        portable = false;
    }

    void any(boolean lineBreakToo) {
        item(false);
        both(lineBreakToo ? "(?s:.)" : "[^\\n]");
    }

    void start() {
        item(true);
        both(START);
    }

    void end() {
        item(true);
        both(END);
    }

    /** The start or end of any line: Java sees no line after a last line break. */
    void lineEdge(char edge) {
        item(true);
        re2.append("(?m:").append(edge).append(')');
        java.append("(?dm:").append(edge).append(')');
        portable = false;
    }

    void wordBoundary(boolean negated) {
        item(true);
        re2.append(negated ? "\\B" : "\\b");
        java.append(negated ? NO_WORD_BOUNDARY : WORD_BOUNDARY);
        // Java finds a place that is no boundary within a surrogate pair.
        portable &= !negated;
    }

    void backReference(int group, boolean fold) {
        item(true);
        unbounded = true;
        java.append(fold ? "(?iu:\\" + group + ")" : "(?:\\" + group + ")");
    }

    void openGroup(boolean capturing) {
        item(false);
        groups += capturing ? 1 : 0;
        both(capturing ? "(" : "(?:");
        scopes.push(new Scope());
    }

    /** A group that only Java has: look-around or an atomic group. */
    void openUnbounded(String opening) {
        item(false);
        unbounded = true;
        java.append(opening);
        re2.append("(?:");
        Scope scope = new Scope();
        scope.lookAround = !opening.equals("(?>");
        scopes.push(scope);
    }

    void closeGroup() {
        Scope inner = scopes.pop();
        inner.endAlternative();
        scopes.peek().item = inner.someAlternative || inner.lookAround;
        scopes.peek().itemCopies = inner.copies;
        both(")");
    }

    void alternative() {
        scopes.peek().endAlternative();
        both("|");
    }

    /**
     * @param quantifier with its reluctant or possessive mark
     * @param least how many it asks for
     * @param most how many it allows; at least {@code least}, {@link Integer#MAX_VALUE} for any number
     * @return whether counts, those of enclosing and enclosed groups multiplied, stay within the limits
     */
    boolean quantifier(String quantifier, int least, int most) {
        Scope scope = scopes.peek();
        boolean optional = least == 0;
        boolean repeats = most > 1;
        long copies = (long) scope.itemCopies * Math.max(1, most == Integer.MAX_VALUE ? least : most);
        scope.itemCopies = (int) Math.min(copies, Integer.MAX_VALUE);
        allCopies += copies;
        if (scope.item && repeats) {
            // Engines differ in what an iteration that matches nothing does to groups.
            portable = false;
        }
        scope.item |= optional;
        if (quantifier.length() > 1 && quantifier.endsWith("+")) {
            unbounded = true;
        }
        both(quantifier);
        return copies <= COUNT_LIMIT && allCopies <= TOTAL_COUNT_LIMIT;
    }

    /** Makes the quantifier just written reluctant. */
    void reluctant() {
        both("?");
    }

    private void item(boolean empty) {
        Scope scope = scopes.peek();
        scope.endItem();
        scope.item = empty;
    }

    private void both(String text) {
        re2.append(text);
        java.append(text);
    }

    int groups() {
        return groups;
    }

    /** Whether it needs look-around, back-references or possessive quantifiers, which RE2 doesn't have. */
    boolean unbounded() {
        return unbounded;
    }

    boolean portable() {
        return portable && !unbounded;
    }

    /** Whether it can match the empty text; ends the construction. */
    boolean finish() {
        Scope scope = scopes.peek();
        scope.endAlternative();
        return scope.someAlternative;
    }

    String re2() {
        return re2.toString();
    }

    String java() {
        return java.toString();
    }
}
