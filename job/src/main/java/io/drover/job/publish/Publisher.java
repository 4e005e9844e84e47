package io.drover.job.publish;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.directory.ReportJson;
import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.json.JsonMembers;
import io.drover.job.json.JsonText;
import io.drover.job.spec.JobSpec;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a job's outputs in place, all or none: at every instant a reader sees the old complete output or the new one, a
 * killed job leaves nothing that looks like a result, and running it again neither loses nor doubles a row.
 *
 * <ol>
 * <li>{@link #begin}: settles what an earlier attempt left; makes the staging directories beside the targets.
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
    static final String SUCCESS = "_SUCCESS";
    private static final String PUBLISHING = "publishing.json";
    private static final String PUBLISHED = "published.json";
    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final JobDirectory jobDirectory;
    private final JobSpec spec;
    private final Configuration configuration;
    private final Map<String, Path> targets = new LinkedHashMap<>();
    private Transaction transaction;

    public Publisher(JobDirectory jobDirectory, JobSpec spec, Configuration configuration) {
        this.jobDirectory = jobDirectory;
        this.spec = spec;
        this.configuration = configuration;
    }

    /**
     * Finishes or undoes what an earlier attempt of this job left, then makes the staging directories.
     *
     * @return the outputs if an earlier attempt published them: then there is nothing to run
     * @throws JobFailure if this attempt may not publish, or a target can't be one
     */
    public Optional<List<OutputResult>> begin() throws IOException {
        checkFence();
        Optional<TransactionId> earlier = publishing(jobDirectory);
        if (earlier.isPresent()) {
            Recovery.settle(earlier.get(), identity(earlier.get().parents()), configuration);
        }
        Optional<List<OutputResult>> published = published(jobDirectory);
        if (published.isPresent()) {
            return published;
        }
        Set<String> parents = new LinkedHashSet<>();
        for (JobSpec.Output output : spec.outputs()) {
            Path target = target(output);
            targets.put(output.id(), target);
            parents.add(target.getParent().toString());
        }
        if (parents.isEmpty()) {
            return Optional.empty();
        }
        transaction = Transaction.create(identity(List.copyOf(parents)), configuration);
        ObjectNode note = JsonText.object().put("version", 1);
        transaction.id().write(note);
        jobDirectory.writeDocument(PUBLISHING, JsonText.bytes(note));
        transaction.make();
        for (JobSpec.Output output : spec.outputs()) {
            Path directory = directory(output);
            HadoopFiles.of(directory, configuration).makeDirectories(directory);
        }
        return Optional.empty();
    }

    private TransactionId identity(List<String> parents) {
        return new TransactionId(spec.jobGroup() + "-" + spec.attempt(), spec.jobGroup(), spec.attempt(),
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
        Attempt attempt = new Attempt();
        try {
            return new PublishOutcome.Done(attempt.run(outputs));
        } catch (IOException | RuntimeException e) {
            return attempt.outcome(e);
        }
    }

    private void checkFence() throws IOException {
        int current = jobDirectory.fence();
        if (current > spec.attempt()) {
            throw JobCode.SUPERSEDED.failure("attempt " + spec.attempt() + " of job group " + spec.jobGroup()
                    + " may not publish any more: attempt " + current + " was started");
        }
    }

    /** The publication that a job began last. */
    static Optional<TransactionId> publishing(JobDirectory jobDirectory) throws IOException {
        return jobDirectory.document(PUBLISHING).map(text ->
                TransactionId.read(JsonMembers.parse(text, PUBLISHING, JobCode.INVALID_DOCUMENT)));
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
        private Journal decided;
        private boolean allRenamed;

        List<OutputResult> run(List<StagedOutput> outputs) throws IOException {
            Map<String, String> content = new LinkedHashMap<>();
            for (StagedOutput output : outputs) {
                content.put(output.output().id(), prepare(output));
            }
            checkFence();
            LocationLocks locks = Recovery.lockRecovered(transaction.id(), configuration);
            Exception failure = null;
            try {
                PublicationPlan plan = new PublicationPlan(transaction);
                for (StagedOutput output : outputs) {
                    plan.add(output, parent(output.output()), targets.get(output.output().id()),
                            content.get(output.output().id()), !isSingleFile(output.output()));
                }
                checkFence();
                deciding = true;
                Journal journal = plan.journal();
                transaction.write(journal);
                decided = journal;
                decided = carryOut(journal);
                allRenamed = true;
                notePublished(jobDirectory, decided);
                cleanUp();
                return decided.outputs();
            } catch (IOException | RuntimeException e) {
                failure = e;
                throw e;
            } finally {
                release(locks, failure);
            }
        }

        /** A failed rename is looked at and tried once more; what then fails is for recovery. */
        private Journal carryOut(Journal journal) throws IOException {
            try {
                return new PublicationSteps(transaction, journal, Publisher.this::checkFence).run();
            } catch (IOException e) {
                LOG.warn("publishing is tried once more after {}", e.toString());
                Journal current = transaction.journal().orElse(journal);
                try {
                    return new PublicationSteps(transaction, current, Publisher.this::checkFence).run();
                } catch (IOException second) {
                    second.addSuppressed(e);
                    throw second;
                }
            }
        }

        private void release(LocationLocks locks, Exception failure) {
            try {
                locks.close();
            } catch (IOException e) {
                LOG.warn("a location's lock can't be removed, it ends with its lease: {}", e.toString());
                if (failure != null) {
                    failure.addSuppressed(e);
                }
            }
        }

        /** Outputs are in place; what can't be removed now is removed by recovery. */
        private void cleanUp() {
            try {
                transaction.delete();
            } catch (IOException e) {
                LOG.warn("staging can't be removed, recovery will do it: {}", e.toString());
            }
        }

        private String prepare(StagedOutput output) throws IOException {
            JobSpec.Output settings = output.output();
            Path directory = directory(settings);
            HadoopFiles files = HadoopFiles.of(directory, configuration);
            new StagedCheck(files).check(output, directory);
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
            new PartJoiner(files, settings).join(parts, output.emptyContent(), joined);
            return name;
        }

        PublishOutcome outcome(Exception e) {
            JobFailure failure = e instanceof JobFailure own ? own
                    : JobCode.NOT_PUBLISHED.failure("the outputs could not be published: " + e.getMessage(), e);
            if (allRenamed) {
                // Only the note in the job directory is missing; recovery writes it from the journal.
                return new PublishOutcome.Done(decided.outputs());
            }
            if (!deciding) {
                return abandoned(failure);
            }
            try {
                Optional<Journal> journal = transaction.journal();
                if (journal.isEmpty()) {
                    return transaction.exists() && stillThere() ? abandoned(failure) : unknown(failure);
                }
                if (journal.get().done()) {
                    notePublished(jobDirectory, journal.get());
                    cleanUp();
                    return new PublishOutcome.Done(journal.get().outputs());
                }
                if (!new PublicationSteps(transaction, journal.get(), Publisher.this::checkFence).begun()) {
                    withdraw();
                    return abandoned(failure);
                }
                return unknown(failure);
            } catch (IOException | RuntimeException look) {
                failure.addSuppressed(look);
                return unknown(failure);
            }
        }

        /** Whether the staging directory is where it was: if not, somebody took the publication over. */
        private boolean stillThere() throws IOException {
            Path directory = transaction.directory(0);
            return HadoopFiles.of(directory, configuration).exists(directory);
        }

        private void withdraw() throws IOException {
            Path journal = transaction.staged(0, Journal.NAME);
            HadoopFiles.of(journal, configuration).delete(journal);
        }

        private PublishOutcome abandoned(JobFailure failure) {
            try {
                transaction.delete();
            } catch (IOException e) {
                failure.addSuppressed(e);
                LOG.warn("staging can't be removed, recovery will do it: {}", e.toString());
            }
            return new PublishOutcome.NotDone(failure);
        }

        private PublishOutcome unknown(JobFailure failure) {
            return new PublishOutcome.Unknown(JobCode.PUBLICATION_UNKNOWN.failure(
                    "some outputs may be in place, others not (" + failure.getMessage() + "); nothing was deleted. "
                            + "The next attempt finishes the publication, as does: drover recover "
                            + transaction.id().parents().get(0), failure));
        }
    }
}
