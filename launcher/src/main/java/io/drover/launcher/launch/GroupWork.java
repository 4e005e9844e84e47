package io.drover.launcher.launch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work on several job groups at once, and on each of them one thing after the other. Storage that doesn't answer holds up
 * the groups that need it, and nobody else; there are no more threads than groups that have a slot, or are swept.
 */
final class GroupWork {
    private final Set<Long> busy = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "job-group-work-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    /** Whether something is being done about a group. Only who offers work can make it so. */
    boolean isBusy(long group) {
        return busy.contains(group);
    }

    /** Does something about a group unless something is being done already. Called by one thread. */
    void offer(long group, Runnable work) {
        if (!busy.add(group)) {
            return;
        }
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                busy.remove(group);
            }
        });
    }

    /** Takes no more, and waits for what is under way; what takes longer is interrupted. */
    void close(Duration patience) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }
}
