package io.drover.photon;

import io.drover.job.engine.ProgressSink;
import java.util.function.LongSupplier;

/** Tells a sink how far the engine is, several times a second until closed. */
final class ProgressReports implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 250;

    private final Thread thread;

    /** @param loaded bytes read by the shared readers so far */
    ProgressReports(ProgressSink sink, long total, Session session, LongSupplier loaded) {
        thread = new Thread(() -> report(sink, total, session, loaded), "photon-progress");
        thread.setDaemon(true);
        thread.start();
    }

    private static void report(ProgressSink sink, long total, Session session, LongSupplier loaded) {
        long done = 0;
        try {
            while (true) {
                Thread.sleep(INTERVAL_MILLIS);
                double part = session.progress();
                long now = part < 0 ? loaded.getAsLong() : Math.round(part * total);
                // A later statement starts from nothing again; what was read stays read.
                done = Math.min(total, Math.max(done, now));
                sink.bytesRead(done, total);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
