package io.drover.photon;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Runs statements on a thread with a deep stack: DuckDB plans by recursion, and a long recipe would run over the stack of
 * an ordinary Java thread, which kills the process. The stack's memory is only taken as far as it is used.
 */
final class DeepStack implements AutoCloseable {
    private static final long BYTES = 1L << 30;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread deep = new Thread(null, work, "photon-statement", BYTES);
        deep.setDaemon(true);
        return deep;
    });

    /** Runs and waits. What the work throws is thrown here. */
    <T> T call(Supplier<T> work) {
        try {
            return thread.submit(work::get).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new io.drover.job.engine.JobCanceled();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
