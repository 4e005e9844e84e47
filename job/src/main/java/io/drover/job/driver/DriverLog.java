package io.drover.job.driver;

import io.drover.job.engine.JobFailure;
import io.drover.job.redaction.Redaction;
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
 * {@code yyyy-MM-dd HH:mm:ss.SSS text}, in UTC, without secrets, and readable at once. A log that can't
 * be written never stops a job; it's told on the process's own log.
 */
final class DriverLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DriverLog.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Redaction redaction;
    private FSDataOutputStream out;

    /** Writes on where an earlier process of the same attempt stopped. */
    DriverLog(HadoopFiles files, Path file, Clock clock, Redaction redaction) {
        this.clock = clock;
        this.redaction = redaction;
        try {
            out = files.appendOrCreate(file);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Cannot write {}: {}", file, redaction.apply(e.toString()));
        }
    }

    synchronized void line(String message) {
        String text = redaction.apply(message);
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
            LOG.warn("Cannot write the log any more: {}", redaction.apply(e.toString()));
            out = null;
        }
    }

    /** The trace goes here and nowhere else. A failure of Drover's making without a cause is told by its message. */
    void trace(Throwable failure) {
        if (failure instanceof JobFailure && failure.getCause() == null && failure.getSuppressed().length == 0) {
            return;
        }
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
            LOG.warn("The log wasn't closed cleanly: {}", redaction.apply(e.toString()));
        }
        out = null;
    }
}
