package io.drover.spark.source;

import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import java.util.Optional;

/**
 * A task met a bad record of a source whose bad records are to fail the job. Whether it is one, and the first, only the
 * driver can tell: a piece may have begun inside quotes, and there are pieces before it.
 */
final class BadRecordMet extends JobFailure {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_CHAIN = 50;

    private final PieceReport report;

    BadRecordMet(PieceReport report) {
        super(JobCode.BAD_RECORDS.id(), "a bad record in " + report.piece().uri());
        this.report = report;
    }

    /** What Spark wraps into a failure of a job. */
    static Optional<BadRecordMet> in(Throwable failure) {
        Throwable at = failure;
        for (int i = 0; at != null && i < LONGEST_CHAIN; i++) {
            if (at instanceof BadRecordMet met) {
                return Optional.of(met);
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    /** Of the piece, up to that record. */
    PieceReport report() {
        return report;
    }
}
