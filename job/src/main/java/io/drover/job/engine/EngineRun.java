package io.drover.job.engine;

import io.drover.job.spec.JobSpec;
import io.drover.recipe.analysis.Table;
import java.time.Instant;
import java.util.List;

/**
 * One run.
 *
 * @param table what to compute; hidden columns nobody reads are already pruned
 * @param outputs where each output is staged
 * @param referenceTime the job's clock, for what depends on it when values are written (two-digit years)
 */
public record EngineRun(Table table, List<StagingRequest> outputs, boolean profile, Instant referenceTime) {

    /**
     * @param directory an empty folder on the target's file system, as Hadoop spells paths (nothing in it is
     *     percent-encoded); the engine writes part files named {@code part-00000<extension>}… into it, in row order
     *     where {@code ordered}
     * @param singlePart whether the parts will be joined into one file (headers then only in the first part)
     */
    public record StagingRequest(
            JobSpec.Output output, String directory, String extension, boolean ordered, boolean singlePart) {}
}
