package io.drover.spark;

import io.drover.job.engine.JobCanceled;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import java.io.IOException;

/** Spark's exceptions as failures that a person can read. */
final class SparkFailures {

    private static final int LONGEST_CHAIN = 50;

    private SparkFailures() {}

    /**
     * As the failure of a run whose Spark was stopped by somebody else: because the cluster has given its application up, or
     * taken its driver's resources away.
     */
    static RuntimeException stopped(Throwable failure) {
        RuntimeException told = told(failure);
        return told instanceof JobFailure known && known.code().equals(JobCode.ENGINE_FAILED.id())
                ? JobCode.ENGINE_STOPPED.failure("Spark's application was ended while the job ran: " + told.getMessage(),
                        failure)
                : told;
    }

    /** What to throw; errors that no one can handle are thrown at once. */
    static RuntimeException told(Throwable failure) {
        Throwable root = failure;
        Throwable at = failure;
        for (int i = 0; at != null && i < LONGEST_CHAIN; i++) {
            if (at instanceof JobFailure || at instanceof JobCanceled) {
                return (RuntimeException) at;
            }
            if (at instanceof OutOfMemoryError memory) {
                return JobCode.ENGINE_FAILED.failure("Spark has too little memory (" + memory.getMessage()
                        + "): give the driver or its executors more", failure);
            }
            root = at;
            at = at.getCause();
        }
        if (root instanceof Error error && !(root instanceof StackOverflowError)) {
            throw error;
        }
        String text = root.getMessage() == null ? root.toString() : root.getMessage();
        String first = text.strip().lines().findFirst().orElse(text);
        String what = root instanceof IOException ? "storage failed: " : "Spark failed: ";
        return JobCode.ENGINE_FAILED.failure(what + first, failure);
    }
}
