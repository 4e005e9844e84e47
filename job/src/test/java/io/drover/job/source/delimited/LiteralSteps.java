package io.drover.job.source.delimited;

import java.util.ArrayList;
import java.util.List;

/** The initial parsing steps of a recipe, one after the other, as plainly as they are described. */
final class LiteralSteps {
    private LiteralSteps() {}

    /** {@code splitrows on: '\n' quote: '"'}. */
    static List<String> splitRows(String text) {
        List<String> rows = new ArrayList<>();
        StringBuilder row = new StringBuilder();
        boolean quoted = false;
        for (char c : text.toCharArray()) {
            if (c == '\n' && !quoted) {
                rows.add(withoutCarriageReturn(row.toString()));
                row.setLength(0);
            } else {
                quoted ^= c == '"';
                row.append(c);
            }
        }
        if (row.length() > 0) {
            rows.add(withoutCarriageReturn(row.toString()));
        }
        return rows;
    }

    private static String withoutCarriageReturn(String row) {
        return row.endsWith("\r") ? row.substring(0, row.length() - 1) : row;
    }

    /** {@code split on: ',' quote: '"' limit: columns - 1}, then the two replace steps on all columns. */
    static List<String> fields(String record, int columns) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < record.length(); i++) {
            if (record.charAt(i) == '"') {
                quoted = !quoted;
            } else if (record.charAt(i) == ',' && !quoted && parts.size() < columns - 1) {
                parts.add(record.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(record.substring(start));
        List<String> fields = new ArrayList<>();
        for (String part : parts) {
            fields.add(part.replace("\"\"", "\"").replaceAll("\\A\"|\"\\z", ""));
        }
        while (fields.size() < columns) {
            fields.add(null);
        }
        return fields;
    }
}
