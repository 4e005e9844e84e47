package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.ProcessIdentity;
import io.drover.job.directory.Progress;
import io.drover.job.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers on other machines, whose clocks are an hour behind this one's, as somebody sees them who recovers by hand. */
class WrongClockTest {
    private static final Duration BEHIND = Duration.ofHours(1);

    @TempDir
    Path folder;

    private JobDirectory staged(String job) throws IOException {
        JobDirectory directory = JobDirectory.at(folder.resolve(job).toUri(), new Configuration());
        directory.attempt(1).create();
        directory.raiseFence(1);
        Path transaction = Files.createDirectories(folder.resolve("out/.drover/7-1-" + job));
        var owner = JsonText.object();
        new TransactionId("7-1-" + job, 7, 1, directory.uri().toString(),
                new ProcessIdentity("elsewhere", "", 1, 0), List.of(folder.resolve("out").toUri().toString()))
                .write(owner);
        Files.write(transaction.resolve("owner.json"), JsonText.bytes(owner));
        return directory;
    }

    private static void beat(JobDirectory directory, int number) {
        Instant then = Instant.now().minus(BEHIND).plusMillis(number);
        try {
            directory.attempt(1).write(new Progress(1, 5, 0, 0, -1, "running", then, then, null, List.of()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDriverThatStillBeatsIsLeftAlone() throws Exception {
        JobDirectory alive = staged("alive");
        JobDirectory dead = staged("dead");
        beat(dead, 0);
        AtomicInteger beats = new AtomicInteger();
        ScheduledExecutorService driver = Executors.newSingleThreadScheduledExecutor();
        try {
            driver.scheduleWithFixedDelay(() -> beat(alive, beats.incrementAndGet()), 0, 200, TimeUnit.MILLISECONDS);
            while (beats.get() < 2) {
                Thread.onSpinWait();
            }
            assertThat(Recovery.recover(folder.resolve("out").toUri(), new Configuration())).containsExactlyInAnyOrder(
                    new Recovery.Recovered(7, 1, Recovery.Result.IN_USE),
                    new Recovery.Recovered(7, 1, Recovery.Result.REMOVED));
        } finally {
            driver.shutdownNow();
        }
        assertThat(folder.resolve("out/.drover/7-1-alive")).exists();
        // What is beside a folder is found by the folder's name, too.
        Path output = Files.createDirectories(folder.resolve("out/result"));
        assertThat(Recovery.recover(output.toUri(), new Configuration()))
                .containsExactly(new Recovery.Recovered(7, 1, Recovery.Result.REMOVED));
        assertThat(folder.resolve("out/.drover/7-1-dead")).doesNotExist();
    }
}
