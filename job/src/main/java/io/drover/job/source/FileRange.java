package io.drover.job.source;

/**
 * A part of a file, in bytes: what begins in it belongs to it (of Parquet row groups, of Avro and bzip2 blocks), so that the
 * parts of a file together give each record once.
 *
 * @param end exclusive; {@link Long#MAX_VALUE} for the last part
 */
public record FileRange(long start, long end) {
    public static final FileRange WHOLE = new FileRange(0, Long.MAX_VALUE);

    /** Every position is held by exactly one part, also one that a damaged file puts before its begin or behind its end. */
    boolean holds(long position) {
        return (start == 0 || position >= start) && (end == Long.MAX_VALUE || position < end);
    }

    public boolean isWhole() {
        return equals(WHOLE);
    }

    /** Where a record of the part is, for a message: the part doesn't know how many records come before it. */
    String place(long recordInPart) {
        return "record " + recordInPart + (start == 0 ? "" : " of the part that begins at byte " + start);
    }
}
