package io.drover.recipe.syntax;

/**
 * The escapes of literals and names, in both directions.
 *
 * <p>A run of backslashes right before a dollar is left as written, so that the replacement rule can tell {@code \$}
 * from {@code \\$1} (language reference, "Replacement text").
 */
final class Literals {
    private Literals() {}

    /** The value of a string literal whose text between the quotes is {@code body}. */
    static String text(String body) {
        if (body.indexOf('\\') < 0) {
            return body;
        }
        StringBuilder value = new StringBuilder(body.length());
        int i = 0;
        while (i < body.length()) {
            char c = body.charAt(i);
            if (c != '\\') {
                value.append(c);
                i++;
                continue;
            }
            int end = endOfBackslashes(body, i);
            if (end < body.length() && body.charAt(end) == '$') {
                value.append(body, i, end + 1);
                i = end + 1;
                continue;
            }
            for (; end - i >= 2; i += 2) {
                value.append('\\');
            }
            if (i < end) {
                i = escape(body, i + 1, value);
            }
        }
        return value.toString();
    }

    /** Appends what the character(s) at {@code i}, after a backslash, stand for; returns where to go on. */
    private static int escape(String body, int i, StringBuilder value) {
        if (i >= body.length()) {
            value.append('\\');
            return i;
        }
        char c = body.charAt(i);
        if (c == 'u') {
            int unit = hexUnit(body, i + 1);
            value.append(unit < 0 ? 'u' : (char) unit);
            return unit < 0 ? i + 1 : i + 5;
        }
        int control = "nrtfb0".indexOf(c);
        value.append(control < 0 ? c : "\n\r\t\f\b\0".charAt(control));
        return i + 1;
    }

    /** The UTF-16 unit of four hexadecimal digits, or -1. */
    private static int hexUnit(String body, int start) {
        if (start + 4 > body.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = body.charAt(i) < 128 ? Character.digit(body.charAt(i), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            unit = unit * 16 + digit;
        }
        return unit;
    }

    private static int endOfBackslashes(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) == '\\') {
            end++;
        }
        return end;
    }

    /** A string literal with this value. */
    static String quote(String value) {
        StringBuilder literal = new StringBuilder(value.length() + 2).append('\'');
        int i = 0;
        while (i < value.length()) {
            char c = value.charAt(i);
            if (c == '\\') {
                int end = endOfBackslashes(value, i);
                boolean beforeDollar = end < value.length() && value.charAt(end) == '$';
                literal.append(beforeDollar ? value.substring(i, end) : "\\".repeat(2 * (end - i)));
                i = end;
                continue;
            }
            int control = "\n\r\t\f\b\0".indexOf(c);
            if (c == '\'') {
                literal.append("\\'");
            } else if (control >= 0) {
                literal.append('\\').append("nrtfb0".charAt(control));
            } else {
                appendVisible(literal, value, i);
            }
            i++;
        }
        return literal.append('\'').toString();
    }

    /** The source of a pattern or regular expression: only the escaped closing mark is processed. */
    static String delimited(String body, char mark) {
        StringBuilder source = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c == '\\' && i + 1 < body.length()) {
                char next = body.charAt(++i);
                if (next != mark) {
                    source.append(c);
                }
                source.append(next);
            } else {
                source.append(c);
            }
        }
        return source.toString();
    }

    /** A pattern or regular expression between marks; line breaks become their escapes, which mean the same. */
    static String delimit(String source, char mark) {
        StringBuilder body = new StringBuilder(source.length() + 2).append(mark);
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                body.append(c);
                if (i + 1 < source.length() && source.charAt(i + 1) != '\n' && source.charAt(i + 1) != '\r') {
                    body.append(source.charAt(++i));
                } else if (i + 1 == source.length()) {
                    body.append(c);
                }
            } else if (c == mark) {
                body.append('\\').append(c);
            } else if (c == '\n') {
                body.append("\\n");
            } else if (c == '\r') {
                body.append("\\r");
            } else {
                body.append(c);
            }
        }
        return body.append(mark).toString();
    }

    /** The name written as {@code body} between braces. */
    static String name(String body) {
        if (body.indexOf('\\') < 0) {
            return body;
        }
        StringBuilder name = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            char next = i + 1 < body.length() ? body.charAt(i + 1) : 0;
            int unit = c == '\\' && next == 'u' ? hexUnit(body, i + 2) : -1;
            if (c == '\\' && (next == '{' || next == '}' || next == '\\')) {
                name.append(next);
                i++;
            } else if (unit >= 0) {
                name.append((char) unit);
                i += 5;
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    static String brace(String name) {
        StringBuilder body = new StringBuilder(name.length() + 2).append('{');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\\' || c == '{' || c == '}') {
                body.append('\\').append(c);
            } else {
                appendVisible(body, name, i);
            }
        }
        return body.append('}').toString();
    }

    /** Control characters and halves of surrogate pairs as {@code \}{@code uXXXX}, the rest as it is. */
    private static void appendVisible(StringBuilder target, String text, int i) {
        char c = text.charAt(i);
        boolean paired = Character.isHighSurrogate(c) && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1))
                || Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
        if (Character.isISOControl(c) || Character.isSurrogate(c) && !paired) {
            target.append(String.format("\\u%04X", (int) c));
        } else {
            target.append(c);
        }
    }
}
