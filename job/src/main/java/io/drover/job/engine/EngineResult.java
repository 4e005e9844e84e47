package io.drover.job.engine;

import io.drover.job.profile.Profile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run gave.
 *
 * @param rows of the result
 * @param bytesRead from the sources
 * @param outputs by {@link io.drover.job.spec.JobSpec.Output#id()}, files in order
 * @param profileFailure why there is no profile although one was asked for; the outputs are good all the same
 * @param warnings counted rejects, bad bytes and the like, each a sentence with file and row
 */
public record EngineResult(
        long rows,
        long bytesRead,
        Map<String, List<StagedFile>> outputs,
        Optional<Profile> profile,
        Optional<JobFailure> profileFailure,
        List<String> warnings) {

    /** Whose profile, if one was asked for, is there. */
    public EngineResult(long rows, long bytesRead, Map<String, List<StagedFile>> outputs, Optional<Profile> profile,
            List<String> warnings) {
        this(rows, bytesRead, outputs, profile, Optional.empty(), warnings);
    }

    /** @param rows data rows in it, without header; -1 if the engine can't tell */
    public record StagedFile(String uri, long rows, long bytes) {}
}
