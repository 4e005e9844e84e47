package io.drover.recipe.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The clauses that say where in a value to match (language reference, "Match clauses"): the pattern itself, a left and
 * a right limit, or positions. Immutable and thread-safe; {@link #encode} gives the text that plans and kernels carry.
 */
public final class MatchClauses {
    private static final int CACHE_LIMIT = 1000;
    private static final ConcurrentHashMap<String, MatchClauses> CACHE = new ConcurrentHashMap<>();

    private final String encoded;
    private final Regex on;
    private final Regex left;
    private final boolean leftIncluded;
    private final Regex right;
    private final boolean rightIncluded;
    private final int[] positions;
    private final OptionalInt quote;

    private MatchClauses(Builder builder) {
        this.encoded = builder.encode();
        this.on = builder.on == null ? null : Regex.of(builder.on);
        this.left = builder.left == null ? null : Regex.of(builder.left);
        this.leftIncluded = builder.leftIncluded;
        this.right = builder.right == null ? null : Regex.of(builder.right);
        this.rightIncluded = builder.rightIncluded;
        this.positions = builder.positions;
        this.quote = builder.quote;
    }

    /** A part of a value in UTF-16 units. */
    record Region(int begin, int end) {}

    public static Builder builder() {
        return new Builder();
    }

    /** Collects clauses; patterns are given encoded ({@link Regex#encode}). */
    public static final class Builder {
        private String on;
        private String left;
        private boolean leftIncluded;
        private String right;
        private boolean rightIncluded;
        private int[] positions;
        private OptionalInt quote = OptionalInt.empty();

        private Builder() {}

        /** {@code on:} what to match. */
        public Builder on(String pattern) {
            this.on = pattern;
            return this;
        }

        /** {@code after:} the region begins right after the first match. */
        public Builder after(String pattern) {
            return left(pattern, false);
        }

        /** {@code from:} the region begins with the first match. */
        public Builder from(String pattern) {
            return left(pattern, true);
        }

        /** {@code start:} with {@code includeStart:}. */
        public Builder left(String pattern, boolean included) {
            this.left = once("begins", "after, from and start", left, pattern);
            this.leftIncluded = included;
            return this;
        }

        /** {@code before:} the region ends right before the first match at or after its begin. */
        public Builder before(String pattern) {
            return right(pattern, false);
        }

        /** {@code to:} the region ends with the first match at or after its begin. */
        public Builder to(String pattern) {
            return right(pattern, true);
        }

        /** {@code end:} with {@code includeEnd:}. */
        public Builder right(String pattern, boolean included) {
            this.right = once("ends", "before, to and end", right, pattern);
            this.rightIncluded = included;
            return this;
        }

        /** {@code at: begin,end}: characters from 0, the end exclusive; positions beyond the value are its end. */
        public Builder at(int begin, int end) {
            if (begin < 0 || end < begin) {
                throw clauses("the positions " + begin + "," + end + " are no range",
                        "the first counts from 0 and is not above the second");
            }
            this.positions = new int[] {begin, end};
            return this;
        }

        /** {@code quote:} matches that start between two of these characters don't count. */
        public Builder quote(int codePoint) {
            this.quote = OptionalInt.of(codePoint);
            return this;
        }

        private static String once(String what, String parameters, String before, String now) {
            if (before != null) {
                throw clauses("two parameters say where the match " + what, "give one of " + parameters);
            }
            return now;
        }

        private static InvalidPatternException clauses(String message, String suggestion) {
            return new InvalidPatternException(InvalidPatternException.Kind.CLAUSES, message, suggestion);
        }

        /** @throws InvalidPatternException if a pattern can't be compiled or the clauses don't go together */
        public MatchClauses build() {
            if (positions != null && (on != null || left != null || right != null)) {
                throw clauses("at excludes the other clauses", "give at alone");
            }
            if (positions == null && on == null && left == null && right == null) {
                throw clauses("nothing says what to match", "give on, a start and an end, or positions");
            }
            return new MatchClauses(this);
        }

        private String encode() {
            StringBuilder text = new StringBuilder();
            append(text, 'o', on);
            append(text, leftIncluded ? 'f' : 'a', left);
            append(text, rightIncluded ? 't' : 'b', right);
            append(text, 'p', positions == null ? null : positions[0] + "," + positions[1]);
            append(text, 'q', quote.isEmpty() ? null : Character.toString(quote.getAsInt()));
            return text.toString();
        }

        private static void append(StringBuilder text, char clause, String value) {
            if (value != null) {
                text.append(clause).append(value.length()).append(':').append(value);
            }
        }
    }

    /** For each clause its letter, its length, a colon and its text. */
    public String encode() {
        return encoded;
    }

    /**
     * The clauses of a text that {@link #encode} gave; kept, so that asking for each value is cheap.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static MatchClauses of(String encoded) {
        MatchClauses known = CACHE.get(encoded);
        if (known != null) {
            return known;
        }
        MatchClauses decoded = decode(encoded);
        if (CACHE.size() >= CACHE_LIMIT) {
            CACHE.clear();
        }
        CACHE.put(encoded, decoded);
        return decoded;
    }

    private static MatchClauses decode(String encoded) {
        Builder builder = builder();
        int at = 0;
        while (at < encoded.length()) {
            int colon = encoded.indexOf(':', at);
            if (colon < at + 2 || !encoded.substring(at + 1, colon).matches("[0-9]{1,9}")) {
                throw new IllegalArgumentException("not encoded match clauses: " + encoded);
            }
            int end = colon + 1 + Integer.parseInt(encoded.substring(at + 1, colon));
            if (end > encoded.length()) {
                throw new IllegalArgumentException("not encoded match clauses: " + encoded);
            }
            String value = encoded.substring(colon + 1, end);
            switch (encoded.charAt(at)) {
                case 'o' -> builder.on(value);
                case 'a' -> builder.after(value);
                case 'f' -> builder.from(value);
                case 'b' -> builder.before(value);
                case 't' -> builder.to(value);
                case 'p' -> builder.at(Integer.parseInt(value.substring(0, value.indexOf(','))),
                        Integer.parseInt(value.substring(value.indexOf(',') + 1)));
                case 'q' -> builder.quote(value.codePointAt(0));
                default -> throw new IllegalArgumentException("not encoded match clauses: " + encoded);
            }
            at = end;
        }
        return builder.build();
    }

    /** The patterns, for what a check says about them. */
    public List<Regex> patterns() {
        List<Regex> patterns = new ArrayList<>();
        for (Regex pattern : new Regex[] {on, left, right}) {
            if (pattern != null) {
                patterns.add(pattern);
            }
        }
        return patterns;
    }

    /** The pattern itself, if there is one; without it the region is what matches. */
    public Optional<Regex> on() {
        return Optional.ofNullable(on);
    }

    private Optional<Region> region(String value) {
        if (positions != null) {
            int length = value.codePointCount(0, value.length());
            int begin = value.offsetByCodePoints(0, Math.min(positions[0], length));
            return Optional.of(new Region(begin, value.offsetByCodePoints(0, Math.min(positions[1], length))));
        }
        int begin = 0;
        if (left != null) {
            Optional<Match> match = left.findFrom(value, 0);
            if (match.isEmpty()) {
                return Optional.empty();
            }
            begin = leftIncluded ? match.get().startUnit() : match.get().endUnit();
        }
        int end = value.length();
        if (right != null) {
            Optional<Match> match = right.findFrom(value, begin);
            if (match.isEmpty()) {
                return Optional.empty();
            }
            end = rightIncluded ? match.get().endUnit() : match.get().startUnit();
        }
        return Optional.of(new Region(begin, end));
    }

    /** What the clauses match, from the left: at most {@code limit} matches of {@code on}, else the region if any. */
    public List<Match> findAll(String value, int limit) {
        Optional<Region> found = region(value);
        if (found.isEmpty() || limit < 1) {
            return List.of();
        }
        Region region = found.get();
        if (on == null) {
            return region.begin() == region.end() ? List.of()
                    : List.of(new Match(value, new int[] {region.begin(), region.end()}));
        }
        return quote.isEmpty() ? on.findAll(value, region.begin(), region.end(), limit) : unquoted(value, region, limit);
    }

    /** A match that starts within quotes is passed over, and the search goes on after the closing quote. */
    private List<Match> unquoted(String value, Region region, int limit) {
        List<Match> matches = new ArrayList<>();
        int at = region.begin();
        int open = -1;
        int scanned = 0;
        while (matches.size() < limit && at <= region.end()) {
            List<Match> next = on.findAllFrom(value, region.begin(), region.end(), at, 1);
            if (next.isEmpty()) {
                break;
            }
            Match match = next.get(0);
            for (; scanned < match.startUnit(); scanned++) {
                if (value.codePointAt(scanned) == quote.getAsInt()) {
                    open = open < 0 ? scanned : -1;
                }
            }
            if (open >= 0) {
                int close = value.indexOf(quote.getAsInt(), Math.max(match.startUnit(), open + 1));
                if (close < 0) {
                    break;
                }
                at = close + Character.charCount(quote.getAsInt());
                open = -1;
                scanned = at;
                continue;
            }
            matches.add(match);
            at = Regex.after(value, match);
        }
        return matches;
    }

    public List<Match> findAll(String value) {
        return findAll(value, Integer.MAX_VALUE);
    }

    public Optional<Match> find(String value) {
        return findAll(value, 1).stream().findFirst();
    }

    /**
     * A {@code with:} text for these clauses.
     *
     * @throws InvalidPatternException if it refers to a group that {@code on} doesn't have
     */
    public Replacement replacement(String with) {
        return on == null ? Replacement.literal(Replacement.plain(with)) : on.replacement(with);
    }

    public String replaceFirst(String value, Replacement with) {
        return Regex.replace(value, findAll(value, 1), with);
    }

    public String replaceAll(String value, Replacement with) {
        return Regex.replace(value, findAll(value), with);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MatchClauses clauses && clauses.encoded.equals(encoded);
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
