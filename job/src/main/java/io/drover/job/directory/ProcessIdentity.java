package io.drover.job.directory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.json.JsonMembers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A process, so that another one on the same machine can prove that it is gone.
 *
 * @param startedMillis since the machine was started or since 1970, as the system tells it; 0 if it doesn't
 * @param namespace of process ids, for containers that share a host name; empty where there is no such thing
 */
public record ProcessIdentity(String host, String namespace, long pid, long startedMillis) {

    /** Linux's clock ticks, as it shows them to programs. */
    private static final long TICK_MILLIS = 10;
    /** Of {@code /proc/PID/stat}, counted after the name. */
    private static final int TICKS_AT_START = 19;

    private static final ProcessIdentity CURRENT = find();

    /** This process. */
    public static ProcessIdentity current() {
        return CURRENT;
    }

    private static ProcessIdentity find() {
        ProcessHandle handle = ProcessHandle.current();
        return new ProcessIdentity(currentHost(), pidNamespace(), handle.pid(), started(handle));
    }

    private static String currentHost() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown"; // then nothing is ever proven; see isProvenGone
        }
    }

    private static String pidNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    /** Where the system tells it, since the machine's start: the time of day moves for all processes when a clock is set. */
    private static long started(ProcessHandle handle) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(handle.pid()), "stat"),
                    StandardCharsets.ISO_8859_1);
            // The name before it, in parentheses, may hold anything.
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[TICKS_AT_START]) * TICK_MILLIS;
        } catch (IOException | RuntimeException otherSystem) {
            return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    /** True only if it ran on this machine and doesn't any more. */
    public boolean isProvenGone() {
        ProcessIdentity here = current();
        if (host.equals("unknown") || !host.equals(here.host) || !namespace.equals(here.namespace)) {
            return false;
        }
        return ProcessHandle.of(pid)
                .map(handle -> !handle.isAlive() || startedMillis != 0 && started(handle) != 0
                        && started(handle) != startedMillis)
                .orElse(true);
    }

    public void write(ObjectNode node) {
        node.put("host", host).put("namespace", namespace).put("pid", pid).put("startedMillis", startedMillis);
    }

    public static ProcessIdentity read(JsonMembers node) {
        return new ProcessIdentity(node.string("host"), node.string("namespace"), node.integer("pid"),
                node.integer("startedMillis"));
    }
}
