package io.drover.cli;

import java.io.PrintWriter;

/**
 * Prints lines without what would steer a terminal: messages name columns and quote values of files that anybody may have
 * written. Line breaks and tabs stay. What is printed otherwise than as a line is left as it is.
 */
final class PlainLines extends PrintWriter {
    PlainLines(PrintWriter out) {
        super(out, true);
    }

    @Override
    public void println(String line) {
        super.println(String.valueOf(line).replaceAll("[\\p{Cc}&&[^\\n\\t]]", "\uFFFD"));
    }

    @Override
    public void println(Object line) {
        println(String.valueOf(line));
    }
}
