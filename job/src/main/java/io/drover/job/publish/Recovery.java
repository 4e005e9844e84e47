package io.drover.job.publish;

import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.ProcessIdentity;
import io.drover.job.directory.Progress;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.engine.JobFailure;
import io.drover.job.storage.HadoopFiles;
import io.drover.job.storage.StorageOutage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finishes what a killed publication had decided and removes what it hadn't. Idempotent; may itself be killed.
 */
public final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final Duration SILENCE = Duration.ofMinutes(5);
    /** A driver that lives writes every second. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(5);

    private Recovery() {}

    /** What became of a transaction found at a location. */
    public enum Result {
        /** Its outputs are in place now. */
        PUBLISHED,
        /** It had not decided to publish; its staging is removed, no location was touched. */
        REMOVED,
        /** Its job still runs; it was left alone. */
        IN_USE
    }

    public record Recovered(long jobGroup, int attempt, Result result) {}

    /**
     * Settles every interrupted publication that staged in a location.
     *
     * @param location an output's path or the folder it is in
     * @throws JobFailure if a publication is under way there and doesn't end
     */
    public static List<Recovered> recover(URI location, Configuration configuration) throws IOException {
        // Through its text, which takes a slash off the end: the parent of "a/" would be "a".
        Path path = HadoopFiles.of(location, configuration).qualify(new Path(new Path(location).toString()));
        Set<String> parents = new LinkedHashSet<>();
        for (Path candidate : path.isRoot() ? List.of(path) : List.of(path, path.getParent())) {
            HadoopFiles files = HadoopFiles.of(candidate, configuration);
            // HDFS may not be asked for something below a file.
            boolean folder = files.status(candidate).map(FileStatus::isDirectory).orElse(false);
            if (folder && files.exists(new Path(candidate, Transaction.FOLDER))) {
                parents.add(candidate.toString());
            }
        }
        List<Recovered> results = new ArrayList<>();
        for (String parent : parents) {
            TransactionId me = byHand(List.of(parent));
            for (TransactionId id : Transaction.at(new Path(parent), configuration)) {
                if (decided(id, configuration) || isOver(id, configuration)) {
                    boolean published = settle(id, me, configuration);
                    results.add(new Recovered(id.jobGroup(), id.attempt(),
                            published ? Result.PUBLISHED : Result.REMOVED));
                } else {
                    results.add(new Recovered(id.jobGroup(), id.attempt(), Result.IN_USE));
                }
            }
            LocationLocks.acquire(List.of(parent), me, configuration).close();
        }
        return List.copyOf(results);
    }

    /**
     * Settles what the attempts of a job left behind. Waits for nobody who publishes to the same location, unless an
     * attempt had decided to publish there.
     *
     * @param directory of a job whose attempts are gone or may not publish any more
     * @return the outputs if they are in place; empty if no location was touched
     * @throws JobFailure if what the job directory says can't be read, or a publication to the same location
     *     doesn't end
     */
    public static Optional<List<OutputResult>> settle(JobDirectory directory, Configuration configuration)
            throws IOException {
        for (TransactionId left : Publisher.publications(directory)) {
            settle(left, ofJob(directory, left.parents()), configuration);
        }
        return Publisher.published(directory);
    }

    /**
     * The folders where something is that the attempts of a job staged: a job that is over and could remove it has none.
     *
     * @throws JobFailure if what the job directory says can't be read
     */
    public static List<String> left(JobDirectory directory, Configuration configuration) throws IOException {
        Set<String> folders = new LinkedHashSet<>();
        for (TransactionId id : Publisher.publications(directory)) {
            folders.addAll(locations(id, configuration));
        }
        return List.copyOf(folders);
    }

    /** Who recovers for no job: job group 0 is no job's. */
    private static TransactionId byHand(List<String> parents) {
        return new TransactionId("recovery", 0, Integer.MAX_VALUE, "", ProcessIdentity.current(), parents);
    }

    /** Who recovers a job none of whose attempts may publish: what they have locked is taken from them at once. */
    private static TransactionId ofJob(JobDirectory directory, List<String> parents) {
        return new TransactionId("recovery", 0, Integer.MAX_VALUE, directory.uri().toString(),
                ProcessIdentity.current(), parents);
    }

    /** Of a folder that is gone, no lock is taken: that would make it anew. */
    private static List<String> locations(TransactionId id, Configuration configuration) throws IOException {
        return Transaction.find(id, configuration).locations();
    }

    private static boolean decided(TransactionId id, Configuration configuration) throws IOException {
        return Transaction.find(id, configuration).journal().isPresent();
    }

    /** Whether the attempt that staged is proven to be over. */
    private static boolean isOver(TransactionId id, Configuration configuration) throws IOException {
        if (id.process().isProvenGone()) {
            return true;
        }
        JobDirectory directory = JobDirectory.at(URI.create(id.jobDirectory()), configuration);
        if (!directory.files().exists(directory.path())) {
            return false;
        }
        var attempt = directory.attempt(id.attempt());
        return directory.fence() > id.attempt() || attempt.report().isPresent() || isSilent(attempt);
    }

    /** A heartbeat that seems old may come from a machine whose clock is wrong: one that still changes is no silence. */
    private static boolean isSilent(AttemptDirectory attempt) throws IOException {
        Optional<Instant> last = attempt.progress().map(Progress::heartbeat);
        if (last.isEmpty() || !last.get().isBefore(Instant.now().minus(SILENCE))) {
            return false;
        }
        try {
            Thread.sleep(SECOND_LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it was looked whether " + attempt.path() + " is alive");
        }
        return attempt.progress().map(Progress::heartbeat).equals(last);
    }

    /**
     * Settles one transaction, whose owner is gone or may not publish any more.
     *
     * @return whether its outputs are in place
     */
    static boolean settle(TransactionId id, TransactionId me, Configuration configuration) throws IOException {
        if (withdrawn(id, configuration)) {
            // Its owner may have been killed just before it gave its locks back.
            for (String parent : id.parents()) {
                LocationLocks.sweep(new Path(parent), me, configuration);
            }
            return false;
        }
        try (LocationLocks locks = LocationLocks.acquire(locations(id, configuration), me, configuration)) {
            return settleLocked(id, configuration);
        }
    }

    /**
     * Removes what is left of a transaction that was not decided. No lock is needed: nothing of it is in place, and once it
     * is taken over nothing will be.
     *
     * @return false if it was decided, so that it has to be finished
     */
    private static boolean withdrawn(TransactionId id, Configuration configuration) throws IOException {
        Transaction transaction = Transaction.find(id, configuration);
        if (transaction.exists() && transaction.journal().isEmpty()) {
            transaction.takeOver();
            // It may have been decided, or somebody else may have taken it over, just before.
            transaction = Transaction.find(id, configuration);
        }
        if (!transaction.exists()) {
            return true;
        }
        if (transaction.journal().isPresent()) {
            return false;
        }
        LOG.info("job group {}, attempt {} had not decided to publish; its staging is removed", id.jobGroup(),
                id.attempt());
        transaction.delete();
        return true;
    }

    private static boolean settleLocked(TransactionId id, Configuration configuration) throws IOException {
        Transaction transaction = Transaction.find(id, configuration);
        transaction.takeOver();
        Optional<Journal> journal = transaction.journal();
        if (journal.isEmpty()) {
            LOG.info("job group {}, attempt {} had not decided to publish; its staging is removed", id.jobGroup(),
                    id.attempt());
            transaction.delete();
            return false;
        }
        LOG.info("job group {}, attempt {} had decided to publish; finishing it", id.jobGroup(), id.attempt());
        Journal done;
        try {
            done = PublicationSteps.carryOut(transaction, journal.get(), () -> { });
        } catch (IOException e) {
            if (!isRefused(transaction, e)) {
                throw e;
            }
            LOG.warn("job group {}, attempt {} had decided to publish, but the storage refuses the first step; nothing is"
                    + " in place, and its staging is removed", id.jobGroup(), id.attempt(), e);
            transaction.withdraw();
            transaction.delete();
            return false;
        }
        note(id, done, configuration);
        transaction.delete();
        return true;
    }

    /**
     * Whether storage that answers says no, and nothing is in place: the publication's owner would withdraw then, too.
     * Otherwise a job whose target can't be written any more would never end.
     */
    private static boolean isRefused(Transaction transaction, IOException why) throws IOException {
        if (StorageOutage.is(why)) {
            return false;
        }
        Optional<Journal> journal = transaction.journal();
        return journal.isPresent() && !journal.get().done()
                && !transaction.begun(journal.get());
    }

    private static void note(TransactionId id, Journal done, Configuration configuration) throws IOException {
        JobDirectory directory = JobDirectory.at(URI.create(id.jobDirectory()), configuration);
        try {
            if (directory.files().exists(directory.path())) {
                Publisher.notePublished(directory, done);
            }
        } catch (FileNotFoundException e) {
            LOG.info("the job directory {} is gone; nobody is left to tell", directory.uri());
        }
    }

    /**
     * The locks of a publication's locations, after everything that was decided there before is finished: a journal whose
     * owner doesn't hold the locks has lost it.
     */
    static LocationLocks lockRecovered(TransactionId me, Configuration configuration) throws IOException {
        Set<String> parents = new LinkedHashSet<>(me.parents());
        while (true) {
            LocationLocks locks = LocationLocks.acquire(parents, me, configuration);
            boolean complete = false;
            try {
                Set<String> more = new LinkedHashSet<>();
                for (String parent : me.parents()) {
                    for (TransactionId id : Transaction.at(new Path(parent), configuration)) {
                        boolean own = id.name().equals(me.name()) && id.jobDirectory().equals(me.jobDirectory());
                        if (own || !decided(id, configuration)) {
                            continue;
                        }
                        List<String> needed = locations(id, configuration);
                        if (locks.holds(needed)) {
                            settleLocked(id, configuration);
                        } else {
                            more.addAll(needed);
                        }
                    }
                }
                if (more.isEmpty()) {
                    complete = true;
                    return locks;
                }
                parents.addAll(more);
            } finally {
                if (!complete) {
                    locks.close();
                }
            }
        }
    }
}
