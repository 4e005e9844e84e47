package io.drover.job.source;

import io.drover.job.engine.JobCode;
import io.drover.job.spec.JobSpec.SourceColumn;
import io.drover.job.storage.HadoopFiles;
import java.io.IOException;
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

/** An Avro object container file of records; columns are found by name, so files of one source may differ in order. */
final class AvroSource implements RecordSource {
    private final String uri;
    /** Null for a part of a file. */
    private final SourceInput input;
    private final DataFileStream<GenericRecord> stream;
    private final Schema.Field[] fields;
    private final List<String> warnings;
    private final FileRange range;
    private GenericRecord current;
    private long recordNumber;

    private AvroSource(String uri, SourceInput input, DataFileStream<GenericRecord> stream, Schema.Field[] fields,
            List<String> warnings, FileRange range) {
        this.uri = uri;
        this.range = range;
        this.input = input;
        this.stream = stream;
        this.fields = fields;
        this.warnings = warnings;
    }

    static AvroSource open(String uri, List<SourceColumn> columns, Configuration configuration) throws IOException {
        SourceInput input = SourceInput.open(uri, configuration);
        return open(uri, input, stream(uri, input), FileRange.WHOLE, columns);
    }

    /** Those records that lie in blocks of that part of the file, numbered from 1. */
    static AvroSource open(String uri, FileRange range, List<SourceColumn> columns, Configuration configuration)
            throws IOException {
        Path path = new Path(URI.create(uri));
        HadoopFiles files = HadoopFiles.of(path, configuration);
        Seekable input = new Seekable(files.open(path), files.fileSystem().getFileStatus(path).getLen());
        try {
            DataFileReader<GenericRecord> reader = new DataFileReader<>(input, new OrderedMaps());
            if (reader.getSchema().getType() != Schema.Type.RECORD) {
                throw new IOException("its schema is " + reader.getSchema().getType() + ", not a record");
            }
            reader.sync(range.start());
            return open(uri, null, reader, range, columns);
        } catch (IOException | AvroRuntimeException e) {
            input.close();
            throw JobCode.UNREADABLE_INPUT.failure(uri + " is not an Avro file of records: " + e.getMessage(), e);
        }
    }

    private record Seekable(FSDataInputStream in, long length) implements SeekableInput {
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

    private static AvroSource open(String uri, SourceInput input, DataFileStream<GenericRecord> stream, FileRange range,
            List<SourceColumn> columns) {
        Schema.Field[] fields =
                columns.stream().map(column -> stream.getSchema().getField(column.name())).toArray(Schema.Field[]::new);
        List<String> names = stream.getSchema().getFields().stream().map(Schema.Field::name).toList();
        return new AvroSource(uri, input, stream, fields, FieldNames.differences(uri, names, columns), range);
    }

    private static DataFileStream<GenericRecord> stream(String uri, SourceInput input) throws IOException {
        try {
            DataFileStream<GenericRecord> stream =
                    new DataFileStream<>(input.stream(), new OrderedMaps());
            if (stream.getSchema().getType() != Schema.Type.RECORD) {
                throw new IOException("its schema is " + stream.getSchema().getType() + ", not a record");
            }
            return stream;
        } catch (IOException | AvroRuntimeException e) {
            input.close();
            throw JobCode.UNREADABLE_INPUT.failure(uri + " is not an Avro file of records: " + e.getMessage(), e);
        }
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
                DataFileStream<GenericRecord> stream = stream(uri, input)) {
            return stream.getSchema().getFields().stream()
                    .map(field -> new SourceColumn(field.name(), AvroText.type(field.schema())))
                    .toList();
        }
    }

    @Override
    public boolean next() throws IOException {
        try {
            if (!stream.hasNext()
                    || stream instanceof DataFileReader<?> part && part.pastSync(Math.min(range.end(), Long.MAX_VALUE / 2))) {
                return false;
            }
            current = stream.next(current);
        } catch (AvroRuntimeException | IOException e) {
            throw JobCode.UNREADABLE_INPUT.failure(
                    uri + " is damaged after record " + recordNumber + ": " + e.getMessage(), e);
        }
        recordNumber++;
        return true;
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
        return input == null ? 0 : input.bytesRead();
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
