package io.drover.launcher.jobgroups;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.redaction.Redaction;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;

/** The log of a job group: for each job its history, and for the wrangle job all that the drivers wrote. */
public final class JobLogs {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final Pattern STAMPED = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*");
    private static final int STAMP_LENGTH = 23;
    private static final int TAIL_BYTES = 32_768;

    private final JobGroup group;
    private final Jobs jobs;
    private final JobFiles files;

    public JobLogs(JobGroup group, Jobs jobs, JobFiles files) {
        this.group = group;
        this.jobs = jobs;
        this.files = files;
    }

    void writeZip(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        for (Job job : jobs.of(group.id())) {
            zip.putNextEntry(new ZipEntry("job-" + group.id() + "-logs/" + job.id() + "/job.log"));
            for (Jobs.HistoryEntry entry : jobs.history(group.id())) {
                line(zip, TIME.format(entry.at()), entry.event() + ": " + entry.text());
            }
            if (job.type().equals("wrangle")) {
                drivers(zip);
            }
            if (job.errorMessage() != null) {
                line(zip, TIME.format(job.updatedAt()), "ERROR " + job.errorMessage()
                        + (job.errorCode() == null ? "" : " [" + job.errorCode() + "]"));
            }
            zip.closeEntry();
        }
        zip.finish();
    }

    /** The history, and the end of what the latest driver wrote. */
    public String tail() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Jobs.HistoryEntry entry : jobs.history(group.id())) {
            line(out, TIME.format(entry.at()), entry.event() + ": " + entry.text());
        }
        JobDirectory directory = files.directory(group);
        List<Integer> attempts = directory.attempts();
        if (!attempts.isEmpty()) {
            AttemptDirectory attempt = directory.attempt(attempts.get(attempts.size() - 1));
            Optional<FileStatus> status = directory.files().status(attempt.log());
            if (status.isPresent()) {
                try (FSDataInputStream in = directory.files().open(attempt.log())) {
                    long start = Math.max(0, status.get().getLen() - TAIL_BYTES);
                    in.seek(start);
                    BufferedReader text = new BufferedReader(new InputStreamReader(
                            new ByteArrayInputStream(in.readNBytes(TAIL_BYTES)), StandardCharsets.UTF_8));
                    if (start > 0) {
                        // What it starts in the middle of.
                        text.readLine();
                    }
                    copy(text, out);
                }
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void drivers(OutputStream out) throws IOException {
        JobDirectory directory = files.directory(group);
        for (int number : directory.attempts()) {
            AttemptDirectory attempt = directory.attempt(number);
            if (directory.files().exists(attempt.log())) {
                try (FSDataInputStream in = directory.files().open(attempt.log())) {
                    copy(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), out);
                }
            }
            Path printed = files.processOutput(group.id(), number);
            if (group.engine().equals("spark") && Files.isRegularFile(printed)) {
                // What spark-submit said: all there is of a driver that never came to write its own.
                line(out, TIME.format(group.stamp().createdAt()), "spark-submit of attempt " + number + " printed:");
                try (BufferedReader in = Files.newBufferedReader(printed, StandardCharsets.ISO_8859_1)) {
                    copy(in, out, files.redaction());
                }
            }
        }
    }

    /** Lines without a time of their own, such as those of a stack trace, get that of the line before. */
    private void copy(BufferedReader in, OutputStream out) throws IOException {
        copy(in, out, null);
    }

    /** @param redaction null for what holds no secrets */
    private void copy(BufferedReader in, OutputStream out, Redaction redaction) throws IOException {
        String time = TIME.format(group.stamp().createdAt());
        for (String read = in.readLine(); read != null; read = in.readLine()) {
            String text = redaction == null ? read : redaction.apply(read);
            if (STAMPED.matcher(text).matches()) {
                time = text.substring(0, STAMP_LENGTH);
                line(out, time, text.substring(STAMP_LENGTH + 1));
            } else {
                line(out, time, text);
            }
        }
    }

    private static void line(OutputStream out, String time, String text) throws IOException {
        for (String part : text.split("\\R", -1)) {
            out.write((time + " " + part + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
