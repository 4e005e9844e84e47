package io.drover.spark.output;

import io.drover.job.engine.EngineResult.StagedFile;
import io.drover.job.engine.EngineRun;
import io.drover.job.engine.EngineRun.StagingRequest;
import io.drover.job.engine.JobCode;
import io.drover.job.output.AvroFile;
import io.drover.job.profile.Profile;
import io.drover.job.profile.ProfileBuilder;
import io.drover.job.spec.JobSpec;
import io.drover.job.spec.JobSpec.Compression;
import io.drover.job.storage.HadoopFiles;
import io.drover.recipe.analysis.OutputRows;
import io.drover.recipe.analysis.OutputRows.TypedColumn;
import io.drover.recipe.plan.Expr;
import io.drover.recipe.plan.NamedExpr;
import io.drover.recipe.type.Storage;
import io.drover.spark.plan.PlanFrames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.SerializableConfiguration;
import scala.collection.JavaConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Stages all outputs of a run from one pass over its rows. Nothing is in place before {@link #commit}. */
public final class OutputSink {

    private final SparkSession session;
    private final EngineRun run;
    private final Configuration hadoop;
    private final Broadcast<SerializableConfiguration> configuration;
    private final LongAccumulator written;
    private final List<NamedExpr> columns = new ArrayList<>();
    private final List<SinkTask.Target> targets = new ArrayList<>();
    private final Map<Integer, SinkTask.Parts> staged = new TreeMap<>();
    private final ResultProfile profile;
    private ProfileBuilder profiled;

    public OutputSink(SparkSession session, EngineRun run, Configuration hadoop) throws IOException {
        this.session = session;
        this.run = run;
        this.hadoop = hadoop;
        this.configuration = JavaSparkContext.fromSparkContext(session.sparkContext())
                .broadcast(new SerializableConfiguration(hadoop));
        this.written = session.sparkContext().longAccumulator("rows written");
        for (StagingRequest request : run.outputs()) {
            targets.add(new SinkTask.Target(request.directory(), format(request)));
        }
        this.profile = run.profile() ? new ResultProfile(run) : null;
        if (profile != null) {
            profile.texts().forEach(this::add);
        }
    }

    /** Id of the accumulator that counts rows, for listeners. */
    public long rowsAccumulator() {
        return written.id();
    }

    /** Rows that finished tasks wrote. */
    public long rowsWritten() {
        return written.value();
    }

    private PartFormat format(StagingRequest request) throws IOException {
        JobSpec.Output output = request.output();
        OutputRows rows = new OutputRows(run.table(), run.referenceTime(), output.includeMismatches());
        return switch (output.format()) {
            case CSV -> {
                add(rows.csvLine(output.delimiter(), output.hasQuotes()));
                yield new PartFormat.Lines(
                        output.header() ? rows.csvHeader(output.delimiter(), output.hasQuotes()) : null,
                        request.singlePart(), output.compression());
            }
            case JSON -> {
                add(rows.jsonLine());
                yield new PartFormat.Lines(null, request.singlePart(), output.compression());
            }
            case AVRO -> {
                List<TypedColumn> typed = rows.typedColumns();
                typed.forEach(column -> add(column.value()));
                yield new PartFormat.Avro(AvroFile.schema(typed).toString(), storages(typed),
                        output.compression() == Compression.SNAPPY);
            }
            case PQT -> {
                List<TypedColumn> typed = rows.typedColumns();
                typed.forEach(column -> add(column.value()));
                yield parquet(typed, output.compression());
            }
        };
    }

    private void add(Expr value) {
        // An id that no plan has: plan ids have no blanks.
        columns.add(new NamedExpr("output " + columns.size(), value));
    }

    private static ArrayList<Storage> storages(List<TypedColumn> typed) {
        ArrayList<Storage> storages = new ArrayList<>();
        typed.forEach(column -> storages.add(column.value().type().storage()));
        return storages;
    }

    private PartFormat parquet(List<TypedColumn> typed, Compression compression) throws IOException {
        StructType schema = PartFormat.Parquet.schema(typed);
        Job job = Job.getInstance(new Configuration(false));
        Map<String, String> options =
                Map.of("compression", compression == Compression.SNAPPY ? "snappy" : "none");
        OutputWriterFactory factory = new ParquetFileFormat().prepareWrite(session, job,
                scala.collection.immutable.Map$.MODULE$.<String, String>empty()
                        .$plus$plus(JavaConverters.mapAsScalaMap(options)), schema);
        ArrayList<String[]> settings = new ArrayList<>();
        job.getConfiguration().forEach(entry -> settings.add(new String[] {entry.getKey(), entry.getValue()}));
        return new PartFormat.Parquet(schema, factory, settings);
    }

    /** Runs the plan and stages what it gives. What an earlier call staged is removed first. */
    public void stage(PlanFrames frames, Dataset<Row> frame) throws IOException {
        discard();
        RDD<InternalRow> rows = frames.project(frame, columns).queryExecution().toRdd();
        SinkTask task = new SinkTask(targets, configuration, written, profile == null ? null : profile.builder(),
                profile == null ? 0 : profile.texts().size());
        SparkContext context = session.sparkContext();
        if (rows.getNumPartitions() == 0) {
            take(0, task.write(null, 0, 0, JavaConverters.asScalaIterator(List.<InternalRow>of().iterator())));
            return;
        }
        context.runJob(rows, task, new AbstractFunction2<Object, SinkTask.Parts, BoxedUnit>() {
            @Override
            public BoxedUnit apply(Object partition, SinkTask.Parts parts) {
                take((Integer) partition, parts);
                return BoxedUnit.UNIT;
            }
        }, ClassTag.<SinkTask.Parts>apply(SinkTask.Parts.class));
    }

    /** One result at a time; profiles are merged at once, for they may be large. */
    private synchronized void take(int partition, SinkTask.Parts parts) {
        staged.put(partition, new SinkTask.Parts(partition, parts.rows(), parts.paths(), parts.bytes(), null));
        if (profiled == null) {
            profiled = parts.profile();
        } else if (parts.profile() != null) {
            profiled.merge(parts.profile());
        }
    }

    /** The result's profile, if the run asks for one. */
    public Optional<Profile> profile(PlanFrames frames, Dataset<Row> frame) {
        return profile == null ? Optional.empty() : Optional.of(profile.build(profiled, frames, frame));
    }

    /** Rows of the result. */
    public long rows() {
        return staged.values().stream().mapToLong(SinkTask.Parts::rows).sum();
    }

    /** Gives the part files their names, in order, and removes what other attempts of tasks left. */
    public Map<String, List<StagedFile>> commit() throws IOException {
        Map<String, List<StagedFile>> files = new LinkedHashMap<>();
        for (int o = 0; o < targets.size(); o++) {
            StagingRequest request = run.outputs().get(o);
            HadoopFiles storage = HadoopFiles.of(new Path(request.directory()), hadoop);
            List<StagedFile> parts = new ArrayList<>();
            for (SinkTask.Parts task : staged.values()) {
                if (isLeftOut(task, request)) {
                    continue;
                }
                Path part = new Path(request.directory(),
                        String.format("part-%05d%s", parts.size(), request.extension()));
                Path from = new Path(task.paths().get(o));
                if (!storage.fileSystem().rename(from, part)) {
                    throw JobCode.ENGINE_FAILED.failure(from + " could not be renamed to " + part.getName());
                }
                parts.add(new StagedFile(part.toString(), task.rows(), task.bytes().get(o)));
            }
            removeAttempts(storage, request);
            files.put(request.output().id(), List.copyOf(parts));
        }
        return files;
    }

    /** The first partition's files are always there: for the header, or so that an empty result is a file. */
    private boolean isLeftOut(SinkTask.Parts task, StagingRequest request) {
        if (task.paths().isEmpty()) {
            return true;
        }
        boolean holdsHeader = request.singlePart() && request.output().header();
        return task.rows() == 0 && !holdsHeader && rows() > 0;
    }

    /** Removes all that was staged. */
    public void discard() throws IOException {
        staged.clear();
        profiled = null;
        written.reset();
        for (StagingRequest request : run.outputs()) {
            removeAttempts(HadoopFiles.of(new Path(request.directory()), hadoop), request);
        }
    }

    private static void removeAttempts(HadoopFiles storage, StagingRequest request) throws IOException {
        Path directory = new Path(request.directory());
        if (!storage.exists(directory)) {
            return;
        }
        for (FileStatus file : storage.list(directory)) {
            if (file.getPath().getName().startsWith(SinkTask.ATTEMPT_PREFIX)) {
                storage.delete(file.getPath());
            }
        }
    }
}
