package io.drover.job.source;

/**
 * A part of a file, in bytes: what begins in it belongs to it (of Parquet row groups, of Avro blocks), so that the parts of
 * a file together give each record once.
 *
 * @param end exclusive
 */
public record FileRange(long start, long end) {
    public static final FileRange WHOLE = new FileRange(0, Long.MAX_VALUE);

    boolean holds(long position) {
        return position >= start && position < end;
    }

    boolean isWhole() {
        return equals(WHOLE);
    }
}
