package io.drover.launcher.launch;

import io.drover.launcher.LauncherSettings;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a driver that can't be found may be silent before it counts as lost. What counts is when a sign of life was
 * seen here: the driver's own clock may be another.
 */
final class DriverSilence {
    private final LauncherSettings.Limits limits;

    DriverSilence(LauncherSettings.Limits limits) {
        this.limits = limits;
    }

    /** @param reported whether it has ever written its progress */
    boolean tooLong(RunningAttempt running, Instant now, boolean reported) {
        Instant last = running.heartbeatSeenAt != null ? running.heartbeatSeenAt : running.watchedSince;
        return Duration.between(last, now).compareTo(limit(reported)) > 0;
    }

    /** Of a driver that has ever written its progress. */
    Duration ofReporting() {
        return limits.heartbeatTimeout();
    }

    private Duration limit(boolean reported) {
        return reported ? ofReporting() : limits.startTimeout();
    }
}
