package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One job publishes into a folder and elsewhere, another overwrites that folder with all that is in it, and they don't ask for
 * the same locks. Whatever the moment: it is as if one had come after the other, and what was published elsewhere is there once.
 */
class OverwrittenLocationTest {
    private static final List<List<String>> WRITER = List.of(List.of("w,1"), List.of("w,2"));
    private static final List<List<String>> OVERWRITER = List.of(List.of("o,1"), List.of("o,2"));
    private static final int STRIDE = System.getProperty("drover.faults", "").equals("all") ? 1 : 3;
    private static final Configuration BASE = new Configuration();

    @TempDir(factory = FaultInjectionTest.InMemory.class)
    Path folder;

    private static int runs;

    private Path run;
    private FaultPlan plan;
    private FaultPlan sound;

    /** @param innerFirst whether the journal is in the folder that is overwritten */
    @ParameterizedTest
    @CsvSource({"STALL,APPEND,true,true,", "STALL,APPEND,true,false,", "STALL,APPEND,false,true,sub/",
        "STALL,APPEND,false,false,sub/", "STALL,CREATE,true,true,new/", "STALL,OVERWRITE,false,true,sub/",
        "STALL,OVERWRITE,true,false,", "CRASH,APPEND,true,true,sub/", "CRASH,APPEND,true,false,sub/",
        "CRASH,APPEND,false,true,sub/", "CRASH,APPEND,false,false,sub/", "CRASH,APPEND,true,true,", "CRASH,CREATE,false,true,",
        "CRASH,OVERWRITE,true,true,new/", "LOST_REPLY,APPEND,true,true,sub/", "ERROR,APPEND,true,true,"})
    void aWriterIsNeitherLostNorDoubled(Fault fault, Action action, boolean single, boolean innerFirst, String below)
            throws Exception {
        int at = (fault.ordinal() + action.ordinal()) % STRIDE;
        while (disturbedWriter(fault, action, single, innerFirst, below == null ? "" : below, at)) {
            at += STRIDE;
        }
    }

    private boolean disturbedWriter(Fault fault, Action action, boolean single, boolean innerFirst, String below, int at)
            throws Exception {
        prepare(fault, at, single);
        List<JobSpec.Output> outputs = new ArrayList<>(List.of(
                output("inner", "/out/data/" + below + "inner.csv", action, single),
                output("other", "/other/rows.csv", Action.APPEND, single)));
        if (!innerFirst) {
            outputs.add(outputs.remove(0));
        }
        TestingPublication first = job("writer", 9, plan);
        TestingPublication again = job("writer", 9, sound);
        again.prepare(1, outputs);
        FutureTask<PublishOutcome> task = new FutureTask<>(() -> first.publish(1, outputs, WRITER));
        Thread thread = new Thread(task, "writer");
        thread.start();
        while (fault == Fault.STALL ? !plan.awaitSleep(1) && thread.isAlive() : thread.isAlive()) {
            Thread.onSpinWait();
        }
        boolean reached = plan.reached();

        overwrite();

        plan.wake();
        String what = plan + " " + outcome(task);
        again.prepare(2, outputs);
        assertThat(again.publish(2, outputs, WRITER)).as(what).isInstanceOf(PublishOutcome.Done.class);
        check(what, single);
        return reached;
    }

    /** With an outcome of its own, or broken off by an error that says why. */
    private String outcome(FutureTask<PublishOutcome> task) throws Exception {
        List<String> allowed = plan.hit().isEmpty() || plan.toString().startsWith("STALL")
                ? List.of(JobCode.PUBLICATION_BROKEN_OFF.id())
                : List.of(JobCode.PUBLICATION_BROKEN_OFF.id(), JobCode.NOT_PUBLISHED.id(), JobCode.STAGED_INVALID.id());
        try {
            PublishOutcome outcome = task.get();
            if (outcome instanceof PublishOutcome.NotDone notDone) {
                assertThat(notDone.failure().code()).as(plan + " " + outcome).isIn(allowed);
            }
            return outcome.toString();
        } catch (ExecutionException e) {
            assertThat(e.getCause()).isInstanceOfAny(IOException.class, JobFailure.class);
            return e.getCause().toString();
        }
    }

    @ParameterizedTest
    @CsvSource({"STALL,true", "STALL,false", "CRASH,true", "CRASH,false"})
    void anOverwriterIsCompleteWhoeverMakesTheFolderAnew(Fault fault, boolean single) throws Exception {
        int at = fault.ordinal() % STRIDE;
        while (disturbedOverwriter(fault, single, at)) {
            at += STRIDE;
        }
    }

