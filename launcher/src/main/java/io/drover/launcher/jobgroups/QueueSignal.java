package io.drover.launcher.jobgroups;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes the queue when there is something to do, so that nothing waits for the next round. Thread-safe. */
public final class QueueSignal {
    private final Semaphore raised = new Semaphore(0);

    public void raise() {
        raised.release();
    }

    /** Returns when the signal was raised or the time is over, whichever is first. */
    public void await(long millis) throws InterruptedException {
        if (raised.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            raised.drainPermits();
        }
    }
}
