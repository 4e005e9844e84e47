package io.drover.spark.source;

import io.drover.job.source.Bzip2Part;
import io.drover.job.source.HeaderLayout;
import io.drover.job.source.RecordSource;
import io.drover.job.source.RecordSources;
import io.drover.job.source.ResolvedSource;
import io.drover.job.source.SourceInput;
import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.source.delimited.RecordReader;
import io.drover.job.storage.HadoopFiles;
import io.drover.recipe.plan.Plan;
import io.drover.recipe.plan.Reading;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.unsafe.types.UTF8String;

/** The records of one piece, fields as Spark's strings. */
abstract sealed class PieceReader implements Closeable {

    final Piece piece;

    private PieceReader(Piece piece) {
        this.piece = piece;
    }

    abstract boolean next() throws IOException;

    /** Null if the value is null or isn't there. */
    abstract UTF8String field(int index);

    /** The record's place in its file, increasing. */
    abstract long place();

    /** The record's 1-based number in its file; only of whole files. */
    abstract long recordNumber();

    /** Bytes of the file read so far, as they lie in storage. */
    abstract long bytesRead() throws IOException;

    /** Whether anything was out of the ordinary so far that this piece has to tell. */
    abstract boolean hasWarnings();

    abstract PieceReport report(String source, boolean exhausted);

    static PieceReader open(ScanSpec spec, Piece piece, Configuration configuration) throws IOException {
        return Splitting.isSliced(spec) ? new Sliced(spec, piece, configuration) : new Text(spec, piece, configuration);
    }

    /** UTF-8 delimited text: fields come as bytes, without a detour over characters. */
    private static final class Sliced extends PieceReader {
        private final RecordReader reader;
        /** Null unless the file is read as a whole. */
        private final SourceInput input;
        /** Null unless it is a piece of a compressed file. */
        private final Bzip2Part blocks;
        /** Null if the file has no header. */
        private final HeaderLayout layout;
        private long place;

        Sliced(ScanSpec spec, Piece piece, Configuration configuration) throws IOException {
            super(piece);
            DelimitedFormat format = Splitting.format(spec);
            boolean header = spec.declared() && spec.records() == null && spec.options().header();
            layout = header ? layout(spec, piece, format, configuration) : null;
            if (piece.number() == 0 && !header && !piece.isWholeFile()) {
                SourceInput.open(piece.uri(), configuration).close(); // refuses what isn't what its name says
            }
            int columns = layout == null || layout.fields() == null ? spec.recordFields() : layout.width();
            if (piece.isWholeFile()) {
                input = SourceInput.open(piece.uri(), configuration);
                blocks = null;
                reader = new RecordReader(input.stream(), format, columns);
            } else if (SourceInput.isBzip2(piece.uri())) {
                input = null;
                blocks = Bzip2Part.open(piece.uri(), piece.range(), configuration);
                reader = RecordReader.ofBlocks(blocks, format, columns, piece.first(), blocks::ownLength);
            } else {
                input = null;
                blocks = null;
                Path path = new Path(URI.create(piece.uri()));
                FSDataInputStream stream = HadoopFiles.of(path, configuration).fileSystem().open(path);
                stream.seek(piece.start() - RecordReader.lead(format, piece.start()));
                reader = new RecordReader(stream, format, columns, piece.start(), piece.end());
            }
            if (spec.sourceOptions().failsOnBadRecords()) {
                reader.checkBytes();
            }
            if (piece.start() == 0 && header && (layout == null || !layout.isData())) {
                reader.next();
            }
        }

        /** By the file's begin, wherever the piece begins; null if there is no record. */
        private static HeaderLayout layout(ScanSpec spec, Piece piece, DelimitedFormat format, Configuration configuration)
                throws IOException {
            try (SourceInput begin = SourceInput.open(piece.uri(), configuration);
                    RecordReader first = new RecordReader(begin.stream(), format, Integer.MAX_VALUE)) {
                return RecordSources.header(first, spec.header(), spec.recordFields());
            }
        }

        @Override
        boolean next() throws IOException {
            place = reader.endOffset();
            return reader.next();
        }

        @Override
        UTF8String field(int index) {
            int field = layout == null ? index : layout.field(index);
            byte[] bytes = field < 0 ? null : reader.fieldBytes(field);
            return bytes == null ? null : UTF8String.fromBytes(bytes);
        }

        @Override
        long place() {
            return blocks == null ? place : Splitting.place(piece, place);
        }

        @Override
        long recordNumber() {
            return reader.recordNumber();
        }

        @Override
        long bytesRead() throws IOException {
            return input != null ? input.bytesRead()
                    : blocks != null ? Math.min(piece.length(), blocks.bytesRead()) : reader.endOffset() - piece.start();
        }

        @Override
        boolean hasWarnings() {
            return reader.counts().any() || piece.start() == 0 && layout != null && layout.difference() != null;
        }

        @Override
        PieceReport report(String source, boolean exhausted) {
            return new PieceReport(source, piece, reader.firstRecordOffset(), reader.endOffset(), exhausted,
                    reader.recordNumber(), blocks == null ? -1 : blocks.ownLength(),
                    blocks == null || blocks.ownLength() < 0 ? null : blocks.sums(), reader.counts(), piece.start() == 0 && layout != null
                            && layout.difference() != null ? List.of(piece.uri() + ": " + layout.difference()) : List.of());
        }

        @Override
        public void close() throws IOException {
            reader.close();
            if (input != null) {
                input.close();
            }
        }
    }

    /** Any other format. */
    private static final class Text extends PieceReader {
        private final RecordSource records;
        private long count;

        Text(ScanSpec spec, Piece piece, Configuration configuration) throws IOException {
            super(piece);
            ResolvedSource.SourceFile file = new ResolvedSource.SourceFile(piece.uri(), piece.path(), piece.length());
            ResolvedSource source = new ResolvedSource(spec.source(), spec.source(), List.of(file),
                    spec.sourceOptions(), spec.sourceColumns(), spec.header());
            Reading reading = spec.reading();
            Set<Integer> wanted = spec.fields().stream().filter(field -> field.kind() == Plan.Scan.Field.Kind.VALUE)
                    .map(ScanSpec.Field::index).collect(Collectors.toSet());
            records = RecordSources.open(source, file, piece.range(), reading, wanted::contains, configuration);
        }

        @Override
        boolean next() throws IOException {
            boolean more = records.next();
            count += more ? 1 : 0;
            return more;
        }

        @Override
        UTF8String field(int index) {
            String text = records.field(index);
            return text == null ? null : UTF8String.fromString(text);
        }

        @Override
        long place() {
            return Splitting.place(piece, count);
        }

        @Override
        long recordNumber() {
            return records.recordNumber();
        }

        @Override
        long bytesRead() {
            return records.bytesRead();
        }

        @Override
        boolean hasWarnings() {
            return piece.start() == 0 && records.hasWarnings();
        }

        @Override
        PieceReport report(String source, boolean exhausted) {
            return new PieceReport(source, piece, records.partBegin(), records.partEnd(), exhausted, count, -1, null, null,
                    piece.start() == 0 ? List.copyOf(records.warnings()) : List.of());
        }

        @Override
        public void close() throws IOException {
            records.close();
        }
    }
}
