package io.drover.job.source;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Finds where the blocks and ends of bzip2 streams begin. They begin at any bit, each with a mark of 48 bits; other bits of a
 * file look like a mark once in 2<sup>48</sup>.
 */
final class Bzip2Marks implements Closeable {
    static final int BITS = 48;
    static final long BLOCK = 0x314159265359L;
    static final long END = 0x177245385090L;

    private static final long MASK = (1L << BITS) - 1;
    /** More than 900,000 symbols of 20 bits and their tables. */
    private static final int LONGEST_BLOCK = 4 << 20;
    /** Whether the 16 bits that end two bytes before the last one read can be those of a mark, wherever it begins in its byte. */
    private static final boolean[] CANDIDATE = new boolean[1 << 16];

    static {
        for (int shift = 0; shift < 8; shift++) {
            CANDIDATE[(int) (BLOCK << shift >>> 16) & 0xffff] = true;
            CANDIDATE[(int) (END << shift >>> 16) & 0xffff] = true;
        }
    }

    private final InputStream in;
    /** The file's bytes from {@code base} on. */
    private byte[] buffer = new byte[1 << 16];
    private long base;
    private int limit;

    /** @param start where in its file the input begins, in bytes */
    Bzip2Marks(InputStream in, long start) {
        this.in = in;
        this.base = start;
    }

    /**
     * The first mark that begins in a range; -1 if there is none.
     *
     * @param from a bit of the file
     * @param until a bit of the file, exclusive
     */
    long first(long from, long until) throws IOException {
        return search(from, until, false);
    }

    /**
     * The first mark behind that of a block, whose bytes are kept.
     *
     * @param block the bit where the block begins
     * @throws EOFException if there is none
     */
    long behind(long block) throws IOException {
        long found = search(block + BITS, Long.MAX_VALUE, true);
        if (found < 0) {
            throw new EOFException();
        }
        return found;
    }

    private long search(long from, long until, boolean ofBlock) throws IOException {
        long begin = from / 8;
        long at = begin;
        long window = 0;
        while (true) {
            for (int i = (int) (at - base); i < limit; i++) {
                window = window << 8 | buffer[i] & 0xff;
                if (CANDIDATE[(int) (window >>> 16) & 0xffff]) {
                    long found = mark(window, (base + i + 1) * 8, from);
                    if (found >= 0) {
                        return found < until ? found : -1;
                    }
                }
            }
            at = Math.max(at, base + limit);
            if (until != Long.MAX_VALUE && at * 8 - BITS >= until) {
                return -1;
            }
            if (ofBlock && at - begin > LONGEST_BLOCK) {
                throw new IOException("the bzip2 block at byte " + begin + " doesn't end");
            }
            // A mark may have begun in the last bytes.
            if (!fill(ofBlock ? begin - BITS / 8 : Math.max(begin, at - BITS / 8 - 1))) {
                return -1;
            }
        }
    }

    private static long mark(long window, long end, long from) {
        for (int shift = 7; shift >= 0; shift--) {
            long bits = window >>> shift & MASK;
            long begin = end - shift - BITS;
            if ((bits == BLOCK || bits == END) && begin >= from) {
                return begin;
            }
        }
        return -1;
    }

    /** Whether the mark at a bit, which was found, is that of a stream's end. */
    boolean isEnd(long mark) {
        return bits(mark, BITS) == END;
    }

    /** What follows a mark: a block's or a stream's check sum. */
    int checkSum(long mark) throws IOException {
        if (!has((mark + BITS + Integer.SIZE + 7) / 8)) {
            throw new EOFException();
        }
        return (int) bits(mark + BITS, Integer.SIZE);
    }

    /** The byte at that place of the file, which isn't before what was found last; -1 behind its end. */
    int at(long offset) throws IOException {
        return has(offset + 1) ? buffer[(int) (offset - base)] & 0xff : -1;
    }

    private boolean has(long end) throws IOException {
        while (base + limit < end) {
            if (!fill(base)) {
                return false;
            }
        }
        return true;
    }

    private long bits(long from, int count) {
        long bits = 0;
        for (long bit = from; bit < from + count; bit++) {
            bits = bits << 1 | buffer[(int) (bit / 8 - base)] >>> 7 - bit % 8 & 1;
        }
        return bits;
    }

    /** The block between two marks as a whole bzip2 file, of that block alone. */
    byte[] file(long block, long end) throws IOException {
        int length = (int) (end - block);
        byte[] file = new byte[4 + (length + BITS + Integer.SIZE + 7) / 8];
        file[0] = 'B';
        file[1] = 'Z';
        file[2] = 'h';
        file[3] = '9';
        int first = (int) (block / 8 - base);
        int shift = (int) (block % 8);
        for (int i = 0; i < (length + 7) / 8; i++) {
            int next = first + i + 1 < limit ? buffer[first + i + 1] & 0xff : 0;
            file[4 + i] = (byte) (buffer[first + i] << shift | next >>> 8 - shift);
        }
        if (length % 8 != 0) {
            file[4 + length / 8] &= (byte) (0xff00 >>> length % 8);
        }
        put(file, 4 * 8 + length, END, BITS);
        put(file, 4 * 8 + length + BITS, checkSum(block), Integer.SIZE);
        return file;
    }

    private static void put(byte[] bytes, int from, long bits, int count) {
        for (int i = 0; i < count; i++) {
            if ((bits >>> count - 1 - i & 1) != 0) {
                bytes[(from + i) / 8] |= (byte) (0x80 >>> (from + i) % 8);
            }
        }
    }

    private boolean fill(long keep) throws IOException {
        int drop = (int) Math.max(0, Math.min(keep - base, limit));
        if (drop > buffer.length / 2) {
            System.arraycopy(buffer, drop, buffer, 0, limit - drop);
            base += drop;
            limit -= drop;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, limit, buffer.length - limit);
        limit += Math.max(0, count);
        return count >= 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
