package io.drover.spark.source;

import io.drover.job.source.FileRange;
import java.io.Serializable;

/**
 * A part of a file that one task reads in one go: the records that begin at or after {@code start} and before
 * {@code end}. Of compressed files these are places in storage, and the records are those behind a separator that begins in
 * the text of blocks that begin there.
 *
 * @param file number of the file in its source
 * @param uri of it
 * @param path as {@code $filepath} gives it
 * @param number of the piece in its file
 * @param end {@link Long#MAX_VALUE} for the file's last piece
 * @param length in bytes, as they lie in storage
 * @param first where in the text of its blocks the first record of a compressed piece begins; -1 if that is to be found
 */
record Piece(int file, String uri, String path, int number, long start, long end, long length, long first)
        implements Serializable {

    Piece(int file, String uri, String path, int number, long start, long end, long length) {
        this(file, uri, path, number, start, end, length, start == 0 ? 0 : -1);
    }

    boolean isWholeFile() {
        return start == 0 && end == Long.MAX_VALUE;
    }

    boolean isBefore(Piece other) {
        return file < other.file || file == other.file && number < other.number;
    }

    FileRange range() {
        return new FileRange(start, end);
    }

    Piece withLength(long bytes) {
        return new Piece(file, uri, path, number, start, end, bytes, first);
    }
}
