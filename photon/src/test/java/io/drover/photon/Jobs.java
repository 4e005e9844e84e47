package io.drover.photon;

import io.drover.job.engine.EngineContext;
import io.drover.job.engine.EngineRun.StagingRequest;
import io.drover.job.engine.ProgressSink;
import io.drover.job.source.ResolvedSource;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.spec.JobSpec.FileFormat;
import io.drover.recipe.analysis.Column;
import io.drover.recipe.analysis.Table;
import io.drover.recipe.plan.OrderKey;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.Plan.Scan.Field;
import io.drover.recipe.plan.PlanColumn;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.type.ColumnType;
import io.drover.recipe.type.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/** Sources, tables and outputs of small jobs over real files. */
final class Jobs {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    static final ProgressSink NO_PROGRESS = new ProgressSink() {
        @Override
        public void bytesRead(long done, long total) {}

        @Override
        public void rowsWritten(long rows) {}

        @Override
        public void activity(String text) {}
    };

    private Jobs() {}

    static ResolvedSource csv(int columns, boolean header, Path... files) throws IOException {
        return csv(columns, header, ",", "\"", files);
    }

    static ResolvedSource csv(int columns, boolean header, String delimiter, String quote, Path... files)
            throws IOException {
        List<ResolvedSource.SourceFile> listed = new ArrayList<>();
        for (Path file : files) {
            listed.add(new ResolvedSource.SourceFile(file.toUri().toString(), file.toString(), Files.size(file)));
        }
        List<JobSpec.SourceColumn> names = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            names.add(new JobSpec.SourceColumn("c" + i, ColumnType.STRING));
        }
        return new ResolvedSource("s", "source", listed,
                new JobSpec.SourceOptions("csv", delimiter, header, quote, "UTF-8", "auto", null), names);
    }

    /** All fields of a source and its hidden columns, in source order. */
    static Table table(ResolvedSource source, boolean hidden) {
        List<Field> fields = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < source.columns().size(); i++) {
            add(fields, columns, Field.Kind.VALUE, i, "c" + i, ValueType.TEXT, true);
        }
        add(fields, columns, Field.Kind.SOURCE_ROW_NUMBER, 0, "number", ValueType.INTEGER, hidden);
        add(fields, columns, Field.Kind.FILE_PATH, 0, "path", ValueType.TEXT, hidden);
        PlanColumn order = new PlanColumn("row_order", ValueType.INTEGER);
        fields.add(new Field(Field.Kind.ROW_ORDER, 0, order));
        Plan scan = new Plan.Scan(source.id(), Reading.DECLARED, fields);
        return new Table(scan, columns, List.of(OrderKey.ascending(order)), Optional.empty(), Optional.empty());
    }

    private static void add(List<Field> fields, List<Column> columns, Field.Kind kind, int index, String id,
            ValueType type, boolean visible) {
        fields.add(new Field(kind, index, new PlanColumn(id, type)));
        if (visible) {
            columns.add(new Column(id, id, type, Set.of()));
        }
    }

    static EngineContext context(Path directory, ResolvedSource... sources) {
        return new EngineContext(
                Arrays.asList(sources), new Configuration(false), directory, JobSpec.Limits.DEFAULT);
    }

    static JobSpec.Output output(String id, FileFormat format, Compression compression, boolean header) {
        return new JobSpec.Output(id, "/out/" + id, JobSpec.Action.CREATE, format, compression, header, true, ",", false,
                true);
    }

    static StagingRequest staging(Path directory, JobSpec.Output output, String extension) throws IOException {
        Files.createDirectories(directory);
        return new StagingRequest(output, new org.apache.hadoop.fs.Path(directory.toUri()).toString(), extension, true, true);
    }
}
