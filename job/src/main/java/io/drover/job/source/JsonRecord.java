package io.drover.job.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A JSON object as text fields: strings as they are, numbers with their digits, nested values as compact JSON. */
final class JsonRecord {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private JsonRecord() {}

    /** The members of the object the parser stands on the start of; a repeated key's last value wins. */
    static Map<String, String> read(JsonParser parser) throws IOException {
        Map<String, String> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            members.put(key, text(parser));
        }
        return members;
    }

    /** Null for a JSON null. */
    static String text(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case START_OBJECT, START_ARRAY -> {
                StringBuilder json = new StringBuilder();
                append(parser, json);
                yield json.toString();
            }
            default -> parser.getText();
        };
    }

    private static void append(JsonParser parser, StringBuilder json) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, String> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    StringBuilder value = new StringBuilder();
                    append(parser, value);
                    members.put(key, value.toString());
                }
                char separator = '{';
                for (Map.Entry<String, String> member : members.entrySet()) {
                    json.append(separator);
                    quote(member.getKey(), json);
                    json.append(':').append(member.getValue());
                    separator = ',';
                }
                json.append(members.isEmpty() ? "{}" : "}");
            }
            case START_ARRAY -> {
                char separator = '[';
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    json.append(separator);
                    append(parser, json);
                    separator = ',';
                }
                json.append(separator == '[' ? "[]" : "]");
            }
            case VALUE_STRING -> quote(parser.getText(), json);
            case VALUE_NULL -> json.append("null");
            default -> json.append(parser.getText());
        }
    }

    /** Only what must be escaped is. */
    static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\f' -> json.append("\\f");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < 0x20) {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }
}
