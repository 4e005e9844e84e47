package io.drover.job.engine;

/** Takes what an engine knows of its progress. Calls are cheap and may come often, from any thread. */
public interface ProgressSink {

    /** @param total -1 if unknown */
    void bytesRead(long done, long total);

    void rowsWritten(long rows);

    /** A few words about what is being done, e.g. {@code reading orders.csv}. */
    void activity(String text);
}
