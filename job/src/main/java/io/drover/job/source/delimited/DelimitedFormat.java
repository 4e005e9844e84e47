package io.drover.job.source.delimited;

import io.drover.job.engine.JobCode;
import java.nio.charset.StandardCharsets;

/**
 * How delimited text is cut into records and fields.
 *
 * @param delimiter one or more characters; null if a record is one field
 * @param quote one ASCII character, or null if quotes are ordinary text
 * @param escape what makes a quote ordinary: the quote itself (doubled), or an ASCII character such as {@code \}
 * @param recordSeparator one or more characters; with {@code \n} a carriage return before it goes, too
 * @param keepsQuotes whether a field is the text as it stands: quotes only hide separators inside them
 */
public record DelimitedFormat(String delimiter, Character quote, Character escape, String recordSeparator,
        boolean keepsQuotes) {

    public DelimitedFormat {
        if (delimiter != null && delimiter.isEmpty()) {
            throw JobCode.INPUT_FORMAT.failure("a delimiter can't be empty");
        }
        if (recordSeparator.isEmpty()) {
            throw JobCode.INPUT_FORMAT.failure("a record separator can't be empty");
        }
        if (quote != null && quote > 127 || escape != null && escape > 127) {
            throw JobCode.INPUT_FORMAT.failure("quote and escape must be ASCII characters");
        }
    }

    /** Whose fields are given without their quotes. */
    public DelimitedFormat(String delimiter, Character quote, Character escape, String recordSeparator) {
        this(delimiter, quote, escape, recordSeparator, false);
    }

    /** Whole records as they stand. */
    public static DelimitedFormat records(Character quote, Character escape, String recordSeparator) {
        return new DelimitedFormat(null, quote, escape, recordSeparator, true);
    }

    /** RFC 4180 with that delimiter and quote; either may be null. */
    public static DelimitedFormat of(String delimiter, String quote) {
        return of(delimiter, quote, "\n");
    }

    /** RFC 4180 with that delimiter, quote and record separator; the first two may be null. */
    public static DelimitedFormat of(String delimiter, String quote, String recordSeparator) {
        if (quote != null && quote.length() > 1) {
            throw JobCode.INPUT_FORMAT.failure("a quote is one character, not \"" + quote + "\"");
        }
        Character character = quote == null || quote.isEmpty() ? null : quote.charAt(0);
        return new DelimitedFormat(delimiter, character, character, recordSeparator);
    }

    byte[] delimiterBytes() {
        return delimiter == null ? null : delimiter.getBytes(StandardCharsets.UTF_8);
    }

    byte[] separatorBytes() {
        return recordSeparator.getBytes(StandardCharsets.UTF_8);
    }
}
