package io.drover.spark.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What must be known of a piece of text to tell where its first record begins, without knowing whether it begins inside quotes:
 * for each {@link State} that the text may begin in, the one it ends in, and where its first record separator is.
 *
 * @param ends by the state at the begin
 * @param separators by the state at the begin: the place of the first separator outside quotes, -1 if there is none
 * @param length how many bytes were scanned
 */
record QuoteScan(State[] ends, long[] separators, long length) implements Serializable {

    /** As {@code RecordReader} takes the bytes before a place. */
    enum State {
        OUTSIDE, INSIDE,
        /** Inside, behind what makes a quote ordinary. */
        ESCAPED
    }

    /** The bytes with a meaning. */
    private enum Kind {
        SEPARATOR, QUOTE, ESCAPE, OTHER
    }

    /**
     * @param in the text
     * @param length how many bytes of it to scan at most
     * @param escape a byte before a quote that makes it ordinary inside quotes; the quote itself where quotes are doubled
     */
    static QuoteScan of(InputStream in, long length, int separator, int quote, int escape) throws IOException {
        Kind[] kinds = new Kind[256];
        Arrays.fill(kinds, Kind.OTHER);
        kinds[separator] = Kind.SEPARATOR;
        if (escape >= 0) {
            kinds[escape] = Kind.ESCAPE;
        }
        if (quote >= 0) {
            kinds[quote] = Kind.QUOTE;
        }
        State[] states = State.values();
        long[] separators = {-1, -1, -1};
        byte[] buffer = new byte[1 << 16];
        long at = 0;
        while (at < length) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, length - at));
            if (count < 0) {
                break;
            }
            for (int i = 0; i < count; i++) {
                Kind kind = kinds[buffer[i] & 0xff];
                if (kind == Kind.OTHER && states[0] != State.ESCAPED && states[1] != State.ESCAPED
                        && states[2] != State.ESCAPED) {
                    continue;
                }
                for (int s = 0; s < states.length; s++) {
                    if (kind == Kind.SEPARATOR && states[s] == State.OUTSIDE && separators[s] < 0) {
                        separators[s] = at + i;
                    }
                    states[s] = after(states[s], kind);
                }
            }
            at += count;
        }
        return new QuoteScan(states, separators, at);
    }

    private static State after(State state, Kind kind) {
        return switch (state) {
            case OUTSIDE -> kind == Kind.QUOTE ? State.INSIDE : State.OUTSIDE;
            case INSIDE -> kind == Kind.QUOTE ? State.OUTSIDE : kind == Kind.ESCAPE ? State.ESCAPED : State.INSIDE;
            case ESCAPED -> kind == Kind.ESCAPE ? State.ESCAPED : State.INSIDE;
        };
    }

    State end(State begin) {
        return ends[begin.ordinal()];
    }

    long separator(State begin) {
        return separators[begin.ordinal()];
    }
}
