package io.drover.launcher.launch;

import io.drover.launcher.jobgroups.JobFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process that ended without a report has to say for itself. */
final class ProcessWords {
    private static final int TAIL_BYTES = 2000;

    private final JobFiles files;

    ProcessWords(JobFiles files) {
        this.files = files;
    }

    /** Its exit code if it is known, and the end of what it printed. */
    String lastOf(RunningAttempt running) {
        StringBuilder text = new StringBuilder("The driver ended without a report, and nothing was published");
        running.exitCode().ifPresent(code -> text.append(" (exit code ").append(code).append(')'));
        String tail = tail(files.processOutput(running.jobGroup, running.attempt.number()));
        if (!tail.isBlank()) {
            text.append(". Its last words: ").append(files.redaction().apply(tail.strip()));
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
            String text = new String(bytes, StandardCharsets.UTF_8);
            return start == 0 ? text : text.substring(text.indexOf('\n') + 1); // not from the middle of a line
        } catch (IOException e) {
            return "(" + file.getFileName() + " can't be read: " + e.getMessage() + ")";
        }
    }
}
