package io.drover.launcher.launch;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.hadoop.HadoopAccess;
import java.util.Optional;

/** What starts the drivers of each engine. */
final class DriverLaunchers {
    private final PhotonLauncher photon;
    private final Optional<SparkSubmitLauncher> spark;

    DriverLaunchers(LauncherSettings settings, HadoopAccess hadoop) {
        photon = new PhotonLauncher(settings.photon(), settings.hadoop(), hadoop);
        spark = settings.spark().map(how -> new SparkSubmitLauncher(how, settings.hadoop(),
                settings.hadoop().directory().filter(directory -> how.onYarn())
                        .map(directory -> new ClusterLibraries(how, directory, hadoop)), hadoop));
    }

    /** Empty if the engine is not configured. */
    Optional<DriverLauncher> of(String engine) {
        return engine.equals("photon") ? Optional.of(photon) : spark.map(DriverLauncher.class::cast);
    }

    /** An engine that isn't configured is ready, to say so. */
    boolean isReady(String engine) {
        return of(engine).map(DriverLauncher::isReady).orElse(true);
    }
}
