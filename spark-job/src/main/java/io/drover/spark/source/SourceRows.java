package io.drover.spark.source;

import io.drover.job.engine.JobFailure;
import io.drover.job.source.UnreadableFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.SerializableConfiguration;

/** Reads partitions of a source on executors; one row object is used for all rows, as Spark's own readers do. */
final class SourceRows implements PartitionReaderFactory {
    private static final long serialVersionUID = 1L;

    private final ScanSpec spec;
    private final Broadcast<SerializableConfiguration> configuration;
    private final ReadTallies tallies;

    SourceRows(ScanSpec spec, Broadcast<SerializableConfiguration> configuration, ReadTallies tallies) {
        this.spec = spec;
        this.configuration = configuration;
        this.tallies = tallies;
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
        return new Rows(((SourcePartition) partition).pieces().iterator());
    }

    private final class Rows implements PartitionReader<InternalRow> {
        private final Iterator<Piece> pieces;
        private final Object[] values = new Object[spec.fields().size()];
        private final GenericInternalRow row = new GenericInternalRow(values);
        private PieceReader reader;
        private UTF8String path;
        private long counted;
        private int untilCount;
        private final boolean failing = spec.sourceOptions().failsOnBadRecords();

        Rows(Iterator<Piece> pieces) {
            this.pieces = pieces;
        }

        @Override
        public boolean next() throws IOException {
            while (true) {
                if (reader == null) {
                    if (!pieces.hasNext()) {
                        return false;
                    }
                    open(pieces.next());
                }
                if (--untilCount <= 0) {
                    count();
                }
                if (read()) {
                    fill();
                    return true;
                }
                finish(true);
            }
        }

        private void open(Piece piece) throws IOException {
            try {
                reader = PieceReader.open(spec, piece, configuration.value().value());
            } catch (IOException e) {
                throw UnreadableFile.failure(piece.uri(), piece.range(), 0, e);
            }
            path = UTF8String.fromString(piece.path());
            counted = 0;
            refuseBadRecords();
        }

        private boolean read() throws IOException {
            try {
                boolean more = reader.next();
                refuseBadRecords();
                return more;
            } catch (JobFailure e) {
                throw e;
            } catch (IOException e) {
                throw UnreadableFile.failure(reader.piece.uri(), reader.piece.range(), reader.recordNumber(), e);
            }
        }

        private void refuseBadRecords() {
            if (failing && reader.hasWarnings()) {
                throw new BadRecordMet(reader.report(spec.key(), false));
            }
        }

        private void fill() {
            List<ScanSpec.Field> fields = spec.fields();
            for (int i = 0; i < values.length; i++) {
                ScanSpec.Field field = fields.get(i);
                values[i] = switch (field.kind()) {
                    case VALUE -> reader.field(field.index());
                    case ROW_ORDER -> (Object) spec.rowOrder(reader.piece.file(), reader.place());
                    case SOURCE_ROW_NUMBER -> spec.numbered() ? (Object) reader.recordNumber() : null;
                    case FILE_PATH -> path;
                };
            }
        }

        private void count() throws IOException {
            untilCount = 1000;
            long bytes = reader.bytesRead();
            tallies.bytes(bytes - counted);
            counted = bytes;
        }

        private void finish(boolean exhausted) throws IOException {
            count();
            if (exhausted) {
                // What was read ahead or skipped belongs to this piece's neighbours.
                tallies.bytes(reader.piece.length() - counted);
            }
            tallies.report(reader.report(spec.key(), exhausted));
            reader.close();
            reader = null;
        }

        @Override
        public InternalRow get() {
            return row;
        }

        @Override
        public void close() throws IOException {
            TaskContext task = TaskContext.get();
            if (reader != null && (task == null || !task.isFailed() && !task.isInterrupted())) {
                finish(false);
            } else if (reader != null) {
                reader.close();
                reader = null;
            }
            if (task != null && !task.isFailed() && !task.isInterrupted()) {
                List<Piece> rest = new ArrayList<>();
                pieces.forEachRemaining(rest::add);
                rest.forEach(piece -> tallies.report(new PieceReport(spec.key(), piece, -1, -1, false, 0, -1, null, null,
                        List.of())));
            }
        }
    }
}
