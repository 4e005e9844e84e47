package io.drover.job.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.json.JsonMembers;
import io.drover.job.json.JsonText;
import io.drover.job.storage.HadoopFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.CannotObtainBlockLengthException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exclusive use of locations while their outputs are put in place: names are settled and old content is read under them.
 * A lock is a file made exclusively and touched while it is held. It is taken from a holder that is proven gone (its
 * process on this machine ended, or a higher attempt of its job asks), or that hasn't touched it for
 * {@link #LEASE_MILLIS}. A holder that was only asleep can do no harm: whoever has the lock next takes its transaction over
 * ({@link Transaction#takeOver}) before anything else, so that what it had read or planned under the lock comes to nothing.
 */
final class LocationLocks implements AutoCloseable {
    /** Configuration key, milliseconds without a touch after which a holder counts as gone. */
    static final String LEASE_MILLIS = "drover.publish.lease-millis";
    /** Configuration key, milliseconds to wait for a location. */
    static final String WAIT_MILLIS = "drover.publish.wait-millis";

    private static final Logger LOG = LoggerFactory.getLogger(LocationLocks.class);
    private static final String NAME = "lock";
    private static final String STALE = "lock.stale-";
    private static final long MAX_POLL_MILLIS = 50;
    /** Says when to touch; the touching itself, which storage may keep waiting, is done by {@link #TOUCHING}. */
    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(task -> daemon(task, "location-locks-timer"));
    private static final ExecutorService TOUCHING =
            Executors.newCachedThreadPool(task -> daemon(task, "location-locks"));

    private final Configuration configuration;
    private final TransactionId owner;
    private final byte[] content;
    private final List<Held> held = new CopyOnWriteArrayList<>();
    private final AtomicBoolean touching = new AtomicBoolean();
    private Future<?> heartbeat;
    /** Whether a holder that may live is waited for. */
    private final boolean patient;

    private LocationLocks(Configuration configuration, TransactionId owner, boolean patient) {
        this.configuration = configuration;
        this.owner = owner;
        this.patient = patient;
        ObjectNode node = JsonText.object().put("token", UUID.randomUUID().toString());
        owner.write(node);
        this.content = JsonText.bytes(node);
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** @param files of the user who took it, whoever touches it */
    private record Held(Path lock, HadoopFiles files) {}

    /** @throws JobFailure if a location stays in use for longer than the wait */
    static LocationLocks acquire(Collection<String> parents, TransactionId owner, Configuration configuration)
            throws IOException {
        return new LocationLocks(configuration, owner, true).acquireAll(parents);
    }

    /**
     * Removes what a holder that is proven gone has left of its lock. What may be a living one's is left to whoever
     * needs the location next.
     */
    static void sweep(Path parent, TransactionId owner, Configuration configuration) throws IOException {
        Path folder = new Path(parent, Transaction.FOLDER);
        if (!HadoopFiles.of(folder, configuration).exists(folder)) {
            return;
        }
        try {
            new LocationLocks(configuration, owner, false).acquireAll(List.of(parent.toString())).close();
        } catch (JobFailure e) {
            if (!e.code().equals(JobCode.LOCATION_BUSY.id())) {
                throw e;
            }
            LOG.info("a lock is left where it is: {}", e.getMessage());
        }
    }

    private LocationLocks acquireAll(Collection<String> parents) throws IOException {
        long period = Math.max(1, configuration.getLong(LEASE_MILLIS, 60_000) / 6);
        // From now on: the first location is held while the next is waited for.
        heartbeat = TIMER.scheduleWithFixedDelay(this::touchSoon, period, period, TimeUnit.MILLISECONDS);
        try {
            // Always in the same order, so that two publications can't wait for each other.
            for (String parent : new TreeSet<>(parents)) {
                acquire(new Path(parent));
            }
        } catch (IOException | RuntimeException e) {
            release(e);
            throw e;
        }
        return this;
    }

    private void acquire(Path parent) throws IOException {
        Path folder = new Path(parent, Transaction.FOLDER);
        Path lock = new Path(folder, NAME);
        HadoopFiles files = HadoopFiles.of(lock, configuration);
        long deadline = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(configuration.getLong(WAIT_MILLIS, 600_000));
        long lease = TimeUnit.MILLISECONDS.toNanos(configuration.getLong(LEASE_MILLIS, 60_000));
        Seen seen = null;
        long unchangedSince = System.nanoTime();
        long lastLook = unchangedSince;
        while (true) {
            files.makeDirectories(folder);
            try {
                write(files, lock, lease);
                // It may have been taken while it was empty and nobody's.
                if (Arrays.equals(read(files, lock), content)) {
                    held.add(new Held(lock, files));
                    cutOffFormerHolders(files, folder);
                    return;
                }
                continue;
            } catch (FileAlreadyExistsException e) {
                // in use
            } catch (FileNotFoundException e) {
                continue; // the last holder has just removed the empty folder
            } catch (IOException e) {
                // The file may have been made although the answer was lost.
                if (Arrays.equals(read(files, lock), content)) {
                    held.add(new Held(lock, files));
                    cutOffFormerHolders(files, folder);
                    return;
                }
                if (!files.exists(lock)) {
                    throw e;
                }
            }
            Optional<Seen> now = look(files, lock);
            if (now.isEmpty()) {
                continue;
            }
            // Who was asleep himself, or was kept waiting by the storage, hasn't seen that nothing changed.
            boolean watched = System.nanoTime() - lastLook < lease / 2;
            lastLook = System.nanoTime();
            if (!watched || !now.get().equals(seen)) {
                seen = now.get();
                unchangedSince = lastLook;
            }
            if (isGone(seen) || System.nanoTime() - unchangedSince > lease) {
                take(files, lock, seen);
            } else if (System.nanoTime() > deadline || !patient) {
                throw JobCode.LOCATION_BUSY.failure(parent + " is in use by " + describe(seen)
                        + ", which is still publishing; try again later");
            } else {
                pause(lease);
            }
        }
    }

    /** Leaves no half lock if the storage fails, which others would have to wait for. */
    private void write(HadoopFiles files, Path lock, long lease) throws IOException {
        FSDataOutputStream out = files.createExclusively(lock);
        long made = System.nanoTime();
        try (out) {
            out.write(content);
            HadoopFiles.sync(out);
        } catch (IOException e) {
            if (System.nanoTime() - made < lease / 2) {
                files.delete(lock); // nobody can have taken it yet
            }
            throw e;
        }
    }

    /** @param content as a string, so that two looks can be compared */
    private record Seen(String content, long touched) {}

    /**
     * Null if there is no such lock; empty while it is being written. On HDFS it stays so if its writer dies and the
     * DataNode that it was writing to is restarted: then nobody knows the length of what was never closed. Nobody holds such
     * a lock, who reads his own first.
     */
    private static byte[] read(HadoopFiles files, Path lock) throws IOException {
        try {
            return files.read(lock);
        } catch (CannotObtainBlockLengthException e) {
            LOG.info("{} was never closed: {}", lock, e.getMessage());
            return new byte[0];
        }
    }

    private static Optional<Seen> look(HadoopFiles files, Path lock) throws IOException {
        Optional<FileStatus> status = files.status(lock);
        byte[] text = status.isEmpty() ? null : read(files, lock);
        return text == null ? Optional.empty() : Optional.of(new Seen(
                new String(text, StandardCharsets.UTF_8), status.get().getModificationTime()));
    }

    private boolean isGone(Seen seen) {
        return holder(seen)
                .map(other -> other.process().isProvenGone()
                        || other.jobDirectory().equals(owner.jobDirectory()) && other.attempt() < owner.attempt())
                .orElse(false);
    }

    /** Empty while the lock is being written. */
    private static Optional<TransactionId> holder(Seen seen) {
        try {
            return Optional.of(TransactionId.read(JsonMembers.parse(
                    seen.content().getBytes(StandardCharsets.UTF_8), NAME, JobCode.INVALID_DOCUMENT)));
        } catch (JobFailure e) {
            return Optional.empty();
        }
    }

    private static String describe(Seen seen) {
        return holder(seen).map(id -> "job group " + id.jobGroup() + ", attempt " + id.attempt() + " on "
                + id.process().host()).orElse("another job");
    }

    /**
     * Sets exactly the lock that was seen aside, for {@link #cutOffFormerHolders}; if another was caught instead, it is put
     * back.
     */
    private static void take(HadoopFiles files, Path lock, Seen seen) throws IOException {
        if (look(files, lock).filter(seen::equals).isEmpty()) {
            return;
        }
        Path stale = new Path(lock.getParent(), STALE + UUID.randomUUID());
        try {
            files.moveIfAbsent(lock, stale);
        } catch (FileNotFoundException e) {
            return; // somebody else took it, or it was given back
        }
        byte[] caught = read(files, stale);
        if (caught != null
                && !new String(caught, StandardCharsets.UTF_8).equals(seen.content())) {
            try {
                files.moveIfAbsent(stale, lock);
            } catch (FileAlreadyExistsException e) {
                // Somebody has the lock already, and cuts this holder off.
                LOG.info("{} was taken from a living holder", lock);
            }
            return;
        }
        LOG.info("took {} from a holder that is gone", lock);
    }

    /** Of those that the lock was taken from, nobody may go on with what they began under it. */
    private void cutOffFormerHolders(HadoopFiles files, Path folder) throws IOException {
        for (FileStatus status : files.list(folder)) {
            if (!status.getPath().getName().startsWith(STALE)) {
                continue;
            }
            byte[] text = read(files, status.getPath());
            Optional<TransactionId> holder = text == null ? Optional.empty()
                    : holder(new Seen(new String(text, StandardCharsets.UTF_8), 0));
            if (holder.isPresent() && !holder.get().name().equals(owner.name())) {
                Transaction.find(holder.get(), configuration).takeOver();
            }
            files.delete(status.getPath());
        }
    }

    private void touchSoon() {
        if (!held.isEmpty() && touching.compareAndSet(false, true)) {
            TOUCHING.execute(this::touch);
        }
    }

    private void touch() {
        try {
            for (Held one : held) {
                try {
                    one.files().fileSystem().setTimes(one.lock(), System.currentTimeMillis(), -1);
                } catch (IOException | RuntimeException e) {
                    LOG.warn("{} can't be touched: {}", one.lock(), e.toString());
                }
            }
        } finally {
            touching.set(false);
        }
    }

    private static void pause(long lease) {
        try {
            Thread.sleep(Math.max(1, Math.min(MAX_POLL_MILLIS, TimeUnit.NANOSECONDS.toMillis(lease) / 10)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new io.drover.job.engine.JobCanceled();
        }
    }

    boolean holds(Collection<String> parents) {
        List<String> paths = held.stream().map(one -> one.lock().getParent().getParent().toString()).toList();
        return parents.stream().allMatch(parent -> paths.contains(new Path(parent).toString()));
    }

    private void release(Exception cause) {
        try {
            close();
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Gives the locations back, and removes their {@code .drover} folders if nothing else is in them. */
    @Override
    public void close() throws IOException {
        heartbeat.cancel(false);
        IOException failure = null;
        for (Held one : held) {
            try {
                if (Arrays.equals(read(one.files(), one.lock()), content)) {
                    one.files().delete(one.lock());
                }
                one.files().deleteIfEmpty(one.lock().getParent());
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        held.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
