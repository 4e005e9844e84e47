package io.drover.launcher.launch;

import io.drover.launcher.jobgroups.Attempt;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobStates;
import java.time.Clock;
import java.util.Optional;

/**
 * Takes a group that ran under a launcher which is no more under this one's eyes: its process here is looked for, and
 * {@link AttemptWatch} then finds out the rest, from the driver's report, its publication, and the cluster. Needs no
 * storage to answer.
 */
final class Recovery {
    private final JobStates states;
    private final Clock clock;

    Recovery(JobStates states, Clock clock) {
        this.states = states;
        this.clock = clock;
    }

    /** @param launcher empty if the group's engine isn't configured any more */
    RunningAttempt adopt(JobGroup group, Optional<DriverLauncher> launcher) {
        Attempt attempt = states.attempt(group.id(), group.attempt()).orElseThrow();
        Optional<ProcessHandle> process = DriverProcesses.find(attempt);
        if (process.isPresent() && attempt.pid() == null) {
            // Killed after it had started the process, and before it could write that down.
            states.processStarted(attempt, process.get().pid(), process.get().info().startInstant().orElse(null),
                    "adopted");
        } else if (process.isPresent()) {
            record(attempt, "adopted", "Process " + process.get().pid() + " still runs");
        } else if (launcher.isEmpty()) {
            record(attempt, "looked for", "This server has no engine for execution \"" + group.execution()
                    + "\" any more, and no process of it runs here; a report or a sign of life of its driver is waited for");
        } else if (launcher.get().onYarn()) {
            record(attempt, "looked for", "No process of it runs here; the cluster is asked for the tag " + attempt.tag());
        } else if (launcher.get().driverIsLocal()) {
            record(attempt, "looked for", "No process of it runs here");
        } else {
            record(attempt, "looked for", "Its driver would be on the cluster; a sign of life of it is waited for");
        }
        return RunningAttempt.adopted(group, attempt, launcher, process.orElse(null), clock.instant());
    }

    private void record(Attempt attempt, String event, String text) {
        states.record(attempt.jobGroup(), attempt.number(), event, text);
    }
}
