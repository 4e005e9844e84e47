package io.drover.launcher.queue;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobStates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Says which waiting group is next. Slots are counted from the rows of running groups, so none can leak; a slot goes
 * to the user who has the fewest, so that a burst of one does not hold up the others.
 */
public final class JobQueue {
    private static final int WINDOW = 10_000;

    private final JobStates states;
    private final LauncherSettings.Limits limits;

    public JobQueue(JobStates states, LauncherSettings.Limits limits) {
        this.states = states;
        this.limits = limits;
    }

    /**
     * Empty if nothing that could be started waits or all slots are taken.
     *
     * @param ready says whether an engine can start something now
     */
    public Optional<JobGroup> next(Predicate<String> ready) {
        List<JobGroup> waiting = states.waiting(WINDOW);
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Integer> byEngine = new HashMap<>();
        Map<Long, Integer> byUser = new HashMap<>();
        for (JobGroup group : states.running()) {
            byEngine.merge(group.engine(), 1, Integer::sum);
            byUser.merge(group.stamp().creator(), 1, Integer::sum);
        }
        JobGroup best = null;
        int fewest = Integer.MAX_VALUE;
        for (JobGroup group : waiting) {
            int own = byUser.getOrDefault(group.stamp().creator(), 0);
            boolean slot = byEngine.getOrDefault(group.engine(), 0) < limit(group.engine())
                    && own < limits.userJobs() && ready.test(group.engine());
            // Oldest first among equals: the list is in that order.
            if (slot && own < fewest) {
                best = group;
                fewest = own;
            }
        }
        return Optional.ofNullable(best);
    }

    private int limit(String engine) {
        return engine.equals("photon") ? limits.photonJobs() : limits.sparkJobs();
    }
}
