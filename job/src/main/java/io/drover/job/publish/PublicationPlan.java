package io.drover.job.publish;

import io.drover.job.directory.Report.OutputResult;
import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Settles under the locations' locks what is to be renamed where. Outputs are planned in order, each on what the ones
 * before it will have left, so that two outputs may name the same path.
 */
final class PublicationPlan {
    private final Transaction transaction;
    private final List<Step> steps = new ArrayList<>();
    private final List<OutputResult> outputs = new ArrayList<>();
    private final Map<Path, Content> planned = new HashMap<>();

    PublicationPlan(Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * What is at a path, or will be.
     *
     * @param source where the bytes of a file are now
     */
    private record Content(Kind kind, long size, Path source) {
        enum Kind { NONE, FILE, DIRECTORY }
    }

    Journal journal() {
        return new Journal(transaction.id(), steps, outputs, false);
    }

    /**
     * @param staged path of the finished file or directory in the transaction's directory
     * @param directory whether it is a directory of parts
     */
    void add(StagedOutput output, int parent, Path target, String staged, boolean directory) throws IOException {
        Content content = at(target);
        JobSpec.Output settings = output.output();
        String number = String.valueOf(outputs.size());
        boolean absent = content.kind() == Content.Kind.NONE;
        if (settings.action() == Action.CREATE) {
            Path free = absent ? target : new ParallelName(target).firstFree(p -> at(p).kind() != Content.Kind.NONE);
            whole(output, parent, staged, free, directory, Step.Kind.MOVE, true);
        } else if (absent) {
            whole(output, parent, staged, target, directory,
                    settings.action() == Action.OVERWRITE ? over(directory) : Step.Kind.MOVE, false);
        } else if (directory != (content.kind() == Content.Kind.DIRECTORY)) {
            throw otherKind(output, target, directory);
        } else if (settings.action() == Action.OVERWRITE) {
            if (content.source() != null && content.source().equals(target)) {
                // As if it were written in place: who could read it before can now, and nobody else.
                Path source = transaction.staged(parent, staged);
                transaction.files(target).copyPermissions(target, source);
            }
            if (directory) {
                steps.add(new Step(Step.Kind.SET_ASIDE, parent, "old-" + number, target.toString(), false));
            }
            whole(output, parent, staged, target, directory, over(directory), false);
        } else if (directory) {
            appendParts(output, parent, staged, target, content, number);
        } else {
            appendFile(output, parent, staged, target, content, number);
        }
    }

    private static Step.Kind over(boolean directory) {
        return directory ? Step.Kind.MOVE_OVER : Step.Kind.REPLACE;
    }

    private void whole(StagedOutput output, int parent, String staged, Path target, boolean directory, Step.Kind kind,
            boolean nextFree) throws IOException {
        steps.add(new Step(kind, parent, staged, target.toString(), nextFree));
        Path source = transaction.staged(parent, staged);
        long size = directory ? output.files().stream().mapToLong(StagedFile::bytes).sum()
                : transaction.files(source).status(source).orElseThrow().getLen();
        result(output, target, directory, size, source);
    }

    private void appendFile(StagedOutput output, int parent, String staged, Path target, Content old, String number)
            throws IOException {
        String joined = "joined-" + number;
        Path added = transaction.staged(parent, staged);
        HadoopFiles files = transaction.files(added);
        Path both = transaction.staged(parent, joined);
        new PartJoiner(files, output.output()).append(old.source(), added, output.output().header()
                && output.output().format() == JobSpec.FileFormat.CSV, both);
        if (old.source().equals(target)) {
            long now = files.status(target).map(FileStatus::getLen).orElse(-1L);
            if (now != old.size()) {
                throw JobCode.NOT_PUBLISHED.failure(target + " changed from " + old.size() + " to " + now
                        + " bytes while rows were being appended to it; nothing was published, run the job again");
            }
            files.copyPermissions(target, both);
        }
        files.sync(both.getParent());
        steps.add(new Step(Step.Kind.REPLACE, parent, joined, target.toString(), false));
        result(output, target, false, files.status(both).orElseThrow().getLen(), both);
    }

    private void appendParts(StagedOutput output, int parent, String staged, Path target, Content old, String number)
            throws IOException {
        HadoopFiles files = transaction.files(target);
        Path success = new Path(target, Publisher.SUCCESS);
        if (planned.containsKey(target) || files.exists(success)) {
            // An old mark of success must not vouch for parts that are still arriving.
            steps.add(new Step(Step.Kind.SET_ASIDE, parent, "success-" + number, success.toString(), false));
        }
        long size = old.size();
        int part = 0;
        for (StagedFile file : output.files()) {
            String name = new Path(file.uri()).getName();
            Path free = new Path(target, String.format(Locale.ROOT, "part-%s-%s-%05d%s", transaction.id().name(),
                    number, part++, ParallelName.extensions(name)));
            steps.add(new Step(Step.Kind.MOVE, parent, staged + "/" + name, free.toString(), true));
            size += file.bytes();
        }
        // Over one that a stranger has put there meanwhile: it says the same.
        steps.add(new Step(Step.Kind.REPLACE, parent, staged + "/" + Publisher.SUCCESS, success.toString(), false));
        result(output, target, true, size, null);
    }

    private void result(StagedOutput output, Path target, boolean directory, long size, Path source) {
        planned.put(target,
                new Content(directory ? Content.Kind.DIRECTORY : Content.Kind.FILE, size, source));
        JobSpec.Output settings = output.output();
        outputs.add(new OutputResult(settings.id(), output.job(), settings.path(), target.toString(), directory,
                settings.format().name().toLowerCase(Locale.ROOT), size, output.rows(), output.primary()));
    }

    private Content at(Path path) throws IOException {
        Content content = planned.get(path);
        if (content != null) {
            return content;
        }
        HadoopFiles files = transaction.files(path);
        var status = files.status(path);
        if (status.isEmpty()) {
            return new Content(Content.Kind.NONE, 0, null);
        }
        return status.get().isDirectory()
                ? new Content(Content.Kind.DIRECTORY, files.fileSystem().getContentSummary(path).getLength(), path)
                : new Content(Content.Kind.FILE, status.get().getLen(), path);
    }

    private static JobFailure otherKind(StagedOutput output, Path target, boolean directory) {
        return JobCode.TARGET_KIND.failure(target + " is " + (directory ? "a file" : "a directory")
                + ", but the output is " + (directory ? "a directory of part files" : "a single file")
                + " and its action is " + output.output().action().name().toLowerCase(Locale.ROOT)
                + "; set asSingleFile to " + directory + ", choose another path, or the action create");
    }
}
