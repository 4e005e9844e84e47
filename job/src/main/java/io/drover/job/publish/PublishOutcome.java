package io.drover.job.publish;

import io.drover.job.directory.Report.OutputResult;
import io.drover.job.engine.JobFailure;
import java.util.List;

/** How a publication ended. Only what is proven not done is cleaned up, and only that may be tried again. */
public sealed interface PublishOutcome {

    /** Every output is in place. */
    record Done(List<OutputResult> outputs) implements PublishOutcome {
        public Done {
            outputs = List.copyOf(outputs);
        }
    }

    /** No location was touched, and nothing is left behind. */
    record NotDone(JobFailure failure) implements PublishOutcome {}

    /** Some outputs may be in place. The journal is kept: recovery finishes the publication. */
    record Unknown(JobFailure failure) implements PublishOutcome {}
}
