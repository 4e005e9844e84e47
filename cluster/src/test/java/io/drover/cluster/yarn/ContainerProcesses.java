package io.drover.cluster.yarn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of an application's containers, which all run on this machine. */
final class ContainerProcesses {
    private ContainerProcesses() {}

    /** In cluster mode the driver runs in the application's master. */
    static List<ProcessHandle> drivers(String application) {
        return of("deploy.yarn.ApplicationMaster", application);
    }

    static List<ProcessHandle> executors(String application) {
        return of("CoarseGrainedExecutorBackend", application);
    }

    /** Without the shells that started them. */
    private static List<ProcessHandle> of(String mainClass, String application) {
        return ProcessHandle.allProcesses().filter(process -> {
            String command = commandLine(process);
            return command.contains(mainClass) && command.contains(application) && !command.startsWith("/bin/bash")
                    && !command.startsWith("bash");
        }).toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
