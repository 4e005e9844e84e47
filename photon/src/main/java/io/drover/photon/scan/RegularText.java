package io.drover.photon.scan;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Whether a delimited file is so regular that every reader of RFC 4180 gives the same rows: each record has exactly as
 * many fields as there are columns, quotes enclose whole fields, line ends are all alike, no record is empty.
 *
 * <p>DuckDB skips empty lines, forgives a delimiter at the end of a record and takes a lone carriage return for a line
 * end, and says nothing; so a file is looked through before DuckDB reads it. That costs little: bytes are only compared,
 * eight at a time where no quote is, and they are in the page cache afterwards.
 */
final class RegularText {
    private static final byte PLAIN = 0;
    private static final byte DELIMITER = 1;
    private static final byte QUOTE = 2;
    private static final byte LINE_FEED = 3;
    private static final byte CARRIAGE_RETURN = 4;

    private enum State { FIELD_START, FIELD, QUOTED, QUOTE_IN_QUOTED, CARRIAGE_RETURN }

    private static final long LINE_FEEDS = repeated('\n');
    private static final long CARRIAGE_RETURNS = repeated('\r');
    private static final int BUFFER_BYTES = 1 << 18;
    private static final long PART_BYTES = 1L << 24;

    private final byte[] classes = new byte[256];
    private final long delimiterWord;
    /** Carriage returns if there is no quote: those are no plain bytes either. */
    private final long quoteWord;
    private final int columns;
    private State state = State.FIELD_START;
    private int fields;
    private boolean recordBegun;
    /** Whether the quoted field so far holds nothing but quotes, which the language reads in a way of its own. */
    private boolean onlyQuotes;
    private boolean anyQuotes;
    /** Whether lines end with a carriage return; null before the first end. */
    private Boolean carriageReturns;

    private RegularText(char delimiter, Character quote, int columns) {
        this.columns = columns;
        classes[delimiter] = DELIMITER;
        if (quote != null) {
            classes[quote] = QUOTE;
        }
        classes['\n'] = LINE_FEED;
        classes['\r'] = CARRIAGE_RETURN;
        delimiterWord = repeated(delimiter);
        quoteWord = quote == null ? CARRIAGE_RETURNS : repeated(quote);
    }

    /**
     * @param delimiter an ASCII character
     * @param quote an ASCII character that also escapes itself, or null
     * @param columns more than one: an empty line is a record of a one-column file, but not for DuckDB
     * @param threads how many parts of a large file are looked at at once
     */
    static boolean matches(Path file, char delimiter, Character quote, int columns, int threads) throws IOException {
        return matches(file, delimiter, quote, columns, threads, PART_BYTES);
    }

    /** @param partBytes about the size of a part */
    static boolean matches(Path file, char delimiter, Character quote, int columns, int threads, long partBytes)
            throws IOException {
        return matches(file, () -> new RegularText(delimiter, quote, columns), threads, partBytes);
    }

    private static boolean matches(Path file, Supplier<RegularText> fresh, int threads, long partBytes) throws IOException {
        long size = Files.size(file);
        if (size == 0) {
            return false;
        }
        if (threads > 1 && size >= 2 * partBytes) {
            Optional<Boolean> together;
            try (FileChannel channel = FileChannel.open(file)) {
                together = inParts(channel, size, fresh, threads, partBytes);
            }
            if (together.isPresent()) {
                return together.get();
            }
        }
        try (FileChannel channel = FileChannel.open(file)) {
            RegularText text = fresh.get();
            return text.accept(channel, 0, size) && text.end();
        }
    }

