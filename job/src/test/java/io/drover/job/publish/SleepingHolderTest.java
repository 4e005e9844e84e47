package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.JobCode;
import io.drover.job.publish.FaultPlan.Fault;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process falls asleep anywhere in its publication, for longer than its lease, and another job publishes to the same
 * path meanwhile. When it wakes, neither job's rows may be lost or doubled.
 */
class SleepingHolderTest {
    private static final List<List<String>> SLEEPER = List.of(List.of("s,1", "s,2"));
    private static final List<List<String>> OTHER = List.of(List.of("t,1"), List.of("t,2"));
    private static final int STRIDE = System.getProperty("drover.faults", "").equals("all") ? 1 : 3;

    @TempDir(factory = FaultInjectionTest.InMemory.class)
    Path folder;

    private static int runs;

    @ParameterizedTest
    @CsvSource({"APPEND,true", "APPEND,false", "OVERWRITE,true", "OVERWRITE,false", "CREATE,true", "CREATE,false"})
    void neitherIsLostNorDoubled(Action action, boolean single) throws Exception {
        Configuration base = new Configuration();
        base.size();
        int at = action.ordinal() % STRIDE;
        while (run(base, action, single, at)) {
            at += STRIDE;
            runs++;
        }
    }

    private boolean run(Configuration base, Action action, boolean single, int at) throws Exception {
        Path run = Files.createDirectories(folder.resolve("run" + at));
        Path out = Files.createDirectories(run.resolve("out"));
        if (single) {
            Files.writeString(out.resolve("result.csv"), "old\n");
        } else {
            Files.writeString(Files.createDirectory(out.resolve("result.csv")).resolve("part-0"), "old\n");
        }
        FaultPlan plan = FaultPlan.at(Fault.STALL, at);
        FaultPlan sound = FaultPlan.at(Fault.CRASH, -1);
        List<JobSpec.Output> outputs = List.of(TestingPublication.output("o", "fault://" + out + "/result.csv", action,
                single, FileFormat.CSV, Compression.NONE, false));
        Configuration good = sound.configuration(base, 40);
        TestingPublication sleeper =
                new TestingPublication(URI.create("fault://" + run + "/sleeper"), 9, plan.configuration(base, 40));
        TestingPublication again = new TestingPublication(URI.create("fault://" + run + "/sleeper"), 9, good);
        TestingPublication other = new TestingPublication(URI.create("fault://" + run + "/other"), 10, good);
        again.prepare(1, outputs);
        other.prepare(1, outputs);
        FutureTask<PublishOutcome> task = new FutureTask<>(() -> sleeper.publish(1, outputs, SLEEPER));
        Thread thread = new Thread(task, "sleeper");
        thread.start();
        while (!plan.awaitSleep(1) && thread.isAlive()) {
            Thread.onSpinWait();
        }
        boolean reached = thread.isAlive();
        PublishOutcome second = other.publish(1, outputs, OTHER);
        assertThat(second).as(plan.toString()).isInstanceOf(PublishOutcome.Done.class);
        plan.wake();
        PublishOutcome first = task.get();
        if (first instanceof PublishOutcome.NotDone notDone) {
            assertThat(notDone.failure().code()).as(plan + " " + first).isEqualTo(JobCode.PUBLICATION_BROKEN_OFF.id());
        }
        again.prepare(2, outputs);
        assertThat(again.publish(2, outputs, SLEEPER)).as(plan + " " + first).isInstanceOf(PublishOutcome.Done.class);

        LocalFolder readers = new LocalFolder(out);
        Map<String, List<String>> found = readers.rows();
        found.keySet().removeIf(name -> name.endsWith("_SUCCESS"));
        List<String> all = new ArrayList<>();
        found.values().forEach(all::addAll);
        switch (action) {
            case APPEND -> assertThat(all).as(plan + " " + first)
                    .containsExactlyInAnyOrder("old", "s,1", "s,2", "t,1", "t,2");
            case CREATE -> assertThat(found.values()).as(plan + " " + first).containsExactlyInAnyOrder(
                    List.of("old"), List.of("s,1", "s,2"), List.of("t,1", "t,2"));
            case OVERWRITE -> assertThat(all).as(plan + " " + first)
                    .isIn(List.of("s,1", "s,2"), List.of("t,1", "t,2"));
        }
        assertThat(readers.isClean()).as(plan + " " + first + " " + readers.files()).isTrue();
        plan.end();
        sound.end();
        return reached;
    }

    @AfterAll
    static void count() {
        System.out.println("sleeping holders, local files: " + runs + " publications");
    }
}
