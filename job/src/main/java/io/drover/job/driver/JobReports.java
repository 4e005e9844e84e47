package io.drover.job.driver;

import io.drover.job.directory.JobState;
import io.drover.job.directory.JobType;
import io.drover.job.directory.Report;
import io.drover.job.directory.Report.Failure;
import io.drover.job.directory.Report.InputResult;
import io.drover.job.directory.Report.JobResult;
import io.drover.job.directory.Report.Outcome;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.redaction.Redaction;
import io.drover.job.spec.JobSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What each job of a group became, for the ways a group can end. */
public final class JobReports {
    private final JobSpec spec;
    private final Instant startedAt;
    private final Redaction redaction;

    JobReports(JobSpec spec, Instant startedAt, Redaction redaction) {
        this.spec = spec;
        this.startedAt = startedAt;
        this.redaction = redaction;
    }

    /** An ending that lacks only the figures. */
    final class Ending {
        private final Outcome outcome;
        private final List<JobResult> jobs;
        private final List<OutputResult> outputs;

        private Ending(Outcome outcome, List<JobResult> jobs, List<OutputResult> outputs) {
            this.outcome = outcome;
            this.jobs = jobs;
            this.outputs = outputs;
        }

        Report report(Instant finishedAt, long rows, long bytesRead, List<InputResult> inputs, List<String> warnings) {
            return new Report(
                    spec.attempt(), outcome, startedAt, finishedAt, rows, bytesRead, jobs, outputs, inputs, warnings);
        }
    }

    /** @param profileFailure null if the profile is written or none was asked for */
    Ending published(List<OutputResult> outputs, JobFailure profileFailure) {
        return new Ending(profileFailure == null ? Outcome.PUBLISHED : Outcome.FAILED,
                published(spec.jobs(), profileFailure == null ? null : failure(profileFailure)), outputs);
    }

    /**
     * What the jobs of a group became whose outputs are in place.
     *
     * @param profileFailure null if the profile is written or none was asked for
     */
    public static List<JobResult> published(JobSpec.Jobs spec, Failure profileFailure) {
        List<JobResult> jobs = new ArrayList<>();
        jobs.add(new JobResult(spec.wrangle(), JobType.WRANGLE, JobState.COMPLETE, null));
        spec.filewriters().forEach(id -> jobs.add(new JobResult(id, JobType.FILEWRITER, JobState.COMPLETE, null)));
        addProfile(spec, jobs, profileFailure);
        return jobs;
    }

    private static void addProfile(JobSpec.Jobs spec, List<JobResult> jobs, Failure failure) {
        if (spec.profile() != null) {
            jobs.add(new JobResult(spec.profile(), JobType.PROFILE, failure == null ? JobState.COMPLETE : JobState.FAILED,
                    failure));
        }
    }

    /**
     * The result was computed, but its outputs are not in place, or nobody can tell.
     *
     * @param profileFailure null if the profile is written or none was asked for
     */
    Ending notPublished(JobFailure failure, boolean unknown, JobFailure profileFailure) {
        List<JobResult> jobs = new ArrayList<>();
        jobs.add(new JobResult(spec.jobs().wrangle(), JobType.WRANGLE, JobState.COMPLETE, null));
        spec.jobs().filewriters().forEach(
                id -> jobs.add(new JobResult(id, JobType.FILEWRITER, JobState.FAILED, failure(failure))));
        addProfile(spec.jobs(), jobs, profileFailure == null ? null : failure(profileFailure));
        return new Ending(unknown ? Outcome.UNKNOWN : Outcome.FAILED, jobs, List.of());
    }

    /** Nothing was computed. */
    Ending failed(JobFailure failure) {
        Failure upstream = new Failure(
                JobCode.UPSTREAM_FAILED.id(), "Upstream job " + spec.jobs().wrangle() + " failed");
        List<JobResult> jobs = new ArrayList<>();
        jobs.add(new JobResult(spec.jobs().wrangle(), JobType.WRANGLE, JobState.FAILED, failure(failure)));
        spec.jobs().filewriters().forEach(
                id -> jobs.add(new JobResult(id, JobType.FILEWRITER, JobState.FAILED, upstream)));
        if (spec.jobs().profile() != null) {
            jobs.add(new JobResult(spec.jobs().profile(), JobType.PROFILE, JobState.FAILED, upstream));
        }
        return new Ending(Outcome.FAILED, jobs, List.of());
    }

    Ending canceled() {
        List<JobResult> jobs = new ArrayList<>();
        jobs.add(new JobResult(spec.jobs().wrangle(), JobType.WRANGLE, JobState.CANCELED, null));
        spec.jobs().filewriters().forEach(
                id -> jobs.add(new JobResult(id, JobType.FILEWRITER, JobState.CANCELED, null)));
        if (spec.jobs().profile() != null) {
            jobs.add(new JobResult(spec.jobs().profile(), JobType.PROFILE, JobState.CANCELED, null));
        }
        return new Ending(Outcome.CANCELED, jobs, List.of());
    }

    private Failure failure(JobFailure failure) {
        return new Failure(failure.code(), redaction.apply(failure.getMessage()));
    }
}
