package io.drover.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.ProcessIdentity;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of an attempt that stopped before it decided to publish is removed at once, whoever has the location. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LostAttemptTest {
    @TempDir
    Path folder;

    private final Configuration configuration = new Configuration();
    private Path out;
    private JobDirectory directory;

    /** An attempt that has staged its output. */
    @BeforeEach
    void stage() throws IOException {
        out = Files.createDirectory(folder.resolve("out"));
        TestingPublication job = new TestingPublication(folder.resolve("job").toUri(), 1, configuration);
        JobSpec.Output output = TestingPublication.output("o", "file://" + out + "/r.csv", Action.CREATE, true,
                FileFormat.CSV, Compression.NONE, true);
        directory = job.prepare(1, List.of(output));
        Publisher publisher = new Publisher(directory, job.spec(1, List.of(output)), configuration);
        assertThat(publisher.begin()).isEmpty();
        job.stage(publisher, output, List.of(List.of("1,a")));
        directory.raiseFence(2);
    }

    private LocationLocks lock(long jobGroup, String jobDirectory, ProcessIdentity process) throws IOException {
        List<String> parents = List.of("file:" + out);
        return LocationLocks.acquire(parents,
                new TransactionId(jobGroup + "-1-x", jobGroup, 1, jobDirectory, process, parents), configuration);
    }

    @Test
    void whileAnotherPublishes() throws IOException {
        try (LocationLocks other = lock(2, "file:///elsewhere", ProcessIdentity.current())) {
            assertThat(Recovery.settle(directory, configuration)).isEmpty();
            try (Stream<Path> left = Files.list(out.resolve(".drover"))) {
                assertThat(left).as("the other's lock alone").containsExactly(out.resolve(".drover/lock"));
            }
            assertThat(other.holds(List.of("file:" + out))).isTrue();
        }
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void withItsOwnLockFromAMachineThatNobodyCanLookAt() throws IOException {
        LocationLocks own = lock(1, directory.uri().toString(), new ProcessIdentity("another.example.org", "", 1, 1));
        assertThat(Recovery.settle(directory, configuration)).isEmpty();
        assertThat(out).isEmptyDirectory();
        own.close();
    }
}