    private boolean disturbedOverwriter(Fault fault, boolean single, int at) throws Exception {
        prepare(fault, at, single);
        List<JobSpec.Output> data = List.of(output("data", "/out/data", Action.OVERWRITE, false));
        TestingPublication first = job("overwriter", 10, plan);
        TestingPublication again = job("overwriter", 10, sound);
        again.prepare(1, data);
        FutureTask<PublishOutcome> task = new FutureTask<>(() -> first.publish(1, data, OVERWRITER));
        Thread thread = new Thread(task, "overwriter");
        thread.start();
        while (fault == Fault.STALL ? !plan.awaitSleep(1) && thread.isAlive() : thread.isAlive()) {
            Thread.onSpinWait();
        }
        boolean reached = plan.reached();

        List<JobSpec.Output> outputs = List.of(output("inner", "/out/data/inner.csv", Action.APPEND, single),
                output("other", "/other/rows.csv", Action.APPEND, single));
        TestingPublication writer = job("writer", 9, sound);
        writer.prepare(1, outputs);
        assertThat(writer.publish(1, outputs, WRITER)).as(plan.toString()).isInstanceOf(PublishOutcome.Done.class);

        plan.wake();
        String what = plan + " " + outcome(task);
        again.prepare(2, data);
        assertThat(again.publish(2, data, OVERWRITER)).as(what).isInstanceOf(PublishOutcome.Done.class);
        check(what, single);
        return reached;
    }

    private void prepare(Fault fault, int at, boolean single) throws IOException {
        runs++;
        run = Files.createDirectories(folder.resolve("run" + runs));
        Path data = Files.createDirectories(run.resolve("out/data"));
        Files.writeString(data.resolve("part-0"), "old\n");
        for (Path old : List.of(data.resolve("sub/inner.csv"), run.resolve("other/rows.csv"))) {
            Path file = single ? old : old.resolve("part-0");
            Files.createDirectories(file.getParent());
            Files.writeString(file, "old\n");
        }
        plan = FaultPlan.at(fault, at);
        sound = FaultPlan.at(Fault.CRASH, -1);
    }

    private JobSpec.Output output(String id, String path, Action action, boolean single) {
        return TestingPublication.output(id, "fault://" + run + path, action, single, FileFormat.CSV, Compression.NONE, false);
    }

    private TestingPublication job(String name, long group, FaultPlan faults) {
        return new TestingPublication(URI.create("fault://" + run + "/" + name), group, faults.configuration(BASE, 40));
    }

    private void overwrite() throws IOException {
        List<JobSpec.Output> data = List.of(output("data", "/out/data", Action.OVERWRITE, false));
        TestingPublication overwriter = job("overwriter", 10, sound);
        overwriter.prepare(1, data);
        assertThat(overwriter.publish(1, data, OVERWRITER)).as(plan.toString()).isInstanceOf(PublishOutcome.Done.class);
    }

    private void check(String what, boolean single) throws IOException {
        LocalFolder other = new LocalFolder(run.resolve("other"));
        assertThat(rows(other.rows())).as(what).containsExactlyInAnyOrder("old", "w,1", "w,2");
        Path out = run.resolve("out/data");
        List<String> overwriters = new ArrayList<>();
        List<String> writers = new ArrayList<>();
        try (var files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                (file.toString().contains("inner") ? writers : overwriters).addAll(Files.readAllLines(file));
            }
        }
        assertThat(overwriters).as(what).containsExactlyInAnyOrder("o,1", "o,2");
        assertThat(writers.stream().sorted().toList()).as(what).isIn(List.of(), List.of("w,1", "w,2"));
        assertThat(other.isClean()).as(what + " " + other.files()).isTrue();
        try (var tree = Files.walk(run.resolve("out"))) {
            assertThat(tree.map(Path::toString)).as(what).noneMatch(path -> path.contains("/.drover"));
        }
        plan.end();
        sound.end();
    }

    private static List<String> rows(Map<String, List<String>> files) {
        List<String> all = new ArrayList<>();
        files.forEach((name, rows) -> {
            if (!name.endsWith("_SUCCESS")) {
                all.addAll(rows);
            }
        });
        return all;
    }

    @AfterAll
    static void count() {
        System.out.println("overwritten locations, local files: " + runs + " publications");
    }
}
