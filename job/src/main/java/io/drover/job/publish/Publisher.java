package io.drover.job.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.directory.AttemptDirectory;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.ProcessIdentity;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.directory.ReportJson;
import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.json.JsonMembers;
import io.drover.job.json.JsonText;
import io.drover.job.spec.JobSpec;
import io.drover.job.storage.HadoopFiles;
import io.drover.job.storage.StorageOutage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a job's outputs in place, all or none: at every instant a reader sees the old complete output or the new one, a
 * killed job leaves nothing that looks like a result, and running it again neither loses nor doubles a row.
 *
 * <ol>
 * <li>{@link #begin}: settles what earlier attempts left; makes the staging directories beside the targets.
 * <li>The engine writes into {@link #directory}.
 * <li>{@link #publish}: checks what is staged, makes single files of parts, takes the locations' locks, finishes what
 *     others left there, decides (writes the {@link Journal}), renames, and cleans up.
 * </ol>
 *
 * <p>Limits, by nature of file systems: a directory that is overwritten doesn't exist between two renames (the journal
 * makes that recoverable), and parts appended to a directory appear one after the other ({@code _SUCCESS} is gone
 * meanwhile).
 */
public final class Publisher {
    /** The hidden folder beside outputs where jobs keep what they haven't finished; no output may be called so. */
    public static final String STAGING = ".drover";
    static final String SUCCESS = "_SUCCESS";
    private static final String PUBLISHED = "published.json";
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final JobDirectory jobDirectory;
    private final JobSpec spec;
    private final Configuration configuration;
    private final Map<String, Path> targets = new LinkedHashMap<>();
    /** No two publications have the same staging directory: not two servers', nor two tries of one attempt. */
    private final String token = UUID.randomUUID().toString().substring(0, 8);
    private Transaction transaction;

    public Publisher(JobDirectory jobDirectory, JobSpec spec, Configuration configuration) {
        this.jobDirectory = jobDirectory;
        this.spec = spec;
        this.configuration = configuration;
    }

    /**
     * Finishes or undoes what earlier attempts of this job left, then makes the staging directories.
     *
     * @return the outputs if an earlier attempt published them: then there is nothing to run
     * @throws JobFailure if this attempt may not publish, or a target can't be one
     */
    public Optional<List<OutputResult>> begin() throws IOException {
        checkFence();
        for (TransactionId earlier : publications(jobDirectory)) {
            Recovery.settle(earlier, identity(earlier.parents()), configuration);
        }
        Optional<List<OutputResult>> published = published(jobDirectory);
        if (published.isPresent()) {
            return published;
        }
        Set<String> parents = new LinkedHashSet<>();
        for (JobSpec.Output output : spec.outputs()) {
            Path target = target(output);
            refuseOneInAnother(target);
            targets.put(output.id(), target);
            parents.add(target.getParent().toString());
        }
        if (parents.isEmpty()) {
            return Optional.empty();
        }
        transaction = Transaction.of(identity(List.copyOf(parents)), configuration);
        ObjectNode note = JsonText.object().put("version", 1);
        transaction.id().write(note);
        // Before the first directory is made, so that nothing of it is ever out of sight.
        jobDirectory.attempt(spec.attempt()).writePublication(JsonText.bytes(note));
        transaction.make();
        for (JobSpec.Output output : spec.outputs()) {
            Path directory = directory(output);
            HadoopFiles.of(directory, configuration).makeDirectories(directory);
        }
        return Optional.empty();
    }

    /** One would take the other's place, with what is staged in it. */
    private void refuseOneInAnother(Path target) {
        for (Path other : targets.values()) {
            if (lies(target, other) || lies(other, target)) {
                throw JobCode.TARGET_UNSUPPORTED.failure("of " + target + " and " + other + ", which are outputs of this job"
                        + " both, one lies in the other; choose places beside one another");
            }
        }
    }

    private static boolean lies(Path inner, Path outer) {
        return inner.toString().startsWith(outer + "/");
    }

    private TransactionId identity(List<String> parents) {
        return new TransactionId(spec.jobGroup() + "-" + spec.attempt() + "-" + token, spec.jobGroup(), spec.attempt(),
                jobDirectory.uri().toString(), ProcessIdentity.current(), parents);
    }

    private Path target(JobSpec.Output output) throws IOException {
        Path path;
        try {
            path = new Path(output.path());
        } catch (IllegalArgumentException e) {
            throw JobCode.TARGET_UNSUPPORTED.failure("\"" + output.path() + "\" is not a path: " + e.getMessage(), e);
        }
        HadoopFiles files = HadoopFiles.of(path, configuration);
        Path target = files.qualify(path);
        if (target.isRoot()) {
            throw JobCode.TARGET_UNSUPPORTED.failure(target + " is a file system's root and can't be an output");
        }
        // Further up it may be a server's home, which is called so by default.
        if (target.getName().equals(Transaction.FOLDER) || target.getParent().getName().equals(Transaction.FOLDER)) {
            throw JobCode.TARGET_UNSUPPORTED.failure(target + " can't be an output: " + Transaction.FOLDER + " is where jobs"
                    + " keep what they haven't finished");
        }
        boolean replaces = output.action() == JobSpec.Action.OVERWRITE
                || output.action() == JobSpec.Action.APPEND && isSingleFile(output);
        if (replaces && !files.renamesAtomically()) {
            throw JobCode.TARGET_UNSUPPORTED.failure("the file system of " + target + " can't rename in one step, so "
                    + "an interrupted job could lose what is there; use the action create, or a file system such as"
                    + " hdfs");
        }
        return target;
    }

    /** Where the engine stages an output; null before {@link #begin}. */
    public Path directory(JobSpec.Output output) {
        return transaction.staged(parent(output), output.id());
    }

    private int parent(JobSpec.Output output) {
        return transaction.id().parents().indexOf(targets.get(output.id()).getParent().toString());
    }

    /** Whether an output is one regular file. */
    public static boolean isSingleFile(JobSpec.Output output) {
        return output.asSingleFile() && switch (output.format()) {
            case CSV, JSON -> true;
            case AVRO, PQT -> false;
        };
    }

    /** What the names of an output's part files end with. */
    public static String partExtension(JobSpec.Output output) {
        String own = ParallelName.extensions(new Path(output.path()).getName());
        if (!own.isEmpty()) {
            return own;
        }
        return switch (output.format()) {
            case CSV -> ".csv" + compression(output);
            case JSON -> ".json" + compression(output);
            case AVRO -> ".avro";
            case PQT -> ".parquet";
        };
    }

    private static String compression(JobSpec.Output output) {
        return switch (output.compression()) {
            case NONE, SNAPPY -> "";
            case GZIP -> ".gz";
            case BZIP2 -> ".bz2";
        };
    }

    /**
     * What to tell of an attempt that failed before it could publish.
     *
     * @return the failure; {@link JobCode#PUBLICATION_BROKEN_OFF} if what the engine staged was taken away under it, by a job
     *     that overwrites a folder around the output: then another attempt may fare better
     */
    public JobFailure beforePublishing(JobFailure failure) {
        return transaction != null && failure.code().equals(JobCode.ENGINE_FAILED.id()) ? unlessWhole(failure) : failure;
    }

    private JobFailure unlessWhole(JobFailure failure) {
        try {
            if (transaction.isWhole()) {
                return failure;
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
            return failure;
        }
        return JobCode.PUBLICATION_BROKEN_OFF.failure("what was staged was taken from this process or removed before it was"
                + " published, so nothing was published (" + failure.getMessage() + "): another job has overwritten a folder"
                + " around it, or took the folder over because this process had shown no sign of life there for a while; run"
                + " the job again", failure);
    }

    /** Removes what was staged; for jobs that end without publishing. */
    public void abandon() throws IOException {
        if (transaction != null) {
            transaction.delete();
        }
    }

    /** Publishes what was staged. Throws nothing that leaves the outcome open. */
    public PublishOutcome publish(List<StagedOutput> outputs) {
        if (outputs.isEmpty()) {
            return new PublishOutcome.Done(List.of());
        }
        return new Attempt().run(outputs);
    }

    private void checkFence() throws IOException {
        int current = jobDirectory.fence();
        if (current > spec.attempt()) {
            throw JobCode.SUPERSEDED.failure("attempt " + spec.attempt() + " of job group " + spec.jobGroup()
                    + " may not publish any more: attempt " + current + " was started");
        }
    }

    /** What the attempts of a job began to publish, in their order. */
    static List<TransactionId> publications(JobDirectory jobDirectory) throws IOException {
        List<TransactionId> ids = new ArrayList<>();
        for (int number : jobDirectory.attempts()) {
            AttemptDirectory attempt = jobDirectory.attempt(number);
            attempt.publication().ifPresent(text -> ids.add(TransactionId.read(JsonMembers.parse(
                    text, attempt.path() + "/publishing.json", JobCode.INVALID_DOCUMENT))));
        }
        return ids;
    }

    static Optional<List<OutputResult>> published(JobDirectory jobDirectory) throws IOException {
        return jobDirectory.document(PUBLISHED)
                .map(text -> JsonMembers.parse(text, PUBLISHED, JobCode.INVALID_DOCUMENT)
                        .objects("outputs", ReportJson::readOutput));
    }

    static void notePublished(JobDirectory jobDirectory, Journal journal) throws IOException {
        ObjectNode root = JsonText.object().put("version", 1).put("attempt", journal.transaction().attempt());
        ArrayNode list = root.putArray("outputs");
        journal.outputs().forEach(output -> ReportJson.writeOutput(output, list.addObject()));
        jobDirectory.writeDocument(PUBLISHED, JsonText.bytes(root));
    }

    /** One call of {@link #publish}; remembers how far it came. */
    private final class Attempt {
        private boolean deciding;
        private boolean decided;

        PublishOutcome run(List<StagedOutput> outputs) {
            Map<String, String> content = new LinkedHashMap<>();
            LocationLocks locks;
            try {
                for (StagedOutput output : outputs) {
                    content.put(output.output().id(), prepare(output));
                }
                syncStaged(outputs);
                checkFence();
                locks = Recovery.lockRecovered(transaction.id(), configuration);
            } catch (IOException | RuntimeException e) {
                return abandoned(failure(e));
            }
            try {
                return new PublishOutcome.Done(runLocked(outputs, content));
            } catch (IOException | RuntimeException e) {
                return outcome(failure(e));
            } finally {
                release(locks);
            }
        }

        private List<OutputResult> runLocked(List<StagedOutput> outputs, Map<String, String> content)
                throws IOException {
            PublicationPlan plan = new PublicationPlan(transaction);
            for (StagedOutput output : outputs) {
                plan.add(output, parent(output.output()), targets.get(output.output().id()),
                        content.get(output.output().id()), !isSingleFile(output.output()));
            }
            checkFence();
            deciding = true;
            Journal journal = plan.journal();
            transaction.write(journal);
            decided = true;
            return finished(PublicationSteps.carryOut(transaction, journal, Publisher.this::checkFence));
        }

        /** All is in place; what can't be noted or removed now is by recovery. */
        private List<OutputResult> finished(Journal journal) {
            try {
                notePublished(jobDirectory, journal);
                transaction.delete();
            } catch (IOException e) {
                LOG.warn("the outputs are in place, recovery will clean up: {}", e.toString());
            }
            return journal.outputs();
        }

        private void release(LocationLocks locks) {
            try {
                locks.close();
            } catch (IOException e) {
                LOG.warn("a location's lock can't be removed, it ends with its lease: {}", e.toString());
            }
        }

        /** Before the decision: what is decided must be there after a loss of power. */
        private void syncStaged(List<StagedOutput> outputs) throws IOException {
            for (StagedOutput output : outputs) {
                Path directory = directory(output.output());
                HadoopFiles files = HadoopFiles.of(directory, configuration);
                for (StagedFile file : output.files()) {
                    files.sync(new Path(file.uri()));
                }
                files.sync(directory);
                files.sync(directory.getParent());
            }
        }

        private String prepare(StagedOutput output) throws IOException {
            JobSpec.Output settings = output.output();
            Path directory = directory(settings);
            HadoopFiles files = HadoopFiles.of(directory, configuration);
            new StagedCheck(files, configuration).check(output, directory);
            if (!isSingleFile(settings)) {
                files.writeExclusively(new Path(directory, SUCCESS), new byte[0]);
                return settings.id();
            }
            List<Path> parts = new ArrayList<>();
            for (StagedFile file : output.files()) {
                parts.add(new Path(file.uri()));
            }
            if (parts.size() == 1 && files.status(parts.get(0)).orElseThrow().getLen() > 0) {
                return settings.id() + "/" + parts.get(0).getName();
            }
            String name = settings.id() + ".file";
            Path joined = new Path(directory.getParent(), name);
            new PartJoiner(files, settings).join(parts, joined);
            return name;
        }

        private JobFailure failure(Exception e) {
            return e instanceof JobFailure own ? own
                    : JobCode.NOT_PUBLISHED.failure("the outputs could not be published: " + e.getMessage(), e);
        }

        /** Still under the locks: what is found now holds until they are given back. */
        private PublishOutcome outcome(JobFailure failure) {
            if (!deciding) {
                return abandoned(failure);
            }
            try {
                Optional<Journal> journal = transaction.journal();
                if (journal.isEmpty()) {
                    return undecided(failure);
                }
                if (journal.get().done()) {
                    return new PublishOutcome.Done(finished(journal.get()));
                }
                if (!transaction.begun(journal.get())) {
                    transaction.withdraw();
                    return abandoned(failure);
                }
                return unknown(failure);
            } catch (IOException | RuntimeException look) {
                failure.addSuppressed(look);
                return unknown(failure);
            }
        }

        /** There is no journal where it should be: never written, or somebody took the publication over. */
        private PublishOutcome undecided(JobFailure failure) throws IOException {
            Transaction left = Transaction.find(transaction.id(), configuration);
            if (!decided && left.exists() && left.journal().isEmpty()) {
                JobFailure told = brokenOff(failure);
                transaction = left;
                return abandoned(told);
            }
            Optional<List<OutputResult>> published = published(jobDirectory);
            if (published.isPresent()) {
                return new PublishOutcome.Done(published.get());
            }
            return unknown(failure);
        }

        private PublishOutcome abandoned(JobFailure failure) {
            JobFailure told = brokenOff(failure);
            try {
                transaction.delete();
            } catch (IOException e) {
                told.addSuppressed(e);
                LOG.warn("staging can't be removed, recovery will do it: {}", e.toString());
            }
            return new PublishOutcome.NotDone(told);
        }

        /** Whether it was no fault of the job's, so that another attempt may fare better. */
        private JobFailure brokenOff(JobFailure failure) {
            if (failure.code().equals(JobCode.STAGED_INVALID.id())) {
                return unlessWhole(failure);
            }
            if (!failure.code().equals(JobCode.NOT_PUBLISHED.id())) {
                return failure;
            }
            if (StorageOutage.is(failure)) {
                return JobCode.PUBLICATION_BROKEN_OFF.failure("the storage was away while the outputs were being"
                        + " published, so nothing was (" + failure.getMessage() + "); run the job again", failure);
            }
            return unlessWhole(failure);
        }

        private PublishOutcome unknown(JobFailure failure) {
            return new PublishOutcome.Unknown(JobCode.PUBLICATION_UNKNOWN.failure(
                    "some outputs may be in place, others not (" + failure.getMessage() + "); nothing was deleted. "
                            + "The next attempt finishes the publication, as does: drover recover "
                            + transaction.id().parents().get(0), failure));
        }
    }
}