    /**
     * Looks at parts of a file at once, each from behind a line end on, as if that were the end of a record. It is if the
     * part before ends with a record; empty if one doesn't, as when a quoted field goes over the line end.
     */
    private static Optional<Boolean> inParts(FileChannel channel, long size, Supplier<RegularText> fresh, int threads,
            long partBytes) throws IOException {
        List<Long> starts = new ArrayList<>(List.of(0L));
        for (long at = partBytes; at < size; at += partBytes) {
            long start = lineStart(channel, at, Math.min(size, at + partBytes));
            if (start > starts.get(starts.size() - 1) && start < size) {
                starts.add(start);
            }
        }
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<RegularText>> parts = new ArrayList<>();
            for (int i = 0; i < starts.size(); i++) {
                long from = starts.get(i);
                long to = i + 1 < starts.size() ? starts.get(i + 1) : size;
                parts.add(workers.submit(() -> {
                    RegularText text = fresh.get();
                    return text.accept(channel, from, to) ? text : null;
                }));
            }
            Boolean carriageReturns = null;
            RegularText last = null;
            for (Future<RegularText> part : parts) {
                if (last != null && (last.state != State.FIELD_START || last.recordBegun)) {
                    return Optional.empty();
                }
                last = part.get();
                if (last == null || carriageReturns != null && last.carriageReturns != null
                        && !carriageReturns.equals(last.carriageReturns)) {
                    return Optional.of(false);
                }
                carriageReturns = carriageReturns == null ? last.carriageReturns : carriageReturns;
            }
            return Optional.of(last.end());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } finally {
            workers.shutdownNow();
        }
    }

    /** The first place behind a line feed; {@code to} if there is none before. */
    private static long lineStart(FileChannel channel, long from, long to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 13);
        for (long at = from; at < to;) {
            int length = channel.read(buffer.clear(), at);
            for (int i = 0; i < length; i++) {
                if (buffer.get(i) == '\n') {
                    return Math.min(to, at + i + 1);
                }
            }
            if (length < 0) {
                return to;
            }
            at += length;
        }
        return to;
    }

    /** @param from the start of a record */
    private boolean accept(FileChannel channel, long from, long to) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = from; at < to;) {
            int length = 0;
            buffer.clear().limit((int) Math.min(bytes.length, to - at));
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, at + length);
                if (read < 0) {
                    return false; // the file was cut meanwhile
                }
                length += read;
            }
            buffer.limit(bytes.length);
            int begin = at == 0 && hasByteOrderMark(bytes, length) ? 3 : 0;
            if (!accept(buffer, bytes, begin, length)) {
                return false;
            }
            at += length;
        }
        return true;
    }

    private static boolean hasByteOrderMark(byte[] buffer, int length) {
        return length >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
    }

    private boolean accept(ByteBuffer words, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if ((at & 7) == 0 && state.ordinal() <= State.QUOTED.ordinal()) {
                int next = state == State.QUOTED ? skipQuoted(words, at, to) : acceptUnquoted(words, bytes, at, to);
                if (next < 0) {
                    return false;
                }
                at = next;
            }
            // What a word can't be told from, and what is left of one.
            int end = Math.min(to, (at | 7) + 1);
            while (at < end) {
                if (!accept(classes[bytes[at++] & 0xff])) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * Accepts words of eight bytes while no quote and no carriage return is in them.
     *
     * @return where it stopped; -1 if what it saw isn't regular
     */
    private int acceptUnquoted(ByteBuffer words, byte[] bytes, int from, int to) {
        long delimiters = delimiterWord;
        long quotes = quoteWord;
        int count = fields;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            long word = words.getLong(at);
            if ((zeroBytes(word ^ quotes) | zeroBytes(word ^ CARRIAGE_RETURNS)) != 0) {
                break;
            }
            long ends = exactZeroBytes(word ^ LINE_FEEDS);
            long found = exactZeroBytes(word ^ delimiters);
            while (ends != 0) {
                long before = (ends & -ends) - 1;
                if (count + count(found & before) != columns - 1 || Boolean.TRUE.equals(carriageReturns)) {
                    return -1;
                }
                carriageReturns = Boolean.FALSE;
                count = 0;
                found &= ~before;
                ends &= ends - 1;
            }
            count += count(found);
            if (count >= columns) {
                return -1;
            }
        }
        fields = count;
        if (at > from) {
            byte last = classes[bytes[at - 1] & 0xff];
            state = last == PLAIN ? State.FIELD : State.FIELD_START;
            recordBegun = last != LINE_FEED;
        }
        return at;
    }

    private int skipQuoted(ByteBuffer words, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to && zeroBytes(words.getLong(at) ^ quoteWord) == 0) {
            at += Long.BYTES;
            onlyQuotes = false;
        }
        return at;
    }

    private static long repeated(int value) {
        return value * 0x0101_0101_0101_0101L;
    }

    /** Not 0 if one of the eight bytes is; which one it doesn't tell. */
    private static long zeroBytes(long word) {
        return word - 0x0101_0101_0101_0101L & ~word & 0x8080_8080_8080_8080L;
    }

    /** The highest bit of every byte that is zero. */
    private static long exactZeroBytes(long word) {
        long low = 0x7F7F_7F7F_7F7F_7F7FL;
        return ~((word & low) + low | word | low);
    }

    /** How many of the bytes have their highest bit. */
    private static int count(long highBits) {
        return (int) ((highBits >>> 7) * 0x0101_0101_0101_0101L >>> 56);
    }

    private boolean accept(byte kind) {
        switch (state) {
            case FIELD_START -> {
                recordBegun = true;
                if (kind == QUOTE) {
                    state = State.QUOTED;
                    onlyQuotes = true;
                    anyQuotes = false;
                    return true;
                }
                state = State.FIELD;
                return accept(kind);
            }
            case FIELD -> {
                return kind == PLAIN || kind != QUOTE && endField(kind);
            }
            case QUOTED -> {
                if (kind == QUOTE) {
                    state = State.QUOTE_IN_QUOTED;
                } else {
                    onlyQuotes = false;
                }
                return true;
            }
            case QUOTE_IN_QUOTED -> {
                if (kind == QUOTE) {
                    state = State.QUOTED;
                    anyQuotes = true;
                    return true;
                }
                return kind != PLAIN && !(onlyQuotes && anyQuotes) && endField(kind);
            }
            case CARRIAGE_RETURN -> {
                return kind == LINE_FEED && endRecord(true);
            }
        }
        throw new AssertionError(state);
    }

    private boolean endField(byte kind) {
        if (kind == DELIMITER) {
            fields++;
            state = State.FIELD_START;
            return fields < columns;
        }
        if (kind == CARRIAGE_RETURN) {
            state = State.CARRIAGE_RETURN;
            return true;
        }
        return endRecord(false);
    }

    private boolean endRecord(boolean carriageReturn) {
        boolean regular = fields == columns - 1 && (carriageReturns == null || carriageReturns == carriageReturn);
        carriageReturns = carriageReturn;
        fields = 0;
        recordBegun = false;
        state = State.FIELD_START;
        return regular;
    }

    private boolean end() {
        return switch (state) {
            case FIELD_START, FIELD, QUOTE_IN_QUOTED -> !recordBegun && fields == 0
                    || fields == columns - 1 && !(state == State.QUOTE_IN_QUOTED && onlyQuotes && anyQuotes);
            case QUOTED, CARRIAGE_RETURN -> false;
        };
    }
}
