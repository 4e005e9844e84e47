package io.drover.launcher.launch;

import io.drover.launcher.jobgroups.Attempt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** Finds the processes of attempts on this machine. */
final class DriverProcesses {
    /** How exactly the system tells when a process was started. */
    private static final Duration PRECISION = Duration.ofSeconds(1);

    private DriverProcesses() {}

    /** The living process of an attempt: by its number and start time, else by the tag on its command line. */
    static Optional<ProcessHandle> find(Attempt attempt) {
        if (attempt.pid() == null) {
            return byTag(attempt.tag());
        }
        return ProcessHandle.of(attempt.pid()).filter(ProcessHandle::isAlive).filter(process -> isSame(process, attempt));
    }

    /** A number is given to another process some day; the start time tells them apart. */
    private static boolean isSame(ProcessHandle process, Attempt attempt) {
        Optional<Instant> started = process.info().startInstant();
        if (started.isEmpty() || attempt.processStartedAt() == null) {
            return commandLine(process).contains(attempt.tag());
        }
        return Duration.between(started.get(), attempt.processStartedAt()).abs().compareTo(PRECISION) <= 0;
    }

    private static Optional<ProcessHandle> byTag(String tag) {
        return ProcessHandle.allProcesses().filter(ProcessHandle::isAlive)
                .filter(process -> commandLine(process).contains(tag)).findFirst();
    }

    private static String commandLine(ProcessHandle process) {
        Path linux = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        if (Files.isReadable(linux)) {
            try {
                return new String(Files.readAllBytes(linux), StandardCharsets.UTF_8).replace('\0', ' ');
            } catch (IOException gone) {
                return "";
            }
        }
        return process.info().commandLine()
                .orElseGet(() -> process.info().arguments().map(Arrays::toString).orElse(""));
    }

    static void terminate(ProcessHandle process) {
        process.destroy();
    }

    static void kill(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
