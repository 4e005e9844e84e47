package io.drover.job.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * A thread with a deep stack. Compilers, Spark's and DuckDB's among them, go through a plan by recursion, and a recipe of a
 * few hundred steps would run over the stack of an ordinary Java thread. The stack's memory is only taken as far as it is used.
 */
public final class DeepStack implements AutoCloseable {
    private static final long BYTES = 1L << 30;

    private final CompletableFuture<Thread> thread = new CompletableFuture<>();
    private final ExecutorService executor;

    public DeepStack(String name) {
        executor = Executors.newSingleThreadExecutor(work -> {
            Thread deep = new Thread(null, work, name, BYTES);
            deep.setDaemon(true);
            thread.complete(deep);
            return deep;
        });
    }

    /** Runs and waits. What the work throws is thrown here; an interrupt of the caller is one of the work. */
    public <T> T call(Supplier<T> work) {
        return call(work, () -> { });
    }

    /** @param onInterrupt run on the caller's thread before the work is interrupted */
    public <T> T call(Supplier<T> work, Runnable onInterrupt) {
        Future<T> result = executor.submit(work::get);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    onInterrupt.run();
                    thread.join().interrupt();
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
