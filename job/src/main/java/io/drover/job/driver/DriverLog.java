package io.drover.job.driver;

import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code driver.log} in the job directory: what happened, for people. Every line is
 * {@code yyyy-MM-dd HH:mm:ss.SSS text} (contract.md §8.3), in UTC, and readable at once. A log that can't be written never
 * stops a job; it's told on the process's own log.
 */
final class DriverLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriverLog.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private FSDataOutputStream out;

    DriverLog(HadoopFiles files, Path file, Clock clock) {
        this.clock = clock;
        try {
            out = files.createExclusively(file);
        } catch (IOException e) {
            LOG.warn("Cannot write {}", file, e);
        }
    }

    synchronized void line(String text) {
        String time = TIME.format(clock.instant());
        StringBuilder lines = new StringBuilder();
        text.lines().forEach(line -> lines.append(time).append(' ').append(line).append('\n'));
        LOG.info("{}", text);
        if (out == null) {
            return;
        }
        try {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            HadoopFiles.sync(out);
        } catch (IOException e) {
            LOG.warn("Cannot write the log any more", e);
            out = null;
        }
    }

    /** The trace goes here and nowhere else. */
    void trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        line(text.toString());
    }

    @Override
    public synchronized void close() {
        if (out == null) {
            return;
        }
        try {
            out.close();
        } catch (IOException e) {
            LOG.warn("The log wasn't closed cleanly", e);
        }
        out = null;
    }
}
