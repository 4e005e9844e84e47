package io.drover.launcher.launch;

import io.drover.launcher.LauncherSettings;
import java.time.Duration;
import java.time.Instant;

/** How long a driver that can't be found may be silent before it counts as lost. */
final class DriverSilence {
    private final LauncherSettings.Limits limits;

    DriverSilence(LauncherSettings.Limits limits) {
        this.limits = limits;
    }

    /** @param reported whether it has ever written its progress */
    boolean tooLong(RunningAttempt running, Instant now, boolean reported) {
        Instant last = reported && running.lastHeartbeat != null && running.lastHeartbeat.isAfter(running.watchedSince)
                ? running.lastHeartbeat : running.watchedSince;
        Duration limit = reported ? limits.heartbeatTimeout() : limits.startTimeout();
        return Duration.between(last, now).compareTo(limit) > 0;
    }
}
