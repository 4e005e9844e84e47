package io.drover.job.publish;

import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.TestingSpecs;
import io.drover.job.storage.HadoopFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Publishes text as an engine would have staged it. */
final class TestingPublication {
    private final Configuration configuration;
    private final URI jobDirectory;

    TestingPublication(URI jobDirectory, Configuration configuration) {
        this.jobDirectory = jobDirectory;
        this.configuration = configuration;
    }

    static JobSpec.Output output(String id, String path, JobSpec.Action action, boolean single,
            JobSpec.Compression compression, boolean header) {
        return new JobSpec.Output(id, path, action, JobSpec.FileFormat.CSV, compression, header, single, ",", false,
                true);
    }

    static JobSpec.Output output(String id, String path, JobSpec.Action action, boolean single) {
        return output(id, path, action, single, JobSpec.Compression.NONE, false);
    }

    JobSpec spec(int attempt, List<JobSpec.Output> outputs) {
        JobSpec spec = TestingSpecs.full();
        List<Long> filewriters = new ArrayList<>();
        outputs.forEach(output -> filewriters.add(100L + filewriters.size()));
        return new JobSpec(1, 9, attempt, "photon", new JobSpec.Jobs(21, filewriters, null), spec.sources(),
                spec.datasets(), "d2", outputs, false, Map.of(), spec.referenceTime(), spec.limits());
    }

    /** As a launcher does before it starts a driver. */
    JobDirectory prepare(int attempt, List<JobSpec.Output> outputs) throws IOException {
        JobDirectory directory = JobDirectory.at(jobDirectory, configuration);
        directory.prepare(spec(attempt, outputs));
        return directory;
    }

    /** Stages each text as a part of every output, and publishes. */
    PublishOutcome publish(int attempt, List<JobSpec.Output> outputs, List<String> parts) throws IOException {
        JobDirectory directory = JobDirectory.at(jobDirectory, configuration);
        Publisher publisher = new Publisher(directory, spec(attempt, outputs), configuration);
        Optional<List<OutputResult>> earlier = publisher.begin();
        if (earlier.isPresent()) {
            return new PublishOutcome.Done(earlier.get());
        }
        List<StagedOutput> staged = new ArrayList<>();
        for (JobSpec.Output output : outputs) {
            staged.add(stage(publisher, output, parts));
        }
        return publisher.publish(staged);
    }

    StagedOutput stage(Publisher publisher, JobSpec.Output output, List<String> parts) throws IOException {
        List<StagedFile> files = new ArrayList<>();
        for (String part : parts) {
            Path file = new Path(publisher.directory(output),
                    String.format("part-%05d%s", files.size(), Publisher.partExtension(output)));
            boolean header = output.header() && (files.isEmpty() || !Publisher.isSingleFile(output));
            byte[] bytes = compressed((header ? "h1,h2\n" : "") + part, output.compression());
            HadoopFiles.of(file, configuration).writeExclusively(file, bytes);
            files.add(new StagedFile(file.toString(), part.lines().count(), bytes.length));
        }
        return new StagedOutput(output, 100, files, files.stream().mapToLong(StagedFile::rows).sum(), true,
                (output.header() ? "h1,h2\n" : "").getBytes(StandardCharsets.UTF_8));
    }

    static byte[] compressed(String text, JobSpec.Compression compression) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Compressions.compressing(bytes, compression)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
