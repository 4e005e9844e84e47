package io.drover.job.source;

import io.drover.job.engine.JobCode;
import io.drover.job.engine.JobFailure;
import io.drover.job.spec.JobSpec.SourceColumn;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.SeekableInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/**
 * An Avro object container file of records; columns are found by name, so files of one source may differ in order. A part of
 * it are the blocks behind those sync markers that begin in the part.
 */
final class AvroSource implements RecordSource {
    private final String uri;
    /** Null if the file is compressed as a whole. */
    private final SeekableFile file;
    /** Null unless the file is compressed as a whole. */
    private final SourceInput input;
    /** What the stream reads of it, and the mark that it has to end with; null as it is. */
    private final AvroEnd end;
    private final byte[] mark;
    private final DataFileStream<GenericRecord> stream;
    private final Schema.Field[] fields;
    private final List<String> warnings;
    private final FileRange range;
    private final long firstBlock;
    private GenericRecord current;
    private long recordNumber;

    private AvroSource(String uri, SeekableFile file, SourceInput input, AvroEnd end, byte[] mark,
            DataFileStream<GenericRecord> stream, FileRange range, List<SourceColumn> columns) {
        this.uri = uri;
        this.file = file;
        this.input = input;
        this.end = end;
        this.mark = mark;
        this.stream = stream;
        this.range = range;
        this.firstBlock = partEnd();
        this.fields =
                columns.stream().map(column -> stream.getSchema().getField(column.name())).toArray(Schema.Field[]::new);
        List<String> names = stream.getSchema().getFields().stream().map(Schema.Field::name).toList();
        this.warnings = FieldNames.differences(uri, names, columns);
    }

    /** @param range other than the whole file only of one that isn't compressed as a whole */
    static AvroSource open(String uri, FileRange range, List<SourceColumn> columns, Configuration configuration)
            throws IOException {
        if (SourceInput.isCompressed(uri)) {
            SourceInput input = SourceInput.open(uri, configuration);
            AvroEnd end = new AvroEnd(input.stream());
            DataFileStream<GenericRecord> stream = stream(uri, input, end);
            try (SourceInput header = SourceInput.open(uri, configuration)) {
                return new AvroSource(uri, null, input, end, AvroEnd.mark(header.stream()), stream, range, columns);
            } catch (IOException e) {
                input.close();
                throw e;
            }
        }
        Path path = new Path(URI.create(uri));
        HadoopFiles files = HadoopFiles.of(path, configuration);
        SeekableFile file = new SeekableFile(files.open(path), files.fileSystem().getFileStatus(path).getLen());
        try {
            DataFileReader<GenericRecord> reader = new DataFileReader<>(file, new OrderedMaps());
            requireRecords(reader);
            reader.sync(range.start());
            return new AvroSource(uri, file, null, null, null, reader, range, columns);
        } catch (IOException | AvroRuntimeException e) {
            file.close();
            throw notAvro(uri, e);
        }
    }

    private record SeekableFile(FSDataInputStream in, long length) implements SeekableInput {
        @Override
        public void seek(long position) throws IOException {
            in.seek(position);
        }

        @Override
        public long tell() throws IOException {
            return in.getPos();
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            return in.read(buffer, offset, count);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static DataFileStream<GenericRecord> stream(String uri, SourceInput input, InputStream bytes) throws IOException {
        try {
            DataFileStream<GenericRecord> stream = new DataFileStream<>(bytes, new OrderedMaps());
            requireRecords(stream);
            return stream;
        } catch (IOException | AvroRuntimeException e) {
            input.close();
            throw notAvro(uri, e);
        }
    }

    private static void requireRecords(DataFileStream<GenericRecord> stream) throws IOException {
        if (stream.getSchema().getType() != Schema.Type.RECORD) {
            throw new IOException("its schema is " + stream.getSchema().getType() + ", not a record");
        }
    }

    private static JobFailure notAvro(String uri, Exception e) {
        return JobCode.UNREADABLE_INPUT.failure(uri + " is not an Avro file of records: " + e.getMessage(), e);
    }

    /** Keeps the keys of maps in the file's order. */
    private static final class OrderedMaps extends GenericDatumReader<GenericRecord> {
        @Override
        protected Object newMap(Object old, int size) {
            return new LinkedHashMap<>();
        }
    }

    static List<SourceColumn> columns(String uri, Configuration configuration) throws IOException {
        try (SourceInput input = SourceInput.open(uri, configuration);
                DataFileStream<GenericRecord> stream = stream(uri, input, input.stream())) {
            return stream.getSchema().getFields().stream()
                    .map(field -> new SourceColumn(field.name(), AvroText.type(field.schema())))
                    .toList();
        }
    }

    @Override
    public boolean next() throws IOException {
        try {
            if (!stream.hasNext()) {
                requireEnd();
                return false;
            }
            if (stream instanceof DataFileReader<?> part && range.end() != Long.MAX_VALUE && part.pastSync(range.end())) {
                return false;
            }
            current = stream.next(current);
        } catch (JobFailure e) {
            throw e;
        } catch (RuntimeException | IOException e) {
            // The library takes what a damaged file says for true, and may fail anywhere for it.
            String why = e instanceof IOException || e instanceof AvroRuntimeException ? e.getMessage()
                    : "its blocks don't hold what they say";
            throw JobCode.UNREADABLE_INPUT.failure(uri + " is damaged after " + range.place(recordNumber) + ": " + why, e);
        } catch (OutOfMemoryError e) {
            // Nothing is lost by going on: the library reserves what a length in the file says, at once. As a cause it would end
            // Spark's executors.
            throw JobCode.UNREADABLE_INPUT.failure(uri + " is damaged after " + range.place(recordNumber)
                    + ", or a block or value there needs more memory than there is");
        }
        recordNumber++;
        return true;
    }

    /** The library takes a block that breaks off in its first bytes, or holds no record, for the end of the file. */
    private void requireEnd() throws IOException {
        if (file != null && partEnd() != file.length()) {
            throw new IOException("the block at byte " + partEnd() + " holds no record or is cut");
        }
        if (file == null && (stream.hasNext() || !end.endsWith(mark))) {
            throw new IOException("the next block holds no record or is cut");
        }
    }

    @Override
    public long partBegin() {
        return firstBlock;
    }

    @Override
    public long partEnd() {
        return stream instanceof DataFileReader<?> part ? part.previousSync() : -1;
    }

    @Override
    public String field(int index) {
        Schema.Field field = fields[index];
        return field == null ? null : AvroText.text(current.get(field.pos()), field.schema());
    }

    @Override
    public long recordNumber() {
        return recordNumber;
    }

    @Override
    public long bytesRead() {
        return input == null ? Math.max(0, partEnd() - range.start()) : input.bytesRead();
    }

    @Override
    public boolean hasWarnings() {
        return !warnings.isEmpty();
    }

    @Override
    public List<String> warnings() {
        return warnings;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        if (input != null) {
            input.close();
        }
    }
}
