package io.drover.spark.source;

import io.drover.job.source.RecordSources;
import io.drover.job.source.ResolvedSource;
import io.drover.job.source.SourceInput;
import io.drover.job.storage.HadoopFiles;
import io.drover.recipe.plan.Plan;
import io.drover.spark.function.StorageTypes;
import io.drover.spark.plan.ScanFrames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.util.SerializableConfiguration;
import scala.Option;

/**
 * The sources of a job as Spark frames. Files are read in pieces that guess that they don't begin inside quotes; after a
 * run {@link #misread} says whether a guess was wrong, and then what was made has to be thrown away and made again.
 */
public final class SourceScans implements ScanFrames {

    /** Setting: the size that files are cut into, in bytes. */
    public static final String PIECE_BYTES = "spark.drover.pieceBytes";

    private static final long LARGEST_PIECE = 64L << 20;
    private static final long SMALLEST_PIECE = 4L << 20;
    /** Pieces for each core, so that a slow one doesn't hold up the rest. */
    private static final int PIECES_PER_CORE = 3;
    private static final int GROWTH_OF_COMPRESSED = 5;

    private final SparkSession session;
    private final Map<String, ResolvedSource> sources = new HashMap<>();
    private final Configuration hadoop;
    private final Broadcast<SerializableConfiguration> configuration;
    private final long pieceSize;
    private final Set<String> exact = new HashSet<>();
    private final Map<String, List<Piece>> guessed = new HashMap<>();
    /** What was opened last, by the scan's key. */
    private final Map<String, Opened> scans = new ConcurrentHashMap<>();
    private ReadTallies tallies;

    private record Opened(ScanSpec spec, List<Piece> pieces) {}

    public SourceScans(SparkSession session, List<ResolvedSource> sources, Configuration hadoop) {
        this.session = session;
        this.hadoop = hadoop;
        sources.forEach(source -> this.sources.put(source.id(), source));
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        this.configuration = context.broadcast(new SerializableConfiguration(hadoop));
        long share = totalBytes() / Math.max(1, context.defaultParallelism() * PIECES_PER_CORE);
        this.pieceSize = Long.parseLong(session.conf().get(
                PIECE_BYTES, String.valueOf(Math.max(SMALLEST_PIECE, Math.min(LARGEST_PIECE, share)))));
        begin();
    }

    /** Forgets what was counted, before another run. */
    public void begin() {
        tallies = new ReadTallies(session.sparkContext());
        guessed.clear();
    }

    /** What the sources hold, decompressed. */
    public long estimatedBytes() {
        return sources.values().stream().mapToLong(SourceScans::estimatedBytes).sum();
    }

    /** As the files lie in storage. */
    public long totalBytes() {
        return sources.values().stream().mapToLong(ResolvedSource::length).sum();
    }

    /** Bytes that finished tasks have read, as they lie in storage. */
    public long bytesRead() {
        return tallies.bytesRead();
    }

    /** Id of the accumulator that counts bytes, for listeners. */
    public long bytesAccumulator() {
        return tallies.bytesAccumulator();
    }

    /** What was out of the ordinary in the files that were read. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        reportsByKey().forEach((source, reports) -> warnings.addAll(new PieceChain(reports).warnings()));
        return warnings;
    }

    /**
     * Looks at why a run failed: if a task met a bad record that is to fail the job, which is the first one, whichever task was the
     * first to meet one. For that the pieces before it are read once more.
     *
     * @return whether no record was bad, but a piece began inside quotes: then this reads exactly from now on, and the run has to
     *     be repeated
     * @throws JobFailure that tells of the first bad record in the order of files and records
     */
    public boolean misreadBy(Throwable failure) {
        Optional<BadRecordMet> met = BadRecordMet.in(failure);
        if (met.isEmpty()) {
            return false;
        }
        PieceReport report = met.get().report();
        Opened opened = scans.get(report.source());
        List<PieceReport> reports = new ArrayList<>(
                FirstBadRecord.look(JavaSparkContext.fromSparkContext(session.sparkContext()), opened.spec(),
                        opened.pieces().stream().filter(piece -> piece.isBefore(report.piece())).toList(), configuration));
        reports.add(report);
        List<PieceReport> read = FirstBadRecord.upToIt(reports);
        List<Piece> pieces = read.stream().map(PieceReport::piece).toList();
        PieceChain chain = new PieceChain(read);
        if (guessed.containsKey(report.source()) && !chain.holds(pieces)) {
            exact.add(report.source());
            return true;
        }
        throw RecordSources.badRecords(chain.warningsByFile().get(0));
    }

