package io.drover.job.publish;

import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.spec.JobSpec;
import java.util.List;

/**
 * An output as an engine staged it.
 *
 * @param job id of its filewriter job
 * @param files in order, all in the output's staging directory; at least one, also of an output without rows
 * @param rows of the output, -1 if unknown
 */
public record StagedOutput(
        JobSpec.Output output, long job, List<StagedFile> files, long rows, boolean primary) {
    public StagedOutput {
        files = List.copyOf(files);
    }
}
