package io.drover.launcher.jobgroups;

import io.drover.job.spec.JobSpec;
import io.drover.job.storage.LocalPlaces;
import io.drover.launcher.LauncherSettings;
import java.time.Duration;

/** The bounds of a job's run that the configuration sets. */
final class JobLimits {
    private final LauncherSettings.Photon photon;
    private final Duration timeout;

    JobLimits(LauncherSettings settings) {
        this.photon = settings.photon();
        this.timeout = settings.limits().jobTimeout();
    }

    /**
     * @param engine that will run the job; Spark takes its sizes from {@code spark.*} settings
     * @param places that the job may use on its machine; null for all
     */
    JobSpec.Limits of(String engine, LocalPlaces places) {
        boolean onPhoton = engine.equals("photon");
        return new JobSpec.Limits(
                onPhoton ? photon.memoryBytes().orElse(null) : null,
                onPhoton ? photon.threads().orElse(null) : null,
                timeout.isZero() ? null : Math.max(1, timeout.toSeconds()),
                null, places);
    }
}
