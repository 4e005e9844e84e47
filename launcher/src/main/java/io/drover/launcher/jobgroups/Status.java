package io.drover.launcher.jobgroups;

import java.util.List;

/** The words for states of jobs and job groups, as stored. */
public final class Status {
    public static final String PENDING = "Pending";
    public static final String IN_PROGRESS = "InProgress";
    public static final String COMPLETE = "Complete";
    public static final String FAILED = "Failed";
    public static final String CANCELED = "Canceled";

    /** For SQL: {@code status NOT IN ...}. */
    static final String TERMINAL_SQL = "('Complete', 'Failed', 'Canceled')";

    private static final List<String> TERMINAL = List.of(COMPLETE, FAILED, CANCELED);

    private Status() {}

    public static boolean isTerminal(String status) {
        return TERMINAL.contains(status);
    }

    /** A group that waits is in progress to the world: clients take any other word for the end. */
    static String shown(String groupStatus) {
        return isTerminal(groupStatus) ? groupStatus : IN_PROGRESS;
    }
}
