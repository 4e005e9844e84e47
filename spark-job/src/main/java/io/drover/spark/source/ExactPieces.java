package io.drover.spark.source;

import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
        int quote = format.quote();
        int escape = format.escape() == null ? -1 : format.escape();
        List<QuoteScan> scans = context.parallelize(pieces, pieces.size())
                .map(piece -> scan(piece, separator, quote, escape, configuration.value()))
                .collect();
        List<Piece> exact = new ArrayList<>();
        boolean insideQuotes = false;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.number() == 0) {
                insideQuotes = false;
                exact.add(piece);
            } else {
                QuoteScan scan = scans.get(i);
                long begin = insideQuotes ? scan.inside() : scan.outside();
                // What lies before the first begin, or all if there is none, belongs to the record that began earlier.
                lengthen(exact, begin < 0 ? piece.length() : begin - piece.start());
                if (begin >= 0) {
                    exact.add(new Piece(piece.file(), piece.uri(), piece.path(), piece.number(), begin, piece.end(),
                            piece.length() - (begin - piece.start())));
                }
            }
            insideQuotes ^= scans.get(i).odd();
        }
        return exact;
    }

    private static void lengthen(List<Piece> pieces, long bytes) {
        Piece last = pieces.remove(pieces.size() - 1);
        pieces.add(new Piece(last.file(), last.uri(), last.path(), last.number(), last.start(), last.end(),
                last.length() + bytes));
    }

    private static QuoteScan scan(Piece piece, int separator, int quote, int escape,
            SerializableConfiguration configuration) throws IOException {
        Path path = new Path(URI.create(piece.uri()));
        long start = Math.max(2, piece.start());
        try (FSDataInputStream in = HadoopFiles.of(path, configuration.value()).fileSystem().open(path)) {
            if (piece.start() == 0) {
                // The first two bytes stand before what is scanned: their quotes count, too.
                return firstPiece(in, piece, separator, quote, escape);
            }
            in.seek(start - 2);
            return QuoteScan.of(in, start, piece.end(), separator, quote, escape);
        }
    }

    private static QuoteScan firstPiece(FSDataInputStream in, Piece piece, int separator, int quote, int escape)
            throws IOException {
        byte[] first = in.readNBytes(1);
        boolean odd = first.length > 0 && (first[0] & 0xff) == quote;
        in.seek(0);
        QuoteScan rest = QuoteScan.of(in, 2, piece.end(), separator, quote, escape);
        return new QuoteScan(odd ^ rest.odd(), -1, -1);
    }
}
