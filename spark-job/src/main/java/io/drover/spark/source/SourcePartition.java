package io.drover.spark.source;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads: a piece, or several small ones. */
record SourcePartition(ArrayList<Piece> pieces, ArrayList<String> hosts) implements InputPartition {

    /** What opening a file costs, in bytes that could be read meanwhile. */
    private static final long OPEN_COST = 1 << 20;

    @Override
    public String[] preferredLocations() {
        return hosts.toArray(String[]::new);
    }

    /** Fills partitions up to a size; a piece is never cut. */
    static List<SourcePartition> pack(List<Piece> pieces, long size, Function<Piece, List<String>> hosts) {
        List<SourcePartition> partitions = new ArrayList<>();
        ArrayList<Piece> current = new ArrayList<>();
        long filled = 0;
        for (Piece piece : pieces) {
            long cost = piece.length() + OPEN_COST;
            if (!current.isEmpty() && filled + cost > size + OPEN_COST) {
                partitions.add(new SourcePartition(current, new ArrayList<>(hosts.apply(current.get(0)))));
                current = new ArrayList<>();
                filled = 0;
            }
            current.add(piece);
            filled += cost;
        }
        if (!current.isEmpty()) {
            partitions.add(new SourcePartition(current, new ArrayList<>(hosts.apply(current.get(0)))));
        }
        return partitions;
    }
}
