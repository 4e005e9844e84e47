package io.drover.recipe.plan;

import java.util.ArrayList;
import java.util.List;

/** The meaning of {@link Reading.Fields} for the text of one record. */
public final class FieldText {

    private FieldText() {}

    /** At most {@code columns} fields; a record with fewer has fewer. */
    public static List<String> fields(String record, Reading.Fields reading) {
        List<String> fields = new ArrayList<>();
        String quote = reading.records().quote().orElse(null);
        boolean quoted = false;
        int begin = 0;
        int at = 0;
        while (at < record.length()) {
            if (quote != null && record.startsWith(quote, at)) {
                quoted = !quoted;
                at += quote.length();
            } else if (!quoted && fields.size() < reading.columns() - 1 && record.startsWith(reading.delimiter(), at)) {
                fields.add(field(record.substring(begin, at), reading));
                at += reading.delimiter().length();
                begin = at;
            } else {
                at++;
            }
        }
        fields.add(field(record.substring(begin), reading));
        return fields;
    }

    private static String field(String text, Reading.Fields reading) {
        if (!reading.unquoted()) {
            return text;
        }
        String quote = reading.records().quote().orElseThrow();
        String single = text.replace(quote + quote, quote);
        int from = single.startsWith(quote) ? 1 : 0;
        int to = single.length() > from && single.endsWith(quote) ? single.length() - 1 : single.length();
        return single.substring(from, to);
    }
}
