package io.drover.job.spec;

import io.drover.job.spec.JobSpec.Dataset.Input;
import io.drover.job.storage.LocalPlaces;
import io.drover.recipe.type.ColumnType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Jobs for tests. */
public final class TestingSpecs {
    private TestingSpecs() {}

    public static JobSpec full() {
        return withColumns(List.of(
                new JobSpec.SourceColumn("id", ColumnType.INTEGER),
                new JobSpec.SourceColumn("näme \"x\"", ColumnType.STRING)));
    }

    public static JobSpec withColumns(List<JobSpec.SourceColumn> columns) {
        JobSpec.Source source = new JobSpec.Source("s1", "orders", List.of("file:///in/*.csv", "hdfs:///in/b.csv"),
                new JobSpec.SourceOptions("csv", ";", true, "\"", "UTF-8", "header", null), columns,
                Map.of("id", ColumnType.STRING),
                List.of(new JobSpec.PathSelection("day", JobSpec.PathSelection.Kind.DATETIME, "yyyy-MM-dd last 7 days")));
        return new JobSpec(
                1, 9, 1, "photon",
                new JobSpec.Jobs(21, List.of(22L, 23L), 24L),
                List.of(source, new JobSpec.Source("s2", "x", List.of("/y"), JobSpec.SourceOptions.DETECT, List.of())),
                List.of(
                        new JobSpec.Dataset("d1", "clean", Input.ofSource("s1"), Map.of(), "drop col: id\n"),
                        new JobSpec.Dataset("d2", "final", Input.ofDataset("d1"),
                                Map.of("other", Input.ofSource("s2"), "clean", Input.ofDataset("d1")), "")),
                "d2",
                List.of(
                        new JobSpec.Output("o1", "file:///out/a.csv.gz", JobSpec.Action.CREATE, JobSpec.FileFormat.CSV,
                                JobSpec.Compression.GZIP, true, true, "|", true, false),
                        new JobSpec.Output("o2", "/out/dir", JobSpec.Action.OVERWRITE, JobSpec.FileFormat.PQT,
                                JobSpec.Compression.SNAPPY, false, false, ",", false, true)),
                true,
                Map.of("region", "eu"),
                Instant.parse("2026-03-01T10:20:30.123Z"),
                new JobSpec.Limits(1L << 30, 2, 600L, null,
                        new LocalPlaces(List.of("/data"), List.of("/data/.drover"))));
    }
}
