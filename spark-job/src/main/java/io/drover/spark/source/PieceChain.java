package io.drover.spark.source;

import io.drover.job.source.Bzip2Sums;
import io.drover.job.source.delimited.RecordCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the pieces of a source, each read as if it began outside quotes, were read rightly: each must begin where the
 * one before ended. The first begins at the file's start, so when all meet, all are right.
 */
final class PieceChain {

    private record Key(int file, int number) {}

    private final Map<Key, PieceReport> reports = new HashMap<>();

    /** A piece may be told of more than once (a scan that ran twice); the fullest report counts. */
    PieceChain(List<PieceReport> all) {
        for (PieceReport report : all) {
            reports.merge(new Key(report.piece().file(), report.piece().number()), report,
                    (a, b) -> a.exhausted() ? a : b);
        }
    }

    /** @param pieces all of the source, in order of file and number */
    boolean holds(List<Piece> pieces) {
        long expected = 0;
        boolean known = true;
        for (Piece piece : pieces) {
            PieceReport report = reports.get(new Key(piece.file(), piece.number()));
            if (piece.number() == 0) {
                known = true;
                expected = report == null ? 0 : Math.max(0, report.firstOffset());
            }
            boolean gaveRecords = report != null && report.records() > 0;
            if (gaveRecords && piece.number() > 0 && (!known || report.firstOffset() != expected)) {
                return false;
            }
            if (report == null || !report.exhausted()) {
                // What wasn't read to its end doesn't say where the next begins.
                known = false;
            } else if (report.textLength() >= 0) {
                // Offsets count in the piece's own text: what lies behind it is the next one's.
                if (gaveRecords) {
                    expected = report.endOffset();
                } else if (piece.number() > 0 && known && report.textLength() > 0 && (piece.end() == Long.MAX_VALUE
                        ? expected < report.textLength() : expected <= report.textLength())) {
                    return false;
                }
                expected -= report.textLength();
            } else if (gaveRecords) {
                expected = report.endOffset();
            } else if (piece.number() > 0 && known && expected < piece.end()) {
                // A record begins here that this piece didn't see; behind the file's end there is none.
                if (piece.end() != Long.MAX_VALUE || expected < piece.start() + piece.length()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Empty if the piece wasn't read to its end, or isn't one of several of a bzip2 file. */
    Optional<Bzip2Sums> sums(Piece piece) {
        return Optional.ofNullable(reports.get(new Key(piece.file(), piece.number()))).map(PieceReport::sums);
    }

    /** Sentences about what was out of the ordinary. */
    List<String> warnings() {
        return warningsByFile().stream().flatMap(List::stream).toList();
    }

    /** The same for each file that has any, in the order of the files. */
    List<List<String>> warningsByFile() {
        List<PieceReport> ordered = new ArrayList<>(reports.values());
        ordered.sort(Comparator.<PieceReport>comparingInt(report -> report.piece().file())
                .thenComparingInt(report -> report.piece().number()));
        List<List<String>> files = new ArrayList<>();
        for (int i = 0; i < ordered.size();) {
            int file = ordered.get(i).piece().file();
            List<String> warnings = new ArrayList<>();
            RecordCounts counts = new RecordCounts();
            String uri = ordered.get(i).piece().uri();
            long records = 0;
            long text = 0;
            for (; i < ordered.size() && ordered.get(i).piece().file() == file; i++) {
                PieceReport report = ordered.get(i);
                warnings.addAll(report.warnings());
                if (report.counts() != null) {
                    counts.append(report.counts(), records, text);
                }
                records += report.records();
                text += Math.max(0, report.textLength());
            }
            warnings.addAll(counts.warnings(uri));
            if (!warnings.isEmpty()) {
                files.add(warnings);
            }
        }
        return files;
    }
}
