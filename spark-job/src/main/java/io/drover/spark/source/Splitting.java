package io.drover.spark.source;

import io.drover.job.source.RecordSources;
import io.drover.job.source.ResolvedSource;
import io.drover.job.source.ResolvedSource.SourceFile;
import io.drover.job.source.SourceInput;
import io.drover.job.source.delimited.DelimitedFormat;
import io.drover.recipe.plan.Reading;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts the files of a source into pieces of a wanted size, where they can be cut. */
final class Splitting {

    /** How many bits of a row order number are there for files, and how many for pieces, where both are numbered. */
    private static final int PART_BITS = 12;
    private static final int PIECE_BITS = 14;

    private Splitting() {}

    /** An increasing number for the records of a file's pieces that don't know their place in the file. */
    static long place(Piece piece, long recordInPiece) {
        return (long) piece.number() << 63 - PART_BITS - PIECE_BITS | recordInPiece;
    }

    /** Whether its fields can be read as slices of the file's bytes. */
    static boolean isSliced(ScanSpec spec) {
        boolean delimited = spec.records() != null
                ? spec.records().separator() != null && !spec.records().separator().isEmpty()
                : spec.options().format().equals("csv") || spec.options().format().equals("text");
        // A workbook's sheet is text only once it has been read.
        return delimited && !spec.options().format().equals("xlsx") && isUtf8(spec.options().encoding());
    }

    private static boolean isUtf8(String encoding) {
        Charset charset = Charset.forName(encoding);
        return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
    }

    static DelimitedFormat format(ScanSpec spec) {
        Reading reading = spec.reading();
        return reading instanceof Reading.Records records ? RecordSources.format(records)
                : reading instanceof Reading.Fields fields ? RecordSources.format(fields)
                : RecordSources.format(spec.sourceOptions());
    }

    /** Whether pieces begin where it only seems right, within quotes or at what looks like a block, and have to be checked. */
    static boolean isGuessed(ScanSpec spec, List<Piece> pieces) {
        if (!isSliced(spec)) {
            return spec.records() == null && spec.options().format().equals("avro");
        }
        return format(spec).quote() != null || pieces.stream().anyMatch(piece -> SourceInput.isBzip2(piece.uri()));
    }

    private static boolean canSplit(ScanSpec spec, SourceFile file) {
        if (spec.records() == null && RecordSources.hasParts(spec.options().format(), file.uri())) {
            // Only Parquet's footer says how many records come before a part.
            return spec.fileBits() <= PART_BITS
                    && (spec.options().format().equals("pqt") || !spec.asksForRowNumbers());
        }
        return isSliced(spec) && !spec.asksForRowNumbers()
                && (!SourceInput.isCompressed(file.uri()) || SourceInput.isBzip2(file.uri()) && spec.fileBits() <= PART_BITS);
    }

    static List<Piece> pieces(ResolvedSource source, ScanSpec spec, long size) {
        List<Piece> pieces = new ArrayList<>();
        for (int f = 0; f < source.files().size(); f++) {
            SourceFile file = source.files().get(f);
            // The last piece may be half as long again, so that no file ends with a crumb.
            long count = canSplit(spec, file) ? Math.max(1, (file.length() + size / 2) / size) : 1;
            long step = size;
            if (count > 1 << PIECE_BITS && (!isSliced(spec) || SourceInput.isBzip2(file.uri()))) {
                count = 1 << PIECE_BITS;
                step = (file.length() + count - 1) / count;
            }
            for (int p = 0; p < count; p++) {
                long start = p * step;
                boolean last = p == count - 1;
                pieces.add(new Piece(f, file.uri(), file.path(), p, start, last ? Long.MAX_VALUE : start + step,
                        (last ? file.length() : start + step) - start));
            }
        }
        return pieces;
    }
}
