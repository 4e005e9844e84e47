package io.drover.launcher.launch;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Progress;
import io.drover.job.directory.Report;
import io.drover.job.profile.ProfileJson;
import io.drover.launcher.LauncherSettings;
import io.drover.launcher.jobgroups.JobFiles;
import io.drover.launcher.jobgroups.JobGroup;
import io.drover.launcher.jobgroups.JobStates;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Looks at one attempt: has it ended, how far is it, does it still live, was it told to stop. */
final class AttemptWatch {
    /** A driver's report may become visible a little after its process is gone. */
    private static final Duration REPORT_DELAY = Duration.ofSeconds(1);
    private static final int TAIL_BYTES = 2000;

    private final LauncherSettings settings;
    private final JobStates states;
    private final JobFiles files;
    private final LostPublication publications;
    private final Clock clock;

    AttemptWatch(LauncherSettings settings, JobStates states, JobFiles files, LostPublication publications,
            Clock clock) {
        this.settings = settings;
        this.states = states;
        this.files = files;
        this.publications = publications;
        this.clock = clock;
    }

    /**
     * @return whether the attempt is over and dealt with
     * @throws IOException if the job directory can't be read; that says nothing about the job
     */
    boolean look(RunningAttempt running, JobGroup group) throws IOException {
        if (group.isTerminal()) {
            return true;
        }
        JobDirectory directory = files.directory(group.id());
        AttemptDirectory attempt = directory.attempt(running.attempt.number());
        boolean alive = running.processAlive();
        Optional<Report> report = attempt.report();
        if (report.isPresent()) {
            finish(states, group, attempt, report.get());
            running.exitCode().ifPresent(code -> states.exitCode(running.attempt, code));
            return true;
        }
        Optional<Progress> progress = attempt.progress();
        progress.filter(p -> !p.heartbeat().equals(running.lastHeartbeat)).ifPresent(p -> {
            running.lastHeartbeat = p.heartbeat();
            states.progress(group, p);
        });
        if (group.cancelRequestedAt() != null) {
            cancel(running, group, directory);
        }
        return alive ? false : gone(running, group, directory, progress.isPresent());
    }

    /** Hands an attempt's report on. */
    static void finish(JobStates states, JobGroup group, AttemptDirectory attempt, Report report) throws IOException {
        String profile = attempt.profile().map(ProfileJson::write)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(null);
        states.finish(group, report, profile);
    }

    private void cancel(RunningAttempt running, JobGroup group, JobDirectory directory) throws IOException {
        Instant now = clock.instant();
        if (running.cancelDeliveredAt == null) {
            directory.requestCancel();
            if (running.processAlive()) {
                DriverProcesses.terminate(running.process);
            }
            running.cancelDeliveredAt = now;
            states.cancelDelivered(group);
        } else if (running.processAlive()
                && Duration.between(running.cancelDeliveredAt, now).compareTo(settings.limits().cancelGrace()) > 0) {
            // It can't publish any more, even if killing it should fail.
            directory.raiseFence(running.attempt.number() + 1);
            DriverProcesses.kill(running.process);
        }
    }

    private boolean gone(RunningAttempt running, JobGroup group, JobDirectory directory, boolean reported)
            throws IOException {
        Instant now = clock.instant();
        if (running.goneSince == null) {
            running.goneSince = now;
        }
        boolean submitted = running.exitCode().map(code -> code == 0).orElse(running.child == null);
        if (!running.local && submitted && !silent(running, now, reported)) {
            return false;
        }
        if (Duration.between(running.goneSince, now).compareTo(REPORT_DELAY) < 0) {
            return false;
        }
        running.exitCode().ifPresent(code -> states.exitCode(running.attempt, code));
        directory.raiseFence(running.attempt.number() + 1);
        if (publications.settle(group, running.attempt, directory)) {
            return true;
        }
        if (group.cancelRequestedAt() != null) {
            states.canceled(group, "The driver has ended");
        } else {
            states.fail(group, "DROVER-L103", message(running));
        }
        return true;
    }

    /** Whether a driver on a cluster has been quiet for longer than it should. */
    private boolean silent(RunningAttempt running, Instant now, boolean reported) {
        Instant last = reported && running.lastHeartbeat != null && running.lastHeartbeat.isAfter(running.watchedSince)
                ? running.lastHeartbeat : running.watchedSince;
        Duration limit = reported ? settings.limits().heartbeatTimeout() : settings.limits().startTimeout();
        return Duration.between(last, now).compareTo(limit) > 0;
    }

    private String message(RunningAttempt running) {
        StringBuilder text = new StringBuilder("The driver ended without a report, and nothing was published");
        running.exitCode().ifPresent(code -> text.append(" (exit code ").append(code).append(')'));
        String tail = tail(files.processOutput(running.jobGroup, running.attempt.number()));
        if (!tail.isBlank()) {
            text.append(". Its last words: ").append(tail.strip());
        }
        return text.toString();
    }

    private static String tail(Path file) {
        if (!Files.isRegularFile(file)) {
            return "";
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, in.length() - TAIL_BYTES);
            in.seek(start);
            byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, in.length() - start)];
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(" + file.getFileName() + " can't be read: " + e.getMessage() + ")";
        }
    }
}
