package io.drover.job.driver;

import static io.drover.job.driver.TestingJob.WRANGLE;
import static io.drover.job.driver.TestingJob.log;
import static io.drover.job.driver.TestingJob.report;
import static io.drover.job.driver.TestingJob.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.engine.JobCode;
import io.drover.job.spec.JobSpec.Action;
import io.drover.job.spec.JobSpec.Limits;
import io.drover.job.storage.LocalPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a driver may not tell, and where it may not go. */
class DriverSecurityTest {
    private final TestingJob job;

    DriverSecurityTest(@TempDir Path folder) throws IOException {
        this.job = new TestingJob(folder);
    }

    @Test
    void noSecretReachesLogErrorReportOrProgress() throws Exception {
        job.configuration().set("fs.s3a.secret.key", "wJalrXUtnFEMI/K7MDENG");
        JobDirectory directory = job.prepare(1);
        assertThat(job.run(directory, new InMemoryEngine().beforeStaging(engine -> {
            throw new IllegalStateException("GET https://b/k?X-Amz-Signature=f00dfeed (Authorization: Basic ZXZlOnA=)",
                    new IOException("spark.hadoop.fs.azure.account.key.x=c0ffee; wJalrXUtnFEMI/K7MDENG"));
        }))).isEqualTo(Driver.FAILED);
        assertThat(result(report(directory, 1), WRANGLE).error().message()).contains("https://b/k?X-Amz-Signature=***");
        try (Stream<Path> files = Files.walk(job.folder().resolve("job"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString())
                        .doesNotContain("f00dfeed", "ZXZlOnA", "c0ffee", "wJalrXUtnFEMI");
            }
        }
        assertThat(log(directory)).contains("spark.hadoop.fs.azure.account.key.x=***");
    }

    @Test
    void aUriWithAPasswordIsRefusedWithoutRepeatingIt() throws Exception {
        job.uris = List.of("ftp://eve:hunter2@localhost/orders.csv");
        JobDirectory directory = job.prepare(1);
        assertThat(job.run(directory, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        assertThat(result(report(directory, 1), WRANGLE).error()).satisfies(error -> {
            assertThat(error.code()).isEqualTo(JobCode.INVALID_SPEC.id());
            assertThat(error.message()).contains("orders", "password").doesNotContain("hunter2");
        });
        assertThat(log(directory)).doesNotContain("hunter2");
    }

    @Test
    void linksDoNotLeadOutOfThePlacesOfTheJob() throws Exception {
        Path allowed = Files.createDirectory(job.folder().resolve("allowed"));
        Path elsewhere = Files.writeString(job.folder().resolve("orders-of-others.csv"), "id,qty\n1,2\n");
        Files.copy(job.folder().resolve("orders.csv"), allowed.resolve("a.csv"));
        job.limits = Limits.DEFAULT.within(new LocalPlaces(List.of(job.folder().resolve("out").toString(), allowed.toString()),
                List.of()));
        job.uris = List.of(allowed.toUri() + "*.csv");
        assertThat(job.run(job.prepare(1), new InMemoryEngine())).isEqualTo(Driver.PUBLISHED);

        Files.createSymbolicLink(allowed.resolve("b.csv"), elsewhere);
        JobDirectory source = job.prepare("job-2", 1);
        assertThat(job.run(source, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        assertThat(result(report(source, 1), WRANGLE).error().code()).isEqualTo("DROVER-J204");
        assertThat(result(report(source, 1), WRANGLE).error().message())
                .isEqualTo("source orders: " + allowed.resolve("b.csv") + " leads to a place that the job may not use");

        job.uris = List.of(allowed.resolve("a.csv").toUri().toString());
        job.outputs = List.of(job.output("o1", allowed.resolve("link/new.csv"), Action.CREATE));
        Files.createSymbolicLink(allowed.resolve("link"), Files.createDirectory(job.folder().resolve("others")));
        JobDirectory output = job.prepare("job-3", 1);
        assertThat(job.run(output, new InMemoryEngine())).isEqualTo(Driver.FAILED);
        assertThat(result(report(output, 1), WRANGLE).error().code()).isEqualTo("DROVER-J204");
        try (Stream<Path> left = Files.list(job.folder().resolve("others"))) {
            assertThat(left).isEmpty();
        }
    }
}
