package io.drover.launcher.launch;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a driver is started with.
 *
 * @param tag of the attempt; has to be found again on the process and the cluster application
 * @param hadoopUser whom it acts as on the cluster; empty for the service itself
 * @param sparkOptions {@code spark.*} settings of this job
 * @param output file for what the process prints
 */
record DriverStart(
        long jobGroup, int attempt, String tag, URI jobDirectory, Optional<String> hadoopUser,
        Map<String, String> sparkOptions, Path output) {}
