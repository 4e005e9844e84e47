package io.drover.job.flowpackage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Reads JSON5, and so JSON. The JSON library takes unquoted names, single quotes, comments, trailing commas and odd
 * numbers; what it doesn't know (some escapes, line continuations and hexadecimal numbers) is written in JSON first.
 */
final class Json5 {
    private static final int DEPTH_LIMIT = 500;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_LIMIT).build())
                    .build())
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES, JsonReadFeature.ALLOW_SINGLE_QUOTES,
                    JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA,
                    JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS,
                    JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS, JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
                    JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final String text;
    private final StringBuilder json;
    private int at;

    private Json5(String text) {
        this.text = text;
        this.json = new StringBuilder(text.length());
    }

    /** @throws IOException if it is neither; its message has line and column */
    static JsonNode read(String text) throws IOException {
        return MAPPER.readTree(new Json5(text).asJson());
    }

    private String asJson() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                string(c);
            } else if (text.startsWith("//", at)) {
                copyThrough(indexOf("\n", at));
            } else if (text.startsWith("/*", at)) {
                copyThrough(indexOf("*/", at + 2) + 2);
            } else if (Character.isLetterOrDigit(c) || c == '_' || c == '$') {
                word();
            } else {
                json.append(c == '\uFEFF' || Character.getType(c) == Character.SPACE_SEPARATOR ? ' ' : c);
                at++;
            }
        }
        return json.toString();
    }

    private int indexOf(String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? text.length() : found;
    }

    private void copyThrough(int end) {
        int stop = Math.min(end, text.length());
        json.append(text, at, stop);
        at = stop;
    }

    /** A name, a literal or a number; hexadecimal ones become decimal. */
    private void word() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || "_$.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(start, at);
        json.append(word.matches("0[xX][0-9A-Fa-f]{1,64}")
                ? new java.math.BigInteger(word.substring(2), 16).toString() : word);
    }

    private void string(char quote) {
        json.append(quote);
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                escape();
            } else {
                json.append(c);
                at++;
            }
        }
        if (at < text.length()) {
            json.append(quote);
            at++;
        }
    }

    private void escape() {
        char kind = text.charAt(at + 1);
        switch (kind) {
            case 'x' -> {
                boolean valid = at + 4 <= text.length() && text.substring(at + 2, at + 4).matches("[0-9A-Fa-f]{2}");
                // Left as it is, the JSON reader refuses it and says where.
                json.append(valid ? "\\u00" + text.substring(at + 2, at + 4) : "\\u");
                at += valid ? 4 : 2;
            }
            case 'v' -> replace("\\u000b", 2);
            case '0' -> replace("\\u0000", 2);
            case '\r' -> replace("", text.startsWith("\r\n", at + 1) ? 3 : 2);
            case '\n', '\u2028', '\u2029' -> replace("", 2);
            default -> {
                json.append('\\').append(kind);
                at += 2;
            }
        }
    }

    private void replace(String written, int length) {
        json.append(written);
        at += length;
    }
}
