package io.drover.spark.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/**
 * What must be known of a piece to tell where its first record begins, without knowing whether it begins inside quotes:
 * whether the quotes in it toggle an odd number of times, and the first record begin for both cases.
 *
 * @param odd whether the state behind the piece is the opposite of that before it
 * @param outside first record begin at or after the piece's start if it begins outside quotes, -1 if there is none
 * @param inside the same if it begins inside quotes
 */
record QuoteScan(boolean odd, long outside, long inside) implements Serializable {

    /**
     * @param in bytes from {@code start - 2} on
     * @param start of the piece, at least 2
     * @param end of the piece, exclusive
     * @param escape a byte before a quote that makes it ordinary; the quote itself where quotes are doubled
     */
    static QuoteScan of(InputStream in, long start, long end, int separator, int quote, int escape) throws IOException {
        byte[] buffer = new byte[1 << 16];
        boolean odd = false;
        long outside = -1;
        long inside = -1;
        int before = in.read();
        // A separator at start - 1 makes a record begin at start: the bytes looked at are one ahead of the piece.
        long at = start - 1;
        long stop = end == Long.MAX_VALUE ? Long.MAX_VALUE : end - 1;
        while (at < stop) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, stop - at));
            if (count < 0) {
                break;
            }
            for (int i = 0; i < count; i++) {
                int b = buffer[i] & 0xff;
                if (b == quote && (escape == quote || before != escape)) {
                    odd = !odd;
                } else if (b == separator) {
                    if (!odd && outside < 0) {
                        outside = at + i + 1;
                    } else if (odd && inside < 0) {
                        inside = at + i + 1;
                    }
                }
                before = b;
            }
            at += count;
        }
        return new QuoteScan(odd, outside, inside);
    }
}
