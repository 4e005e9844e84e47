package io.drover.job.publish;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * What goes wrong in one simulated process, and at which of its file-system operations. A process is a configuration:
 * all that is done with {@link #configuration} is done by it. The touches that say that it is alive come when they like
 * and aren't counted, so that a number means the same operation in every run.
 */
public final class FaultPlan {
    /** What happens at the chosen operation. */
    public enum Fault {
        /** The process dies right after it: it is done (of a write, half), and everything after fails. */
        CRASH,
        /** It alone fails, having done nothing (of a write, half). */
        ERROR,
        /** It is done, but the answer is lost. */
        LOST_REPLY,
        /** The whole process falls asleep before it, until it is woken. */
        STALL
    }

    private static final String KEY = "drover.test.fault-plan";
    private static final Map<String, FaultPlan> PLANS = new ConcurrentHashMap<>();
    private static final String TOUCH = "touch";
    private static final long PATIENCE_SECONDS = 600;

    private final String id = UUID.randomUUID().toString();
    private final Fault fault;
    private final int faultAt;
    private final CountDownLatch asleep = new CountDownLatch(1);
    private final CountDownLatch awake = new CountDownLatch(1);
    private int count;
    private boolean dead;
    private boolean stalled;
    private String hit = "";
    private final List<String> trace = new ArrayList<>();
    private final Map<String, FaultyFileSystem.Backend> backends = new ConcurrentHashMap<>();

    private FaultPlan(Fault fault, int faultAt) {
        this.fault = fault;
        this.faultAt = faultAt;
        PLANS.put(id, this);
    }

    public static FaultPlan at(Fault fault, int operation) {
        return new FaultPlan(fault, operation);
    }

    static FaultPlan of(Configuration configuration) {
        return PLANS.get(configuration.get(KEY, ""));
    }

    /** The scheme {@code fault} with this plan; locks are leased for so long. */
    public Configuration configuration(Configuration base, long leaseMillis) {
        Configuration configuration = new Configuration(base);
        configuration.setClass("fs.fault.impl", FaultyFileSystem.class, FileSystem.class);
        configuration.setBoolean("fs.fault.impl.disable.cache", true);
        configuration.setLong(LocationLocks.LEASE_MILLIS, leaseMillis);
        configuration.setLong(LocationLocks.WAIT_MILLIS, 20_000);
        configuration.set(KEY, id);
        return configuration;
    }

    /** Forgets it. */
    public void end() throws IOException {
        awake.countDown();
        PLANS.remove(id);
        for (FaultyFileSystem.Backend backend : backends.values()) {
            backend.disconnect();
        }
    }

    /** The process's own connection to the file system of that name, made when it is first asked for. */
    FaultyFileSystem.Backend backend(String authority, Operation<FaultyFileSystem.Backend> connecting)
            throws IOException {
        synchronized (backends) {
            FaultyFileSystem.Backend backend = backends.get(authority);
            if (backend == null) {
                backend = connecting.run();
                backends.put(authority, backend);
            }
            return backend;
        }
    }

    interface Operation<T> {
        T run() throws IOException;
    }

    <T> T operation(String name, Object subject, Operation<T> operation) throws IOException {
        return operation(name, subject, operation, () -> { });
    }

    interface Part {
        void run() throws IOException;
    }

    /** @param half what is done of it if it fails or the process dies in it */
    <T> T operation(String name, Object subject, Operation<T> operation, Part half) throws IOException {
        boolean now;
        boolean sleeps;
        synchronized (this) {
            if (dead) {
                throw new IOException("the process is dead");
            }
            boolean counts = !name.equals(TOUCH);
            now = counts && faultAt >= 0 && count++ == faultAt;
            if (counts) {
                trace.add(name + " " + subject);
            }
            if (now) {
                hit = name + " " + subject;
                stalled = fault == Fault.STALL;
            }
            sleeps = stalled;
        }
        if (sleeps) {
            sleep();
        }
        if (!now || fault == Fault.STALL) {
            return operation.run();
        }
        if (fault == Fault.ERROR) {
            half.run();
            throw new IOException("error in " + name);
        }
        if (fault == Fault.LOST_REPLY) {
            operation.run();
            throw new IOException("reply lost of " + name);
        }
        synchronized (this) {
            dead = true;
        }
        try {
            if (name.equals("write")) {
                half.run();
            } else {
                operation.run();
            }
        } finally {
            for (FaultyFileSystem.Backend backend : backends.values()) {
                backend.abort();
            }
        }
        throw new IOException("crash in " + name);
    }

    private void sleep() throws IOException {
        asleep.countDown();
        try {
            if (!awake.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("nobody woke the process");
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted asleep", e);
        }
        synchronized (this) {
            stalled = false;
        }
    }

    /** Whether it fell asleep in that time. */
    public boolean awaitSleep(long millis) throws InterruptedException {
        return asleep.await(millis, TimeUnit.MILLISECONDS);
    }

    public void wake() {
        awake.countDown();
    }

    /** Whether the chosen operation was reached. */
    public synchronized boolean reached() {
        return count > faultAt;
    }

    Fault fault() {
        return fault;
    }

    synchronized boolean isDead() {
        return dead;
    }

    /** What was done, in order: an operation's name, a blank and its path. */
    synchronized List<String> trace() {
        return List.copyOf(trace);
    }

    /** The operation that went wrong, as in {@link #trace}; empty before. */
    synchronized String hit() {
        return hit;
    }

    @Override
    public synchronized String toString() {
        return fault + " at " + faultAt + " (" + hit + ")";
    }
}
