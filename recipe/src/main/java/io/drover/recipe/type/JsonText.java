package io.drover.recipe.type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON text of arrays and objects in canonical form (docs/language.md, Formulas): no blanks, keys in the order of their first
 * appearance with the last value, only {@code "}, {@code \} and control characters escaped, numbers with the digits of
 * their source. An escaped half of a surrogate pair reads as U+FFFD. The parts of a value are themselves canonical JSON texts, called elements.
 */
public final class JsonText {

    /** Deeper nesting reads as no JSON, so that hostile text can't exhaust a stack. */
    private static final int MAXIMUM_DEPTH = 512;

    private JsonText() {}

    /** The canonical form of a JSON array; null if the text is none. */
    public static String array(String text) {
        Parser parser = new Parser(text);
        return parser.starts('[') ? parser.whole() : null;
    }

    /** The canonical form of a JSON object; null if the text is none. */
    public static String object(String text) {
        Parser parser = new Parser(text);
        return parser.starts('{') ? parser.whole() : null;
    }

    /** The canonical form of any JSON value; null if the text is none. */
    public static String value(String text) {
        return new Parser(text).whole();
    }

    /** The elements of a JSON array in order; null if the text is none. */
    public static List<String> elements(String text) {
        if (text == null) {
            return null;
        }
        Parser parser = new Parser(text);
        if (!parser.starts('[')) {
            return null;
        }
        List<String> elements = parser.elements(0);
        return elements != null && parser.atEnd() ? elements : null;
    }

    /** The members of a JSON object, values as elements, in order; null if the text is none. */
    public static Map<String, String> members(String text) {
        if (text == null) {
            return null;
        }
        Parser parser = new Parser(text);
        if (!parser.starts('{')) {
            return null;
        }
        Map<String, String> members = parser.members(0);
        return members != null && parser.atEnd() ? members : null;
    }

    public static String ofElements(List<String> elements) {
        return "[" + String.join(",", elements) + "]";
    }

    public static String ofMembers(Map<String, String> members) {
        StringBuilder out = new StringBuilder("{");
        members.forEach((key, element) -> {
            if (out.length() > 1) {
                out.append(',');
            }
            quote(key, out);
            out.append(':').append(element);
        });
        return out.append('}').toString();
    }

    /** An array of strings; a null text is a JSON null. */
    public static String ofTexts(List<?> texts) {
        StringBuilder out = new StringBuilder("[");
        for (Object text : texts) {
            if (out.length() > 1) {
                out.append(',');
            }
            if (text == null) {
                out.append("null");
            } else {
                quote((String) text, out);
            }
        }
        return out.append(']').toString();
    }

    /** The text of an element: a string without quotes, JSON null as null, everything else as it is. */
    public static String text(String element) {
        if (element.equals("null")) {
            return null;
        }
        return element.charAt(0) == '"' ? new Parser(element).string() : element;
    }

    /** A text as a JSON string. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        quote(text, out);
        return out.toString();
    }

    public static boolean isString(String element) {
        return element.charAt(0) == '"';
    }

    public static boolean isNumber(String element) {
        char c = element.charAt(0);
        return c == '-' || c >= '0' && c <= '9';
    }

    public static boolean isBoolean(String element) {
        return element.equals("true") || element.equals("false");
    }

    private static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /** A strict parser of RFC 8259; its methods give null where the text is no JSON. */
    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = Whitespace.trim(text);
        }

        boolean starts(char c) {
            return !text.isEmpty() && text.charAt(0) == c;
        }

        boolean atEnd() {
            return at == text.length();
        }

        String whole() {
            String value = value(0);
            return value != null && atEnd() ? value : null;
        }

        private String value(int depth) {
            if (at >= text.length() || depth > MAXIMUM_DEPTH) {
                return null;
            }
            char c = text.charAt(at);
            if (c == '"') {
                String string = string();
                return string == null ? null : quote(string);
            }
            if (c == '[') {
                List<String> elements = elements(depth);
                return elements == null ? null : ofElements(elements);
            }
            if (c == '{') {
                Map<String, String> members = members(depth);
                return members == null ? null : ofMembers(members);
            }
            if (c == '-' || c >= '0' && c <= '9') {
                return number();
            }
            for (String word : List.of("true", "false", "null")) {
                if (text.startsWith(word, at)) {
                    at += word.length();
                    return word;
                }
            }
            return null;
        }

        List<String> elements(int depth) {
            at++;
            List<String> elements = new ArrayList<>();
            blanks();
            if (take(']')) {
                return elements;
            }
            while (true) {
                blanks();
                String element = value(depth + 1);
                if (element == null) {
                    return null;
                }
                elements.add(element);
                blanks();
                if (take(']')) {
                    return elements;
                }
                if (!take(',')) {
                    return null;
                }
            }
        }

        Map<String, String> members(int depth) {
            at++;
            Map<String, String> members = new LinkedHashMap<>();
            blanks();
            if (take('}')) {
                return members;
            }
            while (true) {
                blanks();
                String key = at < text.length() && text.charAt(at) == '"' ? string() : null;
                blanks();
                if (key == null || !take(':')) {
                    return null;
                }
                blanks();
                String element = value(depth + 1);
                if (element == null) {
                    return null;
                }
                members.put(key, element);
                blanks();
                if (take('}')) {
                    return members;
                }
                if (!take(',')) {
                    return null;
                }
            }
        }

        private String number() {
            int start = at;
            take('-');
            if (take('0')) {
                if (digit()) {
                    return null;
                }
            } else if (!digits()) {
                return null;
            }
            if (take('.') && !digits()) {
                return null;
            }
            if (take('e') || take('E')) {
                if (!take('+')) {
                    take('-');
                }
                if (!digits()) {
                    return null;
                }
            }
            return text.substring(start, at);
        }

        String string() {
            int start = ++at;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '"') {
                    return text.substring(start, at++);
                }
                if (c == '\\') {
                    return escaped(new StringBuilder(text.substring(start, at)));
                }
                if (c < ' ') {
                    return null;
                }
                at++;
            }
            return null;
        }

        private String escaped(StringBuilder out) {
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '"') {
                    return UnicodeText.wellFormed(out.toString());
                }
                if (c < ' ') {
                    return null;
                }
                if (c != '\\') {
                    out.append(c);
                } else if (!escape(out)) {
                    return null;
                }
            }
            return null;
        }

        private boolean escape(StringBuilder out) {
            if (at >= text.length()) {
                return false;
            }
            char c = text.charAt(at++);
            switch (c) {
                case '"', '\\', '/' -> out.append(c);
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'n' -> out.append('\n');
                case 'r' -> out.append('\r');
                case 't' -> out.append('\t');
                case 'u' -> {
                    return codeUnit(out);
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private boolean codeUnit(StringBuilder out) {
            if (at + 4 > text.length()) {
                return false;
            }
            int unit = 0;
            for (int i = 0; i < 4; i++) {
                int digit = Character.digit(text.charAt(at++), 16);
                if (digit < 0) {
                    return false;
                }
                unit = unit * 16 + digit;
            }
            out.append((char) unit);
            return true;
        }

        private boolean digits() {
            int start = at;
            while (digit()) {
                at++;
            }
            return at > start;
        }

        private boolean digit() {
            return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }

        private boolean take(char c) {
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void blanks() {
            while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }
    }
}
