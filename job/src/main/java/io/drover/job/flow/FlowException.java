package io.drover.job.flow;

import io.drover.job.engine.JobFailure;

/** A flow that doesn't hold together. */
public final class FlowException extends JobFailure {
    private static final long serialVersionUID = 1L;

    FlowException(String message) {
        super("DROVER-F101", message);
    }
}
