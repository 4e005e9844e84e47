package io.drover.job.publish;

import io.drover.job.engine.JobCode;
import io.drover.job.json.JsonMembers;
import io.drover.job.json.JsonText;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * A transaction's directories, one in the hidden {@code .drover} folder of every location it writes to.
 *
 * <p>Who takes a transaction over renames its directories first: then nothing that its owner, should it still live, tries
 * to move in or out of them succeeds.
 *
 * <p>The journal in the first of them is the decision. The others have copies, made before it: another job, which overwrites
 * a folder that this one publishes into, takes the directory there away, and what this one had decided for the other
 * locations must be known all the same. What it had for the folder itself counts as published and overwritten.
 */
final class Transaction {
    static final String FOLDER = Publisher.STAGING;
    private static final String OWNER = "owner.json";
    private static final String TAKEN_OVER = ".recovery-";
    private static final String LATE = "late-";

    private final TransactionId id;
    private final Configuration configuration;
    /** By parent; null where there is none any more. */
    private final List<Path> directories;

    private Transaction(TransactionId id, Configuration configuration, List<Path> directories) {
        this.id = id;
        this.configuration = configuration;
        this.directories = directories;
    }

    /** A transaction that has no directories yet. */
    static Transaction of(TransactionId id, Configuration configuration) {
        Transaction transaction = new Transaction(id, configuration, new ArrayList<>());
        for (String parent : id.parents()) {
            transaction.directories.add(new Path(new Path(parent, FOLDER), id.name()));
        }
        return transaction;
    }

    /** Makes the directories and says in each whose it is. */
    void make() throws IOException {
        for (Path directory : directories) {
            HadoopFiles files = files(directory);
            files.makeDirectories(directory);
            var owner = JsonText.object();
            id.write(owner);
            files.write(new Path(directory, OWNER), JsonText.bytes(owner));
        }
    }

    /** What is left of a transaction, wherever its directories were renamed to. */
    static Transaction find(TransactionId id, Configuration configuration) throws IOException {
        List<Path> directories = new ArrayList<>();
        for (String parent : id.parents()) {
            Path folder = new Path(parent, FOLDER);
            Path found = null;
            for (FileStatus status : HadoopFiles.of(folder, configuration).list(folder)) {
                if (status.isDirectory() && baseName(status.getPath()).equals(id.name())) {
                    found = status.getPath();
                }
            }
            directories.add(found);
        }
        return new Transaction(id, configuration, directories);
    }

    /** The transactions that have a directory in a location. */
    static List<TransactionId> at(Path parent, Configuration configuration) throws IOException {
        Path folder = new Path(parent, FOLDER);
        HadoopFiles files = HadoopFiles.of(folder, configuration);
        List<TransactionId> ids = new ArrayList<>();
        for (FileStatus status : files.list(folder)) {
            if (status.isDirectory()) {
                Path ownerFile = new Path(status.getPath(), OWNER);
                byte[] owner = files.read(ownerFile);
                if (owner != null) {
                    ids.add(TransactionId.read(
                            JsonMembers.parse(owner, ownerFile.toString(), JobCode.INVALID_DOCUMENT)));
                    continue;
                }
                Path journalFile = new Path(status.getPath(), Journal.NAME);
                byte[] journal = files.read(journalFile);
                if (journal != null) {
                    ids.add(Journal.fromJson(journal, journalFile).transaction());
                }
            }
        }
        return ids;
    }

    private static String baseName(Path directory) {
        String name = directory.getName();
        int mark = name.indexOf(TAKEN_OVER);
        return mark < 0 ? name : name.substring(0, mark);
    }

    TransactionId id() {
        return id;
    }

    boolean exists() {
        return directories.stream().anyMatch(directory -> directory != null);
    }

    /**
     * Cuts off whoever may still be at work in it. The journal's directory comes first: without it its owner can neither
     * decide nor say that all is done.
     */
    void takeOver() throws IOException {
        for (int i = 0; i < directories.size(); i++) {
            Path directory = directories.get(i);
            if (directory == null) {
                continue;
            }
            Path renamed = new Path(directory.getParent(), id.name() + TAKEN_OVER + UUID.randomUUID());
            HadoopFiles files = files(directory);
            try {
                files.moveIfAbsent(directory, renamed);
                directories.set(i, renamed);
            } catch (IOException e) {
                if (files.exists(directory)) {
                    throw e;
                }
                // Its owner removes it just now, or the answer was lost.
                directories.set(i, files.exists(renamed) ? renamed : null);
            }
        }
    }

