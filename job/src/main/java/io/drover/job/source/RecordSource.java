package io.drover.job.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The records of one file as text fields, in order: the correct path to every format for any engine. Header records are
 * counted but not given. Nothing in the data fails; a file that can't be read at all does.
 */
public interface RecordSource extends Closeable {

    /** Advances; false at the end. */
    boolean next() throws IOException;

    /** A field of the current record by the source's columns, 0-based; null if the value is null or isn't there. */
    String field(int index);

    /** The current record's 1-based number in the file, a header record included. */
    long recordNumber();

    /** Bytes of the file read so far, as they lie in storage. */
    long bytesRead();

    /**
     * Of a part of a file that can't be sure of its begin: where its first record's block begins, as {@link #partEnd} counts; -1 of
     * others. When each part begins where the one before it ended, no record was left out or read twice.
     */
    default long partBegin() {
        return -1;
    }

    /** Where the block behind the last one that was read begins, once {@link #next} is false; -1 if nobody has to ask. */
    default long partEnd() {
        return -1;
    }

    /** Whether anything was out of the ordinary so far: whether there are {@link #warnings}, for less. */
    boolean hasWarnings();

    /** Sentences about what was out of the ordinary so far. */
    List<String> warnings();
}
