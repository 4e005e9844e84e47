package io.drover.launcher.launch;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a driver is started with.
 *
 * @param tag of the attempt; has to be found again on the process and the cluster application
 * @param output file for what the process prints
 */
record DriverStart(long jobGroup, int attempt, String tag, URI jobDirectory, Path output) {}
