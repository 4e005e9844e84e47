package io.drover.photon.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whether a delimited file is so regular that every reader of RFC 4180 gives the same rows: each record has exactly as
 * many fields as there are columns, quotes enclose whole fields, line ends are all alike, no record is empty.
 *
 * <p>DuckDB skips empty lines, forgives a delimiter at the end of a record and takes a lone carriage return for a line
 * end, and says nothing; so a file is looked through before DuckDB reads it. That costs little: bytes are only compared,
 * and they are in the page cache afterwards.
 */
final class RegularText {
    private static final byte PLAIN = 0;
    private static final byte DELIMITER = 1;
    private static final byte QUOTE = 2;
    private static final byte LINE_FEED = 3;
    private static final byte CARRIAGE_RETURN = 4;

    private enum State { FIELD_START, FIELD, QUOTED, QUOTE_IN_QUOTED, CARRIAGE_RETURN }

    private final byte[] classes = new byte[256];
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
    }

    /**
     * @param delimiter an ASCII character
     * @param quote an ASCII character that also escapes itself, or null
     * @param columns more than one: an empty line is a record of a one-column file, but not for DuckDB
     */
    static boolean matches(Path file, char delimiter, Character quote, int columns) throws IOException {
        RegularText text = new RegularText(delimiter, quote, columns);
        byte[] buffer = new byte[1 << 18];
        try (InputStream in = Files.newInputStream(file)) {
            int length = in.readNBytes(buffer, 0, buffer.length);
            if (length == 0) {
                return false;
            }
            int from = hasByteOrderMark(buffer, length) ? 3 : 0;
            while (length > 0) {
                if (!text.accept(buffer, from, length)) {
                    return false;
                }
                from = 0;
                length = in.readNBytes(buffer, 0, buffer.length);
            }
        }
        return text.end();
    }

    private static boolean hasByteOrderMark(byte[] buffer, int length) {
        return length >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF;
    }

    private boolean accept(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (state == State.FIELD || state == State.QUOTED) {
                int start = at;
                while (at < to && classes[bytes[at] & 0xff] == PLAIN) {
                    at++;
                }
                if (at > start) {
                    onlyQuotes = false;
                }
                if (at == to) {
                    return true;
                }
            }
            if (!accept(classes[bytes[at] & 0xff])) {
                return false;
            }
            at++;
        }
        return true;
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
