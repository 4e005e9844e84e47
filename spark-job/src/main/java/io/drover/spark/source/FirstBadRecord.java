package io.drover.spark.source;

import io.drover.job.source.UnreadableFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** Finds the first bad record of a source, by looking through pieces at once, each up to its first. */
final class FirstBadRecord {
    private FirstBadRecord() {}

    /** What the pieces tell, each up to its first bad record or its end. */
    static List<PieceReport> look(JavaSparkContext context, ScanSpec spec, List<Piece> pieces,
            Broadcast<SerializableConfiguration> configuration) {
        if (pieces.isEmpty()) {
            return List.of();
        }
        ScanSpec nothing = spec.withFields(List.of());
        return context.parallelize(pieces, pieces.size()).map(piece -> look(nothing, piece, configuration.value())).collect();
    }

    private static PieceReport look(ScanSpec spec, Piece piece, SerializableConfiguration configuration) {
        long records = 0;
        try (PieceReader reader = PieceReader.open(spec, piece, configuration.value())) {
            boolean more = true;
            while (more && !reader.hasWarnings()) {
                more = reader.next();
                records += more ? 1 : 0;
            }
            return reader.report(spec.key(), !more);
        } catch (IOException e) {
            throw UnreadableFile.failure(piece.uri(), piece.range(), records, e);
        }
    }

    /** Those of the file with the first bad record, up to the piece that met it; none is left out in between. */
    static List<PieceReport> upToIt(List<PieceReport> ordered) {
        List<PieceReport> file = new ArrayList<>();
        for (PieceReport report : ordered) {
            if (!file.isEmpty() && file.get(0).piece().file() != report.piece().file()) {
                file.clear();
            }
            file.add(report);
            if (report.isBad()) {
                break;
            }
        }
        return file;
    }
}
