package io.drover.launcher.launch;

import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report;
import io.drover.launcher.jobgroups.Attempt;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobStates;
import java.io.IOException;

/** What becomes of a group whose driver is gone, and left no report or one that leaves its outcome open. */
final class LostDriver {
    /** A driver that is lost each time must not be started for ever. */
    private static final int MAX_ATTEMPTS = 3;

    private final JobStates states;
    private final LostPublication publications;

    LostDriver(JobStates states, LostPublication publications) {
        this.states = states;
        this.publications = publications;
    }

    /**
     * Fences the attempt off, completes or undoes its publication, and ends the group or lets it wait for another
     * attempt.
     *
     * @throws IOException if the storage can't be reached; nothing is decided then
     */
    void settle(JobGroup group, Attempt attempt, JobDirectory directory, Loss loss) throws IOException {
        directory.raiseFence(attempt.number() + 1);
        if (publications.settle(group, attempt, directory)) {
            return;
        }
        if (group.cancelRequestedAt() != null) {
            states.canceled(group, loss.message());
        } else if (!loss.repeatable()) {
            states.fail(group, loss.code(), loss.message());
        } else if (attempt.number() >= MAX_ATTEMPTS) {
            states.fail(group, loss.code(), "The driver was lost " + attempt.number() + " times. The last time: "
                    + loss.message());
        } else {
            states.requeue(group, loss.message() + "; it is started again");
        }
    }

    /**
     * Completes or undoes a publication that was broken off for no fault of the job's, as its driver has reported, and ends
     * the group, or lets it wait for another attempt if nothing was published.
     *
     * @throws IOException if the storage can't be reached; nothing is decided then
     */
    void settle(JobGroup group, Attempt attempt, JobDirectory directory, Report report) throws IOException {
        directory.raiseFence(attempt.number() + 1);
        if (publications.settle(group, attempt, directory, report)) {
            return;
        }
        if (group.cancelRequestedAt() != null) {
            states.canceled(group, "The publication was broken off; nothing was published");
        } else if (attempt.number() >= MAX_ATTEMPTS) {
            publications.finish(group, attempt, directory, report);
        } else {
            states.requeue(group, "The publication was broken off, and nothing was published; it is started again");
        }
    }
}
