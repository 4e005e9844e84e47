package io.drover.launcher.launch;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.JobState;
import io.drover.job.directory.JobType;
import io.drover.job.directory.Report;
import io.drover.job.directory.Report.JobResult;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec;
import io.drover.launcher.jobgroups.Attempt;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobStates;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** What becomes of a group whose driver was lost between its first staged file and its report. */
final class LostPublication {
    /** Whoever publishes to the same place is waited for this long; then the next round asks again. */
    private static final long WAIT_MILLIS = 1000;
    private static final Set<String> HOPELESS =
            Set.of(JobCode.INVALID_DOCUMENT.id(), JobCode.UNSUPPORTED_VERSION.id());

    private final JobStates states;
    private final Configuration hadoop;
    private final Clock clock;

    LostPublication(JobStates states, JobFiles files, Clock clock) {
        this.states = states;
        this.hadoop = new Configuration(files.hadoop());
        this.hadoop.setLong("drover.publish.wait-millis", WAIT_MILLIS);
        this.clock = clock;
    }

    /**
     * Finishes the publication if it was decided, else removes what was staged.
     *
     * @param attempt known to be gone, and fenced off
     * @return whether the group is over now; if not, nothing was published
     * @throws IOException if it can't be settled now but may be later
     */
    boolean settle(JobGroup group, Attempt attempt, JobDirectory directory) throws IOException {
        Optional<List<OutputResult>> published;
        try {
            published = io.drover.job.publish.Recovery.settle(directory, hadoop);
        } catch (JobFailure e) {
            if (!HOPELESS.contains(e.code())) {
                throw new IOException("the publication of job group " + group.id() + " can't be settled yet", e);
            }
            states.fail(group, "DROVER-L104", "The driver was lost while it published, and whether its outputs are in"
                    + " place can't be told from here (" + e.getMessage() + "). `drover recover` on the output's"
                    + " location finishes or undoes it");
            return true;
        }
        if (published.isEmpty()) {
            return false;
        }
        states.record(group.id(), attempt.number(), "rolled forward",
                "The driver was lost after it had decided to publish; its outputs are in place");
        AttemptDirectory documents = directory.attempt(attempt.number());
        AttemptWatch.finish(states, group, documents,
                report(attempt, directory.spec(), published.get(), documents.profile().isPresent()));
        return true;
    }

    private Report report(Attempt attempt, JobSpec spec, List<OutputResult> outputs, boolean profiled) {
        List<JobResult> jobs = new ArrayList<>();
        jobs.add(new JobResult(spec.jobs().wrangle(), JobType.WRANGLE, JobState.COMPLETE, null));
        spec.jobs().filewriters().forEach(id ->
                jobs.add(new JobResult(id, JobType.FILEWRITER, JobState.COMPLETE, null)));
        if (spec.jobs().profile() != null) {
            jobs.add(profiled ? new JobResult(spec.jobs().profile(), JobType.PROFILE, JobState.COMPLETE, null)
                    : new JobResult(spec.jobs().profile(), JobType.PROFILE, JobState.FAILED, new Report.Failure(
                            "DROVER-L106", "The driver was lost before the profile was written")));
        }
        return new Report(attempt.number(), Report.Outcome.PUBLISHED, attempt.createdAt(), clock.instant(),
                outputs.isEmpty() ? -1 : outputs.get(0).rows(), 0, jobs, outputs, List.of(),
                List.of("The driver was lost while it published; its outputs were completed afterwards"));
    }
}
