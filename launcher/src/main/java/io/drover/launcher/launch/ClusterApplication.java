package io.drover.launcher.launch;

import io.drover.job.redaction.Redaction;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;

/**
 * What the ResourceManager says about an application.
 *
 * @param word YARN's own for its state
 * @param tries how often YARN has started its driver's container
 * @param diagnostics YARN's and the application's own words; may be empty
 */
record ClusterApplication(String id, Phase phase, String word, int tries, String diagnostics) {
    private static final Pattern EXIT_CODE = Pattern.compile("exitCode: (-?\\d{1,9})");
    private static final Set<Integer> TAKEN_AWAY = Set.of(ContainerExitStatus.ABORTED, ContainerExitStatus.DISKS_FAILED,
            ContainerExitStatus.PREEMPTED, ContainerExitStatus.KILLED_BY_RESOURCEMANAGER,
            ContainerExitStatus.KILLED_BY_CONTAINER_SCHEDULER);
    private static final int LONGEST = 4000;

    enum Phase {
        /** Accepted, nothing of ours runs. */
        WAITING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        KILLED;

        boolean isOver() {
            return this != WAITING && this != RUNNING;
        }
    }

    static ClusterApplication of(ApplicationReport report, Redaction redaction) {
        String diagnostics = report.getDiagnostics() == null ? ""
                : redaction.apply(report.getDiagnostics().strip());
        YarnApplicationState state = report.getYarnApplicationState();
        FinalApplicationStatus end = report.getFinalApplicationStatus();
        String word = state == YarnApplicationState.FINISHED && end != FinalApplicationStatus.UNDEFINED
                ? state + " " + end : state.toString();
        int tries = report.getCurrentApplicationAttemptId() == null ? 0
                : report.getCurrentApplicationAttemptId().getAttemptId();
        return new ClusterApplication(report.getApplicationId().toString(), phase(state, end), word, tries, diagnostics);
    }

    private static Phase phase(YarnApplicationState state, FinalApplicationStatus end) {
        return switch (state) {
            case NEW, NEW_SAVING, SUBMITTED, ACCEPTED -> Phase.WAITING;
            case RUNNING -> Phase.RUNNING;
            case FAILED -> Phase.FAILED;
            case KILLED -> Phase.KILLED;
            case FINISHED -> switch (end) {
                case FAILED -> Phase.FAILED;
                case KILLED -> Phase.KILLED;
                default -> Phase.SUCCEEDED;
            };
        };
    }

    /**
     * Whether the cluster itself took the driver's container away: its node was lost or its disks went bad, or others
     * needed the room. YARN has exit codes of its own for what a process can't have done itself. A ResourceManager that
     * starts the container again all the same, though one try is all that was asked for, proves by a second one that the
     * first was taken away. The second then fails, for it can't know whether the first driver still runs somewhere.
     */
    boolean lostToTheCluster() {
        Matcher matcher = EXIT_CODE.matcher(diagnostics);
        return phase == Phase.FAILED
                && (tries > 1 || matcher.find() && TAKEN_AWAY.contains(Integer.parseInt(matcher.group(1))));
    }

    /** E.g. {@code application_1_0001 (FAILED): why}. */
    String told() {
        String text = diagnostics.length() > LONGEST ? diagnostics.substring(0, LONGEST) + "…" : diagnostics;
        return "application " + id + " is " + word.toLowerCase(Locale.ROOT) + (text.isEmpty() ? "" : ": " + text);
    }
}
