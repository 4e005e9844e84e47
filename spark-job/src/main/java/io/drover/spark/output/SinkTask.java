package io.drover.spark.output;

import io.drover.job.profile.ProfileBuilder;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * Hands each row of a partition to the part files of all outputs. Every attempt of a task writes files of its own; the
 * driver renames those of the attempts that it took, and removes the others.
 */
final class SinkTask extends AbstractFunction2<TaskContext, Iterator<InternalRow>, SinkTask.Parts>
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Begins the names of files that aren't parts yet. */
    static final String ATTEMPT_PREFIX = ".attempt-";

    private static final Logger LOG = LoggerFactory.getLogger(SinkTask.class);
    private static final int ROWS_BETWEEN_COUNTS = 1000;

    /**
     * @param paths one per output, in their order; empty if the partition had no rows and isn't the first
     * @param profile of the partition's rows, or null
     */
    record Parts(int partition, long rows, ArrayList<String> paths, ArrayList<Long> bytes,
            ProfileBuilder profile) implements Serializable {}

    /** An output's folder and how its parts are written. */
    record Target(String directory, PartFormat format) implements Serializable {}

    private final ArrayList<Target> targets;
    private final Broadcast<SerializableConfiguration> configuration;
    private final LongAccumulator written;
    private final ProfileBuilder profile;
    private final int profiled;

    /**
     * @param profile without rows, or null; every task has a copy of its own
     * @param profiled how many columns, behind those of the outputs, hold the texts to profile
     */
    SinkTask(List<Target> targets, Broadcast<SerializableConfiguration> configuration, LongAccumulator written,
            ProfileBuilder profile, int profiled) {
        this.targets = new ArrayList<>(targets);
        this.configuration = configuration;
        this.written = written;
        this.profile = profile;
        this.profiled = profiled;
    }

    @Override
    public Parts apply(TaskContext task, Iterator<InternalRow> rows) {
        try {
            return write(task, task.partitionId(), task.taskAttemptId(), rows);
        } catch (IOException e) {
            throw new UncheckedIOException("can't stage: " + e.getMessage(), e);
        }
    }

    /** @param task null on the driver */
    Parts write(TaskContext task, int partition, long attempt, Iterator<InternalRow> rows) throws IOException {
        if (partition > 0 && !rows.hasNext()) {
            return new Parts(partition, 0, new ArrayList<>(), new ArrayList<>(), profile);
        }
        Configuration hadoop = configuration.value().value();
        List<Path> paths = new ArrayList<>();
        for (Target target : targets) {
            paths.add(new Path(target.directory(), ATTEMPT_PREFIX + partition + "-" + attempt));
        }
        List<PartFormat.Part> parts = new ArrayList<>();
        long count = 0;
        boolean complete = false;
        try {
            for (int i = 0; i < targets.size(); i++) {
                parts.add(targets.get(i).format().create(paths.get(i), partition == 0, hadoop));
            }
            int[] from = firstColumns();
            int width = targets.stream().mapToInt(target -> target.format().width()).sum();
            while (rows.hasNext()) {
                InternalRow row = rows.next();
                for (int i = 0; i < from.length; i++) {
                    parts.get(i).write(row, from[i]);
                }
                if (profile != null) {
                    profile.add(texts(row, width));
                }
                if (++count % ROWS_BETWEEN_COUNTS == 0) {
                    written.add(ROWS_BETWEEN_COUNTS);
                    if (task != null) {
                        task.killTaskIfInterrupted();
                    }
                }
            }
            written.add(count % ROWS_BETWEEN_COUNTS);
            for (PartFormat.Part part : parts) {
                part.close();
            }
            complete = true;
        } finally {
            if (!complete) {
                abandon(parts, paths, hadoop);
            }
        }
        ArrayList<String> names = new ArrayList<>();
        ArrayList<Long> bytes = new ArrayList<>();
        for (Path path : paths) {
            names.add(path.toString());
            bytes.add(path.getFileSystem(hadoop).getFileStatus(path).getLen());
        }
        return new Parts(partition, count, names, bytes, profile);
    }

    private List<String> texts(InternalRow row, int from) {
        String[] texts = new String[profiled];
        for (int i = 0; i < profiled; i++) {
            texts[i] = row.isNullAt(from + i) ? null : row.getUTF8String(from + i).toString();
        }
        return Arrays.asList(texts);
    }

    private int[] firstColumns() {
        int[] from = new int[targets.size()];
        for (int i = 1; i < from.length; i++) {
            from[i] = from[i - 1] + targets.get(i - 1).format().width();
        }
        return from;
    }

    /** What fails here must not hide why the task failed; the driver removes what is left. */
    private static void abandon(List<PartFormat.Part> parts, List<Path> paths, Configuration hadoop) {
        for (PartFormat.Part part : parts) {
            try {
                part.close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("a part file could not be closed", e);
            }
        }
        for (Path path : paths) {
            try {
                FileSystem files = path.getFileSystem(hadoop);
                files.delete(path, false);
            } catch (IOException | RuntimeException e) {
                LOG.warn("{} could not be removed", path, e);
            }
        }
    }
}
