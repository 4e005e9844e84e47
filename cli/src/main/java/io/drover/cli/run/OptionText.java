package io.drover.cli.run;

import io.drover.cli.UsageException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code HEAD;key=value;key=value}, values percent-decoded ({@code delimiter=%3B}). A semicolon that isn't followed by a
 * key and an equals sign belongs to the head.
 */
record OptionText(String head, Map<String, String> options) {

    static OptionText parse(String option, String text, Set<String> known) {
        List<String> parts = List.of(text.split(";", -1));
        StringBuilder head = new StringBuilder(parts.get(0));
        Map<String, String> options = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            if (!part.matches("[A-Za-z]+=.*") && options.isEmpty()) {
                head.append(';').append(part);
                continue;
            }
            KeyValue pair = KeyValue.parse(option, part);
            if (!known.contains(pair.key())) {
                problems.add(option + ": unknown option '" + pair.key() + "'; known are "
                        + String.join(", ", new TreeSet<>(known)));
            } else if (options.put(pair.key(), percentDecoded(option, pair.value())) != null) {
                problems.add(option + ": option '" + pair.key() + "' is given twice");
            }
        }
        if (!problems.isEmpty()) {
            throw new UsageException(problems);
        }
        return new OptionText(head.toString(), options);
    }

    boolean flag(String option, String key, boolean defaultValue) {
        String value = options.get(key);
        if (value == null) {
            return defaultValue;
        }
        if (!value.equals("true") && !value.equals("false")) {
            throw new UsageException(option + ": " + key + "=" + value + ": true or false is wanted");
        }
        return Boolean.parseBoolean(value);
    }

    private static String percentDecoded(String option, String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            if (text.charAt(i) == '%') {
                if (i + 3 > text.length() || !text.substring(i + 1, i + 3).matches("[0-9A-Fa-f]{2}")) {
                    throw new UsageException(option + ": '" + text + "' has a % without two hexadecimal digits; "
                            + "write %25 for a percent sign");
                }
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 3;
            } else {
                int codePoint = text.codePointAt(i);
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(codePoint);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
