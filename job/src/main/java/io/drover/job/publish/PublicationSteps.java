package io.drover.job.publish;

import io.drover.job.directory.Report.OutputResult;
import io.drover.job.engine.JobFailure;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries a decided publication out, or on: each step looks first whether it was done before. */
final class PublicationSteps {
    private static final Logger LOG = LoggerFactory.getLogger(PublicationSteps.class);

    private final Transaction transaction;
    private final FenceCheck fence;
    private Journal journal;

    /** Is asked right before every rename. */
    interface FenceCheck {
        /** @throws JobFailure if a higher attempt may publish now */
        void check() throws IOException;
    }

    PublicationSteps(Transaction transaction, Journal journal, FenceCheck fence) {
        this.transaction = transaction;
        this.journal = journal;
        this.fence = fence;
    }

    /** All steps; a failed one is looked at and tried once more. */
    static Journal carryOut(Transaction transaction, Journal journal, FenceCheck fence) throws IOException {
        try {
            return new PublicationSteps(transaction, journal, fence).run();
        } catch (IOException e) {
            LOG.warn("publishing is tried once more after {}", e.toString());
            Journal current = transaction.journal().orElse(journal);
            try {
                return new PublicationSteps(transaction, current, fence).run();
            } catch (IOException second) {
                second.addSuppressed(e);
                throw second;
            }
        }
    }

    /** All steps, then the mark that they are done. */
    Journal run() throws IOException {
        if (journal.done()) {
            return journal;
        }
        for (int i = 0; i < journal.steps().size(); i++) {
            run(i);
        }
        // Before the mark and the clean-up: the power may go, and a rename that isn't on the disk yet must be repeatable.
        Set<Path> changed = new LinkedHashSet<>();
        journal.steps().forEach(step -> changed.add(new Path(step.target()).getParent()));
        for (Path folder : changed) {
            sync(folder);
        }
        journal = journal.finished();
        transaction.write(journal);
        return journal;
    }

    private void run(int index) throws IOException {
        Step step = journal.steps().get(index);
        Path target = new Path(step.target());
        boolean mark = target.getName().equals(Publisher.SUCCESS);
        if (mark && step.kind() == Step.Kind.REPLACE) {
            // The power may go: a new mark must not outlive the parts that it vouches for.
            sync(target.getParent());
        }
        switch (step.kind()) {
            case MOVE, MOVE_OVER -> move(index, step);
            case REPLACE -> replace(step);
            case SET_ASIDE -> setAside(step);
        }
        if (mark && step.kind() == Step.Kind.SET_ASIDE) {
            // Nor may the old one come back beside parts that are still arriving.
            sync(target.getParent());
        }
    }

    /** A folder that is gone was overwritten with a folder around it, and what was put there with it. */
    private void sync(Path folder) throws IOException {
        HadoopFiles files = transaction.files(folder);
        if (files.exists(folder)) {
            files.sync(folder);
        }
    }

    private void move(int index, Step step) throws IOException {
        Path from = transaction.staged(step.parent(), step.staged());
        Step current = step;
        while (from != null && transaction.files(from).exists(from)) {
            Path to = new Path(current.target());
            HadoopFiles files = transaction.files(to);
            fence.check();
            try {
                files.moveIfAbsent(from, to);
                return;
            } catch (FileAlreadyExistsException e) {
                if (step.kind() == Step.Kind.MOVE_OVER && isDirectory(files, to)) {
                    // Another job, which publishes into it, has made the folder just now; it is overwritten, too.
                    fence.check();
                    files.moveIfAbsent(to, transaction.latecomer(step.parent()));
                    continue;
                }
                if (!step.nextFree()) {
                    throw e;
                }
                // Somebody else, who doesn't ask for locks, was faster.
                String free = new ParallelName(requested(current.target())).firstFree(files::exists).toString();
                journal = journal.redirected(index, free);
                transaction.write(journal);
                current = journal.steps().get(index);
            } catch (IOException e) {
                if (files.exists(from) || !files.exists(to)) {
                    throw e;
                }
                return; // done, only the answer was lost
            }
        }
    }

    private static boolean isDirectory(HadoopFiles files, Path path) throws IOException {
        return files.status(path).map(FileStatus::isDirectory).orElse(false);
    }

    private Path requested(String target) {
        return journal.outputs().stream().filter(output -> output.uri().equals(OutputResult.location(target))).findFirst()
                .map(output -> new Path(new Path(target).getParent(), new Path(output.requested()).getName()))
                .orElse(new Path(target));
    }

    private void replace(Step step) throws IOException {
        Path from = transaction.staged(step.parent(), step.staged());
        if (from == null || !transaction.files(from).exists(from)) {
            return;
        }
        Path to = new Path(step.target());
        HadoopFiles files = transaction.files(to);
        fence.check();
        try {
            files.replace(from, to);
        } catch (IOException e) {
            if (files.exists(from) || !files.exists(to)) {
                throw e;
            }
        }
    }

    private void setAside(Step step) throws IOException {
        Path aside = transaction.staged(step.parent(), step.staged());
        Path target = new Path(step.target());
        if (aside == null) {
            return;
        }
        HadoopFiles files = transaction.files(target);
        if (files.exists(aside) || !files.exists(target)) {
            return;
        }
        fence.check();
        try {
            files.moveIfAbsent(target, aside);
        } catch (IOException e) {
            if (!files.exists(aside) || files.exists(target)) {
                throw e;
            }
        }
    }
}
