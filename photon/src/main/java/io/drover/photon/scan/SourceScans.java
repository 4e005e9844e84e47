package io.drover.photon.scan;

import io.drover.job.engine.JobCode;
import io.drover.job.source.HeaderLayout;
import io.drover.job.source.RecordSource;
import io.drover.job.source.RecordSources;
import io.drover.job.source.ResolvedSource;
import io.drover.job.source.ResolvedSource.SourceFile;
import io.drover.job.source.delimited.RecordReader;
import io.drover.job.spec.JobSpec.SourceOptions;
import io.drover.photon.plan.ScanSql;
import io.drover.recipe.function.Dialect;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.Reading;
import io.drover.recipe.sql.SqlSyntax;
import io.drover.recipe.type.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Scans of a job's sources. Local, uncompressed, regular delimited text is read by DuckDB itself; everything else by the
 * readers that all engines share, into a table. Both give the same rows.
 *
 * <p>Should DuckDB refuse a file that it was trusted with (bad UTF-8, a very long line), {@link #readEverythingInJava}
 * sends all files the other way.
 */
public final class SourceScans implements ScanSql {
    /** More than any file has records. */
    private static final int FILE_SHIFT = 40;

    /**
     * DuckDB's own 32 MB, of which each thread has several that can't be spilled, leave nothing of a small memory limit; these are
     * read as fast. It has to hold the longest line that DuckDB takes, 2 MB.
     */
    private static final int READ_BUFFER = 8 << 20;

    private static final SqlSyntax SYNTAX = SqlSyntax.of(Dialect.DUCKDB);

    private final Map<String, ResolvedSource> sources = new HashMap<>();
    private final DuckDBConnection connection;
    private final Configuration configuration;
    private final int threads;
    private final LongConsumer progress;
    private final Map<String, Boolean> regular = new HashMap<>();
    private final Map<String, Loaded> tables = new HashMap<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private boolean nativeReads = true;
    private boolean readNatively;
    private int tableCount;

    /** A table of a segment's records: columns {@code f<index>}, {@code n} (record number), {@code p} (path). */
    private record Loaded(String table, Set<Integer> fields) {}

    /** Neighbouring files that are read the same way. */
    private record Segment(boolean byDuckDb, List<SourceFile> files) {}

    /**
     * @param threads that may look through a file
     * @param progress takes the bytes of files read so far, often; it may throw to stop
     */
    public SourceScans(List<ResolvedSource> sources, DuckDBConnection connection, Configuration configuration,
            int threads, LongConsumer progress) {
        sources.forEach(source -> this.sources.put(source.id(), source));
        this.connection = connection;
        this.configuration = configuration;
        this.threads = threads;
        this.progress = progress;
    }

    /** Local files among the sources that DuckDB may read. */
    public static List<Path> localFiles(List<ResolvedSource> sources) {
        return sources.stream().flatMap(source -> source.files().stream())
                .flatMap(file -> LocalFiles.path(file.uri()).stream()).toList();
    }

    /** From now on no file is left to DuckDB. */
    public void readEverythingInJava() {
        nativeReads = false;
    }

    /** Whether any file was left to DuckDB since the last call. */
    public boolean tookNativeReads() {
        boolean taken = readNatively;
        readNatively = false;
        return taken;
    }

    /** What was out of the ordinary in the files read in Java. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    @Override
    public String select(Plan.Scan scan) {
        ResolvedSource source = sources.get(scan.source());
        if (source == null) {
            throw JobCode.INTERNAL.failure("the plan reads source " + scan.source() + ", which the job doesn't have");
        }
        try {
            List<Segment> segments = segments(source, scan.reading());
            boolean several = source.files().size() > 1;
            List<String> selects = new ArrayList<>();
            for (int i = 0; i < segments.size(); i++) {
                Segment segment = segments.get(i);
                long base = (long) i << FILE_SHIFT;
                selects.add(segment.byDuckDb()
                        ? nativeSelect(scan, source, segment, base, several)
                        : tableSelect(scan, source, segment, base, several));
            }
            return String.join(" UNION ALL ", selects);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Segment> segments(ResolvedSource source, Reading reading) throws IOException {
        List<Segment> segments = new ArrayList<>();
        for (SourceFile file : source.files()) {
            boolean byDuckDb = nativeReads && isReadableByDuckDb(source, reading, file);
            Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
            if (last != null && last.byDuckDb() == byDuckDb) {
                last.files().add(file);
            } else {
                segments.add(new Segment(byDuckDb, new ArrayList<>(List.of(file))));
            }
        }
        return segments;
    }

    private boolean isReadableByDuckDb(ResolvedSource source, Reading reading, SourceFile file) throws IOException {
        Optional<Path> path = LocalFiles.path(file.uri());
        Optional<Shape> shape = Shape.of(source, reading);
        // DuckDB doesn't tell what is out of the ordinary in columns that nobody asks for.
        if (source.options().failsOnBadRecords() || path.isEmpty() || isGlob(path.get()) || shape.isEmpty() || LocalFiles.isCompressed(file.uri())
                || !LocalFiles.isUtf8(source.options().encoding())) {
            return false;
        }
        String key = shape.get() + " " + file.uri();
        Boolean known = regular.get(key);
        if (known == null) {
            known = RegularText.matches(path.get(), shape.get().delimiter().charAt(0), shape.get().quote(),
                    shape.get().width(), threads) && (!shape.get().header() || hasHeader(source, path.get()));
            regular.put(key, known);
        }
        return known;
    }

    /** Whether its first record is the header that the source's files should have. */
    private static boolean hasHeader(ResolvedSource source, Path file) throws IOException {
        try (RecordReader reader = new RecordReader(Files.newInputStream(file), RecordSources.format(source.options()),
                Integer.MAX_VALUE)) {
            HeaderLayout layout = RecordSources.header(reader, source.header(), source.columns().size());
            return layout != null && layout.difference() == null;
        }
    }

    /**
     * Delimited text as DuckDB can be told to read it.
     *
     * @param quote null if quotes are ordinary text
     * @param width more than one
     */
    private record Shape(String delimiter, Character quote, int width, boolean header) {

        static Optional<Shape> of(ResolvedSource source, Reading reading) {
            SourceOptions options = source.options();
            boolean text = options.format().equals("csv") || options.format().equals("text");
            if (!text || reading instanceof Reading.Records) {
                return Optional.empty();
            }
            if (reading instanceof Reading.Fields fields) {
                Optional<String> quote = fields.records().quote();
                boolean simple = fields.records().separator().filter("\n"::equals).isPresent()
                        && (quote.isEmpty() || fields.unquoted());
                return simple ? of(fields.delimiter(), quote.orElse(""), fields.columns(), false) : Optional.empty();
            }
            return options.recordSeparator().equals("\n") ? of(options.delimiter(), options.quote(), source.columns().size(),
                    options.header() && reading instanceof Reading.Declared) : Optional.empty();
        }

        private static Optional<Shape> of(String delimiter, String quote, int width, boolean header) {
            boolean quotes = quote != null && !quote.isEmpty();
            return width > 1 && isAscii(delimiter) && (!quotes || isAscii(quote))
                    ? Optional.of(new Shape(delimiter, quotes ? (Character) quote.charAt(0) : null, width, header))
                    : Optional.empty();
        }
    }

    /** DuckDB would take it for a pattern. */
    private static boolean isGlob(Path path) {
        return path.toString().matches(".*[*?\\[\\]{}].*");
    }

    private static boolean isAscii(String character) {
        return character != null && character.length() == 1 && character.charAt(0) < 128
                && character.charAt(0) != '\n' && character.charAt(0) != '\r' && character.charAt(0) != 0;
    }

    private String nativeSelect(Plan.Scan scan, ResolvedSource source, Segment segment, long base, boolean several) {
        readNatively = true;
        Shape shape = Shape.of(source, scan.reading()).orElseThrow();
        boolean header = shape.header();
        int width = shape.width();
        StringBuilder names = new StringBuilder();
        StringBuilder types = new StringBuilder();
        for (int i = 0; i < width; i++) {
            names.append(i == 0 ? "" : ", ").append("'f").append(i).append("'");
            types.append(i == 0 ? "" : ", ").append("'f").append(i).append("': 'VARCHAR'");
        }
        String quote = shape.quote() == null ? "" : shape.quote().toString();
        String relation = "read_csv([" + segment.files().stream()
                .map(file -> SYNTAX.text(LocalFiles.path(file.uri()).orElseThrow().toString()))
                .collect(Collectors.joining(", ")) + "], auto_detect = false, header = " + header
                + ", delim = " + SYNTAX.text(shape.delimiter()) + ", quote = " + SYNTAX.text(quote)
                + ", escape = " + SYNTAX.text(quote) + ", comment = '', compression = 'none', hive_partitioning = false"
                + ", null_padding = false, strict_mode = true, buffer_size = " + READ_BUFFER
                + ", columns = {" + types + "}, force_not_null = [" + names + "]"
                + (needs(scan, Plan.Scan.Field.Kind.FILE_PATH) ? ", filename = '$path'" : "") + ")";
        List<String> selected = new ArrayList<>();
        for (Plan.Scan.Field field : scan.fields()) {
            selected.add(switch (field.kind()) {
                case VALUE -> field.index() < width ? "f" + field.index() : nullOf(Storage.TEXT);
                case ROW_ORDER -> "row_number() OVER () + " + base;
                case SOURCE_ROW_NUMBER -> several ? nullOf(Storage.INTEGER)
                        : "row_number() OVER () + " + (header ? 1 : 0);
                case FILE_PATH -> path(segment);
            } + " AS " + SYNTAX.name(field.column().id()));
        }
        return "SELECT " + (selected.isEmpty() ? "1 AS \"$\"" : String.join(", ", selected)) + " FROM " + relation;
    }

    /** The path that the plan wants, by the one that DuckDB was given. */
    private static String path(Segment segment) {
        if (segment.files().size() == 1) {
            return SYNTAX.text(segment.files().get(0).path());
        }
        List<SourceFile> other = segment.files().stream()
                .filter(file -> !LocalFiles.path(file.uri()).orElseThrow().toString().equals(file.path())).toList();
        if (other.isEmpty()) {
            return "\"$path\"";
        }
        StringBuilder cases = new StringBuilder("CASE \"$path\"");
        other.forEach(file -> cases.append(" WHEN ")
                .append(SYNTAX.text(LocalFiles.path(file.uri()).orElseThrow().toString()))
                .append(" THEN ").append(SYNTAX.text(file.path())));
        return cases.append(" ELSE \"$path\" END").toString();
    }

    private static boolean needs(Plan.Scan scan, Plan.Scan.Field.Kind kind) {
        return scan.fields().stream().anyMatch(field -> field.kind() == kind);
    }

    private static String nullOf(Storage storage) {
        return SYNTAX.literal(null, storage);
    }

    private String tableSelect(Plan.Scan scan, ResolvedSource source, Segment segment, long base, boolean several)
            throws IOException {
        Set<Integer> fields = scan.fields().stream()
                .filter(field -> field.kind() == Plan.Scan.Field.Kind.VALUE).map(Plan.Scan.Field::index)
                .collect(Collectors.toCollection(TreeSet::new));
        Loaded loaded = loaded(source, scan.reading(), segment, fields);
        List<String> selected = new ArrayList<>();
        for (Plan.Scan.Field field : scan.fields()) {
            selected.add(switch (field.kind()) {
                case VALUE -> "f" + field.index();
                case ROW_ORDER -> "row_number() OVER () + " + base;
                case SOURCE_ROW_NUMBER -> several ? nullOf(Storage.INTEGER) : "n";
                case FILE_PATH -> "p";
            } + " AS " + SYNTAX.name(field.column().id()));
        }
        return "SELECT " + (selected.isEmpty() ? "1 AS \"$\"" : String.join(", ", selected)) + " FROM "
                + loaded.table();
    }

    private Loaded loaded(ResolvedSource source, Reading reading, Segment segment, Set<Integer> fields)
            throws IOException {
        String key = source.id() + " " + reading + " " + segment.files().stream().map(SourceFile::uri).toList();
        Loaded known = tables.get(key);
        if (known != null && known.fields().containsAll(fields)) {
            return known;
        }
        String table = "source_" + tableCount++;
        try {
            load(source, reading, segment, fields, table);
        } catch (SQLException e) {
            throw JobCode.ENGINE_FAILED.failure("reading " + source.name() + ": " + e.getMessage(), e);
        }
        Loaded loaded = new Loaded(table, fields);
        tables.put(key, loaded);
        return loaded;
    }

    private void load(ResolvedSource source, Reading reading, Segment segment, Set<Integer> fields, String table)
            throws IOException, SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TABLE " + table + " (" + fields.stream().map(index -> "f" + index + " VARCHAR, ")
                    .collect(Collectors.joining()) + "n BIGINT, p VARCHAR)");
        }
        int[] indexes = fields.stream().mapToInt(Integer::intValue).toArray();
        long before = 0;
        try (DuckDBAppender appender = connection.createAppender(table)) {
            for (SourceFile file : segment.files()) {
                try (RecordSource records = RecordSources.open(source, file, reading, fields::contains,
                        configuration)) {
                    append(records, file, indexes, appender, before, source.options().failsOnBadRecords());
                    warnings.addAll(records.warnings());
                    before += records.bytesRead();
                }
            }
        }
    }

    private void append(RecordSource records, SourceFile file, int[] indexes, DuckDBAppender appender, long before,
            boolean failing) throws IOException, SQLException {
        long count = 0;
        boolean more = true;
        while (more) {
            // Also before the first record: what is wrong with the file itself.
            if (failing && records.hasWarnings()) {
                throw RecordSources.badRecords(records.warnings());
            }
            more = records.next();
            if (!more) {
                continue;
            }
            appender.beginRow();
            for (int index : indexes) {
                String value = records.field(index);
                if (value == null) {
                    appender.appendNull();
                } else {
                    appender.append(value);
                }
            }
            appender.append(records.recordNumber());
            appender.append(file.path());
            appender.endRow();
            if ((++count & 0x3ff) == 0) {
                progress.accept(before + records.bytesRead());
            }
        }
    }
}
