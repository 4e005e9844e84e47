package io.drover.spark.source;

import java.io.Serializable;

/**
 * A part of a file that one task reads in one go: the records that begin at or after {@code start} and before
 * {@code end}.
 *
 * @param file number of the file in its source
 * @param uri of it
 * @param path as {@code $filepath} gives it
 * @param number of the piece in its file
 * @param end {@link Long#MAX_VALUE} for the file's last piece
 * @param length in bytes, as they lie in storage
 */
record Piece(int file, String uri, String path, int number, long start, long end, long length)
        implements Serializable {

    boolean isWholeFile() {
        return start == 0 && end == Long.MAX_VALUE;
    }
}
