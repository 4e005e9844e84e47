package io.drover.job.publish;

import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report.OutputResult;
import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.job.spec.TestingSpecs;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;

/** Publishes prepared part files as an engine would have staged them. */
public final class TestingPublication {
    private final Configuration configuration;
    private final URI jobDirectory;
    private final long jobGroup;

    public TestingPublication(URI jobDirectory, long jobGroup, Configuration configuration) {
        this.configuration = configuration;
        this.jobDirectory = jobDirectory;
        this.jobGroup = jobGroup;
    }

    public static JobSpec.Output output(String id, String path, JobSpec.Action action, boolean single, FileFormat format,
            Compression compression, boolean header) {
        return new JobSpec.Output(id, path, action, format, compression, header, single, ",", false, true);
    }

    JobSpec spec(int attempt, List<JobSpec.Output> outputs) {
        JobSpec spec = TestingSpecs.full();
        List<Long> filewriters = new ArrayList<>();
        outputs.forEach(output -> filewriters.add(100L + filewriters.size()));
        return new JobSpec(1, jobGroup, attempt, "photon", new JobSpec.Jobs(21, filewriters, null), spec.sources(),
                spec.datasets(), "d2", outputs, false, Map.of(), spec.referenceTime(), spec.limits());
    }

    JobDirectory directory() throws IOException {
        return JobDirectory.at(jobDirectory, configuration);
    }

    /** As a launcher does before it starts a driver. */
    public JobDirectory prepare(int attempt, List<JobSpec.Output> outputs) throws IOException {
        JobDirectory directory = directory();
        directory.prepare(spec(attempt, outputs));
        return directory;
    }

    /** Stages each list of rows as a part of every output, and publishes. */
    public PublishOutcome publish(int attempt, List<JobSpec.Output> outputs, List<List<String>> parts)
            throws IOException {
        Publisher publisher = new Publisher(directory(), spec(attempt, outputs), configuration);
        List<StagedOutput> staged = new ArrayList<>();
        try {
            Optional<List<OutputResult>> earlier = publisher.begin();
            if (earlier.isPresent()) {
                return new PublishOutcome.Done(earlier.get());
            }
            for (JobSpec.Output output : outputs) {
                staged.add(stage(publisher, output, parts));
            }
        } catch (IOException | RuntimeException e) {
            publisher.abandon();
            throw e;
        }
        return publisher.publish(staged);
    }

    StagedOutput stage(Publisher publisher, JobSpec.Output output, List<List<String>> parts) throws IOException {
        List<StagedFile> files = new ArrayList<>();
        long total = 0;
        for (List<String> rows : parts) {
            Path file = new Path(publisher.directory(output),
                    String.format("part-%05d%s", files.size(), Publisher.partExtension(output)));
            List<String> all = new ArrayList<>();
            if (output.header() && (files.isEmpty() || !Publisher.isSingleFile(output))) {
                all.add(TestingParts.HEADER);
            }
            all.addAll(rows);
            byte[] bytes = TestingParts.file(output.format(), output.compression(), all);
            // Not synced, as engines write.
            try (FSDataOutputStream out = HadoopFiles.of(file, configuration).createExclusively(file)) {
                out.write(bytes);
            }
            files.add(new StagedFile(file.toString(), rows.size(), bytes.length));
            total += rows.size();
        }
        return new StagedOutput(output, 100, files, total, true);
    }
}
