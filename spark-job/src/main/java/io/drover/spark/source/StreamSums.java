package io.drover.spark.source;

import io.drover.job.source.Bzip2Sums;
import io.drover.job.source.UnreadableFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Holds the check sums over bzip2 streams whose blocks several tasks have read against what the streams tell. */
final class StreamSums {
    private StreamSums() {}

    /**
     * @param pieces in order of file and number
     * @param read what became known of a piece's check sums; empty if it wasn't read to its end
     * @throws JobFailure if a stream has other blocks than it says
     */
    static void check(List<Piece> pieces, Function<Piece, Optional<Bzip2Sums>> read) {
        int sum = 0;
        boolean known = false;
        for (Piece piece : pieces) {
            if (piece.number() == 0) {
                sum = 0;
                known = true;
            }
            Optional<Bzip2Sums> sums = read.apply(piece);
            if (sums.isEmpty()) {
                known = false;
            } else if (known) {
                try {
                    sum = sums.get().follow(sum);
                } catch (IOException e) {
                    throw UnreadableFile.failure(piece.uri(), piece.range(), 0, e);
                }
            } else if (sums.get().told() != null) {
                sum = sums.get().rest();
                known = true;
            }
        }
    }
}
