package io.drover.photon;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.engine.EngineResult;
import io.drover.job.engine.EngineRun;
import io.drover.job.engine.EngineRun.StagingRequest;
import io.drover.job.source.ResolvedSource;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However many outputs a job has, it reads its inputs as often as for one; the kernel counts the bytes. */
@EnabledOnOs(OS.LINUX)
class InputsReadOnceTest {
    @TempDir
    Path directory;

    /** Bytes that this process has read by now, from disks or caches. */
    private static long bytesRead() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io")).stream().filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("rchar: ".length()))).sum();
    }

    private long bytesToRun(String name, boolean profile, ResolvedSource source, FileFormat... formats)
            throws Exception {
        List<StagingRequest> requests = new ArrayList<>();
        for (FileFormat format : formats) {
            String id = name + requests.size();
            requests.add(Jobs.staging(directory.resolve(id), Jobs.output(id, format, Compression.NONE, true), ".out"));
        }
        long before = bytesRead();
        try (PhotonEngine engine = new PhotonEngine()) {
            engine.open(Jobs.context(directory.resolve("work-" + name), source));
            EngineResult result = engine.run(
                    new EngineRun(Jobs.table(source, false), requests, profile, Jobs.NOW), Jobs.NO_PROGRESS);
            assertThat(result.rows()).isPositive();
            assertThat(result.outputs()).hasSize(formats.length);
            assertThat(result.bytesRead()).isEqualTo(source.length());
        }
        return bytesRead() - before;
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.csv", "orders.csv.gz"})
    void severalOutputsAndAProfileReadNoMoreThanOneOutput(String name) throws Exception {
        Path file = directory.resolve(name);
        try (BufferedWriter out = new BufferedWriter(new OutputStreamWriter(name.endsWith(".gz")
                ? new GZIPOutputStream(Files.newOutputStream(file)) : Files.newOutputStream(file),
                StandardCharsets.UTF_8))) {
            java.util.Random random = new java.util.Random(1);
            for (int i = 0; i < 150_000; i++) {
                out.write(i + "," + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()) + "\n");
            }
        }
        ResolvedSource source = Jobs.csv(2, false, file);
        ResolvedSource small = Jobs.csv(2, false, Files.writeString(directory.resolve("small.csv"), "1,a\n"));
        FileFormat[] several = {FileFormat.CSV, FileFormat.JSON, FileFormat.AVRO};
        bytesToRun("warm", true, small, several);
        long one = bytesToRun("one", false, source, FileFormat.CSV);
        long many = bytesToRun("many", true, source, several);
        assertThat(one).as("bytes of one output").isGreaterThanOrEqualTo(Files.size(file));
        assertThat(many - one).as("bytes that further outputs cost").isLessThan(Files.size(file) / 4);
    }
}
