package io.drover.spark.source;

import io.drover.job.source.Bzip2Sums;
import io.drover.job.source.delimited.RecordCounts;
import java.io.Serializable;
import java.util.List;

/**
 * What a task tells of a piece when it is done with it.
 *
 * @param firstOffset where the first record began, -1 if there was none
 * @param endOffset where the record after the last would begin
 * @param exhausted whether all its records were read
 * @param records read
 * @param textLength how much text the piece's blocks hold; the offsets count in it. -1 if they count in the file
 * @param sums of the piece's bzip2 streams; null of others, and if its blocks weren't read to the end
 * @param counts what was out of the ordinary, or null if {@code warnings} says it
 */
record PieceReport(
        String source, Piece piece, long firstOffset, long endOffset, boolean exhausted, long records, long textLength,
        Bzip2Sums sums, RecordCounts counts, List<String> warnings) implements Serializable {

    /** Whether anything was out of the ordinary. */
    boolean isBad() {
        return counts != null && counts.any() || !warnings.isEmpty();
    }
}
