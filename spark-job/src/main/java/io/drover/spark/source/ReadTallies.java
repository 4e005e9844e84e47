package io.drover.spark.source;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.util.CollectionAccumulator;
import org.apache.spark.util.LongAccumulator;

/** What tasks count and report while they read. Values of failed tasks aren't seen on the driver. */
final class ReadTallies implements Serializable {
    private static final long serialVersionUID = 1L;
    static final String BYTES = "bytes read from sources";

    private final LongAccumulator bytes;
    private final CollectionAccumulator<PieceReport> reports;

    ReadTallies(SparkContext context) {
        bytes = context.longAccumulator(BYTES);
        reports = context.collectionAccumulator("pieces read");
    }

    void bytes(long count) {
        bytes.add(count);
    }

    void report(PieceReport report) {
        reports.add(report);
    }

    long bytesAccumulator() {
        return bytes.id();
    }

    long bytesRead() {
        return bytes.value();
    }

    List<PieceReport> reports() {
        return List.copyOf(reports.value());
    }
}
