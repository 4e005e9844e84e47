package io.drover.spark.source;

import io.drover.job.source.Bzip2Part;
import io.drover.job.source.Bzip2Sums;
import io.drover.job.source.SourceInput;
import io.drover.job.source.UnreadableFile;
import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Finds where the records of pieces really begin, by counting quotes in all pieces at once. Costs another reading of the
 * file, so it's for files whose pieces were found not to meet.
 */
final class ExactPieces {

    private ExactPieces() {}

    /** Whether a count of quotes tells it: not for separators of several bytes. */
    static boolean canFind(DelimitedFormat format) {
        return format.recordSeparator().getBytes(StandardCharsets.UTF_8).length == 1;
    }

    /** The pieces that hold a record's begin, each beginning exactly there. */
    static List<Piece> find(JavaSparkContext context, List<Piece> pieces, DelimitedFormat format,
            Broadcast<SerializableConfiguration> configuration) {
        int separator = format.recordSeparator().getBytes(StandardCharsets.UTF_8)[0] & 0xff;
        int quote = format.quote() == null ? -1 : format.quote();
        int escape = format.escape() == null ? -1 : format.escape();
        List<Scanned> scans = context.parallelize(pieces, pieces.size())
                .map(piece -> scan(piece, separator, quote, escape, configuration.value()))
                .collect();
        // The pieces that come of it leave out blocks without a record's begin.
        StreamSums.check(pieces, piece -> Optional.ofNullable(scans.get(pieces.indexOf(piece)).sums()));
        List<Piece> exact = new ArrayList<>();
        QuoteScan.State state = QuoteScan.State.OUTSIDE;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            QuoteScan scan = scans.get(i).quotes();
            if (piece.number() == 0) {
                state = QuoteScan.State.OUTSIDE;
                exact.add(piece);
            } else {
                long begin = scan.separator(state) < 0 ? -1 : scan.separator(state) + 1;
                boolean compressed = SourceInput.isBzip2(piece.uri());
                // Of the file's text one byte less belongs to the piece than was scanned: the one before it.
                long before = begin < 0 || compressed ? 0 : begin - 1;
                // What lies before the first begin, or all if there is none, belongs to the record that began earlier.
                lengthen(exact, begin < 0 ? piece.length() : before);
                if (begin >= 0) {
                    exact.add(new Piece(piece.file(), piece.uri(), piece.path(), piece.number(), piece.start() + before,
                            piece.end(), piece.length() - before, compressed ? begin : -1));
                }
            }
            state = scan.end(state);
        }
        return exact;
    }

    private static void lengthen(List<Piece> pieces, long bytes) {
        Piece last = pieces.remove(pieces.size() - 1);
        pieces.add(last.withLength(last.length() + bytes));
    }

    /** @param sums null if it is not compressed */
    private record Scanned(QuoteScan quotes, Bzip2Sums sums) implements Serializable {}

    private static Scanned scan(Piece piece, int separator, int quote, int escape,
            SerializableConfiguration configuration) throws IOException {
        if (SourceInput.isBzip2(piece.uri())) {
            try (Bzip2Part blocks = Bzip2Part.open(piece.uri(), piece.range(), configuration.value())) {
                return new Scanned(QuoteScan.of(blocks.own(), Long.MAX_VALUE, separator, quote, escape), blocks.sums());
            } catch (IOException e) {
                throw UnreadableFile.failure(piece.uri(), piece.range(), 0, e);
            }
        }
        Path path = new Path(URI.create(piece.uri()));
        try (FSDataInputStream in = HadoopFiles.of(path, configuration.value()).fileSystem().open(path)) {
            // A separator at start - 1 makes a record begin at start: the bytes looked at are one ahead of the piece.
            long start = Math.max(1, piece.start()) - 1;
            in.seek(start);
            long length = piece.end() == Long.MAX_VALUE ? Long.MAX_VALUE : piece.end() - 1 - start;
            return new Scanned(QuoteScan.of(in, length, separator, quote, escape), null);
        }
    }
}
