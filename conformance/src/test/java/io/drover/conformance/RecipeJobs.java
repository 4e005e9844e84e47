package io.drover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.job.directory.JobDirectory;
import io.drover.job.directory.Report;
import io.drover.job.driver.Driver;
import io.drover.job.engine.Engine;
import io.drover.job.spec.JobSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;

/** Whole jobs of one recipe over one source, run in this process as a driver runs them. */
final class RecipeJobs {
    private static final long WRANGLE = 1;
    private static final long FIRST_WRITER = 2;

    private final Path folder;
    private int jobs;

    /** @param folder below which the jobs have their directories */
    RecipeJobs(Path folder) {
        this.folder = folder;
    }

    /** @param files URIs or patterns */
    static JobSpec.Source source(JobSpec.SourceOptions options, List<String> files) {
        return new JobSpec.Source("s", "in", files, options, List.of());
    }

    /** One new file with a header. */
    static JobSpec.Output csv(Path file) {
        return new JobSpec.Output("o", file.toUri().toString(), JobSpec.Action.CREATE, JobSpec.FileFormat.CSV,
                JobSpec.Compression.NONE, true, true, ",", false, true);
    }

    Report run(Engine engine, JobSpec.Source source, String recipe, List<JobSpec.Output> outputs) throws IOException {
        int group = ++jobs;
        List<Long> writers = LongStream.range(FIRST_WRITER, FIRST_WRITER + outputs.size()).boxed().toList();
        JobSpec spec = new JobSpec(1, group, 1, engine.name(), new JobSpec.Jobs(WRANGLE, writers, null), List.of(source),
                List.of(new JobSpec.Dataset("d", "out", JobSpec.Dataset.Input.ofSource(source.id()), Map.of(), recipe)),
                "d", outputs, false, Map.of(), Instant.parse("2026-01-01T00:00:00Z"), JobSpec.Limits.DEFAULT);
        Configuration configuration = new Configuration();
        JobDirectory job = JobDirectory.at(folder.resolve(String.valueOf(group)).toUri(), configuration);
        job.prepare(spec);
        int code = Driver.run(job.uri(), engine, configuration);
        Report report = job.attempt(1).report().orElseThrow();
        assertThat(report.outcome() == Report.Outcome.PUBLISHED).as(report.toString()).isEqualTo(code == Driver.PUBLISHED);
        return report;
    }

    void publish(Engine engine, JobSpec.Source source, String recipe, List<JobSpec.Output> outputs) throws IOException {
        Report report = run(engine, source, recipe, outputs);
        assertThat(report.outcome()).as(report.toString()).isEqualTo(Report.Outcome.PUBLISHED);
    }
}
