package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.publish.FaultMatrix.Place;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * One job publishes into a folder and elsewhere, another overwrites that folder with all that is in it, and they don't ask for
 * the same locks. One of them is disturbed, the other comes and goes just then, and the disturbed one's next attempt follows.
 * The oracle: it is as if one had come after the other, what was published elsewhere is there once, and nothing else is left.
 */
public final class OverwrittenLocation {
    private static final List<List<String>> WRITER = List.of(List.of("w,1"), List.of("w,2"));
    private static final List<List<String>> OVERWRITER = List.of(List.of("o,1"), List.of("o,2"));
    private static final String DATA = "/out/data";
    private static final String OTHER = "/other/rows.csv";

    private final Place place;
    private final String folder;
    private final HadoopFiles plain;
    private final boolean single;
    private final FaultPlan plan;
    private final FaultPlan sound = FaultPlan.at(Fault.CRASH, -1);

    /**
     * @param single whether the writer's outputs are single files
     * @param at which of the disturbed one's operations
     */
    public OverwrittenLocation(Place place, Fault fault, boolean single, int at) throws IOException {
        this.place = place;
        this.folder = "/" + UUID.randomUUID();
        this.plain = HadoopFiles.of(URI.create(place.plain() + folder), place.base());
        this.single = single;
        this.plan = FaultPlan.at(fault, at);
        old(DATA + "/part-0");
        for (String old : List.of(DATA + "/sub/inner.csv", OTHER)) {
            old(single ? old : old + "/part-0");
        }
    }

    private void old(String path) throws IOException {
        Path file = new Path(place.plain() + folder + path);
        plain.makeDirectories(file.getParent());
        plain.writeExclusively(file, TestingParts.file(FileFormat.CSV, Compression.NONE, List.of("old")));
    }

    /**
     * The writer is disturbed.
     *
     * @param innerFirst whether its journal is in the folder that is overwritten
     * @param inner where it writes to in that folder
     * @return whether it has that many operations
     */
    public boolean disturbWriter(Action action, boolean innerFirst, String inner) throws Exception {
        List<JobSpec.Output> outputs = new ArrayList<>(writers(inner, action));
        if (!innerFirst) {
            outputs.add(outputs.remove(0));
        }
        return disturb("writer", 9, outputs, WRITER, () -> publish("overwriter", 10, 1, overwriters(), OVERWRITER));
    }

    /** The overwriter is disturbed; returns whether it has that many operations. */
    public boolean disturbOverwriter() throws Exception {
        return disturb("overwriter", 10, overwriters(), OVERWRITER,
                () -> publish("writer", 9, 1, writers("inner.csv", Action.APPEND), WRITER));
    }

    private interface Meanwhile {
        void run() throws IOException;
    }

    private boolean disturb(String name, long group, List<JobSpec.Output> outputs, List<List<String>> rows,
            Meanwhile meanwhile) throws Exception {
        job(name, group, sound).prepare(1, outputs);
        FutureTask<PublishOutcome> task = new FutureTask<>(() -> job(name, group, plan).publish(1, outputs, rows));
        Thread thread = new Thread(task, name);
        thread.start();
        do {
            thread.join(1);
        } while (thread.isAlive() && !plan.awaitSleep(1));
        boolean reached = plan.reached();
        meanwhile.run();
        plan.wake();
        String what = name + ": " + plan + ", " + outcome(task);
        publish(name, group, 2, outputs, rows);
        check(what);
        plan.end();
        sound.end();
        return reached;
    }

    private void publish(String name, long group, int attempt, List<JobSpec.Output> outputs, List<List<String>> rows)
            throws IOException {
        TestingPublication job = job(name, group, sound);
        job.prepare(attempt, outputs);
        assertThat(job.publish(attempt, outputs, rows)).as(plan.toString()).isInstanceOf(PublishOutcome.Done.class);
    }

    private String outcome(FutureTask<PublishOutcome> task) throws InterruptedException {
        try {
            PublishOutcome outcome = task.get();
            boolean undisturbed = plan.hit().isEmpty() || plan.fault() == Fault.STALL;
            if (undisturbed && outcome instanceof PublishOutcome.NotDone notDone) {
                assertThat(notDone.failure().code()).as(plan + ", " + outcome)
                        .isEqualTo(JobCode.PUBLICATION_BROKEN_OFF.id());
            }
            return outcome.toString();
        } catch (ExecutionException e) {
            // While it staged, as an engine's failure.
            assertThat(e.getCause()).isInstanceOfAny(IOException.class, JobFailure.class)
                    .hasMessageMatching(place.failures());
            return e.getCause().toString();
        }
    }

    private List<JobSpec.Output> overwriters() {
        return List.of(output("data", DATA, Action.OVERWRITE, false));
    }

    private List<JobSpec.Output> writers(String inner, Action action) {
        return List.of(output("inner", DATA + "/" + inner, action, single), output("other", OTHER, Action.APPEND, single));
    }

    private JobSpec.Output output(String id, String path, Action action, boolean asSingleFile) {
        return TestingPublication.output(id, place.faulty() + folder + path, action, asSingleFile, FileFormat.CSV,
                Compression.NONE, false);
    }

    private TestingPublication job(String name, long group, FaultPlan faults) {
        return new TestingPublication(URI.create(place.faulty() + folder + "/" + name), group,
                faults.configuration(place.base(), place.leaseMillis()));
    }

    private void check(String what) throws IOException {
        Map<String, List<String>> other = new TreeMap<>();
        read(new Path(place.plain() + folder + OTHER), other);
        assertThat(rows(other, "")).as(what).containsExactlyInAnyOrder("old", "w,1", "w,2");
        Map<String, List<String>> out = new TreeMap<>();
        read(new Path(place.plain() + folder + "/out"), out);
        assertThat(rows(out, "/inner.csv").stream().sorted().toList()).as(what).isIn(List.of(), List.of("w,1", "w,2"));
        out.keySet().removeIf(file -> file.contains("/inner.csv"));
        assertThat(rows(out, "")).as(what).containsExactlyInAnyOrder("o,1", "o,2");
        read(new Path(place.plain() + folder + OTHER).getParent(), out);
        assertThat(out.keySet()).as(what).noneMatch(path -> path.contains("/.drover"));
    }

    private static List<String> rows(Map<String, List<String>> files, String part) {
        return files.entrySet().stream().filter(file -> file.getKey().contains(part)).flatMap(file -> file.getValue().stream())
                .toList();
    }

    private void read(Path path, Map<String, List<String>> files) throws IOException {
        if (plain.status(path).filter(FileStatus::isFile).isPresent()) {
            files.put(path.toString(), TestingParts.rows(plain.read(path)));
            return;
        }
        if (path.getName().startsWith(".")) {
            files.put(path.toString(), List.of());
        }
        for (FileStatus status : plain.list(path)) {
            read(status.getPath(), files);
        }
    }
}
