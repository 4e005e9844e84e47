package io.drover.recipe.plan;

import java.util.ArrayList;
import java.util.List;

/** The meaning of {@link Reading.Records} for a file's whole text. */
public final class RecordText {

    private RecordText() {}

    public static List<String> records(String text, Reading.Records reading) {
        if (reading.separator().isEmpty() || reading.separator().get().isEmpty()) {
            return List.of(text);
        }
        String separator = reading.separator().get();
        List<String> records = new ArrayList<>();
        int begin = 0;
        int at = 0;
        boolean quoted = false;
        while (at < text.length()) {
            boolean atQuote = reading.quote().isPresent() && text.startsWith(reading.quote().get(), at);
            boolean atEscape = quoted && reading.escape().isPresent() && reading.quote().isPresent()
                    && text.startsWith(reading.escape().get() + reading.quote().get(), at);
            if (atEscape) {
                at += reading.escape().get().length() + reading.quote().get().length();
            } else if (atQuote) {
                quoted = !quoted;
                at += reading.quote().get().length();
            } else if (!quoted && text.startsWith(separator, at)) {
                records.add(record(text.substring(begin, at), separator));
                at += separator.length();
                begin = at;
            } else {
                at++;
            }
        }
        if (begin < text.length()) {
            records.add(record(text.substring(begin), separator));
        }
        return records;
    }

    private static String record(String text, String separator) {
        return separator.equals("\n") && text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
