package io.drover.spark.source;

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
 * @param counts what was out of the ordinary, or null if {@code warnings} says it
 */
record PieceReport(
        String source, Piece piece, long firstOffset, long endOffset, boolean exhausted, long records,
        RecordCounts counts, List<String> warnings) implements Serializable {}
