package io.drover.recipe.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@code with:} text: literal pieces and references to groups. {@code $0} to {@code $9} are groups, {@code \$} is a
 * dollar, and so backslashes right before a dollar are halved; other backslashes and dollars are themselves.
 */
public final class Replacement {
    /** @param group its number, or -1 for the text */
    private record Piece(String text, int group) {}

    private final List<Piece> pieces;

    private Replacement(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /** A text that stands for itself, such as the value of a column. */
    public static Replacement literal(String text) {
        return new Replacement(List.of(new Piece(text, -1)));
    }

    /** A text with references to groups. */
    public static Replacement template(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int i = 0;
        while (i < text.length()) {
            int dollar = endOfBackslashes(text, i);
            boolean atDollar = dollar < text.length() && text.charAt(dollar) == '$';
            if (!atDollar) {
                int end = Math.min(dollar + 1, text.length());
                literal.append(text, i, end);
                i = end;
                continue;
            }
            literal.append("\\".repeat((dollar - i) / 2));
            boolean escaped = (dollar - i) % 2 == 1;
            boolean group = !escaped && dollar + 1 < text.length()
                    && text.charAt(dollar + 1) >= '0' && text.charAt(dollar + 1) <= '9';
            if (group) {
                pieces.add(new Piece(literal.toString(), -1));
                literal.setLength(0);
                pieces.add(new Piece("", text.charAt(dollar + 1) - '0'));
            } else {
                literal.append('$');
            }
            i = dollar + (group ? 2 : 1);
        }
        pieces.add(new Piece(literal.toString(), -1));
        return new Replacement(pieces);
    }

    /** The text with {@code \$} resolved and dollars otherwise as they are: what replaces a literal match. */
    public static String plain(String text) {
        if (!text.contains("\\$")) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int end = endOfBackslashes(text, i);
            boolean beforeDollar = end < text.length() && text.charAt(end) == '$';
            plain.append("\\".repeat(beforeDollar ? (end - i) / 2 : end - i));
            if (end < text.length()) {
                plain.append(text.charAt(end));
            }
            i = end + 1;
        }
        return plain.toString();
    }

    private static int endOfBackslashes(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) == '\\') {
            end++;
        }
        return end;
    }

    /** The highest group it refers to; 0 if none but the whole match. */
    public int highestGroup() {
        return pieces.stream().mapToInt(Piece::group).max().orElse(0);
    }

    /** Writes what stands in place of a match. */
    public void appendTo(StringBuilder target, Match match) {
        for (Piece piece : pieces) {
            if (piece.group < 0) {
                target.append(piece.text);
            } else {
                match.group(piece.group).ifPresent(target::append);
            }
        }
    }

    /** The text for {@code regexp_replace} of RE2 (DuckDB). */
    public String duckdb() {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(piece.group < 0 ? piece.text.replace("\\", "\\\\") : "\\" + piece.group);
        }
        return text.toString();
    }

    /** The text for {@code regexp_replace} of {@code java.util.regex} (Spark). */
    public String spark() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            // A digit after a reference would be read as part of its number.
            boolean digit = i > 0 && pieces.get(i - 1).group >= 0 && !piece.text.isEmpty()
                    && piece.text.charAt(0) >= '0' && piece.text.charAt(0) <= '9';
            String literal = piece.text.replace("\\", "\\\\").replace("$", "\\$");
            text.append(piece.group >= 0 ? "$" + piece.group : digit ? "\\" + literal : literal);
        }
        return text.toString();
    }
}