    /** The locations that still have its directory: in the others nothing is left to do. */
    List<String> locations() {
        List<String> locations = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            if (directories.get(i) != null) {
                locations.add(id.parents().get(i));
            }
        }
        return List.copyOf(locations);
    }

    /** Where a directory is set aside that came to a target after it was decided to publish there. */
    Path latecomer(int parent) {
        return staged(parent, LATE + UUID.randomUUID());
    }

    /** Null if the location's directory is gone. */
    Path staged(int parent, String name) {
        Path directory = directories.get(parent);
        return directory == null ? null : new Path(directory, name);
    }

    Path directory(int parent) {
        return directories.get(parent);
    }

    /** Empty if it isn't decided. */
    Optional<Journal> journal() throws IOException {
        if (directories.get(0) != null) {
            return journal(0);
        }
        for (int i = 1; i < directories.size(); i++) {
            Optional<Journal> copy = journal(i);
            // Copies are there before the decision; what is carried out tells that it was made.
            if (copy.isPresent() && (copy.get().done() || begun(copy.get(), i))) {
                return copy;
            }
        }
        return Optional.empty();
    }

    private Optional<Journal> journal(int parent) throws IOException {
        Path file = staged(parent, Journal.NAME);
        byte[] text = file == null ? null : files(file).read(file);
        return Optional.ofNullable(text).map(journal -> Journal.fromJson(journal, file));
    }

    /** Decides, or changes what is decided; the copies first. That all is done need not be in them. */
    void write(Journal journal) throws IOException {
        boolean first = directories.get(0) != null;
        for (int i = first && journal.done() ? 0 : directories.size() - 1; i >= 0; i--) {
            Path file = staged(i, Journal.NAME);
            if (file != null) {
                files(file).write(file, journal.toJson());
            }
        }
    }

    /** Whether a step has changed a target; false only if it is proven that none has of which there is anything to see. */
    boolean begun(Journal journal) throws IOException {
        for (int i = 0; i < directories.size(); i++) {
            if (begun(journal, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean begun(Journal journal, int parent) throws IOException {
        for (Step step : journal.steps()) {
            Path staged = step.parent() == parent ? staged(parent, step.staged()) : null;
            if (staged != null && files(staged).exists(staged) == (step.kind() == Step.Kind.SET_ASIDE)) {
                return true;
            }
        }
        Path directory = directories.get(parent);
        return directory != null && files(directory).list(directory).stream()
                .anyMatch(status -> status.getPath().getName().startsWith(LATE));
    }

    /**
     * Takes the decision back, of which nothing has been carried out. A rename, which fails if somebody has taken the
     * decision over in the meantime. It has to outlive a loss of power before anything staged is deleted: to a journal that
     * comes back without it, all would seem to be in place.
     */
    void withdraw() throws IOException {
        Path file = staged(0, Journal.NAME);
        files(file).moveIfAbsent(file, staged(0, "withdrawn-" + Journal.NAME));
        files(file).sync(file.getParent());
    }

    /** Whether all its directories are where they were made: nobody has taken it over or removed it. */
    boolean isWhole() throws IOException {
        for (Path directory : directories) {
            if (directory == null || !files(directory).exists(directory)) {
                return false;
            }
        }
        return true;
    }

    /** Deletes what is left; the journal last, so that a publication never looks as if it had not been decided. */
    void delete() throws IOException {
        for (int i = directories.size() - 1; i >= 0; i--) {
            Path directory = directories.get(i);
            if (directory == null) {
                continue;
            }
            HadoopFiles files = files(directory);
            if (i > 0 && files.exists(staged(i, Journal.NAME))) {
                // A copy of what is no longer there would say of a decision that it was carried out.
                files.delete(staged(i, Journal.NAME));
                files.sync(directory);
            }
            for (FileStatus status : files.list(directory)) {
                String name = status.getPath().getName();
                if (!name.equals(Journal.NAME) && !name.equals(OWNER)) {
                    files.delete(status.getPath());
                }
            }
            files.delete(new Path(directory, OWNER));
            files.delete(directory);
            files.deleteIfEmpty(directory.getParent());
        }
    }

    HadoopFiles files(Path path) throws IOException {
        return HadoopFiles.of(path, configuration);
    }
}