    /**
     * Whether pieces began inside quotes: then this reads them exactly from now on, and the run has to be repeated.
     *
     * @throws JobFailure if a compressed file is damaged in a way that only all its pieces together show
     */
    public boolean misread() {
        Map<String, List<PieceReport>> reports = reportsByKey();
        reports.forEach((source, read) -> {
            PieceChain chain = new PieceChain(read);
            StreamSums.check(scans.get(source).pieces(), chain::sums);
        });
        boolean wrong = false;
        for (Map.Entry<String, List<Piece>> source : guessed.entrySet()) {
            List<PieceReport> read = reports.getOrDefault(source.getKey(), List.of());
            if (!new PieceChain(read).holds(source.getValue())) {
                exact.add(source.getKey());
                wrong = true;
            }
        }
        return wrong;
    }

    private Map<String, List<PieceReport>> reportsByKey() {
        Map<String, List<PieceReport>> reports = new HashMap<>();
        tallies.reports().forEach(
                report -> reports.computeIfAbsent(report.source(), absent -> new ArrayList<>()).add(report));
        return reports;
    }

    @Override
    public Dataset<Row> frame(Plan.Scan scan) {
        ResolvedSource source = sources.get(scan.source());
        if (source == null) {
            throw new IllegalArgumentException("no source " + scan.source() + "; there are " + sources.keySet());
        }
        ScanSpec spec = ScanSpec.of(source, scan);
        SourceTable table = new SourceTable(source.name(), StorageTypes.schema(scan.columns()), spec,
                estimatedBytes(source), new SourceTable.Opening() {
                    @Override
                    public List<SourcePartition> partitions(ScanSpec wanted) {
                        List<Piece> pieces = pieces(source, wanted);
                        scans.put(wanted.key(), new Opened(wanted, pieces));
                        return SourcePartition.pack(pieces, pieceSize, piece -> hosts(piece));
                    }

                    @Override
                    public SourceRows rows(ScanSpec wanted) {
                        return new SourceRows(wanted, configuration, tallies);
                    }
                });
        return Dataset.ofRows(session, DataSourceV2Relation.create(table, Option.empty(), Option.empty()));
    }

    private List<Piece> pieces(ResolvedSource source, ScanSpec spec) {
        List<Piece> pieces = Splitting.pieces(source, spec, pieceSize);
        boolean cut = pieces.stream().anyMatch(piece -> !piece.isWholeFile());
        if (!cut || !Splitting.isGuessed(spec, pieces)) {
            return pieces;
        }
        if (!exact.contains(spec.key())) {
            guessed.put(spec.key(), pieces);
            return pieces;
        }
        return Splitting.isSliced(spec) && ExactPieces.canFind(Splitting.format(spec))
                ? ExactPieces.find(JavaSparkContext.fromSparkContext(session.sparkContext()), pieces,
                        Splitting.format(spec), configuration)
                : Splitting.pieces(source, spec, Long.MAX_VALUE / 2);
    }

    private static long estimatedBytes(ResolvedSource source) {
        return source.files().stream()
                .mapToLong(file -> SourceInput.isCompressed(file.uri())
                        ? file.length() * GROWTH_OF_COMPRESSED : file.length())
                .sum();
    }

    private List<String> hosts(Piece piece) {
        try {
            Path path = new Path(URI.create(piece.uri()));
            FileSystem files = HadoopFiles.of(path, hadoop).fileSystem();
            if ("file".equals(files.getUri().getScheme())) {
                return List.of();
            }
            List<String> hosts = new ArrayList<>();
            for (BlockLocation block : files.getFileBlockLocations(path, piece.start(), 1)) {
                hosts.addAll(List.of(block.getHosts()));
            }
            hosts.remove("localhost");
            return hosts;
        } catch (IOException e) {
            throw new UncheckedIOException("can't find where " + piece.uri() + " lies", e);
        }
    }
}
