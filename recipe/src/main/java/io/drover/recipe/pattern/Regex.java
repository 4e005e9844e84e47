package io.drover.recipe.pattern;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A compiled string, pattern or regular expression, with one meaning on every engine. Immutable and thread-safe.
 * Positions are in code points.
 *
 * <p>Its text form ({@link #encode}) is what plans and kernels carry; {@link #of} compiles it once. A match that is empty
 * may follow right after another match, as in {@code java.util.regex}.
 */
public final class Regex implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final int LENGTH_LIMIT = 10_000;
    private static final int CACHE_LIMIT = 1000;
    private static final ConcurrentHashMap<String, Regex> CACHE = new ConcurrentHashMap<>();

    /** What a source is written in. */
    public enum Kind {
        LITERAL('l'), TRIFACTA('t'), REGEX('r');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    /** How a source is to be matched, besides the plain way. */
    public enum Option {
        IGNORE_CASE('i'),
        /** The match begins at the start of the value. */
        AT_START('^'),
        /** The match ends at the end of the value. */
        AT_END('$');

        private final char letter;

        Option(char letter) {
            this.letter = letter;
        }
    }

    private final String encoded;
    private final Kind kind;
    private final transient Search search;
    private final transient boolean unbounded;
    private final transient boolean portable;
    private final transient boolean canMatchEmpty;
    private final transient String re2;
    private final transient String java;

    private Regex(String encoded, Kind kind, Set<Option> options, String source) {
        if (source.length() > LENGTH_LIMIT) {
            throw new InvalidPatternException(InvalidPatternException.Kind.PATTERN, "the pattern is longer than "
                    + LENGTH_LIMIT + " characters", null);
        }
        RegexText text = translate(kind, options, source);
        this.encoded = encoded;
        this.kind = kind;
        this.canMatchEmpty = text.finish();
        this.unbounded = text.unbounded();
        this.portable = text.portable();
        this.re2 = text.re2();
        this.java = text.java();
        if (kind == Kind.LITERAL && options.isEmpty()) {
            this.search = new LiteralSearch(source);
        } else {
            this.search = unbounded ? new BoundedSearch(java) : new Re2Search(re2);
        }
    }

    private static RegexText translate(Kind kind, Set<Option> options, String source) {
        RegexText text = new RegexText(options.contains(Option.IGNORE_CASE));
        if (options.contains(Option.AT_START)) {
            text.start();
        }
        text.openGroup(false);
        switch (kind) {
            case LITERAL -> source.codePoints().forEach(c -> text.literal(c, text.ignoresCase()));
            case TRIFACTA -> TrifactaPattern.translate(source, text);
            case REGEX -> RegexTranslator.translate(source, text, false);
        }
        text.closeGroup();
        if (options.contains(Option.AT_END)) {
            text.end();
        }
        return text;
    }

    /** The text form: a letter for the kind, one for each option, a colon, the source. */
    public static String encode(Kind kind, String source, Option... options) {
        StringBuilder text = new StringBuilder().append(kind.letter);
        for (Option option : EnumSet.allOf(Option.class)) {
            if (List.of(options).contains(option)) {
                text.append(option.letter);
            }
        }
        return text.append(':').append(source).toString();
    }

    /** As {@link #encode(Kind, String, Option...)}. */
    public static String encode(Kind kind, String source, boolean ignoreCase) {
        return ignoreCase ? encode(kind, source, Option.IGNORE_CASE) : encode(kind, source);
    }

    /**
     * The compiled form of an encoded pattern; kept, so that asking for each value is cheap.
     *
     * @throws InvalidPatternException if the source can't be compiled
     * @throws IllegalArgumentException if the text is no encoded pattern
     */
    public static Regex of(String encoded) {
        Regex known = CACHE.get(encoded);
        if (known != null) {
            return known;
        }
        Regex compiled = decode(encoded);
        if (CACHE.size() >= CACHE_LIMIT) {
            CACHE.clear();
        }
        Regex other = CACHE.putIfAbsent(encoded, compiled);
        return other == null ? compiled : other;
    }

    public static Regex of(Kind kind, String source, Option... options) {
        return of(encode(kind, source, options));
    }

    private static Regex decode(String encoded) {
        int colon = encoded.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("not an encoded pattern: " + encoded);
        }
        Set<Option> options = EnumSet.noneOf(Option.class);
        for (char letter : encoded.substring(1, colon).toCharArray()) {
            options.add(EnumSet.allOf(Option.class).stream().filter(option -> option.letter == letter).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("not an encoded pattern: " + encoded)));
        }
        Kind kind = EnumSet.allOf(Kind.class).stream().filter(k -> k.letter == encoded.charAt(0)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not an encoded pattern: " + encoded));
        return new Regex(encoded, kind, options, encoded.substring(colon + 1));
    }

    public String encoded() {
        return encoded;
    }

    /** The text that it matches, if that is one text and nothing else is to be heeded. */
    public Optional<String> literal() {
        String plain = Kind.LITERAL.letter + ":";
        return encoded.startsWith(plain) ? Optional.of(encoded.substring(plain.length())) : Optional.empty();
    }

    public Kind kind() {
        return kind;
    }

    public int groupCount() {
        return search.groupCount();
    }

    /** Whether it needs a backtracking matcher; values that take it too many steps count as no match ({@link PatternBudget}). */
    public boolean isUnbounded() {
        return unbounded;
    }

    /** Whether the empty text matches, at least somewhere. */
    public boolean canMatchEmpty() {
        return canMatchEmpty;
    }

    /**
     * The same pattern for RE2 (DuckDB), unless it would read it differently. Whether and where it matches first is then
     * the same as here, and all later matches too unless {@link #canMatchEmpty()}.
     */
    public Optional<String> duckdb() {
        return portable ? Optional.of(re2) : Optional.empty();
    }

    /** The same pattern for {@code java.util.regex} (Spark), with the same promise as {@link #duckdb()}. */
    public Optional<String> spark() {
        return portable ? Optional.of(java) : Optional.empty();
    }

    public boolean matches(String value) {
        return find(value).isPresent();
    }

    public Optional<Match> find(String value) {
        return findFrom(value, 0);
    }

    /** The first match that starts at or after a code point; none if that is beyond the value. */
    public Optional<Match> find(String value, int from) {
        if (from < 0 || from > value.codePointCount(0, value.length())) {
            return Optional.empty();
        }
        return findFrom(value, value.offsetByCodePoints(0, from));
    }

    /** The same by UTF-16 units. */
    Optional<Match> findFrom(String value, int from) {
        try {
            int[] bounds = search.open(value, 0, value.length()).find(from);
            return bounds == null ? Optional.empty() : Optional.of(new Match(value, bounds));
        } catch (Search.OverBudgetException e) {
            PatternBudget.giveUp();
            return Optional.empty();
        }
    }

    /** The n-th match from the left, counted from 1. */
    public Optional<Match> findNth(String value, int n) {
        List<Match> matches = n < 1 ? List.of() : findAll(value, n);
        return matches.size() < n || n < 1 ? Optional.empty() : Optional.of(matches.get(n - 1));
    }

    public List<Match> findAll(String value) {
        return findAll(value, Integer.MAX_VALUE);
    }

    /** The matches from the left that don't overlap, at most {@code limit}. */
    public List<Match> findAll(String value, int limit) {
        return findAll(value, 0, value.length(), limit);
    }

    /** The matches within a part of the value; its start and end still match only at the value's own. */
    List<Match> findAll(String value, int begin, int end, int limit) {
        return findAllFrom(value, begin, end, begin, limit);
    }

    /** The same, from a place within the part. */
    List<Match> findAllFrom(String value, int begin, int end, int from, int limit) {
        List<Match> matches = new ArrayList<>();
        try {
            Search.Cursor cursor = search.open(value, begin, end);
            int at = from;
            while (matches.size() < limit && at <= end) {
                int[] bounds = cursor.find(at);
                if (bounds == null) {
                    break;
                }
                Match match = new Match(value, bounds);
                matches.add(match);
                at = after(value, match);
            }
        } catch (Search.OverBudgetException e) {
            PatternBudget.giveUp();
            return List.of();
        }
        return matches;
    }

    /** Where the search goes on: after an empty match one character further. */
    static int after(String value, Match match) {
        int end = match.endUnit();
        boolean step = match.isEmpty();
        return !step ? end : end < value.length() ? end + Character.charCount(value.codePointAt(end)) : end + 1;
    }

    /**
     * A {@code with:} text for this pattern: literal for a literal.
     *
     * @throws InvalidPatternException if it refers to a group that the pattern doesn't have
     */
    public Replacement replacement(String with) {
        if (kind == Kind.LITERAL) {
            return Replacement.literal(Replacement.plain(with));
        }
        Replacement replacement = Replacement.template(with);
        if (replacement.highestGroup() > groupCount()) {
            throw new InvalidPatternException(InvalidPatternException.Kind.GROUP_REFERENCE,
                    "$" + replacement.highestGroup() + " refers to a group that the pattern doesn't have",
                    groupCount() == 0 ? "put parentheses around the part to keep, or write \\$ for a dollar"
                            : "the last group is $" + groupCount() + ", a dollar is written \\$");
        }
        return replacement;
    }

    public String replaceFirst(String value, Replacement with) {
        return replace(value, findAll(value, 1), with);
    }

    public String replaceAll(String value, Replacement with) {
        return replace(value, findAll(value), with);
    }

    /** The value with matches replaced. */
    static String replace(String value, List<Match> matches, Replacement with) {
        if (matches.isEmpty()) {
            return value;
        }
        StringBuilder text = new StringBuilder(value.length() + 16);
        int at = 0;
        for (Match match : matches) {
            text.append(value, at, match.startUnit());
            with.appendTo(text, match);
            at = match.endUnit();
        }
        return text.append(value, at, value.length()).toString();
    }

    private Object readResolve() {
        return of(encoded);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Regex regex && regex.encoded.equals(encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return encoded;
    }
}
