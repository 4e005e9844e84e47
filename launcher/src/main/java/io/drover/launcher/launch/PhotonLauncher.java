package io.drover.launcher.launch;

import io.drover.launcher.LauncherSettings;
import io.drover.launcher.hadoop.HadoopAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the local engine: one JVM for each job. */
final class PhotonLauncher implements DriverLauncher {
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final LauncherSettings.Photon photon;
    private final LauncherSettings.Hadoop hadoop;
    private final HadoopAccess access;

    PhotonLauncher(LauncherSettings.Photon photon, LauncherSettings.Hadoop hadoop, HadoopAccess access) {
        this.photon = photon;
        this.hadoop = hadoop;
        this.access = access;
    }

    @Override
    public Process start(DriverStart start) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            // Out of the terminal's group: an interrupt meant for the launcher must not reach its jobs.
            command.add(SETSID.toString());
        }
        command.add(photon.java());
        command.add("-Ddrover.attempt=" + start.tag());
        start.hadoopUser().ifPresent(user -> command.add("-Ddrover.hadoop.user=" + user));
        command.addAll(photon.options());
        command.add(photon.mainClass());
        command.add(start.jobDirectory().toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        ProcessEnvironment.restrict(builder.environment());
        hadoop.conf().ifPresent(folder -> builder.environment().put("HADOOP_CONF_DIR", folder.toString()));
        access.tickets().ifPresent(file -> builder.environment().put("KRB5CCNAME", file.toString()));
        // Not on the command line, which is cut at a few thousand characters where processes are looked up by it.
        builder.environment().put("CLASSPATH", photon.classPath());
        builder.redirectErrorStream(true).redirectOutput(start.output().toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        return builder.start();
    }

    @Override
    public boolean driverIsLocal() {
        return true;
    }
}
