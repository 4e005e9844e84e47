package io.drover.launcher.launch;

import io.drover.launcher.jobgroups.Attempt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the processes of attempts on this machine. */
final class DriverProcesses {
    /** What both engines' drivers have on their command line, before the tag. */
    private static final String MARK = "drover.attempt=";
    /** How exactly the system tells when a process was started. */
    private static final Duration PRECISION = Duration.ofSeconds(1);

    private DriverProcesses() {}

    /**
     * The living process of an attempt.
     *
     * <p>The tag on its command line decides: the time at which a process was started moves when the system's clock is set.
     * Number and time are for systems that don't show command lines.
     */
    static Optional<ProcessHandle> find(Attempt attempt) {
        Optional<ProcessHandle> tagged = byTag(attempt.tag());
        if (tagged.isPresent() || attempt.pid() == null) {
            return tagged;
        }
        return ProcessHandle.of(attempt.pid()).filter(ProcessHandle::isAlive)
                .filter(process -> arguments(process).isEmpty() && startedWith(process, attempt));
    }

    private static boolean startedWith(ProcessHandle process, Attempt attempt) {
        Optional<Instant> started = process.info().startInstant();
        return started.isPresent() && attempt.processStartedAt() != null
                && Duration.between(started.get(), attempt.processStartedAt()).abs().compareTo(PRECISION) <= 0;
    }

    /** Of several, such as a script and the JVM that it waits for, the one that the others come from. */
    static Optional<ProcessHandle> byTag(String tag) {
        List<ProcessHandle> tagged = ProcessHandle.allProcesses().filter(ProcessHandle::isAlive)
                .filter(process -> arguments(process).stream().anyMatch(word -> word.endsWith(MARK + tag))).toList();
        Set<Long> pids = tagged.stream().map(ProcessHandle::pid).collect(Collectors.toSet());
        return tagged.stream().filter(process -> process.parent().map(parent -> !pids.contains(parent.pid())).orElse(true))
                .findFirst().or(() -> tagged.stream().findFirst());
    }

    /** Empty if the system doesn't tell. */
    private static List<String> arguments(ProcessHandle process) {
        Path linux = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        if (Files.isReadable(linux)) {
            try {
                String line = new String(Files.readAllBytes(linux), StandardCharsets.UTF_8);
                return line.isEmpty() ? List.of() : List.of(line.split("\0"));
            } catch (IOException gone) {
                return List.of();
            }
        }
        return process.info().arguments().map(Arrays::asList).orElse(List.of());
    }

    static void terminate(ProcessHandle process) {
        process.destroy();
    }

    static void kill(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
