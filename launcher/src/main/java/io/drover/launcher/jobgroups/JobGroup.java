package io.drover.launcher.jobgroups;

import io.drover.launcher.store.Owned;
import io.drover.launcher.store.Stamp;
import java.time.Instant;
import java.util.Map;

/**
 * One run of a recipe.
 *
 * @param recipe id of the flow node
 * @param flowRun null if not started by one
 * @param name null if it has none
 * @param ranfrom null if it is not to be listed
 * @param execution as the client named it
 * @param engine {@code photon} or {@code spark}
 * @param attempt number of the latest, 0 before the first
 * @param cancelRequestedAt null if nobody asked
 * @param progressAt of the driver's last heartbeat, null before the first
 * @param directory URI of the job directory, null for the one below the home
 * @param sparkOptions {@code spark.*} settings that were asked for
 */
public record JobGroup(
        long id, long recipe, long flow, Long flowRun, String name, String description, String ranfrom, String ranfor,
        String execution, String engine, boolean profiler, String sessionId, Instant referenceTime, String status,
        int attempt, Instant cancelRequestedAt, Instant progressAt, String directory, Map<String, String> sparkOptions,
        Stamp stamp) implements Owned {

    public boolean isTerminal() {
        return Status.isTerminal(status);
    }

    /** Whether an attempt of it is claimed. */
    public boolean isUnderWay() {
        return Status.IN_PROGRESS.equals(status);
    }
}
