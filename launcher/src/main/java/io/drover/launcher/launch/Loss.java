package io.drover.launcher.launch;

/**
 * Why a driver that left no report is known to be gone.
 *
 * @param code for the job, should it fail for this
 * @param message one or more sentences without the last full stop
 * @param repeatable whether another attempt may fare better: it never began, or was taken away for no fault of its own
 */
record Loss(String code, String message, boolean repeatable) {
    static Loss fatal(String code, String message) {
        return new Loss(code, message, false);
    }

    static Loss repeatable(String message) {
        return new Loss("DROVER-L105", message, true);
    }
}
