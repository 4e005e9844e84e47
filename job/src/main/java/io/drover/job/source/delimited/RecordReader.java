package io.drover.job.source.delimited;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Cuts UTF-8 bytes into records and fields, with the rows that the literal steps {@code splitrows quote},
 * {@code split quote}, replacing doubled quotes and stripping the enclosing ones would give (docs/reading-files.md): any
 * unescaped quote toggles, wherever it stands. Nothing in the data is an error.
 *
 * <p>A field stays a slice of the buffer until it is asked for, so columns nobody reads cost only the scan.
 *
 * <p>A reader may begin inside a file (see {@link #RecordReader(InputStream, DelimitedFormat, int, long, long)}). It then
 * takes the first record separator it meets for a real one, although it may lie within quotes. Whoever reads a file in
 * pieces checks that each piece ends where the next began ({@link #endOffset()}, {@link #firstRecordOffset()}) and
 * otherwise reads again from there.
 */
public final class RecordReader implements Closeable {
    private static final byte PLAIN = 0;
    private static final byte SPECIAL = 1;
    /** Longer ones would take a job's memory, and mostly aren't meant. */
    private static final int LONGEST_RECORD = 1 << 27;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] separator;
    private final int quote;
    private final int escape;
    private final boolean keepsQuotes;
    private final boolean stripCarriageReturn;
    private int columns;
    private boolean checksBytes;
    /** In a file where the records that are this reader's begin, exclusive. */
    private final LongSupplier end;
    /** Whether the first record is this reader's, wherever the range ends. */
    private final boolean fromBegin;
    private final boolean ofBlocks;
    private final byte[] classes = new byte[256];
    private final RecordCounts counts = new RecordCounts();

    private byte[] buffer = new byte[1 << 16];
    private int recordStart;
    private int recordEnd;
    private int limit;
    private boolean endOfInput;
    private long bufferOffset;
    private long nextRecordOffset;
    private long firstRecordOffset = -1;
    private long recordNumber;
    private int fields;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private boolean[] quoted = new boolean[16];

    /** Reads a whole file; a byte order mark at its start is skipped. */
    public RecordReader(InputStream in, DelimitedFormat format, int columns) throws IOException {
        this(in, format, columns, 0L, Long.MAX_VALUE);
    }

    /**
     * Reads the records that begin at or after {@code start} and before {@code end}.
     *
     * @param in the file's bytes from {@code start - separator length} on (from 0 if start is 0); closed with the reader
     * @param columns the last column takes the rest of a longer record; {@link Integer#MAX_VALUE} for no limit
     * @param start offset in the file
     * @param end offset in the file, exclusive
     */
    public RecordReader(InputStream in, DelimitedFormat format, int columns, long start, long end) throws IOException {
        this(in, format, columns, () -> end, start == 0, false);
        if (start == 0) {
            skipByteOrderMark();
        } else {
            bufferOffset = start - lead(format, start);
            skipToRecord(start);
        }
    }

    /**
     * Reads the records whose separator before them begins in the text of certain blocks of a file, of which nobody knows where in
     * the file's text they lie. All offsets count from the begin of that text.
     *
     * @param in the text of those blocks and all behind them
     * @param first where the first record begins: 0 at the file's begin, where a byte order mark is skipped and the first record
     *     has no separator; -1 if it is to be found, by a separator as if the text didn't begin within quotes
     * @param ownLength the length of those blocks' text, -1 as long as no byte behind it was read
     */
    public static RecordReader ofBlocks(InputStream in, DelimitedFormat format, int columns, long first, LongSupplier ownLength)
            throws IOException {
        int separator = format.separatorBytes().length;
        LongSupplier end = () -> {
            long length = ownLength.getAsLong();
            return length < 0 ? Long.MAX_VALUE : length + separator;
        };
        RecordReader reader = new RecordReader(in, format, columns, end, first == 0, true);
        if (first == 0) {
            reader.skipByteOrderMark();
        } else if (first < 0) {
            reader.skipToRecord(0);
        } else {
            in.skipNBytes(first);
            reader.bufferOffset = first;
            reader.nextRecordOffset = first;
        }
        return reader;
    }

    private RecordReader(InputStream in, DelimitedFormat format, int columns, LongSupplier end, boolean fromBegin,
            boolean ofBlocks) {
        if (columns < 1) {
            throw new IllegalArgumentException("columns must be at least 1: " + columns);
        }
        this.in = in;
        this.delimiter = format.delimiterBytes();
        this.separator = format.separatorBytes();
        this.quote = format.quote() == null ? -1 : format.quote();
        this.escape = format.escape() == null ? -1 : format.escape();
        this.keepsQuotes = format.keepsQuotes();
        this.stripCarriageReturn = separator.length == 1 && separator[0] == '\n';
        this.columns = columns;
        this.end = end;
        this.fromBegin = fromBegin;
        this.ofBlocks = ofBlocks;
        classes[separator[0] & 0xff] = SPECIAL;
        if (delimiter != null) {
            classes[delimiter[0] & 0xff] = SPECIAL;
        }
        if (quote >= 0) {
            classes[quote] = SPECIAL;
        }
        if (escape >= 0 && escape != quote) {
            classes[escape] = SPECIAL;
        }
    }

    /** From the next record on the last column takes the rest. */
    public void limitColumns(int limit) {
        columns = limit;
    }

    /** From the next record on every byte is looked at, also of fields that nobody asks for. */
    public void checkBytes() {
        checksBytes = true;
        counts.countWholeRecords();
    }

    /** How many bytes before {@code start} the input must begin. */
    public static int lead(DelimitedFormat format, long start) {
        return (int) Math.min(start, format.separatorBytes().length);
    }

    private void skipByteOrderMark() throws IOException {
        while (limit < 3 && fill()) {
            // until three bytes are there
        }
        if (limit >= 3 && (buffer[0] & 0xff) == 0xef && (buffer[1] & 0xff) == 0xbb && (buffer[2] & 0xff) == 0xbf) {
            recordStart = 3;
        }
        nextRecordOffset = recordStart;
    }

    private void skipToRecord(long start) throws IOException {
        int at = 0;
        while (true) {
            if (at + separator.length > limit && !endOfInput) {
                if (at > 1 << 15) {
                    recordStart = at;
                }
                int before = recordStart;
                boolean more = fill();
                at -= before - recordStart;
                if (more) {
                    continue;
                }
            }
            if (at + separator.length > limit) {
                recordStart = limit;
                break;
            }
            if (bufferOffset + at + separator.length >= end.getAsLong()) {
                // What is found from here on is the next reader's.
                recordStart = at + separator.length;
                break;
            }
            if (matches(separator, at) && bufferOffset + at + separator.length >= start) {
                recordStart = at + separator.length;
                break;
            }
            at++;
        }
        nextRecordOffset = bufferOffset + recordStart;
    }

    /** The next record, if there is one in this reader's range. */
    public boolean next() throws IOException {
        if (nextRecordOffset >= end.getAsLong() && (firstRecordOffset >= 0 || !fromBegin)) {
            return false;
        }
        recordStart = (int) (nextRecordOffset - bufferOffset);
        if (recordStart >= limit && !fill()) {
            return false;
        }
        if (firstRecordOffset < 0) {
            firstRecordOffset = nextRecordOffset;
        }
        scan();
        recordNumber++;
        if (fields < columns && columns != Integer.MAX_VALUE) {
            counts.shortRecord(recordNumber);
        }
        if (checksBytes) {
            counts.check(buffer, recordStart, recordEnd - recordStart, recordNumber, bufferOffset + recordStart);
        }
        return true;
    }

    private void scan() throws IOException {
        fields = 0;
        int fieldStart = recordStart;
        boolean inQuotes = false;
        boolean hasQuote = false;
        boolean tooLong = false;
        boolean odd = false;
        int lastClose = -1;
        int at = recordStart;
        while (true) {
            byte[] bytes = buffer;
            int stop = limit;
            while (at < stop && classes[bytes[at] & 0xff] == PLAIN) {
                at++;
            }
            if (at + maxToken() > limit && !endOfInput) {
                // A token may go on beyond the buffer. Filling may shift the record to the buffer's start.
                int before = recordStart;
                fill();
                at -= before - recordStart;
                fieldStart -= before - recordStart;
                lastClose -= before - recordStart;
                continue;
            }
            if (at >= limit) {
                addField(fieldStart, at, hasQuote);
                if (inQuotes) {
                    counts.unclosedQuote(recordNumber + 1);
                } else {
                    odd |= hasQuote && !endsQuoted(lastClose, at);
                }
                finish(at, at, tooLong, odd);
                return;
            }
            int b = buffer[at] & 0xff;
            if (b == escape && escape != quote) {
                if (inQuotes && at + 1 < limit && (buffer[at + 1] & 0xff) == quote) {
                    hasQuote = true;
                    at += 2;
                } else {
                    at++;
                }
            } else if (b == quote) {
                if (inQuotes) {
                    lastClose = at;
                } else {
                    odd |= at != fieldStart && lastClose != at - 1;
                }
                inQuotes = !inQuotes;
                hasQuote = true;
                at++;
            } else if (inQuotes) {
                at++;
            } else if (matches(separator, at)) {
                addField(fieldStart, at, hasQuote);
                odd |= hasQuote && !endsQuoted(lastClose, at);
                finish(at, at + separator.length, tooLong, odd);
                return;
            } else if (delimiter != null && matches(delimiter, at)) {
                if (fields < columns - 1) {
                    addField(fieldStart, at, hasQuote);
                    odd |= hasQuote && !endsQuoted(lastClose, at);
                    hasQuote = false;
                    at += delimiter.length;
                    fieldStart = at;
                } else {
                    tooLong = true;
                    at += delimiter.length;
                }
            } else {
                at++;
            }
        }
    }

    /** Whether a field that ends there ends with its quote, or one and a carriage return that goes. */
    private boolean endsQuoted(int lastClose, int end) {
        return lastClose == end - 1
                || stripCarriageReturn && lastClose == end - 2 && buffer[end - 1] == '\r';
    }

    private int maxToken() {
        return Math.max(2, Math.max(separator.length, delimiter == null ? 0 : delimiter.length));
    }

    private void addField(int start, int stop, boolean hasQuote) {
        if (fields == starts.length) {
            int size = fields * 2;
            starts = Arrays.copyOf(starts, size);
            ends = Arrays.copyOf(ends, size);
            quoted = Arrays.copyOf(quoted, size);
        }
        starts[fields] = start;
        ends[fields] = stop;
        quoted[fields] = hasQuote && !keepsQuotes;
        fields++;
    }

    private void finish(int textEnd, int next, boolean tooLong, boolean odd) {
        recordEnd = textEnd;
        if (stripCarriageReturn && textEnd > recordStart && buffer[textEnd - 1] == '\r'
                && ends[fields - 1] > starts[fields - 1]) {
            recordEnd--;
            ends[fields - 1]--;
        }
        nextRecordOffset = bufferOffset + next;
        if (tooLong) {
            counts.longRecord(recordNumber + 1);
        } else if (odd && !keepsQuotes) {
            counts.oddlyQuoted(recordNumber + 1);
        }
    }

    private boolean matches(byte[] token, int at) {
        if (at + token.length > limit) {
            return false;
        }
        for (int i = 0; i < token.length; i++) {
            if (buffer[at + i] != token[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads more behind {@link #limit}, keeping everything from {@link #recordStart} on; false at the end. Either way the
     * record may have moved to the buffer's start.
     */
    private boolean fill() throws IOException {
        if (endOfInput) {
            return false;
        }
        if (recordStart > 0) {
            System.arraycopy(buffer, recordStart, buffer, 0, limit - recordStart);
            for (int i = 0; i < fields; i++) {
                starts[i] -= recordStart;
                ends[i] -= recordStart;
            }
            bufferOffset += recordStart;
            limit -= recordStart;
            recordStart = 0;
        }
        if (limit == buffer.length) {
            if (buffer.length >= LONGEST_RECORD) {
                throw new IOException("the record that begins at byte " + bufferOffset
                        + (ofBlocks && !fromBegin ? " of the part's text" : "") + " is longer than "
                        + (LONGEST_RECORD >> 20) + " MiB: a quote before it may never be closed, or the file isn't text of"
                        + " this kind");
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count;
        try {
            count = in.read(buffer, limit, buffer.length - limit);
        } catch (EOFException e) {
            throw new IOException("the compressed input ends in the middle", e);
        }
        if (count < 0) {
            endOfInput = true;
            return false;
        }
        limit += count;
        return true;
    }

    /** Number of fields of the current record, at most {@code columns}. */
    public int fields() {
        return fields;
    }

    /**
     * A field without its quotes (unless its format keeps them), as text; null if the record is too short. Bad bytes read
     * as U+FFFD.
     */
    public String field(int index) {
        if (index >= fields) {
            return null;
        }
        int start = starts[index];
        int stop = ends[index];
        if (!quoted[index]) {
            return counts.decode(buffer, start, stop - start, recordNumber, bufferOffset + start);
        }
        byte[] text = unquoted(start, stop);
        return counts.decode(text, 0, text.length, recordNumber, bufferOffset + start);
    }

    /** The same as valid UTF-8; null if the record is too short. */
    public byte[] fieldBytes(int index) {
        if (index >= fields) {
            return null;
        }
        int start = starts[index];
        int stop = ends[index];
        byte[] text = quoted[index] ? unquoted(start, stop) : Arrays.copyOfRange(buffer, start, stop);
        return counts.valid(text, recordNumber, bufferOffset + start);
    }

    /** The record as it stands, without its separator. */
    public String record() {
        return counts.decode(buffer, recordStart, recordEnd - recordStart, recordNumber, bufferOffset + recordStart);
    }

    private byte[] unquoted(int start, int stop) {
        byte[] text = new byte[stop - start];
        int length = 0;
        for (int i = start; i < stop; i++) {
            byte b = buffer[i];
            text[length++] = b;
            if ((b & 0xff) == quote && i + 1 < stop && (buffer[i + 1] & 0xff) == quote) {
                i++;
            }
        }
        int from = length > 0 && (text[0] & 0xff) == quote ? 1 : 0;
        int to = length > from && (text[length - 1] & 0xff) == quote ? length - 1 : length;
        return Arrays.copyOfRange(text, from, to);
    }

    /** 1 for the first record that this reader gave. */
    public long recordNumber() {
        return recordNumber;
    }

    /** Where the first record began; -1 before it, or if there was none. */
    public long firstRecordOffset() {
        return firstRecordOffset;
    }

    /** Where the current record ended and the next one would begin. */
    public long endOffset() {
        return nextRecordOffset;
    }

    /** What was out of the ordinary so far. */
    public RecordCounts counts() {
        return counts;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
