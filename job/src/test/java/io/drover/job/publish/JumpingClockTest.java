package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine whose clock is set, to and fro, while it holds a location. */
class JumpingClockTest {
    private static final List<List<String>> NEW = List.of(List.of("new,1"));

    @TempDir
    Path folder;

    private final Configuration configuration = new Configuration();
    private Path target;
    private JobSpec.Output output;
    private TestingPublication job;

    @BeforeEach
    void job() throws Exception {
        target = Files.createDirectory(folder.resolve("out")).resolve("result.csv");
        Files.writeString(target, "old,1\n");
        output = TestingPublication.output("o", target.toUri().toString(), Action.APPEND, true, FileFormat.CSV,
                Compression.NONE, false);
        job = new TestingPublication(folder.resolve("job").toUri(), 9, configuration);
    }

    /** What counts is that the times of a lock's touches change. */
    @Test
    void aHolderWhoseClockJumpsKeepsItsLock() throws Exception {
        Configuration quick = new Configuration(configuration);
        quick.setLong(LocationLocks.LEASE_MILLIS, 2000);
        Path lock = target.resolveSibling(".drover").resolve("lock");
        Files.createDirectories(lock.getParent());
        // Of a process on another machine, of which nothing but its touches is known.
        Files.writeString(lock, "{\"token\": \"t\", \"transaction\": \"7-1-x\"}");
        job.prepare(1, List.of(output));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> jump(lock, over));
        CompletableFuture<PublishOutcome> other = CompletableFuture.supplyAsync(() -> {
            try {
                return new TestingPublication(folder.resolve("job").toUri(), 9, quick)
                        .publish(1, List.of(output), NEW);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        // More than two leases.
        assertThat(other.copy().completeOnTimeout(null, 5, TimeUnit.SECONDS).get()).as("while it is touched").isNull();
        assertThat(lock).exists();
        over.set(true);
        holder.get(60, TimeUnit.SECONDS);
        assertThat(other.get(60, TimeUnit.SECONDS)).as("after its lease").isInstanceOf(PublishOutcome.Done.class);
        assertThat(target).hasContent("old,1\nnew,1\n");
    }

    private static void jump(Path lock, AtomicBoolean over) {
        for (int i = 0; !over.get(); i++) {
            try {
                Instant time = Instant.now().plus(Duration.ofDays(i % 3 == 0 ? -i : i));
                Files.setLastModifiedTime(lock, FileTime.from(time));
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
