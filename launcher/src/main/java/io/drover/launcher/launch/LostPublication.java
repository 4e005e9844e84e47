package io.drover.launcher.launch;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.JobState;
import io.drover.job.directory.JobType;
import io.drover.job.directory.Report;
import io.drover.job.directory.Report.JobResult;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.driver.JobReports;
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

/** What becomes of a group whose driver began to publish and left open how that ended. */
final class LostPublication {
    /**
     * What was decided is finished when nobody else publishes to the same place. Waited for longer than such a lock may
     * last after its holder's end, for only who watches it can tell; then the next round asks again.
     */
    private static final long BEYOND_LEASE_MILLIS = 30_000;
    private static final Set<String> HOPELESS =
            Set.of(JobCode.INVALID_DOCUMENT.id(), JobCode.UNSUPPORTED_VERSION.id());

    private final JobStates states;
    private final Configuration hadoop;
    private final Clock clock;

    LostPublication(JobStates states, JobFiles files, Clock clock) {
        this.states = states;
        this.hadoop = new Configuration(files.hadoop());
        this.hadoop.setLong("drover.publish.wait-millis",
                this.hadoop.getLong("drover.publish.lease-millis", 60_000) + BEYOND_LEASE_MILLIS);
        this.clock = clock;
    }

    /** Whether a failure to read what a driver left will be the same next time. */
    static boolean isHopeless(JobFailure failure) {
        return HOPELESS.contains(failure.code());
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
            published = outputs(group, directory);
        } catch (JobFailure e) {
            fail(group, e);
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

    /**
     * Whether a driver has reported that it broke off for no fault of the job's: its storage was away, or another job took what
     * it had staged, because it was asleep or to overwrite the folder around it.
     */
    static boolean isBrokenOff(Report report) {
        return report.outcome() == Report.Outcome.UNKNOWN || report.outcome() == Report.Outcome.FAILED
                && report.jobs().stream().anyMatch(job -> job.error() != null
                        && job.error().code().equals(JobCode.PUBLICATION_BROKEN_OFF.id()));
    }

    /**
     * The same for a driver that has reported that its publication was broken off.
     *
     * @return whether the group is over now; if not, nothing was published
     * @throws IOException if it can't be settled now but may be later
     */
    boolean settle(JobGroup group, Attempt attempt, JobDirectory directory, Report report) throws IOException {
        Optional<List<OutputResult>> published;
        try {
            published = outputs(group, directory);
        } catch (JobFailure e) {
            fail(group, e);
            return true;
        }
        if (published.isPresent()) {
            states.record(group.id(), attempt.number(), "rolled forward",
                    "The driver could not tell whether its outputs are in place; they are now");
            AttemptWatch.finish(states, group, directory.attempt(attempt.number()), settled(report, published));
            return true;
        }
        if (report.outcome() == Report.Outcome.UNKNOWN) {
            states.record(group.id(), attempt.number(), "rolled back",
                    "The driver could not tell whether its outputs are in place; nothing was published");
        }
        return false;
    }

    /** Ends a group whose publication was broken off once too often; nothing was published. */
    void finish(JobGroup group, Attempt attempt, JobDirectory directory, Report report) throws IOException {
        AttemptWatch.finish(states, group, directory.attempt(attempt.number()), settled(report, Optional.empty()));
    }

    private Optional<List<OutputResult>> outputs(JobGroup group, JobDirectory directory) throws IOException {
        try {
            return io.drover.job.publish.Recovery.settle(directory, hadoop);
        } catch (JobFailure e) {
            if (isHopeless(e)) {
                throw e;
            }
            throw new Unsettled(e);
        } catch (IOException | RuntimeException e) {
            throw new Unsettled(e);
        }
    }

    /** A publication that can be neither completed nor undone for now. */
    static final class Unsettled extends IOException {
        private static final long serialVersionUID = 1;

        private Unsettled(Exception why) {
            super("can be neither completed nor undone yet: " + why.getMessage(), why);
        }
    }

    private void fail(JobGroup group, JobFailure why) {
        states.fail(group, "DROVER-L104", "The driver was lost while it published, and whether its outputs are in"
                + " place can't be told from here (" + why.getMessage() + "). `drover recover` on the output's"
                + " location finishes or undoes it");
    }

    private static Report settled(Report unknown, Optional<List<OutputResult>> published) {
        List<JobResult> jobs = new ArrayList<>();
        for (JobResult job : unknown.jobs()) {
            if (job.type() != JobType.FILEWRITER) {
                jobs.add(job);
            } else if (published.isPresent()) {
                jobs.add(new JobResult(job.id(), job.type(), JobState.COMPLETE, null));
            } else {
                jobs.add(new JobResult(job.id(), job.type(), JobState.FAILED, new Report.Failure(
                        JobCode.NOT_PUBLISHED.id(), "The publication was broken off and has been undone; nothing was"
                        + " published" + (job.error() == null ? "" : ". The driver said: " + job.error().message()))));
            }
        }
        List<String> warnings = new ArrayList<>(unknown.warnings());
        if (published.isPresent()) {
            warnings.add("The publication was broken off; it was completed afterwards");
        }
        return new Report(unknown.attempt(), published.isPresent() ? Report.Outcome.PUBLISHED : Report.Outcome.FAILED,
                unknown.startedAt(), unknown.finishedAt(), unknown.rows(), unknown.bytesRead(), jobs,
                published.orElse(List.of()), unknown.inputs(), warnings);
    }

    private Report report(Attempt attempt, JobSpec spec, List<OutputResult> outputs, boolean profiled) {
        List<JobResult> jobs = JobReports.published(spec.jobs(), profiled ? null
                : new Report.Failure("DROVER-L106", "The driver was lost before the profile was written"));
        return new Report(attempt.number(), Report.Outcome.PUBLISHED, attempt.createdAt(), clock.instant(),
                outputs.isEmpty() ? -1 : outputs.get(0).rows(), 0, jobs, outputs, List.of(),
                List.of("The driver was lost while it published; its outputs were completed afterwards"));
    }
}
