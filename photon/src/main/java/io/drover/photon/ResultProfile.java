package io.drover.photon;

import io.drover.job.engine.EngineRun;
import io.drover.job.engine.JobCode;
import io.drover.job.profile.Profile;
import io.drover.photon.output.OutputQuery;

/** The visual profile of a result. */
final class ResultProfile {
    private final EngineRun run;
    private final Session session;

    ResultProfile(EngineRun run, Session session) {
        this.run = run;
        this.session = session;
    }

    Profile of(OutputQuery query) {
        throw JobCode.ENGINE_FAILED.failure("profiles aren't available in this build: run the job without one");
    }
}
