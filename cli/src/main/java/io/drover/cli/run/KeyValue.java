package io.drover.cli.run;

import io.drover.cli.UsageException;

/** {@code KEY=VALUE} of the command line. */
public record KeyValue(String key, String value) {

    public static KeyValue parse(String option, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new UsageException(option + " " + text + ": KEY=VALUE is wanted");
        }
        return new KeyValue(text.substring(0, equals), text.substring(equals + 1));
    }
}
