package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real disk of one megabyte, where the machine lets the test mount one. */
class DiskFullTest {
    @TempDir
    Path folder;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString());
        assumeTrue(mounted, "this machine doesn't let the test mount a file system");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (java.io.IOException e) {
            return false; // there is no such command
        }
    }

    private static List<String> rows(int kilobytes) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < kilobytes; i++) {
            rows.add("r".repeat(1023));
        }
        return rows;
    }

    private TestingPublication job(List<JobSpec.Output> outputs) throws Exception {
        TestingPublication job = new TestingPublication(folder.resolve("job").toUri(), 3, new Configuration());
        job.prepare(1, outputs);
        return job;
    }

    @Test
    @Timeout(60)
    void aDiskThatFillsWhileStagingLeavesTheOldData() throws Exception {
        Path target = disk.resolve("r.csv");
        Files.writeString(target, "old\n");
        List<JobSpec.Output> outputs = List.of(TestingPublication.output("o", "file://" + target, Action.OVERWRITE, true,
                FileFormat.CSV, Compression.NONE, false));
        Throwable failure = catchThrowable(() -> job(outputs).publish(1, outputs, List.of(rows(2000))));
        assertThat(failure).hasMessageContaining(disk.toString()).hasMessageContaining("No space left");
        assertThat(target).hasContent("old");
        assertThat(disk.resolve(".drover")).doesNotExist();
    }

    /** What was staged fits, the old and the new together don't. */
    @Test
    @Timeout(60)
    void aDiskThatFillsWhileOldAndNewAreJoinedLeavesTheOldData() throws Exception {
        Path target = disk.resolve("r.csv");
        Files.write(target, rows(300));
        List<JobSpec.Output> outputs = List.of(TestingPublication.output("o", "file://" + target, Action.APPEND, true,
                FileFormat.CSV, Compression.NONE, false));
        PublishOutcome outcome = job(outputs).publish(1, outputs, List.of(rows(400)));
        assertThat(outcome).isInstanceOf(PublishOutcome.NotDone.class);
        assertThat(((PublishOutcome.NotDone) outcome).failure())
                .hasMessageContaining(disk.toString()).hasMessageContaining("No space left");
        assertThat(Files.size(target)).isEqualTo(300 << 10);
        assertThat(disk.resolve(".drover")).doesNotExist();
    }

    /** Not even the lock can be written; nobody may have to wait for it. */
    @Test
    @Timeout(60)
    void aDiskThatIsFullAtTheLockFailsAtOnce() throws Exception {
        Path target = disk.resolve("r.csv");
        List<JobSpec.Output> outputs = List.of(TestingPublication.output("o", "file://" + target, Action.CREATE, true,
                FileFormat.CSV, Compression.NONE, false));
        TestingPublication job = job(outputs);
        Publisher publisher = new Publisher(job.directory(), job.spec(1, outputs), new Configuration());
        publisher.begin();
        StagedOutput staged = job.stage(publisher, outputs.get(0), List.of(List.of("1")));
        Throwable full = catchThrowable(() -> Files.write(disk.resolve("filler"), new byte[2 << 20]));
        assertThat(full).hasMessageContaining("No space left");
        PublishOutcome outcome = publisher.publish(List.of(staged));
        assertThat(outcome).isInstanceOf(PublishOutcome.NotDone.class);
        assertThat(((PublishOutcome.NotDone) outcome).failure()).hasMessageContaining(disk.toString());
        assertThat(target).doesNotExist();
        assertThat(disk.resolve(".drover")).doesNotExist();
    }
}
